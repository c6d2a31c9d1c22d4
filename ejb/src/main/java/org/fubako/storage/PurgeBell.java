package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.fubako.job.Bell;

/** Wakes the purge as soon as what was deleted is committed. */
@ApplicationScoped
class PurgeBell {

    @Inject
    AfterCommit afterCommit;

    @Inject
    Bell bell;

    void ringAfterCommit() {
        afterCommit.run(() -> bell.ring(PurgeJob.NAME), () -> {});
    }
}
