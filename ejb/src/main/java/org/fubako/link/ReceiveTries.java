package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.ClientNetwork;
import org.fubako.caller.Tries;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** How often strangers may try and have things done. Bounded, and of this node only. */
@ApplicationScoped
class ReceiveTries {

    /** Visits that one network begins. */
    private final Tries visits = new Tries(60, 20);

    /** Receipts that a link mails to addresses that nobody has proven, and that one such address gets from anywhere. */
    private final Tries receipts = new Tries(20, 20.0 / 60);

    private final Tries receiptsOfAddress = new Tries(5, 1.0 / 60);

    @Inject
    Clock clock;

    /** @throws Refusal TOO_MANY_TRIES with the seconds to wait */
    void visit(String address) {
        refuse(visits.tryTake(ClientNetwork.of(address), clock.instant()));
    }

    /** Whether a receipt may be mailed to an address of which nobody knows whose it is. */
    boolean receipt(UUID link, String mail) {
        return receiptsOfAddress
                        .tryTake(mail.toLowerCase(Locale.ROOT), clock.instant())
                        .isEmpty()
                && receipts.tryTake(link.toString(), clock.instant()).isEmpty();
    }

    private static void refuse(Optional<Duration> wait) {
        if (wait.isPresent()) {
            throw new Refusal(Problem.TOO_MANY_TRIES, Long.toString(wait.get().toSeconds() + 1));
        }
    }
}
