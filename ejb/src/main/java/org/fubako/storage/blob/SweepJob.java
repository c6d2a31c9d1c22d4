package org.fubako.storage.blob;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.job.Job;

/**
 * Sweeps once an hour. The first time after a start it looks at everything, later only at what may have become an orphan
 * meanwhile: opening a million blobs to learn whose they are takes its time.
 */
@ApplicationScoped
public class SweepJob implements Job {

    static final String NAME = "sweep";

    private static final Logger LOG = System.getLogger(SweepJob.class.getName());
    private static final Duration LONGEST_UPLOAD = Duration.ofDays(7);

    private final OrphanSweeper sweeper;
    private final RestoreGuard restored;
    private final Clock clock;
    private final Duration grace;
    private boolean sweptAll;

    protected SweepJob() { // CDI proxy
        this(null, null, null, "PT24H");
    }

    @Inject
    SweepJob(
            OrphanSweeper sweeper,
            RestoreGuard restored,
            Clock clock,
            @ConfigProperty(name = "fubako.blob.orphan.grace", defaultValue = "PT24H") String grace) {
        this.sweeper = sweeper;
        this.restored = restored;
        this.clock = clock;
        this.grace = Duration.parse(grace);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    public boolean isDestructive() {
        return true;
    }

    @Override
    public synchronized void run() {
        restored.countSweep();
        Instant since = sweptAll ? clock.instant().minus(grace).minus(LONGEST_UPLOAD) : Instant.EPOCH;
        OrphanSweeper.Result result = sweeper.sweep(since, grace);
        sweptAll = true;
        if (result.quarantined() > 0 || result.removed() > 0 || result.unreadable() > 0) {
            LOG.log(
                    Level.WARNING,
                    "blobs without a row: {0} set aside, {1} removed after a week, {2} unreadable and left",
                    result.quarantined(),
                    result.removed(),
                    result.unreadable());
        }
    }
}
