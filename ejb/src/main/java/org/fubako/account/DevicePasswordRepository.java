package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.account.DevicePasswordService.DeviceView;
import org.fubako.caller.AddressRanges;
import org.fubako.caller.Surface;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

@ApplicationScoped
class DevicePasswordRepository {

    @Inject
    TenantSql sql;

    /** One that has been shown by somebody who signs in; whether it is good here and now is not said. */
    record Shown(
            UUID id,
            UUID account,
            String label,
            Set<Surface> doors,
            AddressRanges addresses,
            Reach reach,
            Optional<Instant> expiresAt,
            Optional<Instant> lastUsedAt) {}

    void add(TenantId tenant, UUID account, DeviceView made, byte[] hash) {
        sql.update(
                "INSERT INTO device_password (tenant_id, id, account_id, secret_hash, label, for_dav, for_api, scope, folder,"
                        + " addresses, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                tenant,
                made.id(),
                account,
                hash,
                made.label(),
                made.doors().contains(Surface.DAV),
                made.doors().contains(Surface.API),
                made.scope().name(),
                made.folder().orElse(""),
                made.addresses().toString(),
                made.createdAt(),
                made.expiresAt());
    }

    List<DeviceView> list(TenantId tenant, UUID account) {
        return sql.query(
                row -> new DeviceView(
                        TenantSql.id(row, 1),
                        row.getString(2),
                        doors(row, 3),
                        Scope.valueOf(row.getString(5)),
                        folder(row, 6),
                        AddressRanges.stored(row.getString(7)),
                        TenantSql.time(row, 8),
                        TenantSql.findTime(row, 9),
                        TenantSql.findTime(row, 10),
                        Optional.ofNullable(row.getString(11))),
                "SELECT id, label, for_dav, for_api, scope, folder, addresses, created_at, expires_at, last_used_at,"
                        + " last_address FROM device_password WHERE tenant_id = ? AND account_id = ? ORDER BY id",
                tenant,
                account);
    }

    private static Set<Surface> doors(ResultSet row, int column) throws SQLException {
        Set<Surface> doors = EnumSet.noneOf(Surface.class);
        if (row.getBoolean(column)) {
            doors.add(Surface.DAV);
        }
        if (row.getBoolean(column + 1)) {
            doors.add(Surface.API);
        }
        return doors;
    }

    private static Optional<String> folder(ResultSet row, int column) throws SQLException {
        return Optional.of(row.getString(column)).filter(path -> !path.isEmpty());
    }

    /** Of this account only: the name belongs to the secret. */
    Optional<Shown> find(TenantId tenant, byte[] accountKey, byte[] hash) {
        return sql
                .query(
                        row -> new Shown(
                                TenantSql.id(row, 1),
                                TenantSql.id(row, 2),
                                row.getString(3),
                                doors(row, 4),
                                AddressRanges.stored(row.getString(8)),
                                Reach.ofProgram(Scope.valueOf(row.getString(6)), folder(row, 7)),
                                TenantSql.findTime(row, 9),
                                TenantSql.findTime(row, 10)),
                        "SELECT d.id, d.account_id, d.label, d.for_dav, d.for_api, d.scope, d.folder, d.addresses, d.expires_at,"
                                + " d.last_used_at FROM device_password d JOIN account a ON a.tenant_id = d.tenant_id"
                                + " AND a.id = d.account_id WHERE d.tenant_id = ? AND d.secret_hash = ? AND a.name_key = ?",
                        tenant,
                        hash,
                        accountKey)
                .stream()
                .findFirst();
    }

    /** False when another request has just written it. */
    boolean noteUse(TenantId tenant, UUID id, Instant now, String address, Instant before) {
        return sql.update(
                        "UPDATE device_password SET last_used_at = ?, last_address = ? WHERE tenant_id = ? AND id = ?"
                                + " AND (last_used_at IS NULL OR last_used_at < ?)",
                        now,
                        address,
                        tenant,
                        id,
                        before)
                > 0;
    }

    void delete(TenantId tenant, UUID account, UUID id) {
        sql.update(
                "DELETE FROM device_password WHERE tenant_id = ? AND account_id = ? AND id = ?", tenant, account, id);
    }

    void dropEnded(TenantId tenant, UUID account, Instant now) {
        sql.update(
                "DELETE FROM device_password WHERE tenant_id = ? AND account_id = ? AND expires_at <= ?",
                tenant,
                account,
                now);
    }

    /** Waits until nobody else changes what the account has. */
    void hold(TenantId tenant, UUID account) {
        sql.query(
                row -> TenantSql.id(row, 1),
                "SELECT id FROM account WHERE tenant_id = ? AND id = ? FOR UPDATE",
                tenant,
                account);
    }
}
