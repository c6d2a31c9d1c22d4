package org.fubako.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;
import org.fubako.platform.UuidConverter;

/** The statements about the trees of the operation log. Native for the reasons of {@link LogTable}. */
@ApplicationScoped
class LogTrees {

    private static final UUID LOWEST = new UUID(0, 0);

    /**
     * Three looks into an index for each tenant, however many rows the day has. The orders name all columns and the indexes are
     * forced because the optimizer would rather read the whole day.
     */
    private static final String PROGRESS = """
            SELECT t.id,
              (SELECT l.id FROM operation_log l FORCE INDEX (PRIMARY) WHERE l.day = ?1 AND l.tenant_id = t.id
                ORDER BY l.day DESC, l.tenant_id DESC, l.id DESC LIMIT 1),
              (SELECT f.row_id FROM log_leaf f FORCE INDEX (log_leaf_row) WHERE f.day = ?1 AND f.tenant_id = t.id
                ORDER BY f.day DESC, f.tenant_id DESC, f.row_id DESC LIMIT 1),
              (SELECT c.size FROM log_checkpoint c FORCE INDEX (PRIMARY) WHERE c.day = ?1 AND c.tenant_id = t.id
                ORDER BY c.day DESC, c.tenant_id DESC, c.size DESC LIMIT 1)
            FROM tenant t""";

    private static final String UNSEQUENCED = "SELECT " + LogSql.COLUMNS + """
            , l.mac FROM operation_log l FORCE INDEX (PRIMARY)
            LEFT JOIN log_leaf f ON f.day = l.day AND f.tenant_id = l.tenant_id AND f.row_id = l.id
            WHERE l.day = ?1 AND l.tenant_id = ?2 AND l.id > ?3 AND f.row_id IS NULL ORDER BY l.id LIMIT ?4""";

    private static final String ADD_LEAF = "INSERT INTO log_leaf (day, tenant_id, position, row_id, leaf_hash)";

    private static final String LEAVES = "SELECT f.position, f.row_id, f.leaf_hash, " + LogSql.COLUMNS + """
            , l.mac FROM log_leaf f
            LEFT JOIN operation_log l ON l.day = f.day AND l.tenant_id = f.tenant_id AND l.id = f.row_id
            WHERE f.day = ?1 AND f.tenant_id = ?2 AND f.position >= ?3 ORDER BY f.position LIMIT ?4""";

    /** How many columns {@link LogSql#COLUMNS} are. */
    private static final int ROW_COLUMNS = 14;

    private static final int LEAF_COLUMNS = 3;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    TenantSql sql;

    /** How far the tree of a tenant's day has come; {@code size} 0 before its first checkpoint. */
    record Progress(TenantId tenant, Optional<UUID> newestRow, Optional<UUID> newestLeaf, long size) {}

    /** A row of log_checkpoint; {@code settled} when it is so old that the file must have it too. */
    record Checkpoint(long size, byte[] frontier, String note, boolean settled) {}

    /** A leaf before it has its place. */
    record NewLeaf(UUID rowId, byte[] hash) {}

    /** A leaf, and the row that it stands for if that is there. */
    record Leaf(long position, UUID rowId, byte[] hash, Optional<SealedRow> row) {}

    /** The tree over all days, as it was when a day was closed. */
    record DayHead(LocalDate day, long size, byte[] frontier, String note) {}

    /** A leaf of the tree over all days. */
    record DayRoot(long position, String note) {}

    List<Progress> progress(LocalDate day) {
        return rows(query(PROGRESS, day.toString())).stream()
                .map(row -> new Progress(
                        tenant(row[0]),
                        Optional.ofNullable(row[1]).map(LogTrees::id),
                        Optional.ofNullable(row[2]).map(LogTrees::id),
                        row[3] == null ? 0 : number(row[3])))
                .toList();
    }

    /** Everybody with anything on the day, rows of unknown tenants too. Reads all of the day. */
    List<TenantId> tenants(LocalDate day) {
        String sql = "SELECT DISTINCT tenant_id FROM operation_log WHERE day = ?1"
                + " UNION SELECT DISTINCT tenant_id FROM log_leaf WHERE day = ?1"
                + " UNION SELECT DISTINCT tenant_id FROM log_checkpoint WHERE day = ?1"
                + " UNION SELECT tenant_id FROM log_day_root WHERE day = ?1 ORDER BY tenant_id";
        return query(sql, day.toString()).getResultList().stream()
                .map(LogTrees::tenant)
                .toList();
    }

