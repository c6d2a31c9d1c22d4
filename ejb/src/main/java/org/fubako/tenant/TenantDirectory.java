package org.fubako.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;

/** Finds tenants by what stands in a sign-in name or address. What it says may be five seconds old. */
@ApplicationScoped
public class TenantDirectory {

    @Inject
    TenantLookup lookup;

    private final Cache<TenantId, TenantInfo> byId = cache();
    private final Cache<String, TenantInfo> byCode = cache();
    private final Cache<String, TenantInfo> byHost = cache();

    private static <K> Cache<K, TenantInfo> cache() {
        return Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofSeconds(5))
                .build();
    }

    public TenantInfo info(TenantId tenant) {
        return find(tenant).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    /** Empty when the tenant is not active. */
    public Optional<TenantInfo> find(TenantId tenant) {
        return Optional.ofNullable(byId.get(tenant, id -> lookup.byId(id).orElse(null)));
    }

    public Optional<TenantInfo> byCode(String code) {
        return Optional.ofNullable(
                byCode.get(code, wanted -> lookup.byCode(wanted).orElse(null)));
    }

    public Optional<TenantInfo> byHost(String host) {
        return Optional.ofNullable(byHost.get(
                host.toLowerCase(Locale.ROOT), wanted -> lookup.byHost(wanted).orElse(null)));
    }
}
