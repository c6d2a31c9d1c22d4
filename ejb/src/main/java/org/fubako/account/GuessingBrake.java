package org.fubako.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.fubako.caller.ClientNetwork;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * Slows guessing down, per account and network: the fifth failure costs a wait, and each further one doubles it. A stranger
 * elsewhere never locks a user out at the desk. Bounded, and of this node only.
 */
@ApplicationScoped
class GuessingBrake {

    private static final int FREE_TRIES = 4;
    private static final int LAST_DOUBLING = 10;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final int STRIPES = 512;
    private static final int MAX_TURN_SECONDS = 20;

    private final Cache<String, Failures> failures = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    private final Lock[] turns =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(Lock[]::new);

    @Inject
    Clock clock;

    private record Failures(int count, Instant waitUntil) {}

    /** One try at a time for each account and network: many at once would all be counted too late. */
    <T> T inTurn(String who, String address, Supplier<T> attempt) {
        Lock turn = turns[Math.floorMod(key(who, address).hashCode(), STRIPES)];
        try {
            if (!turn.tryLock(MAX_TURN_SECONDS, TimeUnit.SECONDS)) {
                throw new Refusal(Problem.BUSY, "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Problem.BUSY, "", e);
        }
        try {
            return attempt.get();
        } finally {
            turn.unlock();
        }
    }

    /** Refuses with the seconds that are still to wait. */
    void requireOpen(String who, String address) {
        Failures known = failures.getIfPresent(key(who, address));
        if (known != null && clock.instant().isBefore(known.waitUntil)) {
            long seconds = Duration.between(clock.instant(), known.waitUntil).toSeconds() + 1;
            throw new Refusal(Problem.TOO_MANY_TRIES, Long.toString(seconds));
        }
    }

    void failed(String who, String address) {
        failures.asMap().merge(key(who, address), after(1), (old, one) -> after(old.count + 1));
    }

    void succeeded(String who, String address) {
        failures.invalidate(key(who, address));
    }

    private Failures after(int count) {
        Duration wait = count <= FREE_TRIES
                ? Duration.ZERO
                : Duration.ofSeconds(1L << Math.min(count - FREE_TRIES, LAST_DOUBLING));
        return new Failures(count, clock.instant().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait));
    }

    private static String key(String who, String address) {
        return who + "|" + ClientNetwork.of(address);
    }
}
