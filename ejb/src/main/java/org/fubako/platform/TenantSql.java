package org.fubako.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * SQL by JDBC, within the transaction under way if there is one. For the statements that every request sends and for those with
 * many parameters: around a native query JPA costs more than the statement itself, and with their number squared.
 *
 * <p>One of the parameters of every statement must be a {@link TenantId}. A collection stands for its elements, an empty optional for
 * {@code NULL}. Ids go in as {@code BINARY(16)}, times as UTC. Changes that the entity manager holds back must have been flushed. A
 * failure of the database is a {@link PersistenceException}, as with JPA.
 */
@ApplicationScoped
public class TenantSql {

    private static final System.Logger LOG = System.getLogger(TenantSql.class.getName());
    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

    /** Keeps a statement far below the limits of the server's packets. */
    private static final int ROWS_AT_ONCE = 200;

    @Resource(lookup = "java:app/jdbc/fubako")
    DataSource database;

    @Resource
    TransactionSynchronizationRegistry transactions;

    /** Makes something of the row that a result stands on. */
    @FunctionalInterface
    public interface RowReader<R> {

        R read(ResultSet row) throws SQLException;
    }

    public <R> List<R> query(RowReader<R> reader, String sql, Object... parameters) {
        return run(sql, statement -> {
            set(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<R> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        });
    }

    /** How many rows it has changed. */
    public int update(String sql, Object... parameters) {
        return run(sql, statement -> {
            set(statement, parameters);
            return statement.executeUpdate();
        });
    }

    /** The same statement for many rows of parameters, sent together; how many rows there were. */
    public int updateEach(String sql, Collection<Object[]> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        return run(sql, statement -> {
            for (Object[] parameters : rows) {
                set(statement, parameters);
                statement.addBatch();
            }
            return statement.executeBatch().length;
        });
    }

    /**
     * Adds rows, many with one statement: to read and to plan one costs the database more than its row does.
     *
     * @param into all before the word {@code VALUES}
     * @return how many there were
     */
    public int insert(String into, List<Object[]> rows) {
        return insert(into, rows, "");
    }

    /**
     * As {@link #insert(String, List)}.
     *
     * @param then all behind the rows, such as {@code ON DUPLICATE KEY UPDATE …}
     */
    public int insert(String into, List<Object[]> rows, String then) {
        for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
            List<Object[]> some = rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE));
            String row = "(" + marks(some.get(0).length) + ")";
            update(
                    into + " VALUES " + String.join(", ", Collections.nCopies(some.size(), row)) + then,
                    some.stream().flatMap(Arrays::stream).toArray());
        }
        return rows.size();
    }

    @FunctionalInterface
    private interface Work<R> {

        R with(PreparedStatement statement) throws SQLException;
    }

    /** A transaction keeps its connection: to fetch it from the pool costs about as much as a statement. */
    private <R> R run(String sql, Work<R> work) {
        try {
            if (transactions.getTransactionKey() != null) {
                return run(ofTransaction(), sql, work);
            }
            try (Connection connection = database.getConnection()) {
                return run(connection, sql, work);
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    private static <R> R run(Connection connection, String sql, Work<R> work) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.with(statement);
        }
    }

    private Connection ofTransaction() throws SQLException {
        if (transactions.getResource(TenantSql.class) instanceof Connection kept) {
            return kept;
        }
        Connection fresh = database.getConnection();
        transactions.putResource(TenantSql.class, fresh);
        transactions.registerInterposedSynchronization(new GivingBack(fresh));
        return fresh;
    }

    /** Gives the connection back when its transaction ends. */
    private record GivingBack(Connection connection) implements Synchronization {

        @Override
        public void beforeCompletion() {
            // others may still have something to write
        }

        @Override
        public void afterCompletion(int status) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.log(System.Logger.Level.DEBUG, "a connection of an ended transaction", e);
            }
        }
    }

    /** So many question marks, for {@code IN (…)}; at least one. */
    public static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** An id in a result. */
    public static UUID id(ResultSet row, int column) throws SQLException {
        return UuidConverter.uuid(row.getBytes(column));
    }

    /** An id that may be missing in a result. */
    public static Optional<UUID> findId(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getBytes(column)).map(UuidConverter::uuid);
    }

    /** A time in a result. */
    public static Instant time(ResultSet row, int column) throws SQLException {
        // no getter by class, for which the pool's wrapper looks for a method each time; no text, which the driver
        // formats at length
        return row.getTimestamp(column, Calendar.getInstance(UTC, Locale.ROOT)).toInstant();
    }

    /** A time that may be missing in a result. */
    public static Optional<Instant> findTime(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column, Calendar.getInstance(UTC, Locale.ROOT)))
                .map(Date::toInstant);
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        if (Arrays.stream(parameters).noneMatch(TenantId.class::isInstance)) {
            throw new IllegalArgumentException("a statement without a tenant");
        }
        set(statement, 1, Arrays.asList(parameters));
    }

    /** The place behind the last of them. */
    private static int set(PreparedStatement statement, int first, Collection<?> parameters) throws SQLException {
        int at = first;
        for (Object parameter : parameters) {
            if (parameter instanceof Collection<?> several) {
                at = set(statement, at, several);
            } else {
                setOne(statement, at++, parameter instanceof Optional<?> perhaps ? perhaps.orElse(null) : parameter);
            }
        }
        return at;
    }

    private static void setOne(PreparedStatement statement, int at, Object parameter) throws SQLException {
        if (parameter instanceof TenantId tenant) {
            statement.setBytes(at, UuidConverter.bytes(tenant.value()));
        } else if (parameter instanceof UUID id) {
            statement.setBytes(at, UuidConverter.bytes(id));
        } else if (parameter instanceof Instant time) {
            statement.setObject(at, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        } else {
            statement.setObject(at, parameter);
        }
    }
}
