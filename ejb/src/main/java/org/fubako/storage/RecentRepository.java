package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** What accounts have used last, in the database. */
@ApplicationScoped
class RecentRepository {

    private static final String ALL = "SELECT r.used_at, " + NodeRepository.columns("n")
            + " FROM recent_use r STRAIGHT_JOIN node n ON n.tenant_id = r.tenant_id AND n.id = r.node_id"
            + " WHERE r.tenant_id = ? AND r.account_id = ? ORDER BY r.used_at DESC, r.node_id";

    @Inject
    TenantSql sql;

    /** Somebody used a document. */
    record Use(TenantId tenant, UUID account, UUID document, Instant at) {}

    /** Adds uses, or moves them up where they are there already. */
    void write(List<Use> uses) {
        sql.insert(
                "INSERT INTO recent_use (tenant_id, account_id, node_id, used_at)",
                uses.stream()
                        .map(use -> new Object[] {use.tenant(), use.account(), use.document(), use.at()})
                        .toList(),
                " ON DUPLICATE KEY UPDATE used_at = VALUES(used_at)");
    }

    /** Leaves the newest uses of an account. */
    void prune(TenantId tenant, UUID account, int kept) {
        sql.update(
                "DELETE r FROM recent_use r JOIN (SELECT o.tenant_id, o.node_id, ROW_NUMBER() OVER"
                        + " (ORDER BY o.used_at DESC, o.node_id) AS place FROM recent_use o WHERE o.tenant_id = ?"
                        + " AND o.account_id = ?) placed ON placed.tenant_id = r.tenant_id AND placed.node_id = r.node_id"
                        + " WHERE r.tenant_id = ? AND r.account_id = ? AND placed.place > ?",
                tenant,
                account,
                tenant,
                account,
                kept);
    }

    /** Forgets that anybody has used what is being purged. */
    void drop(TenantId tenant, List<UUID> nodes) {
        sql.update(
                "DELETE FROM recent_use WHERE tenant_id = ? AND node_id IN (" + TenantSql.marks(nodes.size()) + ")",
                tenant,
                nodes);
    }

    /** All of an account, also of what it may not see any more; the newest first. */
    List<ScatteredAccess.Dated> all(TenantId tenant, UUID account) {
        return sql.query(row -> ScatteredAccess.Dated.read(tenant, row), ALL, tenant, account);
    }
}
