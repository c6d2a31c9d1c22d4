package org.fubako.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * Slows guessing down, per account and network: after five failures each further one doubles the wait. A stranger elsewhere
 * never locks a user out at the desk.
 */
@ApplicationScoped
class GuessingBrake {

    private static final int FREE_TRIES = 5;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final Cache<String, Failures> failures = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    @Inject
    Clock clock;

    private record Failures(int count, Instant waitUntil) {}

    void requireOpen(String login, String address) {
        Failures known = failures.getIfPresent(key(login, address));
        if (known != null && clock.instant().isBefore(known.waitUntil)) {
            long seconds = Duration.between(clock.instant(), known.waitUntil).toSeconds() + 1;
            throw new Refusal(Problem.TOO_MANY_TRIES, Long.toString(seconds));
        }
    }

    void failed(String login, String address) {
        failures.asMap().merge(key(login, address), after(1), (old, one) -> after(old.count + 1));
    }

    void succeeded(String login, String address) {
        failures.invalidate(key(login, address));
    }

    private Failures after(int count) {
        Duration wait =
                count < FREE_TRIES ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(count - FREE_TRIES + 1, 20));
        return new Failures(count, clock.instant().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait));
    }

    /** Neighbours in one /24 or /64 share their failures: changing the last number of an address is no new start. */
    private static String key(String login, String address) {
        int cut = address.contains(":") ? nth(address, ':', 4) : address.lastIndexOf('.');
        return login.toLowerCase(java.util.Locale.ROOT) + "|" + (cut < 0 ? address : address.substring(0, cut));
    }

    private static int nth(String text, char wanted, int count) {
        int at = -1;
        for (int found = 0; found < count; found++) {
            at = text.indexOf(wanted, at + 1);
            if (at < 0) {
                return -1;
            }
        }
        return at;
    }
}
