package org.fubako.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;

/** Finds tenants by what stands in a sign-in name or address. What it says may be five seconds old. */
@ApplicationScoped
public class TenantDirectory {

    @EJB
    TenantLookup lookup;

    private final Cache<TenantId, Optional<TenantInfo>> byId = cache();
    private final Cache<String, Optional<TenantInfo>> byCode = cache();
    private final Cache<String, Optional<TenantInfo>> byHost = cache();

    /** What is not there is remembered as well: every request asks whether its host name is some tenant's own. */
    private static <K> Cache<K, Optional<TenantInfo>> cache() {
        return Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofSeconds(5))
                .build();
    }

    /** What is changed on this node holds on it at once. */
    public void forget(TenantId tenant) {
        byId.invalidate(tenant);
        byCode.asMap().values().removeIf(found -> isOf(found, tenant));
        byHost.asMap().values().removeIf(found -> isOf(found, tenant));
    }

    private static boolean isOf(Optional<TenantInfo> found, TenantId tenant) {
        return found.filter(info -> info.id().equals(tenant)).isPresent();
    }

    public TenantInfo info(TenantId tenant) {
        return find(tenant).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    /** Empty when the tenant is not active. */
    public Optional<TenantInfo> find(TenantId tenant) {
        return byId.get(tenant, lookup::byId);
    }

    public Optional<TenantInfo> byCode(String code) {
        return byCode.get(code, lookup::byCode);
    }

    public Optional<TenantInfo> byHost(String host) {
        return byHost.get(host.toLowerCase(Locale.ROOT), lookup::byHost);
    }

    /** Whether a tenant may be reached under a host name: one that is some tenant's own serves no other tenant. */
    public boolean serves(String host, TenantId tenant) {
        return byHost(host).map(owner -> owner.id().equals(tenant)).orElse(true);
    }
}
