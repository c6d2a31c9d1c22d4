package org.fubako.audit;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Keeps a partition ready for each day to come and lets go of days that are no longer kept. Every node does it; the
 * second one finds nothing left to do.
 */
@Singleton
@Startup
@DependsOn("Migrator")
@TransactionManagement(TransactionManagementType.BEAN)
public class LogPartitions {

    private static final Logger LOG = System.getLogger(LogPartitions.class.getName());
    private static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);
    private static final List<String> TABLES = List.of("operation_log", "log_leaf", "log_checkpoint");
    private static final String LOCK = "fubako.operation_log.partitions";

    @Resource(lookup = "java:app/jdbc/fubako")
    DataSource database;

    @Inject
    Clock clock;

    /** Fails the start when there is no partition for today: nothing could be logged, so nothing may be done. */
    @PostConstruct
    void start() {
        try {
            arrange();
        } catch (SQLException e) {
            throw new IllegalStateException("the operation log has no room for today", e);
        }
    }

    /** Catches everything: the container gives up a timer whose method fails twice, and tomorrow is early enough. */
    @Schedule(hour = "0", minute = "5", timezone = "Asia/Tokyo", persistent = false)
    public void daily() {
        try {
            arrange();
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.ERROR, "partitions of the operation log not arranged", e);
        }
    }

    private void arrange() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            if (number(statement, "SELECT COALESCE(GET_LOCK('" + LOCK + "', 120), 0)") != 1) {
                throw new SQLException("another node has held the lock for two minutes");
            }
            try {
                arrange(statement);
            } finally {
                // the connection goes back to the pool, and would keep the lock there
                number(statement, "SELECT RELEASE_LOCK('" + LOCK + "')");
            }
        }
    }

    private void arrange(Statement statement) throws SQLException {
        for (String table : TABLES) {
            arrange(statement, table);
        }
    }

    private void arrange(Statement statement, String table) throws SQLException {
        Instant now = clock.instant();
        PartitionPlan plan = new PartitionPlan(table, names(statement.getConnection(), table), LogRow.dayOf(now));
        if (plan.add().isPresent()) {
            statement.execute(plan.add().get());
        }
        if (plan.drop().isPresent() && databaseAgrees(statement, now)) {
            LOG.log(Level.INFO, plan.drop().get());
            statement.execute(plan.drop().get());
        }
    }

    /** A clock that has jumped must not throw away what is to be kept. */
    private static boolean databaseAgrees(Statement statement, Instant now) throws SQLException {
        Instant theirs = Instant.ofEpochSecond(number(statement, "SELECT UNIX_TIMESTAMP()"));
        boolean agrees = Duration.between(theirs, now).abs().compareTo(CLOCK_TOLERANCE) < 0;
        if (!agrees) {
            LOG.log(Level.ERROR, "clocks of server and database differ; days of the operation log stay");
        }
        return agrees;
    }

    private static List<String> names(Connection connection, String table) throws SQLException {
        String sql = "SELECT PARTITION_NAME FROM information_schema.PARTITIONS"
                + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?";
        List<String> names = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
        }
        return names;
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet found = statement.executeQuery(sql)) {
            return found.next() ? found.getLong(1) : 0;
        }
    }
}
