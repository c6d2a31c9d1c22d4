package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.fubako.job.Job;

/** Removes locks that have ended, and the names that only they have held. Nothing waits for it: an ended lock is none anyway. */
@ApplicationScoped
public class LockJob implements Job {

    @EJB
    LockTransaction locks;

    @Override
    public String name() {
        return "locks";
    }

    @Override
    public void run() {
        locks.dropEnded();
    }
}
