package org.fubako.job;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Leases on jobs, decided by the database's clock; each claim raises the fence. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JobClaims {

    private static final int LEASE_SECONDS = 300;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    /** Whether the caller may run the job now; false while somebody else does. */
    public boolean take(String job) {
        entities.createNativeQuery("INSERT IGNORE INTO job_run (job) VALUES (?)")
                .setParameter(1, job)
                .executeUpdate();
        return entities.createNativeQuery(
                                "UPDATE job_run SET lease_until = UTC_TIMESTAMP(6) + INTERVAL " + LEASE_SECONDS
                                        + " SECOND, fence = fence + 1, last_started = UTC_TIMESTAMP(6)"
                                        + " WHERE job = ? AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(6))")
                        .setParameter(1, job)
                        .executeUpdate()
                == 1;
    }

    public void release(String job, String result) {
        entities.createNativeQuery(
                        "UPDATE job_run SET lease_until = NULL, last_finished = UTC_TIMESTAMP(6), last_result = ?"
                                + " WHERE job = ?")
                .setParameter(1, result)
                .setParameter(2, job)
                .executeUpdate();
    }
}