    /** Rows of the day after {@code after} that no leaf stands for, in the order of their ids. */
    List<SealedRow> unsequenced(TenantId tenant, LocalDate day, Optional<UUID> after, int limit) {
        Query query =
                query(UNSEQUENCED, day.toString(), bytes(tenant), UuidConverter.bytes(after.orElse(LOWEST)), limit);
        return rows(query).stream()
                .map(row -> new SealedRow(LogTable.read(tenant, day, row, 0), (byte[]) row[ROW_COLUMNS]))
                .toList();
    }

    /** Gives leaves the positions from {@code first} on. */
    void addLeaves(TenantId tenant, LocalDate day, long first, List<NewLeaf> leaves) {
        List<Object[]> rows = new ArrayList<>(leaves.size());
        for (NewLeaf leaf : leaves) {
            rows.add(new Object[] {day.toString(), tenant, first + rows.size(), leaf.rowId(), leaf.hash()});
        }
        sql.insert(ADD_LEAF, rows);
    }

    void addCheckpoint(TenantId tenant, LocalDate day, MerkleTree tree, String note) {
        query(
                        "INSERT INTO log_checkpoint (day, tenant_id, size, frontier, note) VALUES (?1, ?2, ?3, ?4, ?5)",
                        day.toString(),
                        bytes(tenant),
                        tree.size(),
                        tree.frontier(),
                        note)
                .executeUpdate();
    }

    Optional<Checkpoint> lastCheckpoint(TenantId tenant, LocalDate day) {
        return checkpoints("ORDER BY day DESC, tenant_id DESC, size DESC LIMIT 1", tenant, day, 0).stream()
                .findFirst();
    }

    /** Checkpoints of more than {@code above} leaves, growing. */
    List<Checkpoint> checkpoints(TenantId tenant, LocalDate day, long above) {
        return checkpoints("ORDER BY size", tenant, day, above);
    }

    private List<Checkpoint> checkpoints(String order, TenantId tenant, LocalDate day, long above) {
        String sql = "SELECT size, frontier, note, signed_at < UTC_TIMESTAMP(6) - INTERVAL 5 MINUTE FROM log_checkpoint"
                + " WHERE day = ?1 AND tenant_id = ?2 AND size > ?3 " + order;
        return rows(query(sql, day.toString(), bytes(tenant), above)).stream()
                .map(row -> new Checkpoint(number(row[0]), (byte[]) row[1], (String) row[2], number(row[3]) != 0))
                .toList();
    }

    /** Leaves from a position on, in their order. */
    List<Leaf> leaves(TenantId tenant, LocalDate day, long from, int limit) {
        return rows(query(LEAVES, day.toString(), bytes(tenant), from, limit)).stream()
                .map(row -> new Leaf(
                        number(row[0]),
                        id(row[1]),
                        (byte[]) row[2],
                        row[LEAF_COLUMNS] == null ? Optional.empty() : Optional.of(sealed(tenant, day, row))))
                .toList();
    }

    private static SealedRow sealed(TenantId tenant, LocalDate day, Object[] leaf) {
        return new SealedRow(LogTable.read(tenant, day, leaf, LEAF_COLUMNS), (byte[]) leaf[LEAF_COLUMNS + ROW_COLUMNS]);
    }

    /** By how much the leaves and the checkpoints of this moment differ; both are written in one transaction. */
    long leavesBeyondCheckpoint(TenantId tenant, LocalDate day) {
        String sql = "SELECT COALESCE((SELECT MAX(position) + 1 FROM log_leaf WHERE day = ?1 AND tenant_id = ?2), 0)"
                + " - COALESCE((SELECT MAX(size) FROM log_checkpoint WHERE day = ?1 AND tenant_id = ?2), 0)";
        return number(query(sql, day.toString(), bytes(tenant)).getSingleResult());
    }

    /** The day of the oldest row. */
    Optional<LocalDate> firstDay() {
        return Optional.ofNullable(query("SELECT CAST(MIN(day) AS CHAR) FROM operation_log")
                        .getSingleResult())
                .map(day -> LocalDate.parse((String) day));
    }

    /** The newest day that is closed. */
    Optional<DayHead> lastDayHead() {
        return dayHeads("ORDER BY day DESC LIMIT 1").stream().findFirst();
    }

    /** All closed days, oldest first. */
    List<DayHead> dayHeads() {
        return dayHeads("ORDER BY day");
    }

