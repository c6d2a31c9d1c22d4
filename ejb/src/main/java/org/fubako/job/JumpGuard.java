package org.fubako.job;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/**
 * Watches whether the database's clock runs as time passes. Once it has jumped, what removes things because of their age must
 * not run: a clock set a month ahead would remove a month's worth at once. The next start of the server is the operator's word
 * that the clock is right.
 */
@ApplicationScoped
public class JumpGuard {

    static final Duration TOLERANCE = Duration.ofHours(1);

    private record Tick(Instant database, long nanos) {}

    private Tick last;
    private Duration jump = Duration.ZERO;

    /** Compares with the tick before; {@code nanos} is of {@link System#nanoTime()}. True if this tick shows a first jump. */
    synchronized boolean tick(Instant database, long nanos) {
        Tick before = last;
        last = new Tick(database, nanos);
        if (before == null || hasJumped()) {
            return false;
        }
        Duration difference = Duration.between(before.database, database).minus(Duration.ofNanos(nanos - before.nanos));
        if (difference.abs().compareTo(TOLERANCE) > 0) {
            jump = difference;
        }
        return hasJumped();
    }

    synchronized boolean hasJumped() {
        return !jump.isZero();
    }

    /** By how much, negative when it went back; zero while it has not. */
    synchronized Duration jump() {
        return jump;
    }
}
