package org.fubako.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Whether the database answers. */
@ApplicationScoped
class DatabaseCheck implements ReadinessCheck {

    private static final int SECONDS = 5;

    @Resource(lookup = "java:app/jdbc/fubako")
    DataSource database;

    @Override
    public String name() {
        return "database";
    }

    @Override
    public boolean isReady() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(SECONDS);
        } catch (SQLException e) {
            System.getLogger(DatabaseCheck.class.getName()).log(Level.WARNING, "the database does not answer", e);
            return false;
        }
    }
}
