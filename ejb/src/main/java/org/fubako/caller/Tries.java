package org.fubako.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * Tries that each one has, be it a network ({@link ClientNetwork}) or something that is tried from there: so many at once, and some of
 * them again each minute. Bounded, and of this node only.
 */
public final class Tries {

    private static final double MILLIS_OF_MINUTE = 60_000;

    private final int most;
    private final double perMinute;

    private final Cache<String, Left> known =
            Caffeine.newBuilder().maximumSize(100_000).build();

    public Tries(int most, double perMinute) {
        this.most = most;
        this.perMinute = perMinute;
    }

    /** What was left at a moment; below zero where many failed at the same time. */
    private record Left(double tries, Instant at) {}

    /**
     * Takes nothing.
     *
     * @throws Refusal TOO_MANY_TRIES with the seconds to wait, when there is no try
     */
    public void require(String who, Instant now) {
        refuse(wait(left(known.getIfPresent(who), now)));
    }

    private static void refuse(Optional<Duration> wait) {
        if (wait.isPresent()) {
            throw new Refusal(Problem.TOO_MANY_TRIES, Long.toString(wait.get().toSeconds() + 1));
        }
    }

    private Optional<Duration> wait(double left) {
        return left >= 1
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) Math.ceil((1 - left) / perMinute * MILLIS_OF_MINUTE)));
    }

    /** One try less, whether there was one or not. */
    public void take(String who, Instant now) {
        known.asMap().compute(who, (key, before) -> new Left(Math.max(-most, left(before, now) - 1), now));
    }

    /** As {@link #take} if there is a try: of many at the same time no more get one than there are. Else how long to wait. */
    public Optional<Duration> tryTake(String who, Instant now) {
        AtomicReference<Optional<Duration>> wait = new AtomicReference<>(Optional.empty());
        known.asMap().compute(who, (key, before) -> {
            double left = left(before, now);
            wait.set(wait(left));
            return new Left(left >= 1 ? left - 1 : left, now);
        });
        return wait.get();
    }

    /**
     * As {@link #tryTake}.
     *
     * @throws Refusal TOO_MANY_TRIES with the seconds to wait, when there is no try
     */
    public void requireTake(String who, Instant now) {
        refuse(tryTake(who, now));
    }

    /** What was taken was no failure. */
    public void giveBack(String who, Instant now) {
        known.asMap().computeIfPresent(who, (key, before) -> new Left(Math.min(most, left(before, now) + 1), now));
    }

    private double left(Left before, Instant now) {
        if (before == null) {
            return most;
        }
        double again = Math.max(0, Duration.between(before.at, now).toMillis()) / MILLIS_OF_MINUTE * perMinute;
        return Math.min(most, before.tries + again);
    }
}
