package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** Keeps the number of links in force, of all kinds together, within what a tenant may have. */
@ApplicationScoped
class LinkGate {

    @Inject
    TenantSql sql;

    /**
     * Whether there is room for some more, to be asked in the transaction that makes them; others of the tenant wait until it has ended.
     *
     * @param most how many may be in force
     */
    boolean hasRoom(TenantId tenant, int most, int wanted) {
        // at once for writing: two who had read it first would wait for one another
        sql.update(
                "INSERT INTO link_gate (tenant_id) VALUES (?) ON DUPLICATE KEY UPDATE tenant_id = VALUES(tenant_id)",
                tenant);
        return live(tenant) + (long) wanted <= most;
    }

    private int live(TenantId tenant) {
        return sql.query(
                        row -> row.getInt(1),
                        "SELECT (SELECT COUNT(*) FROM link WHERE tenant_id = ? AND ended_at IS NULL"
                                + " AND expires_at > UTC_TIMESTAMP(6)) + (SELECT COUNT(*) FROM receive_folder"
                                + " WHERE tenant_id = ? AND stopped_at IS NULL AND expires_at > UTC_TIMESTAMP(6))",
                        tenant,
                        tenant)
                .get(0);
    }
}
