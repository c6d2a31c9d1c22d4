package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.fubako.account.AccountDeleted;
import org.fubako.account.GroupDeleted;
import org.fubako.job.Bell;

/** Takes spaces away with everything in them, for good: at once for everybody, and piece by piece by a job. */
@ApplicationScoped
class SpaceRemoval {

    @Inject
    SpaceRepository spaces;

    @Inject
    SpaceDirectory directory;

    @Inject
    ResumableRepository uploads;

    @Inject
    Bell bell;

    @Inject
    Clock clock;

    /** False when it has gone already. */
    boolean remove(Space space) {
        boolean removed = spaces.giveUp(space, clock.instant());
        uploads.expire(space, clock.instant());
        directory.changes(space.tenant());
        bell.ringAfterCommit(PurgeJob.NAME);
        return removed;
    }

    /** Under the name of whom it was, with a number behind it where a project has that already. */
    private void handOver(Space space, AccountDeleted deleted, UUID heir) {
        String name = deleted.name();
        for (int number = 2; spaces.hasProject(space.tenant(), name); number++) {
            name = deleted.name() + "-" + number;
        }
        spaces.becomeProject(space, name);
        spaces.addMember(space, Grant.PrincipalKind.ACCOUNT, heir, true);
        directory.changes(space.tenant());
    }

    /** What the account was about to upload is thrown away soon, wherever it was to go. */
    void onAccount(@Observes AccountDeleted deleted) {
        uploads.expire(deleted.tenant(), deleted.id(), clock.instant());
        spaces.ofAccount(deleted.tenant(), deleted.id()).ifPresent(space -> deleted.heir()
                .ifPresentOrElse(heir -> handOver(space, deleted, heir), () -> remove(space)));
    }

    void onGroup(@Observes GroupDeleted deleted) {
        spaces.ofGroup(deleted.tenant(), deleted.id()).ifPresent(this::remove);
    }
}
