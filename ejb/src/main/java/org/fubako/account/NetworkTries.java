package org.fubako.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tries that each network has: so many at once, and some of them again each minute. Bounded, and of this node only. */
final class NetworkTries {

    private static final double MILLIS_OF_MINUTE = 60_000;

    private final int most;
    private final double perMinute;

    private final Cache<String, Left> networks =
            Caffeine.newBuilder().maximumSize(100_000).build();

    NetworkTries(int most, double perMinute) {
        this.most = most;
        this.perMinute = perMinute;
    }

    /** What was left at a moment; below zero where many failed at the same time. */
    private record Left(double tries, Instant at) {}

    /** How long the network of the address has to wait for its next try; empty when it has one. */
    Optional<Duration> wait(String address, Instant now) {
        Left known = networks.getIfPresent(ClientNetwork.of(address));
        double left = known == null ? most : left(known, now);
        return left >= 1
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) Math.ceil((1 - left) / perMinute * MILLIS_OF_MINUTE)));
    }

    void take(String address, Instant now) {
        networks.asMap()
                .compute(
                        ClientNetwork.of(address),
                        (network, known) ->
                                new Left(Math.max(-most, (known == null ? most : left(known, now)) - 1), now));
    }

    private double left(Left known, Instant now) {
        double again = Math.max(0, Duration.between(known.at, now).toMillis()) / MILLIS_OF_MINUTE * perMinute;
        return Math.min(most, known.tries + again);
    }
}
