package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.fubako.platform.AfterCommit;
import org.fubako.platform.IdSource;
import org.fubako.platform.TenantId;

/** Counts what the transaction under way changes in the use of a space, so that quota and figures follow its outcome. */
@ApplicationScoped
class SpaceUse {

    @Inject
    QuotaLedger quota;

    @Inject
    SpaceRepository spaces;

    @Inject
    AfterCommit afterCommit;

    @Inject
    IdSource ids;

    /** Bytes more, within the quota: refuses with OVER_QUOTA. */
    void add(TenantId tenant, Space space, long bytes) {
        change(quota.open(space), bytes);
        spaces.use(tenant, space.id(), ids.next(), bytes);
    }

    /** Bytes that are given back. */
    void giveBack(TenantId tenant, UUID space, long bytes) {
        change(quota.openReturn(tenant, space), -bytes);
        spaces.use(tenant, space, ids.next(), -bytes);
    }

    private void change(QuotaLedger.Reservation reservation, long bytes) {
        afterCommit.run(reservation::settle, reservation::close);
        reservation.expect(bytes);
    }
}
