package org.fubako.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.delivery.ComposeDefaultsTransaction.Known;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

@ApplicationScoped
class MailSettingsRepository {

    @Inject
    TenantSql sql;

    /** Waits until nobody else changes what the account has. */
    void hold(TenantId tenant, UUID account) {
        List<UUID> held = sql.query(
                row -> TenantSql.id(row, 1),
                "SELECT id FROM account WHERE tenant_id = ? AND id = ? FOR UPDATE",
                tenant,
                account);
        if (held.isEmpty()) {
            throw new Refusal(Problem.NOT_FOUND, "");
        }
    }

    Optional<Known> defaults(TenantId tenant, UUID account) {
        return sql
                .query(
                        row -> new Known(
                                new ComposeDefaults(
                                        Optional.ofNullable(row.getString(1)).map(Authentication::valueOf),
                                        number(row, 2),
                                        number(row, 3),
                                        number(row, 4).map(flag -> flag != 0)),
                                Optional.ofNullable(row.getBytes(5))),
                        "SELECT authentication, valid_days, max_opens, receipt, sealed_password FROM compose_defaults"
                                + " WHERE tenant_id = ? AND account_id = ?",
                        tenant,
                        account)
                .stream()
                .findFirst();
    }

    private static Optional<Integer> number(ResultSet row, int column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    void save(TenantId tenant, UUID account, Known known) {
        sql.update(
                "INSERT INTO compose_defaults (tenant_id, account_id, authentication, valid_days, max_opens, receipt,"
                        + " sealed_password) VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
                        + " authentication = VALUES(authentication), valid_days = VALUES(valid_days),"
                        + " max_opens = VALUES(max_opens), receipt = VALUES(receipt),"
                        + " sealed_password = VALUES(sealed_password)",
                tenant,
                account,
                known.chosen().authentication().map(Enum::name),
                known.chosen().validDays(),
                known.chosen().maxOpens(),
                known.chosen().receipt(),
                known.sealedPassword());
    }

    /** In the order in which they were made. */
    List<Signature> signatures(TenantId tenant, UUID account) {
        return sql.query(
                row -> new Signature(TenantSql.id(row, 1), row.getString(2), row.getString(3), row.getBoolean(4)),
                "SELECT id, label, body, preselected FROM signature WHERE tenant_id = ? AND account_id = ? ORDER BY id",
                tenant,
                account);
    }

    void add(TenantId tenant, UUID account, Signature signature) {
        sql.update(
                "INSERT INTO signature (tenant_id, id, account_id, label, body, preselected) VALUES (?, ?, ?, ?, ?, ?)",
                tenant,
                signature.id(),
                account,
                signature.label(),
                signature.text(),
                signature.preselected());
    }

    void save(TenantId tenant, UUID account, Signature signature) {
        sql.update(
                "UPDATE signature SET label = ?, body = ?, preselected = ? WHERE tenant_id = ? AND account_id = ? AND id = ?",
                signature.label(),
                signature.text(),
                signature.preselected(),
                tenant,
                account,
                signature.id());
    }

    void delete(TenantId tenant, UUID account, UUID id) {
        sql.update("DELETE FROM signature WHERE tenant_id = ? AND account_id = ? AND id = ?", tenant, account, id);
    }
}
