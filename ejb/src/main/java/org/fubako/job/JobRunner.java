package org.fubako.job;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Runs jobs under their claims. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JobRunner {

    private static final Logger LOG = System.getLogger(JobRunner.class.getName());

    @Inject
    Instance<Job> jobs;

    @Inject
    JobClaims claims;

    public void runAll() {
        jobs.forEach(this::run);
    }

    public void run(String name) {
        jobs.stream().filter(job -> job.name().equals(name)).forEach(this::run);
    }

    private void run(Job job) {
        if (!claims.take(job.name())) {
            return;
        }
        String result = "ok";
        try {
            job.run();
        } catch (RuntimeException e) {
            result = "failed: " + e.getClass().getSimpleName();
            LOG.log(Level.ERROR, "job " + job.name() + " failed and will be tried again", e);
        } finally {
            claims.release(job.name(), result);
        }
    }
}
