package org.fubako.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fubako.platform.NameKey;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;

/** Finds tenants by what stands in a sign-in name or address. What it says may be five seconds old. */
@ApplicationScoped
public class TenantDirectory {

    private static final String COLUMNS =
            "SELECT t.id, t.code, t.name, c.service_code, t.zone, t.forbidden_names, c.capacity_bytes"
                    + " FROM tenant t JOIN contract c ON c.tenant_id = t.id WHERE t.state = 'ACTIVE' AND ";

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

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
        return Optional.ofNullable(byId.get(
                tenant, id -> query("t.id = ?", UuidConverter.bytes(id.value())).orElse(null)));
    }

    public Optional<TenantInfo> byCode(String code) {
        return Optional.ofNullable(byCode.get(
                code, wanted -> query("t.code_key = ?", NameKey.of(wanted)).orElse(null)));
    }

    public Optional<TenantInfo> byHost(String host) {
        return Optional.ofNullable(byHost.get(host.toLowerCase(Locale.ROOT), wanted -> query("t.host_name = ?", wanted)
                .orElse(null)));
    }

    @SuppressWarnings("unchecked")
    private Optional<TenantInfo> query(String condition, Object parameter) {
        List<Object[]> rows = entities.createNativeQuery(COLUMNS + condition)
                .setParameter(1, parameter)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new TenantInfo(
                        new TenantId(UuidConverter.uuid((byte[]) row[0])),
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        ZoneId.of((String) row[4]),
                        Arrays.stream(((String) row[5]).split(","))
                                .map(String::strip)
                                .filter(pattern -> !pattern.isEmpty())
                                .toList(),
                        ((Number) row[6]).longValue()));
    }
}
