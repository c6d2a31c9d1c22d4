package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.account.SessionService.Owner;
import org.fubako.account.TokenService.Found;
import org.fubako.account.TokenService.TokenView;
import org.fubako.caller.AddressRanges;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantRepository;
import org.fubako.platform.UuidConverter;

@ApplicationScoped
class TokenRepository extends TenantRepository {

    @PersistenceContext(unitName = "fubako")
    EntityManager everyTenant;

    void add(TenantId tenant, UUID account, TokenView token, byte[] hash) {
        sql(
                        tenant,
                        "INSERT INTO api_token (tenant_id, id, token_hash, account_id, label, created_at, expires_at, scope,"
                                + " addresses) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .setParameter(2, UuidConverter.bytes(token.id()))
                .setParameter(3, hash)
                .setParameter(4, UuidConverter.bytes(account))
                .setParameter(5, token.label())
                .setParameter(6, LocalDateTime.ofInstant(token.createdAt(), ZoneOffset.UTC))
                .setParameter(7, LocalDateTime.ofInstant(token.expiresAt(), ZoneOffset.UTC))
                .setParameter(8, token.scope().name())
                .setParameter(9, token.addresses().toString())
                .executeUpdate();
    }

    List<TokenView> list(TenantId tenant, UUID account) {
        return rows(sql(
                                tenant,
                                "SELECT id, label, scope, addresses, created_at, expires_at, last_used_at, last_address"
                                        + " FROM api_token"
                                        + " WHERE tenant_id = ? AND account_id = ? ORDER BY id")
                        .setParameter(2, UuidConverter.bytes(account)))
                .stream()
                .map(row -> new TokenView(
                        UuidConverter.uuid((byte[]) row[0]),
                        (String) row[1],
                        Scope.valueOf((String) row[2]),
                        AddressRanges.stored((String) row[3]),
                        moment(row[4]),
                        moment(row[5]),
                        Optional.ofNullable(row[6]).map(TokenRepository::moment),
                        Optional.ofNullable((String) row[7])))
                .toList();
    }

    private static Instant moment(Object stored) {
        LocalDateTime time = stored instanceof Timestamp stamp ? stamp.toLocalDateTime() : (LocalDateTime) stored;
        return time.toInstant(ZoneOffset.UTC);
    }

    void delete(TenantId tenant, UUID account, UUID id) {
        sql(tenant, "DELETE FROM api_token WHERE tenant_id = ? AND account_id = ? AND id = ?")
                .setParameter(2, UuidConverter.bytes(account))
                .setParameter(3, UuidConverter.bytes(id))
                .executeUpdate();
    }

    void dropEnded(TenantId tenant, UUID account, LocalDateTime now) {
        sql(tenant, "DELETE FROM api_token WHERE tenant_id = ? AND account_id = ? AND expires_at <= ?")
                .setParameter(2, UuidConverter.bytes(account))
                .setParameter(3, now)
                .executeUpdate();
    }

    /** Waits until nobody else changes the account's tokens. */
    void hold(TenantId tenant, UUID account) {
        sql(tenant, "SELECT id FROM account WHERE tenant_id = ? AND id = ? FOR UPDATE")
                .setParameter(2, UuidConverter.bytes(account))
                .getResultList();
    }

    /** The token is what tells the tenant. Its last use is written once an hour at most. */
    @SuppressWarnings("unchecked")
    Optional<Found> use(byte[] hash, String address, LocalDateTime now) {
        List<Object[]> found = everyTenant
                .createNativeQuery("SELECT tenant_id, account_id, scope, addresses FROM api_token WHERE token_hash = ?"
                        + " AND expires_at > ?")
                .setParameter(1, hash)
                .setParameter(2, now)
                .getResultList();
        return found.stream()
                .filter(row -> AddressRanges.stored((String) row[3]).admit(address))
                .map(TokenRepository::found)
                .findFirst()
                .map(token -> {
                    noteUse(token.owner(), hash, address, now);
                    return token;
                });
    }

    private static Found found(Object[] row) {
        Owner owner = new Owner(new TenantId(UuidConverter.uuid((byte[]) row[0])), UuidConverter.uuid((byte[]) row[1]));
        return new Found(owner, Reach.ofProgram(Scope.valueOf((String) row[2]), Optional.empty()));
    }

    private void noteUse(Owner owner, byte[] hash, String address, LocalDateTime now) {
        everyTenant
                .createNativeQuery("UPDATE api_token SET last_used_at = ?, last_address = ? WHERE tenant_id = ?"
                        + " AND token_hash = ? AND (last_used_at IS NULL OR last_used_at < ?)")
                .setParameter(1, now)
                .setParameter(2, address)
                .setParameter(3, UuidConverter.bytes(owner.tenant().value()))
                .setParameter(4, hash)
                .setParameter(5, now.minusHours(1))
                .executeUpdate();
    }
}
