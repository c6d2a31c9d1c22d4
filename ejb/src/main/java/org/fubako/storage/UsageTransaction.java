package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.fubako.platform.IdSource;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;

/** The transactions of {@link UsageJob}. Looks over all tenants for work, and works within one. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class UsageTransaction {

    private static final int CROWD = 100;

    /** So old must an entry be that its transaction has ended for sure. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    SpaceRepository spaces;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    /** A space with many entries. */
    public record Crowded(TenantId tenant, UUID space) {}

    @SuppressWarnings("unchecked")
    public List<Crowded> crowded() {
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT tenant_id, space_id FROM space_usage GROUP BY tenant_id, space_id HAVING COUNT(*) > ?")
                .setParameter(1, CROWD)
                .getResultList();
        return rows.stream()
                .map(row -> new Crowded(
                        new TenantId(UuidConverter.uuid((byte[]) row[0])), UuidConverter.uuid((byte[]) row[1])))
                .toList();
    }

    /** One entry instead of all that are settled; harmless when done twice or at once. */
    public void fold(Crowded space) {
        UUID before = IdSource.lowestAt(clock.instant().minus(SETTLED));
        spaces.foldUsage(space.tenant(), space.space(), before, ids.next());
    }
}
