package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.fubako.caller.ClientNetwork;
import org.fubako.caller.Tries;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Tries of one link from one network: five within a quarter of an hour, and a hundred an hour from all of them together. */
@ApplicationScoped
class PasswordTries {

    private static final int OF_NETWORK = 5;
    private static final int OF_LINK = 100;
    private static final double MINUTES = 15;
    private static final double HOUR = 60;
    private static final int MAILS_OF_NETWORK = 10;

    private final Tries ofNetwork = new Tries(OF_NETWORK, OF_NETWORK / MINUTES);
    private final Tries ofLink = new Tries(OF_LINK, OF_LINK / HOUR);
    private final Tries mails = new Tries(MAILS_OF_NETWORK, MAILS_OF_NETWORK / MINUTES);

    @Inject
    Clock clock;

    /** A try is taken before it is looked at, so that many at once are no more than one after another. */
    void attempt(UUID link, String address, BooleanSupplier isRight, Supplier<Refusal> wrong) {
        String network = link + "|" + ClientNetwork.of(address);
        requireTry(ofNetwork, network);
        requireTry(ofLink, link.toString());
        if (!isRight.getAsBoolean()) {
            throw wrong.get();
        }
        ofNetwork.giveBack(network, clock.instant());
        ofLink.giveBack(link.toString(), clock.instant());
    }

    void takeMail(UUID link, String address) {
        requireTry(mails, link + "|" + ClientNetwork.of(address));
    }

    private void requireTry(Tries tries, String who) {
        Optional<Duration> wait = tries.tryTake(who, clock.instant());
        if (wait.isPresent()) {
            throw new Refusal(Problem.TOO_MANY_TRIES, Long.toString(wait.get().toSeconds() + 1));
        }
    }
}
