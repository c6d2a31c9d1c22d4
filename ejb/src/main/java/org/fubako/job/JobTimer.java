package org.fubako.job;

import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;

/** Pokes all jobs once a minute on every node; whoever gets the claim works. */
@Singleton
@Lock(LockType.READ)
public class JobTimer {

    @Inject
    JobRunner runner;

    @Schedule(hour = "*", minute = "*", persistent = false)
    void poke() {
        runner.runAll();
    }
}
