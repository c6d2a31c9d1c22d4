package org.fubako.account;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;
import org.fubako.platform.UuidConverter;

/** The short transactions of {@link PasswordHashJob}. Looks over all tenants for work, and works within one. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class PasswordHashTransaction {

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    TenantSql sql;

    /** A hash that is not as slow as it must be. */
    public record Pending(TenantId tenant, UUID account, String hash) {}

    @SuppressWarnings("unchecked")
    public List<Pending> pending() {
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT tenant_id, id, password_hash FROM account WHERE password_pending LIMIT 200")
                .getResultList();
        return rows.stream()
                .map(row -> new Pending(
                        new TenantId(UuidConverter.uuid((byte[]) row[0])), UuidConverter.uuid((byte[]) row[1]), (String)
                                row[2]))
                .toList();
    }

    /** Unless the password was changed while the hash was computed. */
    public void replace(Pending pending, String hash) {
        sql.update(
                "UPDATE account SET password_hash = ?, password_pending = FALSE WHERE tenant_id = ? AND id = ?"
                        + " AND password_hash = ?",
                hash,
                pending.tenant(),
                pending.account(),
                pending.hash());
    }
}
