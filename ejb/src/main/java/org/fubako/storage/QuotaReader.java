package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.tenant.TenantDirectory;

/** Reads what is committed, apart from whatever transaction is under way. */
@Stateless
public class QuotaReader {

    @Inject
    SpaceRepository spaces;

    @Inject
    TenantDirectory tenants;

    /** Bytes used and allowed per space, and allowed by the contract. */
    public record Figures(Map<UUID, Long> used, Map<UUID, Long> quotas, long capacity) {}

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Figures figures(TenantId tenant) {
        Map<UUID, Long> used = spaces.used(tenant);
        Map<UUID, Long> quotas = new HashMap<>();
        used.keySet().forEach(space -> spaces.quota(tenant, space).ifPresent(quota -> quotas.put(space, quota)));
        return new Figures(used, quotas, tenants.info(tenant).capacityBytes());
    }
}
