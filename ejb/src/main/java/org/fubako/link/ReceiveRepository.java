package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.AddressRanges;
import org.fubako.caller.Caller;
import org.fubako.mail.MailAddress;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;
import org.fubako.platform.UuidConverter;

/** Receive folders. What a visitor shows is what tells the tenant. */
@ApplicationScoped
class ReceiveRepository {

    private static final String SELECT =
            "SELECT id, account_id, account_name, node_id, path, title, message, most_files,"
                    + " most_bytes_each, most_bytes, endings, code, addresses, password_hash, language, files_handed_in,"
                    + " bytes_handed_in, created_at, expires_at, stopped_at, stopped_at IS NULL AND expires_at > UTC_TIMESTAMP(6)"
                    + " FROM receive_folder";

    /** What is over is to be seen for so long. */
    private static final String SHOWN =
            " AND COALESCE(stopped_at, expires_at) > UTC_TIMESTAMP(6) - INTERVAL 30 DAY ORDER BY created_at DESC, id LIMIT 5000";

    @PersistenceContext(unitName = "fubako")
    EntityManager everyTenant;

    @Inject
    TenantSql sql;

    void add(
            Caller owner, UUID id, byte[] tokenHash, UUID node, ReceiveWish wish, ReceiveTerms terms, Secrets secrets) {
        sql.update(
                "INSERT INTO receive_folder (tenant_id, id, token_hash, account_id, account_name, node_id, path, title, message,"
                        + " most_files, most_bytes_each, most_bytes, endings, code, password_hash, addresses, language,"
                        + " created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL ? DAY)",
                owner.tenant(),
                id,
                tokenHash,
                owner.accountId(),
                owner.accountName(),
                node,
                wish.folder().toString(),
                terms.title(),
                terms.message(),
                terms.mostFiles(),
                terms.bytesEach(),
                terms.bytesInAll(),
                String.join(",", terms.endings()),
                terms.code(),
                secrets.passwordHash,
                terms.addresses().toString(),
                secrets.language.getLanguage(),
                wish.validDays());
    }

    /** What is kept beside the terms. */
    record Secrets(Optional<String> passwordHash, Locale language) {}

    private static ReceiveFolder read(TenantId tenant, ResultSet row) throws SQLException {
        ReceiveTerms terms = new ReceiveTerms(
                row.getString(6),
                row.getString(7),
                row.getInt(8),
                row.getLong(9),
                row.getLong(10),
                Arrays.stream(row.getString(11).split(","))
                        .filter(ending -> !ending.isEmpty())
                        .toList(),
                row.getBoolean(12),
                AddressRanges.stored(row.getString(13)));
        return new ReceiveFolder(
                tenant,
                TenantSql.id(row, 1),
                TenantSql.id(row, 2),
                row.getString(3),
                TenantSql.id(row, 4),
                row.getString(5),
                terms,
                Optional.ofNullable(row.getString(14)),
                Locale.forLanguageTag(row.getString(15)),
                new ReceiveFolder.Amount(row.getInt(16), row.getLong(17)),
                TenantSql.time(row, 18),
                TenantSql.time(row, 19),
                TenantSql.findTime(row, 20),
                row.getBoolean(21));
    }

    /** Whose it is to which a token leads; of one that is over, too. */
    @SuppressWarnings("unchecked")
    Optional<TenantId> tenantOf(byte[] tokenHash) {
        List<Object> rows = everyTenant
                .createNativeQuery("SELECT tenant_id FROM receive_folder WHERE token_hash = ?")
                .setParameter(1, tokenHash)
                .getResultList();
        return rows.stream().findFirst().map(id -> new TenantId(UuidConverter.uuid((byte[]) id)));
    }

    Optional<ReceiveFolder> byToken(TenantId tenant, byte[] tokenHash) {
        return sql
                .query(row -> read(tenant, row), SELECT + " WHERE tenant_id = ? AND token_hash = ?", tenant, tokenHash)
                .stream()
                .findFirst();
    }

    Optional<ReceiveFolder> find(TenantId tenant, UUID id) {
        return sql.query(row -> read(tenant, row), SELECT + " WHERE tenant_id = ? AND id = ?", tenant, id).stream()
                .findFirst();
    }

    /** The newest first. */
    List<ReceiveFolder> ofAccount(TenantId tenant, UUID account) {
        return sql.query(
                row -> read(tenant, row), SELECT + " WHERE tenant_id = ? AND account_id = ?" + SHOWN, tenant, account);
    }

    /** The newest first. */
    List<ReceiveFolder> all(TenantId tenant) {
        return sql.query(row -> read(tenant, row), SELECT + " WHERE tenant_id = ?" + SHOWN, tenant);
    }

    /** False when it is over already. */
    boolean stop(TenantId tenant, UUID id) {
        return sql.update(
                        "UPDATE receive_folder SET stopped_at = UTC_TIMESTAMP(6) WHERE tenant_id = ? AND id = ?"
                                + " AND stopped_at IS NULL AND expires_at > UTC_TIMESTAMP(6)",
                        tenant,
                        id)
                == 1;
    }

    /** Makes room for one document; false when there is none. Of many at the same time no more get some than there is. */
    boolean take(ReceiveFolder folder, long bytes) {
        return sql.update(
                        "UPDATE receive_folder SET files = files + 1, bytes = bytes + ? WHERE tenant_id = ? AND id = ?"
                                + " AND files < most_files AND bytes + ? <= most_bytes AND stopped_at IS NULL"
                                + " AND expires_at > UTC_TIMESTAMP(6)",
                        bytes,
                        folder.tenant(),
                        folder.id(),
                        bytes)
                == 1;
    }

    void giveBack(TenantId tenant, UUID id, long bytes) {
        sql.update(
                "UPDATE receive_folder SET files = files - 1, bytes = bytes - ? WHERE tenant_id = ? AND id = ?",
                bytes,
                tenant,
                id);
    }

    void count(TenantId tenant, UUID id, long bytes) {
        sql.update(
                "UPDATE receive_folder SET files_handed_in = files_handed_in + 1, bytes_handed_in = bytes_handed_in + ?"
                        + " WHERE tenant_id = ? AND id = ?",
                bytes,
                tenant,
                id);
    }

    /** Where the owner is told what has come; empty when he has no address, or has not confirmed it. */
    Optional<MailAddress> ownerMail(ReceiveFolder folder) {
        return sql
                .query(
                        row -> row.getString(1),
                        "SELECT mail FROM account WHERE tenant_id = ? AND id = ? AND mail IS NOT NULL"
                                + " AND mail_confirmed_at IS NOT NULL",
                        folder.tenant(),
                        folder.account())
                .stream()
                .findFirst()
                .flatMap(MailAddress::parse);
    }
}
