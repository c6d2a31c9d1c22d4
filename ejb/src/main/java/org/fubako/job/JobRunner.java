package org.fubako.job;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.OptionalLong;

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
        jobs.forEach(job -> run(job, job.interval()));
    }

    /** Runs the job of this name at once, whatever its interval. */
    public void run(String name) {
        jobs.stream().filter(job -> job.name().equals(name)).forEach(job -> run(job, Duration.ZERO));
    }

    private void run(Job job, Duration interval) {
        if (job.isDestructive() && clock.hasJumped()) {
            claims.note(job.name(), "paused: the clock has jumped by " + clock.jump());
            return;
        }
        OptionalLong fence = claims.take(job.name(), interval);
        if (fence.isPresent()) {
            String result = run(job);
            if (!claims.release(job.name(), fence.getAsLong(), result)) {
                LOG.log(Level.WARNING, "job {0} took longer than its lease ({1})", job.name(), result);
            }
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
