package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.mail.MailAddress;
import org.fubako.platform.IdSource;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;
import org.fubako.platform.UuidConverter;

/** Links that were mailed and can still be followed. The link is what tells the tenant. */
@ApplicationScoped
class LinkRepository {

    @PersistenceContext(unitName = "fubako")
    EntityManager everyTenant;

    @Inject
    TenantSql sql;

    @Inject
    IdSource ids;

    /** A link that can be followed. */
    record Link(TenantId tenant, UUID account, LinkPurpose purpose, String mail) {}

    /** In the place of what the account has had for the same purpose. */
    void put(TenantId tenant, UUID account, LinkPurpose purpose, MailAddress mail, byte[] hash, Instant now) {
        drop(tenant, account, List.of(purpose));
        sql.update(
                "INSERT INTO account_link (tenant_id, id, token_hash, account_id, purpose, mail, created_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                tenant,
                ids.next(),
                hash,
                account,
                purpose.name(),
                mail.value(),
                now,
                now.plus(purpose.validity()));
    }

    void drop(TenantId tenant, UUID account, List<LinkPurpose> purposes) {
        sql.update(
                "DELETE FROM account_link WHERE tenant_id = ? AND account_id = ? AND purpose IN ("
                        + TenantSql.marks(purposes.size()) + ")",
                tenant,
                account,
                purposes.stream().map(Enum::name).toList());
    }

    @SuppressWarnings("unchecked")
    Optional<Link> find(byte[] hash, Instant now) {
        List<Object[]> rows = everyTenant
                .createNativeQuery("SELECT tenant_id, account_id, purpose, mail FROM account_link WHERE token_hash = ?"
                        + " AND expires_at > ?")
                .setParameter(1, hash)
                .setParameter(2, LocalDateTime.ofInstant(now, ZoneOffset.UTC))
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Link(
                        new TenantId(UuidConverter.uuid((byte[]) row[0])),
                        UuidConverter.uuid((byte[]) row[1]),
                        LinkPurpose.valueOf((String) row[2]),
                        (String) row[3]));
    }

    /** Where a link was sent that can still be followed. */
    Optional<String> pending(TenantId tenant, UUID account, LinkPurpose purpose, Instant now) {
        return sql
                .query(
                        row -> row.getString(1),
                        "SELECT mail FROM account_link WHERE tenant_id = ? AND account_id = ? AND purpose = ? AND expires_at > ?",
                        tenant,
                        account,
                        purpose.name(),
                        now)
                .stream()
                .findFirst();
    }

    /** Where the last link was sent, whether it can be followed or not. */
    Optional<String> last(TenantId tenant, UUID account, LinkPurpose purpose) {
        return sql
                .query(
                        row -> row.getString(1),
                        "SELECT mail FROM account_link WHERE tenant_id = ? AND account_id = ? AND purpose = ?",
                        tenant,
                        account,
                        purpose.name())
                .stream()
                .findFirst();
    }

    /** Whether a link was sent after a moment, and has neither been followed nor become needless. */
    boolean wasSent(TenantId tenant, UUID account, LinkPurpose purpose, Instant after) {
        return !sql.query(
                        row -> row.getInt(1),
                        "SELECT 1 FROM account_link WHERE tenant_id = ? AND account_id = ? AND purpose = ? AND created_at > ?",
                        tenant,
                        account,
                        purpose.name(),
                        after)
                .isEmpty();
    }

    /** False when somebody else has followed it meanwhile. */
    boolean take(Link link, byte[] hash) {
        return sql.update("DELETE FROM account_link WHERE tenant_id = ? AND token_hash = ?", link.tenant(), hash) == 1;
    }
}
