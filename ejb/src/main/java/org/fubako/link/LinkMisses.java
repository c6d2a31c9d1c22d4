package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.fubako.caller.ClientNetwork;
import org.fubako.caller.Tries;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * Slows down who tries links that nobody can use, by network. A link that can be used is never held up by it: what others in the same
 * office try costs nobody a document.
 */
@ApplicationScoped
class LinkMisses {

    /** At once, and so many again each minute. */
    private static final int FREE = 20;

    private final Tries networks = new Tries(FREE, FREE);

    @Inject
    Clock clock;

    /** What to refuse with: the same whether the link never was, has ended, or is not for this place. */
    Refusal from(String address) {
        Optional<Duration> wait = networks.tryTake(ClientNetwork.of(address), clock.instant());
        return wait.map(time -> new Refusal(Problem.TOO_MANY_TRIES, Long.toString(time.toSeconds() + 1)))
                .orElseGet(() -> new Refusal(Problem.LINK_UNUSABLE, ""));
    }
}
