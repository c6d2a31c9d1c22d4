package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** How many wrong passwords in a row there were for a name. Single statements by primary key, the same for every name. */
@ApplicationScoped
class FailureRepository {

    @Inject
    TenantSql sql;

    int count(TenantId tenant, byte[] name) {
        return sql
                .query(
                        row -> row.getInt(1),
                        "SELECT failures FROM sign_in_failures WHERE tenant_id = ? AND name_hash = ?",
                        tenant,
                        name)
                .stream()
                .findFirst()
                .orElse(0);
    }

    /** One more; how many they are now. */
    int add(TenantId tenant, byte[] name, Instant now) {
        return sql
                .query(
                        row -> row.getInt(1),
                        "INSERT INTO sign_in_failures (tenant_id, name_hash, failures, last_at) VALUES (?, ?, 1, ?)"
                                + " ON DUPLICATE KEY UPDATE failures = failures + 1, last_at = VALUES(last_at)"
                                + " RETURNING failures",
                        tenant,
                        name,
                        now)
                .stream()
                .findFirst()
                .orElse(1);
    }

    void drop(TenantId tenant, byte[] name) {
        sql.update("DELETE FROM sign_in_failures WHERE tenant_id = ? AND name_hash = ?", tenant, name);
    }
}
