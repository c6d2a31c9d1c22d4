package org.fubako.platform;

/** Something without which requests cannot be served. Every CDI bean of this type is asked by {@code /health/ready}. */
public interface ReadinessCheck {

    /** For the server's log. */
    String name();

    /** Quick, and without an exception. */
    boolean isReady();
}
