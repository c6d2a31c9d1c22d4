package org.fubako.job;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.fubako.job.JobClaims.Release;

/** Runs jobs under their claims. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JobRunner {

    private static final Logger LOG = System.getLogger(JobRunner.class.getName());

    @Inject
    Instance<Job> jobs;

    @EJB
    JobClaims claims;

    @Inject
    JumpGuard clock;

    /** What is due by its interval. */
    public void runDue() {
        if (clock.tick(claims.databaseTime(), System.nanoTime())) {
            LOG.log(
                    Level.ERROR,
                    "the database's clock has jumped by {0}; jobs that remove things pause until the next start."
                            + " Start again when the clock is right",
                    clock.jump());
        }
        jobs.forEach(job -> run(job, () -> claims.take(job.name(), job.interval())));
    }

    /**
     * Runs the job of this name at once, whatever its interval; if it runs already, whoever runs it does so once more: it may
     * have looked already where there is something new.
     */
    public void run(String name) {
        jobs.stream()
                .filter(job -> job.name().equals(name))
                .forEach(job -> run(job, () -> claims.takeOrAskAgain(name)));
    }

    private void run(Job job, Supplier<OptionalLong> claiming) {
        if (job.isDestructive() && clock.hasJumped()) {
            claims.note(job.name(), "paused: the clock has jumped by " + clock.jump());
            return;
        }
        OptionalLong fence = claiming.get();
        while (fence.isPresent()) {
            String result = run(job);
            Release release = claims.release(job.name(), fence.getAsLong(), result);
            if (release == Release.LOST) {
                LOG.log(Level.WARNING, "job {0} took longer than its lease ({1})", job.name(), result);
            }
            fence = release == Release.WANTED_AGAIN ? claims.takeOrAskAgain(job.name()) : OptionalLong.empty();
        }
    }

    private static String run(Job job) {
        try {
            job.run();
            return "ok";
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "job " + job.name() + " failed and will be tried again", e);
            return "failed: " + e;
        }
    }
}
