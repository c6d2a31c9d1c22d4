package org.fubako.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.fubako.account.SessionService.Owner;
import org.fubako.account.SessionService.Session;
import org.fubako.platform.TenantId;

/** Spares the database a question for each of the many requests of one page. An end elsewhere shows after five seconds. */
@ApplicationScoped
class SessionCache {

    private final Cache<String, Session> sessions = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofSeconds(5))
            .build();

    Optional<Session> find(byte[] tokenHash) {
        return Optional.ofNullable(sessions.getIfPresent(HexFormat.of().formatHex(tokenHash)));
    }

    void remember(byte[] tokenHash, Session session) {
        sessions.put(HexFormat.of().formatHex(tokenHash), session);
    }

    void forget(byte[] tokenHash) {
        sessions.invalidate(HexFormat.of().formatHex(tokenHash));
    }

    void forget(TenantId tenant) {
        sessions.asMap().values().removeIf(session -> session.owner().tenant().equals(tenant));
    }

    void forget(TenantId tenant, UUID account) {
        sessions.asMap().values().removeIf(session -> session.owner().equals(new Owner(tenant, account)));
    }
}
