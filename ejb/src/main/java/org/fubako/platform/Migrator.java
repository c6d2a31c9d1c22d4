package org.fubako.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings both databases to this release's schema before anything else starts. A second node only checks. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Migrator {

    @Resource(lookup = "java:app/jdbc/fubako")
    DataSource database;

    @Resource(lookup = "java:app/jdbc/keys")
    DataSource keys;

    @PostConstruct
    void migrate() {
        migrate(database, "db/migration", "schema_history");
        migrate(keys, "db/keys", "keys_schema_history");
    }

    private static void migrate(DataSource target, String location, String history) {
        Flyway.configure(Migrator.class.getClassLoader())
                .dataSource(target)
                .locations("classpath:" + location)
                .table(history)
                // with one database for both, the second history starts beside the first one's tables
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
