package org.fubako.tenant;

import java.time.Duration;
import java.util.Optional;

/**
 * How long portal sessions of a tenant last, and how many an account may have. Never longer than what is configured for the whole
 * installation, which holds where nothing is set.
 */
public record SessionPolicy(Optional<Integer> idleMinutes, Optional<Integer> longestHours, int most) {

    public static final SessionPolicy DEFAULT = new SessionPolicy(Optional.empty(), Optional.empty(), 5);

    public Duration idle(Duration configured) {
        return shorter(idleMinutes.map(Duration::ofMinutes), configured);
    }

    public Duration longest(Duration configured) {
        return shorter(longestHours.map(Duration::ofHours), configured);
    }

    private static Duration shorter(Optional<Duration> wanted, Duration configured) {
        return wanted.filter(own -> own.compareTo(configured) < 0).orElse(configured);
    }
}
