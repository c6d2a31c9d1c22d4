package org.fubako.audit;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.LogTrees.Checkpoint;
import org.fubako.audit.LogTrees.DayHead;
import org.fubako.audit.LogTrees.Progress;
import org.fubako.job.Job;
import org.fubako.platform.IdSource;
import org.fubako.platform.TenantId;

/**
 * Brings the rows of the operation log into the trees, and closes days that are over. Each minute it looks back a little:
 * a row may be committed after others with larger ids. Whoever comes even later is found when the day is closed.
 */
@ApplicationScoped
class SequenceJob implements Job {

    static final Duration LOOK_BACK = Duration.ofMinutes(2);

    /** In JST. Whoever writes lines of the old day later than this has a clock that is wrong. */
    static final LocalTime CLOSES_AT = LocalTime.of(0, 30);

    private static final Logger LOG = System.getLogger(SequenceJob.class.getName());

    @Inject
    LogTrees trees;

    @EJB
    LogTreeTransaction transaction;

    @Inject
    CheckpointFile files;

    @Inject
    CheckpointKey key;

    @Inject
    Clock clock;

    @PostConstruct
    void tellKey() {
        LOG.log(Level.INFO, "checkpoints of the operation log are signed with {0}", key.verifierKey());
    }

    @Override
    public String name() {
        return "log-sequence";
    }

    /** A day that fails keeps later ones from being closed, but not from going on. */
    @Override
    public void run() {
        Instant now = clock.instant();
        LocalDate today = LogRow.dayOf(now);
        List<RuntimeException> failures = new ArrayList<>();
        Optional<DayHead> lastClosed = trees.lastDayHead();
        for (LocalDate day = firstOpen(lastClosed, today); !day.isAfter(today); day = day.plusDays(1)) {
            try {
                boolean over = !now.isBefore(
                        day.plusDays(1).atTime(CLOSES_AT).atZone(LogRow.ZONE).toInstant());
                if (over && failures.isEmpty()) {
                    close(day, failures);
                } else {
                    goOn(day, now, failures);
                }
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        lastClosed.ifPresent(this::publish);
        if (!failures.isEmpty()) {
            IllegalStateException all = new IllegalStateException(
                    failures.size() + " trees of the operation log were not continued", failures.get(0));
            failures.stream().skip(1).forEach(all::addSuppressed);
            throw all;
        }
    }

    private LocalDate firstOpen(Optional<DayHead> lastClosed, LocalDate today) {
        LocalDate first = lastClosed
                .map(head -> head.day().plusDays(1))
                .or(trees::firstDay)
                .orElse(today);
        LocalDate kept = today.minusDays(PartitionPlan.DAYS_BACK);
        return first.isBefore(kept) ? kept : first;
    }

    private void goOn(LocalDate day, Instant now, List<RuntimeException> failures) {
        for (Progress progress : trees.progress(day)) {
            if (mayBeBehind(progress, now)) {
                appendAll(progress.tenant(), day, lookBack(progress, now), failures);
            }
        }
        for (Progress progress : trees.progress(day)) {
            publish(progress.tenant(), day, progress.size());
        }
    }

    /** Also when the newest row has its leaf: one before it may have been committed since. */
    private static boolean mayBeBehind(Progress progress, Instant now) {
        return !progress.newestRow().equals(progress.newestLeaf())
                || progress.newestRow()
                        .filter(row -> IdSource.timeOf(row).isAfter(now.minus(LOOK_BACK.multipliedBy(2))))
                        .isPresent();
    }

    private static Optional<UUID> lookBack(Progress progress, Instant now) {
        return progress.newestLeaf().map(leaf -> {
            Instant newest = IdSource.timeOf(leaf).isAfter(now) ? now : IdSource.timeOf(leaf);
            return IdSource.lowestAt(newest.minus(LOOK_BACK));
        });
    }

    /** What was tampered with concerns one tenant; everything else that fails concerns all. */
    private void appendAll(TenantId tenant, LocalDate day, Optional<UUID> after, List<RuntimeException> failures) {
        try {
            Optional<TreeHead> published = files.head(day, TreeHead.origin(tenant, day));
            Optional<UUID> next = transaction.append(tenant, day, after, published);
            while (next.isPresent()) {
                next = transaction.append(tenant, day, next, published);
            }
        } catch (LogTampered e) {
            LOG.log(Level.ERROR, e.getMessage());
            failures.add(e);
        }
    }

    /** What was tampered with does not keep a day open: its damage is there to be found. */
    private void close(LocalDate day, List<RuntimeException> failures) {
        List<TenantId> tenants = trees.tenants(day);
        tenants.forEach(tenant -> appendAll(tenant, day, Optional.empty(), failures));
        transaction.close(day, tenants);
        LOG.log(Level.INFO, "the operation log of {0} is closed", day);
        trees.lastDayHead().ifPresent(this::publish);
    }

    /** A crash between the transaction and the file is made good by the next run. */
    private void publish(DayHead closed) {
        if (files.head(closed.day(), TreeHead.DAYS).isEmpty()) {
            trees.tenants(closed.day()).forEach(tenant -> publish(tenant, closed.day(), Long.MAX_VALUE));
            files.append(closed.day(), List.of(closed.note()));
        }
    }

    private void publish(TenantId tenant, LocalDate day, long size) {
        long published = files.head(day, TreeHead.origin(tenant, day))
                .map(TreeHead::size)
                .orElse(0L);
        if (size > published) {
            files.append(
                    day,
                    trees.checkpoints(tenant, day, published).stream()
                            .map(Checkpoint::note)
                            .toList());
        }
    }
}
