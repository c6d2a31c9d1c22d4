package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.fubako.caller.Caller;
import org.fubako.job.Bell;
import org.fubako.platform.IdSource;

/** Takes things out of the tree: into the trash where there is one, else to be purged soon. */
@ApplicationScoped
class Removal {

    @Inject
    NodeRepository nodes;

    @Inject
    LockRepository locks;

    @Inject
    TrashRepository trash;

    @Inject
    Bell bell;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    /** With all that lies in it, and without its locks. */
    void remove(Caller caller, Place place) {
        locks.dropWithin(place.node());
        Instant now = clock.instant();
        nodes.detach(place.node(), now);
        // a name without content is nothing to keep
        if (place.space().trash() && !place.node().isPlaceholder()) {
            trash.put(ids.next(), place, now, caller.accountName());
        } else {
            bell.ringAfterCommit(PurgeJob.NAME);
        }
    }
}
