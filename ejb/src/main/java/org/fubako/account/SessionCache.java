package org.fubako.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.fubako.account.SessionService.Owner;
import org.fubako.platform.TenantId;

/** Spares the database a question for each of the many requests of one page. An end elsewhere shows after five seconds. */
@ApplicationScoped
class SessionCache {

    private final Cache<String, Owner> owners = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofSeconds(5))
            .build();

    Optional<Owner> find(byte[] tokenHash) {
        return Optional.ofNullable(owners.getIfPresent(HexFormat.of().formatHex(tokenHash)));
    }

    void remember(byte[] tokenHash, Owner owner) {
        owners.put(HexFormat.of().formatHex(tokenHash), owner);
    }

    void forget(byte[] tokenHash) {
        owners.invalidate(HexFormat.of().formatHex(tokenHash));
    }

    void forget(TenantId tenant) {
        owners.asMap().values().removeIf(owner -> owner.tenant().equals(tenant));
    }

    void forget(TenantId tenant, UUID account) {
        owners.asMap().values().removeIf(owner -> owner.equals(new Owner(tenant, account)));
    }
}
