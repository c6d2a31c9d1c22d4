package org.fubako.tenant;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.IdSource;
import org.fubako.platform.NameKey;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;

/** Makes tenants with their contracts. */
@Stateless
public class TenantAdmin {

    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @EJB
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
    public Caller create(String code, String name, NewContract contract) {
        TenantId tenant = new TenantId(ids.next());
        ServiceCode serviceCode = ServiceCode.of(contract.number());
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
        add(tenant, contract, serviceCode);
        tenantCreated.fire(new TenantCreated(tenant));
        Caller system = Caller.program(tenant, code, serviceCode.value(), ZONE);
        log.record(LogEvent.of(system, Action.TENANT_CREATE, code));
        return system;
    }

    private void add(TenantId tenant, NewContract contract, ServiceCode serviceCode) {
        byte[] tenantId = UuidConverter.bytes(tenant.value());
        byte[] contractId = UuidConverter.bytes(ids.next());
        entities.createNativeQuery(
                        "INSERT INTO contract (tenant_id, id, service_code, item, capacity_bytes, max_accounts,"
                                + " max_groups, starts_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .setParameter(1, tenantId)
                .setParameter(2, contractId)
                .setParameter(3, serviceCode.value())
                .setParameter(4, contract.item().name())
                .setParameter(5, contract.capacityBytes())
                .setParameter(6, contract.maxAccounts())
                .setParameter(7, contract.maxGroups())
                .setParameter(8, LocalDate.ofInstant(clock.instant(), ZONE))
                .executeUpdate();
        for (ServiceOption option : contract.options()) {
            entities.createNativeQuery("INSERT INTO contract_option (tenant_id, contract_id, code) VALUES (?, ?, ?)")
                    .setParameter(1, tenantId)
                    .setParameter(2, contractId)
                    .setParameter(3, option.name())
                    .executeUpdate();
        }
    }
}
