package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** Stars in the database. */
@ApplicationScoped
class StarRepository {

    private static final String ALL = "SELECT s.starred_at, " + NodeRepository.columns("n")
            + " FROM star s STRAIGHT_JOIN node n ON n.tenant_id = s.tenant_id AND n.id = s.node_id"
            + " WHERE s.tenant_id = ? AND s.account_id = ? ORDER BY s.starred_at DESC, s.node_id";

    @Inject
    TenantSql sql;

    boolean has(TenantId tenant, UUID account, UUID node) {
        return !sql.query(
                        row -> true,
                        "SELECT 1 FROM star WHERE tenant_id = ? AND account_id = ? AND node_id = ?",
                        tenant,
                        account,
                        node)
                .isEmpty();
    }

    /** Of some nodes those that have a star of the account's. */
    Set<UUID> among(TenantId tenant, UUID account, Collection<UUID> nodes) {
        return nodes.isEmpty()
                ? Set.of()
                : Set.copyOf(sql.query(
                        row -> TenantSql.id(row, 1),
                        "SELECT node_id FROM star WHERE tenant_id = ? AND account_id = ? AND node_id IN ("
                                + TenantSql.marks(nodes.size()) + ")",
                        tenant,
                        account,
                        nodes));
    }

    long count(TenantId tenant, UUID account) {
        return sql.query(
                        row -> row.getLong(1),
                        "SELECT COUNT(*) FROM star WHERE tenant_id = ? AND account_id = ?",
                        tenant,
                        account)
                .get(0);
    }

    /** Of a node that is locked; nothing changes when it has a star already. */
    void add(Node node, UUID account, Instant now) {
        sql.update(
                "INSERT INTO star (tenant_id, account_id, node_id, starred_at) VALUES (?, ?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE node_id = node_id",
                node.tenant(),
                account,
                node.id(),
                now);
    }

    void remove(Node node, UUID account) {
        sql.update(
                "DELETE FROM star WHERE tenant_id = ? AND account_id = ? AND node_id = ?",
                node.tenant(),
                account,
                node.id());
    }

    /** All of an account, also on what it may not see any more; the newest first. */
    List<ScatteredAccess.Dated> all(TenantId tenant, UUID account) {
        return sql.query(row -> ScatteredAccess.Dated.read(tenant, row), ALL, tenant, account);
    }
}
