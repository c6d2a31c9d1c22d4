package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantRepository;
import org.fubako.platform.TenantSql;
import org.fubako.platform.UuidConverter;

/** Lock rows. Whether one is still alive is decided by the database's clock, in the statement that reads it. */
@ApplicationScoped
class LockRepository extends TenantRepository {

    private static final String COLUMNS =
            "SELECT l.id, l.node_id, l.account_id, a.name, l.exclusive, l.deep, l.owner, l.expires_at, l.personal FROM node_lock l"
                    + " JOIN account a ON a.tenant_id = l.tenant_id AND a.id = l.account_id ";
    private static final String ALIVE = " AND l.expires_at > UTC_TIMESTAMP(6)";

    @PersistenceContext(unitName = "fubako")
    EntityManager everyTenant;

    /** A live lock as stored. */
    record Lock(
            UUID id,
            UUID nodeId,
            UUID accountId,
            String account,
            boolean exclusive,
            boolean deep,
            String owner,
            java.time.Instant expiresAt,
            boolean personal) {

        /** Whether its account works on under it as if there were none. */
        boolean isPersonalOf(Caller caller) {
            return personal && accountId.equals(caller.accountId());
        }

        LockView view(FilePath root) {
            return new LockView(id, root, account, exclusive, deep, owner, expiresAt);
        }
    }

    List<Lock> on(TenantId tenant, Collection<UUID> nodes) {
        if (nodes.isEmpty()) {
            return List.of();
        }
        var query = sql(
                tenant,
                COLUMNS + "WHERE l.tenant_id = ? AND l.node_id IN (" + TenantSql.marks(nodes.size()) + ")" + ALIVE);
        int at = 2;
        for (UUID node : nodes) {
            query.setParameter(at++, UuidConverter.bytes(node));
        }
        return locks(rows(query));
    }

    List<Lock> within(Node folder) {
        return locks(rows(sql(
                        folder.tenant(),
                        COLUMNS + "JOIN node n ON n.tenant_id = l.tenant_id AND n.id = l.node_id"
                                + " WHERE l.tenant_id = ? AND n.parent_id = ?" + ALIVE)
                .setParameter(2, UuidConverter.bytes(folder.id()))));
    }

    /** Locks on a folder and on everything below it, found from the locks upwards: there are few of them, whatever the folder holds. */
    List<Lock> below(Node folder) {
        return locks(rows(sql(
                        folder.tenant(),
                        "WITH RECURSIVE up (lock_id, tenant_id, id, parent_id) AS ("
                                + "SELECT l.id, n.tenant_id, n.id, n.parent_id FROM node_lock l JOIN node n"
                                + " ON n.tenant_id = l.tenant_id AND n.id = l.node_id WHERE l.tenant_id = ?" + ALIVE
                                + " UNION ALL SELECT up.lock_id, p.tenant_id, p.id, p.parent_id FROM up STRAIGHT_JOIN node p"
                                + " ON p.tenant_id = up.tenant_id AND p.id = up.parent_id) "
                                + COLUMNS
                                + "JOIN up ON up.tenant_id = l.tenant_id AND up.lock_id = l.id WHERE up.id = ?")
                .setParameter(2, UuidConverter.bytes(folder.id()))));
    }

    private static List<Lock> locks(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new Lock(
                        UuidConverter.uuid((byte[]) row[0]),
                        UuidConverter.uuid((byte[]) row[1]),
                        UuidConverter.uuid((byte[]) row[2]),
                        (String) row[3],
                        truth(row[4]),
                        truth(row[5]),
                        (String) row[6],
                        moment(row[7]),
                        truth(row[8])))
                .toList();
    }

    private static boolean truth(Object column) {
        return column instanceof Boolean truth ? truth : ((Number) column).intValue() != 0;
    }

    private static java.time.Instant moment(Object column) {
        LocalDateTime time =
                column instanceof java.sql.Timestamp stamp ? stamp.toLocalDateTime() : (LocalDateTime) column;
        return time.toInstant(ZoneOffset.UTC);
    }

    void add(TenantId tenant, UUID id, UUID node, UUID account, LockRequest request, Duration timeout) {
        sql(
                        tenant,
                        "INSERT INTO node_lock (tenant_id, id, node_id, account_id, exclusive, deep, owner, created_at,"
                                + " expires_at, personal) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, UTC_TIMESTAMP(6),"
                                + " UTC_TIMESTAMP(6) + INTERVAL ?8 SECOND, ?9)")
                .setParameter(2, UuidConverter.bytes(id))
                .setParameter(3, UuidConverter.bytes(node))
                .setParameter(4, UuidConverter.bytes(account))
                .setParameter(5, request.exclusive())
                .setParameter(6, request.deep())
                .setParameter(7, request.ownerXml())
                .setParameter(8, timeout.toSeconds())
                .setParameter(9, request.personal())
                .executeUpdate();
    }

    void refresh(TenantId tenant, UUID id, Duration timeout) {
        sql(
                        tenant,
                        "UPDATE node_lock SET expires_at = UTC_TIMESTAMP(6) + INTERVAL ?3 SECOND"
                                + " WHERE tenant_id = ?1 AND id = ?2")
                .setParameter(2, UuidConverter.bytes(id))
                .setParameter(3, timeout.toSeconds())
                .executeUpdate();
    }

    void drop(TenantId tenant, UUID id) {
        sql(tenant, "DELETE FROM node_lock WHERE tenant_id = ? AND id = ?")
                .setParameter(2, UuidConverter.bytes(id))
                .executeUpdate();
    }

    /** Of all tenants: names without content whose last lock is over, then all locks that are. */
    void dropEnded() {
        everyTenant
                .createNativeQuery(
                        "DELETE n FROM node n JOIN node_lock l ON l.tenant_id = n.tenant_id AND l.node_id = n.id"
                                + " WHERE l.expires_at <= UTC_TIMESTAMP(6) AND n.kind = 'DOCUMENT' AND n.revision_id IS NULL"
                                + " AND NOT EXISTS (SELECT 1 FROM node_lock o WHERE o.tenant_id = n.tenant_id AND o.node_id = n.id"
                                + " AND o.expires_at > UTC_TIMESTAMP(6))")
                .executeUpdate();
        everyTenant
                .createNativeQuery("DELETE FROM node_lock WHERE expires_at <= UTC_TIMESTAMP(6)")
                .executeUpdate();
    }

    /** Locks do not travel: what was moved away is not locked at its new place (RFC 4918, section 7.6). */
    void dropWithin(Node top) {
        List<Lock> all = top.isFolder() ? below(top) : on(top.tenant(), List.of(top.id()));
        all.forEach(lock -> drop(top.tenant(), lock.id()));
    }

    /** Makes the locks on one node those on another. */
    void pass(Node from, Node to) {
        sql(from.tenant(), "UPDATE node_lock SET node_id = ?3 WHERE tenant_id = ?1 AND node_id = ?2")
                .setParameter(2, UuidConverter.bytes(from.id()))
                .setParameter(3, UuidConverter.bytes(to.id()))
                .executeUpdate();
    }

    /**
     * Waits until nobody else locks this node.
     *
     * @throws Refusal CHANGED_MEANWHILE when it has gone
     */
    void hold(Node node, FilePath path) {
        boolean gone = sql(node.tenant(), "SELECT id FROM node WHERE tenant_id = ? AND id = ? FOR UPDATE")
                .setParameter(2, UuidConverter.bytes(node.id()))
                .getResultList()
                .isEmpty();
        if (gone) {
            throw new Refusal(Problem.CHANGED_MEANWHILE, path.toString());
        }
    }
}
