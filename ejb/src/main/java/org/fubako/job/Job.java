package org.fubako.job;

import java.time.Duration;

/** A piece of work that may run at any time and finds out itself what there is to do; harmless when run twice. */
public interface Job {

    /** At most 40 characters, the same for ever: the claim in the database is taken under it. */
    String name();

    void run();

    /** How long the timer waits after the start of a run before it starts another; zero: it does so every minute. */
    default Duration interval() {
        return Duration.ZERO;
    }

    /** Whether it removes things for good because time has passed: it then pauses while the clock cannot be trusted. */
    default boolean isDestructive() {
        return false;
    }
}