    private List<DayHead> dayHeads(String order) {
        return rows(query("SELECT CAST(day AS CHAR), size, frontier, note FROM log_day_head " + order)).stream()
                .map(row ->
                        new DayHead(LocalDate.parse((String) row[0]), number(row[1]), (byte[]) row[2], (String) row[3]))
                .toList();
    }

    boolean isClosed(LocalDate day) {
        return number(query("SELECT COUNT(*) FROM log_day_head WHERE day = ?1", day.toString())
                        .getSingleResult())
                > 0;
    }

    /** Whether days before and after are closed, but this one is not. */
    boolean lacksHead(LocalDate day) {
        String sql = "SELECT COALESCE(MIN(day) < ?1 AND MAX(day) > ?1 AND SUM(day = ?1) = 0, 0) FROM log_day_head";
        return number(query(sql, day.toString()).getSingleResult()) != 0;
    }

    /** How many roots a closed day should have but has not; negative when there are too many. */
    long missingRoots(LocalDate day) {
        String sql = "SELECT h.size - COALESCE((SELECT MAX(p.size) FROM log_day_head p WHERE p.day < h.day), 0)"
                + " - (SELECT COUNT(*) FROM log_day_root r WHERE r.day = h.day) FROM log_day_head h WHERE h.day = ?1";
        return query(sql, day.toString()).getResultList().stream()
                .mapToLong(LogTrees::number)
                .sum();
    }

    void addDayRoot(LocalDate day, TenantId tenant, long position, String note) {
        query(
                        "INSERT INTO log_day_root (day, tenant_id, position, note) VALUES (?1, ?2, ?3, ?4)",
                        day.toString(),
                        bytes(tenant),
                        position,
                        note)
                .executeUpdate();
    }

    void addDayHead(LocalDate day, MerkleTree tree, String note) {
        query(
                        "INSERT INTO log_day_head (day, size, frontier, note) VALUES (?1, ?2, ?3, ?4)",
                        day.toString(),
                        tree.size(),
                        tree.frontier(),
                        note)
                .executeUpdate();
    }

    Optional<String> dayRoot(TenantId tenant, LocalDate day) {
        return query("SELECT note FROM log_day_root WHERE day = ?1 AND tenant_id = ?2", day.toString(), bytes(tenant))
                .getResultList()
                .stream()
                .map(String.class::cast)
                .findFirst();
    }

    /** Leaves of the tree over all days, from a position on. */
    List<DayRoot> dayRoots(long from, int limit) {
        String sql = "SELECT position, note FROM log_day_root WHERE position >= ?1 ORDER BY position LIMIT ?2";
        return rows(query(sql, from, limit)).stream()
                .map(row -> new DayRoot(number(row[0]), (String) row[1]))
                .toList();
    }

    /** Closed days from {@code from} on that nobody has verified, oldest first. */
    List<LocalDate> unverified(LocalDate from) {
        String sql = "SELECT CAST(h.day AS CHAR) FROM log_day_head h LEFT JOIN log_verification v ON v.day = h.day"
                + " WHERE h.day >= ?1 AND v.day IS NULL ORDER BY h.day";
        return query(sql, from.toString()).getResultList().stream()
                .map(day -> LocalDate.parse((String) day))
                .toList();
    }

    /** How many findings the verifications of this and later days have had. */
    long found(LocalDate from) {
        String sql = "SELECT COALESCE(SUM(findings), 0) FROM log_verification WHERE day >= ?1";
        return number(query(sql, from.toString()).getSingleResult());
    }

    void addVerification(LocalDate day, int trees, long leaves, long findings, String report) {
        query(
                        "INSERT INTO log_verification (day, trees, leaves, findings, report) VALUES (?1, ?2, ?3, ?4, ?5)",
                        day.toString(),
                        trees,
                        leaves,
                        findings,
                        report)
                .executeUpdate();
    }

    private Query query(String sql, Object... parameters) {
        Query query = entities.createNativeQuery(sql);
        for (int at = 0; at < parameters.length; at++) {
            query.setParameter(at + 1, parameters[at]);
        }
        return query;
    }

    @SuppressWarnings("unchecked")
    private static List<Object[]> rows(Query query) {
        return query.getResultList();
    }

    private static byte[] bytes(TenantId tenant) {
        return UuidConverter.bytes(tenant.value());
    }

    private static TenantId tenant(Object column) {
        return new TenantId(id(column));
    }

    private static UUID id(Object column) {
        return UuidConverter.uuid((byte[]) column);
    }

    private static long number(Object column) {
        return column instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) column).longValue();
    }
}
