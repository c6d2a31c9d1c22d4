package org.fubako.job;

import jakarta.ejb.EJB;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Pokes all jobs once a minute on every node; whoever gets the claim works. */
@Singleton
@Lock(LockType.READ)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JobTimer {

    private static final Logger LOG = System.getLogger(JobTimer.class.getName());

    @EJB
    JobRunner runner;

    /** Catches everything: the container gives up a timer whose method fails twice, and a database may be away for longer. */
    @Schedule(hour = "*", minute = "*", persistent = false)
    void poke() {
        try {
            runner.runDue();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "no jobs in this minute", e);
        }
    }
}
