package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantRepository;
import org.fubako.platform.UuidConverter;

@ApplicationScoped
class SecondFactorRepository extends TenantRepository {

    /** As it lies there. */
    record Stored(byte[] sealedSeed, long lastStep, int wrongCodes, Instant addedAt) {}

    boolean exists(TenantId tenant, UUID account) {
        return !values(sql(tenant, "SELECT 1 FROM second_factor WHERE tenant_id = ? AND account_id = ?")
                        .setParameter(2, UuidConverter.bytes(account)))
                .isEmpty();
    }

    Optional<Stored> find(TenantId tenant, UUID account) {
        return rows(sql(
                                tenant,
                                "SELECT sealed_seed, last_step, wrong_codes, added_at FROM second_factor"
                                        + " WHERE tenant_id = ? AND account_id = ?")
                        .setParameter(2, UuidConverter.bytes(account)))
                .stream()
                .findFirst()
                .map(row -> new Stored(
                        (byte[]) row[0], ((Number) row[1]).longValue(), ((Number) row[2]).intValue(), moment(row[3])));
    }

    private static Instant moment(Object stored) {
        LocalDateTime time = stored instanceof Timestamp stamp ? stamp.toLocalDateTime() : (LocalDateTime) stored;
        return time.toInstant(ZoneOffset.UTC);
    }

    void add(TenantId tenant, UUID account, byte[] sealedSeed, long step, Instant now) {
        sql(
                        tenant,
                        "INSERT INTO second_factor (tenant_id, account_id, sealed_seed, last_step, added_at)"
                                + " VALUES (?, ?, ?, ?, ?)")
                .setParameter(2, UuidConverter.bytes(account))
                .setParameter(3, sealedSeed)
                .setParameter(4, step)
                .setParameter(5, LocalDateTime.ofInstant(now, ZoneOffset.UTC))
                .executeUpdate();
    }

    /** False when there was none. Takes the recovery codes along. */
    boolean remove(TenantId tenant, UUID account) {
        return sql(tenant, "DELETE FROM second_factor WHERE tenant_id = ? AND account_id = ?")
                        .setParameter(2, UuidConverter.bytes(account))
                        .executeUpdate()
                == 1;
    }

    /** False when a code of this step or a later one has counted meanwhile. */
    boolean take(TenantId tenant, UUID account, long step) {
        return sql(
                                tenant,
                                "UPDATE second_factor SET last_step = ?3, wrong_codes = 0 WHERE tenant_id = ?1"
                                        + " AND account_id = ?2 AND last_step < ?3")
                        .setParameter(2, UuidConverter.bytes(account))
                        .setParameter(3, step)
                        .executeUpdate()
                == 1;
    }

    void countWrong(TenantId tenant, UUID account) {
        sql(tenant, "UPDATE second_factor SET wrong_codes = wrong_codes + 1 WHERE tenant_id = ? AND account_id = ?")
                .setParameter(2, UuidConverter.bytes(account))
                .executeUpdate();
    }

    void forgetWrong(TenantId tenant, UUID account) {
        sql(tenant, "UPDATE second_factor SET wrong_codes = 0 WHERE tenant_id = ? AND account_id = ?")
                .setParameter(2, UuidConverter.bytes(account))
                .executeUpdate();
    }

    void replaceRecoveryCodes(TenantId tenant, UUID account, List<byte[]> hashes) {
        sql(tenant, "DELETE FROM recovery_code WHERE tenant_id = ? AND account_id = ?")
                .setParameter(2, UuidConverter.bytes(account))
                .executeUpdate();
        for (byte[] hash : hashes) {
            sql(tenant, "INSERT INTO recovery_code (tenant_id, account_id, code_hash) VALUES (?, ?, ?)")
                    .setParameter(2, UuidConverter.bytes(account))
                    .setParameter(3, hash)
                    .executeUpdate();
        }
    }

    int recoveryCodes(TenantId tenant, UUID account) {
        return ((Number) values(sql(tenant, "SELECT COUNT(*) FROM recovery_code WHERE tenant_id = ? AND account_id = ?")
                                .setParameter(2, UuidConverter.bytes(account)))
                        .get(0))
                .intValue();
    }

    /** False when there is none such, or it has been used. */
    boolean takeRecoveryCode(TenantId tenant, UUID account, byte[] hash) {
        return sql(tenant, "DELETE FROM recovery_code WHERE tenant_id = ? AND account_id = ? AND code_hash = ?")
                        .setParameter(2, UuidConverter.bytes(account))
                        .setParameter(3, hash)
                        .executeUpdate()
                == 1;
    }

    void demand(TenantId tenant, boolean demanded) {
        sql(tenant, "UPDATE tenant SET second_factor_demanded = ?2 WHERE id = ?1")
                .setParameter(2, demanded)
                .executeUpdate();
    }
}
