package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.IdSource;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** Hashes of passwords that accounts had before. */
@ApplicationScoped
class PasswordHistory {

    @Inject
    TenantSql sql;

    @Inject
    IdSource ids;

    /** The newest first. */
    List<String> list(TenantId tenant, UUID account, int most) {
        return sql.query(
                row -> row.getString(1),
                "SELECT password_hash FROM password_history WHERE tenant_id = ? AND account_id = ? ORDER BY id DESC LIMIT ?",
                tenant,
                account,
                most);
    }

    /** Only as many as are wanted stay. */
    void add(TenantId tenant, UUID account, Optional<String> hash, int most) {
        hash.filter(old -> most > 0)
                .ifPresent(old -> sql.update(
                        "INSERT INTO password_history (tenant_id, id, account_id, password_hash) VALUES (?, ?, ?, ?)",
                        tenant,
                        ids.next(),
                        account,
                        old));
        sql.update(
                "DELETE FROM password_history WHERE tenant_id = ? AND account_id = ? AND id NOT IN (SELECT id FROM (SELECT"
                        + " id FROM password_history WHERE tenant_id = ? AND account_id = ? ORDER BY id DESC LIMIT ?)"
                        + " AS newest)",
                tenant,
                account,
                tenant,
                account,
                most);
    }
}
