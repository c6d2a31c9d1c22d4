package org.fubako.tenant;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.IdSource;
import org.fubako.platform.NameKey;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;

/** Makes tenants with their contracts. */
@Stateless
public class TenantAdmin {

    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final UUID SYSTEM = new UUID(0, 0);

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    OperationLog log;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    @Inject
    Event<TenantCreated> tenantCreated;

    public boolean haveAny() {
        return !entities.createNativeQuery("SELECT 1 FROM tenant LIMIT 1")
                .getResultList()
                .isEmpty();
    }

    /**
     * A tenant without accounts and groups.
     *
     * @return in whose name the program sets up the rest
     */
    public Caller create(String code, String name, int contractNumber, long capacityBytes) {
        TenantId tenant = new TenantId(ids.next());
        ServiceCode serviceCode = ServiceCode.of(contractNumber);
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        entities.createNativeQuery(
                        "INSERT INTO tenant (id, code, code_key, name, zone, created_at) VALUES (?, ?, ?, ?, ?, ?)")
                .setParameter(1, UuidConverter.bytes(tenant.value()))
                .setParameter(2, code)
                .setParameter(3, NameKey.of(code))
                .setParameter(4, name)
                .setParameter(5, ZONE.getId())
                .setParameter(6, now)
                .executeUpdate();
        entities.createNativeQuery(
                        "INSERT INTO contract (tenant_id, id, service_code, item, options, capacity_bytes,"
                                + " max_accounts, max_groups, starts_on) VALUES (?, ?, ?, 'SHARED_DOMAIN', 'ALL', ?, 1000, 500, ?)")
                .setParameter(1, UuidConverter.bytes(tenant.value()))
                .setParameter(2, UuidConverter.bytes(ids.next()))
                .setParameter(3, serviceCode.value())
                .setParameter(4, capacityBytes)
                .setParameter(5, now.toLocalDate())
                .executeUpdate();
        tenantCreated.fire(new TenantCreated(tenant));
        Caller system = new Caller(
                tenant, code, serviceCode.value(), SYSTEM, "fubako", Set.of(), Set.of(), Surface.JOB, "", ZONE);
        log.record(LogEvent.of(system, Action.TENANT_CREATE, code));
        return system;
    }
}
