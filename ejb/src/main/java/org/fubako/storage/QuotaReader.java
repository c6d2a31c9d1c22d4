package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.fubako.platform.TenantId;

/** Reads what is committed, apart from whatever transaction is under way. */
@Stateless
public class QuotaReader {

    @Inject
    SpaceRepository spaces;

    /** Bytes used per space. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Map<UUID, Long> used(TenantId tenant) {
        return spaces.used(tenant);
    }
}
