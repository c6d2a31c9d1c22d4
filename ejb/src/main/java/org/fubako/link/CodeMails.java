package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Tries;

/** Bounds how often an address is written to about one thing: three times at once, and once more every five minutes. */
@ApplicationScoped
class CodeMails {

    private static final int AT_ONCE = 3;
    private static final double PER_MINUTE = 0.2;

    private final Tries tries = new Tries(AT_ONCE, PER_MINUTE);

    @Inject
    Clock clock;

    /** How long to wait for the next mail; empty when one may be sent now, which is taken by it. */
    Optional<Duration> tryTake(UUID subject, String mail) {
        return tries.tryTake(subject + "|" + mail, clock.instant());
    }
}
