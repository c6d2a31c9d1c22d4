package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema as it stands after all migrations. Each exception has its reason beside it. */
@ExtendWith(SharedFubako.class)
class SchemaIT {

    private static final Set<String> CLASSES =
            Set.of("customer content", "customer settings", "customer log", "provider");

    private static final Pattern CLASS = Pattern.compile("^class: ([a-z ]+)");

    /** Flyway's own tables cannot say anything. */
    private static final String NOT_FLYWAY = " TABLE_SCHEMA = DATABASE() AND TABLE_NAME NOT LIKE '%schema_history' ";

    private static final String OF_TENANTS =
            " TABLE_NAME IN (SELECT TABLE_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()"
                    + " AND COLUMN_NAME = 'tenant_id') ";

    private final Fubako fubako;

    SchemaIT(Fubako fubako) {
        this.fubako = fubako;
    }

    /** Rows as texts, columns joined by a dot. */
    private List<String> ask(String database, String sql) throws Exception {
        try (Connection connection = fubako.database(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int at = 1; at <= found.getMetaData().getColumnCount(); at++) {
                    row.add(found.getString(at));
                }
                rows.add(String.join(".", row));
            }
            return rows;
        }
    }

    private List<String> ask(String sql) throws Exception {
        return ask("fubako", sql);
    }

    private static Optional<String> dataClass(String comment) {
        Matcher written = CLASS.matcher(comment);
        return written.find() ? Optional.of(written.group(1)) : Optional.empty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fubako", "fubako_keys"})
    void everyTableAndColumnSaysWhoseDataItHolds(String database) throws Exception {
        List<String> inventory = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        try (Connection connection = fubako.database(database);
                Statement statement = connection.createStatement();
                ResultSet column =
                        statement.executeQuery("SELECT TABLE_NAME, COLUMN_NAME, TABLE_COMMENT, COLUMN_COMMENT"
                                + " FROM information_schema.COLUMNS JOIN information_schema.TABLES USING (TABLE_SCHEMA, TABLE_NAME)"
                                + " WHERE" + NOT_FLYWAY + "ORDER BY TABLE_NAME, ORDINAL_POSITION")) {
            while (column.next()) {
                String name = database + "," + column.getString(1) + "," + column.getString(2);
                String meant = dataClass(column.getString(4))
                        .or(() -> tableClass(column))
                        .orElse("");
                inventory.add(name + "," + meant);
                if (!CLASSES.contains(meant)) {
                    wrong.add(name + " is of class \"" + meant + "\"");
                }
            }
        }

        assertThat(inventory).hasSizeGreaterThan(5);
        assertThat(wrong).isEmpty();
        Path evidence = Files.createDirectories(Path.of("target", "evidence"));
        Files.write(evidence.resolve("data-inventory-" + database + ".csv"), inventory);
    }

    private static Optional<String> tableClass(ResultSet column) {
        try {
            return dataClass(column.getString(3));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theTenantComesFirstInEveryPrimaryKeyOfItsTables() throws Exception {
        assertThat(ask("SELECT DISTINCT TABLE_NAME FROM information_schema.COLUMNS WHERE" + NOT_FLYWAY
                        + "AND COLUMN_NAME = 'tenant_id' AND TABLE_NAME NOT IN (SELECT TABLE_NAME FROM"
                        + " information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND INDEX_NAME = 'PRIMARY'"
                        + " AND SEQ_IN_INDEX = 1 AND COLUMN_NAME = 'tenant_id')"))
                .containsExactlyInAnyOrder(
                        // their days are partitions, so the day must come first
                        "operation_log",
                        "log_leaf",
                        "log_checkpoint",
                        // leaves of one tree over all tenants, in the order of days
                        "log_day_root");
    }

    @Test
    void everyUniqueKeyOfATenantsTableContainsTheTenant() throws Exception {
        assertThat(ask("SELECT TABLE_NAME, INDEX_NAME FROM information_schema.STATISTICS WHERE" + NOT_FLYWAY + "AND"
                        + OF_TENANTS + "AND NON_UNIQUE = 0 GROUP BY TABLE_NAME, INDEX_NAME"
                        + " HAVING SUM(COLUMN_NAME = 'tenant_id') = 0"))
                .containsExactlyInAnyOrder(
                        // what tells which tenant it is must be unique among all
                        "account_link.account_link_token",
                        "api_token.api_token_hash",
                        "contract.contract_service_code",
                        "link.link_token",
                        "receive_folder.receive_folder_token",
                        "session.session_token",
                        "tenant_logo.tenant_logo_id",
                        // one tree over all tenants
                        "log_day_root.log_day_root_position");
    }

    @Test
    void everyForeignKeyBetweenTablesOfTenantsContainsTheTenant() throws Exception {
        String keys = "SELECT CONCAT(k.TABLE_NAME, ': ', k.CONSTRAINT_NAME) FROM information_schema.KEY_COLUMN_USAGE k"
                + " WHERE k.TABLE_SCHEMA = DATABASE() AND k.REFERENCED_TABLE_NAME IS NOT NULL"
                + " AND k.TABLE_NAME IN (SELECT TABLE_NAME FROM information_schema.COLUMNS c WHERE"
                + " c.TABLE_SCHEMA = DATABASE() AND c.COLUMN_NAME = 'tenant_id')"
                + " AND (k.REFERENCED_TABLE_NAME = 'tenant' OR k.REFERENCED_TABLE_NAME IN (SELECT TABLE_NAME FROM"
                + " information_schema.COLUMNS c WHERE c.TABLE_SCHEMA = DATABASE() AND c.COLUMN_NAME = 'tenant_id'))"
                + " GROUP BY k.TABLE_NAME, k.CONSTRAINT_NAME";

        assertThat(ask(keys)).hasSizeGreaterThan(20);
        assertThat(ask(keys + " HAVING SUM(k.COLUMN_NAME = 'tenant_id' AND k.REFERENCED_COLUMN_NAME IN"
                        + " ('tenant_id', 'id') AND k.ORDINAL_POSITION = 1) = 0"))
                .isEmpty();
    }

    @Test
    void everyIdOfSomethingElseIsAForeignKey() throws Exception {
        assertThat(ask("SELECT c.TABLE_NAME, c.COLUMN_NAME FROM information_schema.COLUMNS c WHERE"
                        + " c.TABLE_SCHEMA = DATABASE() AND c.COLUMN_NAME LIKE '%\\_id' AND NOT EXISTS (SELECT 1 FROM"
                        + " information_schema.KEY_COLUMN_USAGE k WHERE k.TABLE_SCHEMA = c.TABLE_SCHEMA"
                        + " AND k.TABLE_NAME = c.TABLE_NAME AND k.COLUMN_NAME = c.COLUMN_NAME"
                        + " AND k.REFERENCED_TABLE_NAME IS NOT NULL)"))
                .containsExactlyInAnyOrder(
                        // a table of partitions cannot have one
                        "operation_log.tenant_id",
                        "log_leaf.tenant_id",
                        "log_leaf.row_id",
                        // names that somebody has tried, of tenants that there may not be
                        "sign_in_failures.tenant_id",
                        // a link or a receive folder
                        "mailed_code.subject_id",
                        // its parts are removed by a job, when the account may have gone
                        "resumable_upload.account_id",
                        // whose log outlives account, folder and document
                        "receive_folder.account_id",
                        "receive_folder.node_id",
                        "receive_file.node_id",
                        "log_checkpoint.tenant_id",
                        // stays when the tenant has gone, so that the tree goes on
                        "log_day_root.tenant_id",
                        // one of several kinds; a generated column beside it per kind is the foreign key
                        "space.owner_id",
                        "space_member.principal_id",
                        "node_right.principal_id",
                        // a circle: space and root, document and newest revision are made in one transaction
                        "space.root_id",
                        "node.revision_id",
                        // outlive what they name
                        "blob_gc.blob_id",
                        "recent_use.node_id",
                        "link.account_id",
                        "link_item.node_id",
                        "trash_item.parent_id",
                        "upload.node_id",
                        "upload.revision_id",
                        "waiting_line.subject_id");
    }

    @Test
    void noCollationDecidesWhatIsTheSame() throws Exception {
        assertThat(ask(
                        "SELECT DISTINCT c.TABLE_NAME, c.COLUMN_NAME, c.COLLATION_NAME FROM information_schema.STATISTICS"
                                + " s JOIN information_schema.COLUMNS c USING (TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME) WHERE"
                                + NOT_FLYWAY + "AND s.NON_UNIQUE = 0 AND c.COLLATION_NAME IS NOT NULL"
                                // compares bytes, and trailing spaces too
                                + " AND c.COLLATION_NAME NOT LIKE '%\\_nopad\\_bin'"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fubako", "fubako_keys"})
    void momentsAreKeptInMicrosecondsAndWithoutAZoneOfTheServer(String database) throws Exception {
        assertThat(ask(
                        database,
                        "SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS WHERE" + NOT_FLYWAY
                                + "AND (DATA_TYPE = 'timestamp' OR DATA_TYPE = 'time'"
                                + " OR (DATA_TYPE = 'datetime' AND DATETIME_PRECISION <> 6))"))
                .isEmpty();
        assertThat(ask(database, "SELECT @@session.time_zone")).containsOnly("+00:00");
    }

    @Test
    void idsHaveSixteenBytes() throws Exception {
        assertThat(ask("SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS WHERE" + NOT_FLYWAY
                        + "AND (COLUMN_NAME = 'id' OR COLUMN_NAME LIKE '%\\_id') AND COLUMN_TYPE <> 'binary(16)'"))
                .isEmpty();
    }

    @Test
    void everyLogRefusesChangeAndDeletion() throws Exception {
        List<String> logs = ask("SELECT TABLE_NAME FROM information_schema.TABLES WHERE" + NOT_FLYWAY
                + "AND TABLE_COMMENT LIKE 'class: customer log%'");
        List<String> guarded = new ArrayList<>();
        for (String log : logs) {
            guarded.add(log + ".UPDATE");
            guarded.add(log + ".DELETE");
        }

        assertThat(logs).contains("operation_log");
        assertThat(new TreeSet<>(ask("SELECT EVENT_OBJECT_TABLE, EVENT_MANIPULATION FROM information_schema.TRIGGERS"
                        + " WHERE TRIGGER_SCHEMA = DATABASE() AND ACTION_TIMING = 'BEFORE'")))
                .containsAll(guarded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE operation_log SET account = 'forged'", "DELETE FROM operation_log"})
    void theOperationLogIsInsertOnly(String sql) throws Exception {
        List<String> before = ask("SELECT COUNT(*) FROM operation_log");

        assertThatThrownBy(() -> {
                    try (Connection connection = fubako.database();
                            Statement statement = connection.createStatement()) {
                        statement.executeUpdate(sql);
                    }
                })
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("insert only");
        assertThat(Integer.parseInt(before.get(0))).isPositive();
        assertThat(ask("SELECT COUNT(*) FROM operation_log WHERE account = 'forged'"))
                .containsOnly("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fubako", "fubako_keys"})
    void theApplicationsUserMayDoNothingOutsideItsDatabase(String database) throws Exception {
        String user = "`" + database + "`@`127.0.0.1`";

        assertThat(ask(database, "SHOW GRANTS"))
                .map(grant -> grant.replaceFirst(" IDENTIFIED BY .*", ""))
                .containsExactlyInAnyOrder(
                        "GRANT USAGE ON *.* TO " + user,
                        "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER, TRIGGER ON `"
                                + database + "`.* TO " + user);
    }
}
