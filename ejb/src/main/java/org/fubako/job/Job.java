package org.fubako.job;

/** A piece of work that may run at any time and finds out itself what there is to do; harmless when run twice. */
public interface Job {

    /** At most 40 characters, the same for ever: the claim in the database is taken under it. */
    String name();

    void run();
}
