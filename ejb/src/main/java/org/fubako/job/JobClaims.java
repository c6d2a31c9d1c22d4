package org.fubako.job;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Leases on jobs, decided by the database's clock. Each claim raises the fence, so that an older one is known as such. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JobClaims {

    private static final int LEASE_SECONDS = 300;
    private static final int RESULT_LENGTH = 200;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    @ConfigProperty(name = "fubako.node", defaultValue = "node1")
    String node;

    /** What this node was running when it was stopped before its time; nobody has to wait until those claims end by themselves. */
    public void giveUpOwn() {
        entities.createNativeQuery("UPDATE job_run SET lease_until = NULL WHERE owner = ? AND lease_until IS NOT NULL")
                .setParameter(1, node)
                .executeUpdate();
    }

    /** How a claim was given back. */
    public enum Release {
        DONE,
        /** Somebody has asked for the job while it ran. */
        WANTED_AGAIN,
        /** Somebody else has the claim by now; nothing was changed. */
        LOST
    }

    /** The fence of the claim if the caller may run the job now; while somebody else does, that one learns that it is wanted again. */
    public OptionalLong takeOrAskAgain(String job) {
        OptionalLong fence = take(job, Duration.ZERO);
        if (fence.isEmpty()) {
            entities.createNativeQuery("UPDATE job_run SET again = TRUE WHERE job = ?")
                    .setParameter(1, job)
                    .executeUpdate();
        }
        return fence;
    }

    /**
     * The fence of the claim if the caller may run the job now; empty while somebody else does, or when the last run started
     * less than {@code interval} ago.
     */
    public OptionalLong take(String job, Duration interval) {
        // not IGNORE: that takes a shared lock on what is there, and two who want more of it are a deadlock
        entities.createNativeQuery("INSERT INTO job_run (job) VALUES (?) ON DUPLICATE KEY UPDATE job = job")
                .setParameter(1, job)
                .executeUpdate();
        boolean taken = entities.createNativeQuery(
                                "UPDATE job_run SET lease_until = UTC_TIMESTAMP(6) + INTERVAL " + LEASE_SECONDS
                                        + " SECOND, fence = fence + 1, again = FALSE, owner = ?, last_started = UTC_TIMESTAMP(6)"
                                        + " WHERE job = ? AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(6))"
                                        + " AND (last_started IS NULL"
                                        + " OR last_started <= UTC_TIMESTAMP(6) - INTERVAL ? SECOND)")
                        .setParameter(1, node)
                        .setParameter(2, job)
                        .setParameter(3, interval.toSeconds())
                        .executeUpdate()
                == 1;
        return taken ? OptionalLong.of(claimed(job)) : OptionalLong.empty();
    }

    /** How often the job has been claimed in the life of this database, which goes back when a backup is restored. */
    public long claimed(String job) {
        List<?> fence = entities.createNativeQuery("SELECT fence FROM job_run WHERE job = ?")
                .setParameter(1, job)
                .getResultList();
        return fence.isEmpty() ? 0 : ((Number) fence.get(0)).longValue();
    }

    /** Gives the claim back with how the run has ended. */
    public Release release(String job, long fence, String result) {
        List<?> again = entities.createNativeQuery("SELECT again FROM job_run WHERE job = ? AND fence = ? FOR UPDATE")
                .setParameter(1, job)
                .setParameter(2, fence)
                .getResultList();
        if (again.isEmpty()) {
            return Release.LOST;
        }
        entities.createNativeQuery(
                        "UPDATE job_run SET lease_until = NULL, last_finished = UTC_TIMESTAMP(6), last_result = ?"
                                + " WHERE job = ?")
                .setParameter(1, fit(result))
                .setParameter(2, job)
                .executeUpdate();
        return Boolean.TRUE.equals(again.get(0)) ? Release.WANTED_AGAIN : Release.DONE;
    }

    /** Says why a job does not run. */
    public void note(String job, String why) {
        entities.createNativeQuery("UPDATE job_run SET last_result = ? WHERE job = ?")
                .setParameter(1, fit(why))
                .setParameter(2, job)
                .executeUpdate();
    }

    /** The time as the database has it, in whole seconds. */
    public Instant databaseTime() {
        Object seconds = entities.createNativeQuery("SELECT UNIX_TIMESTAMP()").getSingleResult();
        return Instant.ofEpochSecond(((Number) seconds).longValue());
    }

    private static String fit(String text) {
        String ascii = text.replaceAll("[^ -~]", "?");
        return ascii.substring(0, Math.min(ascii.length(), RESULT_LENGTH));
    }
}
