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

/**
 * How often people without an account may try and have things done, with links of all kinds. What bounds a network bounds it for one
 * link, or for what nobody can use: what others in the same office try with theirs costs nobody a document.
 */
@ApplicationScoped
class LinkTries {

    private static final double QUARTER = 15;
    private static final double HOUR = 60;

    /** Wrong passwords and codes for one link: from one network, and from all of them together. */
    private final Tries secretsOfNetwork = new Tries(5, 5 / QUARTER);

    private final Tries secretsOfLink = new Tries(100, 100 / HOUR);

    /** Links that nobody can use, tried by one network. */
    private final Tries misses = new Tries(20, 20);

    /** Codes that one network has mailed for one link, and that one address gets for it from anywhere. */
    private final Tries codesOfNetwork = new Tries(10, 10 / QUARTER);

    private final Tries codesOfAddress = new Tries(3, 0.2);

    /** Visits to receive folders that one network begins. */
    private final Tries visits = new Tries(60, 20);

    /** Receipts that a link mails to addresses that nobody has proven, and that one such address gets from anywhere. */
    private final Tries receiptsOfLink = new Tries(20, 20 / HOUR);

    private final Tries receiptsOfAddress = new Tries(5, 1 / HOUR);

    @Inject
    Clock clock;

    /**
     * Looks at a password or code. A try is taken before, so that many at once are no more than one after another, and given back when the
     * look ends without a refusal.
     *
     * @throws Refusal TOO_MANY_TRIES with the seconds to wait; what {@code look} throws
     */
    void guess(UUID link, String address, Runnable look) {
        String network = ofNetwork(link, address);
        secretsOfNetwork.requireTake(network, clock.instant());
        secretsOfLink.requireTake(link.toString(), clock.instant());
        look.run();
        secretsOfNetwork.giveBack(network, clock.instant());
        secretsOfLink.giveBack(link.toString(), clock.instant());
    }

    private static String ofNetwork(UUID link, String address) {
        return link + "|" + ClientNetwork.of(address);
    }

    /** What to refuse with: the same whether the link never was, has ended, or is not for this place. */
    Refusal miss(String address) {
        misses.requireTake(ClientNetwork.of(address), clock.instant());
        return new Refusal(Problem.LINK_UNUSABLE, "");
    }

    /** @throws Refusal TOO_MANY_TRIES with the seconds to wait, for who has codes sent again and again */
    void requireCode(UUID link, String address) {
        codesOfNetwork.requireTake(ofNetwork(link, address), clock.instant());
    }

    /** How long an address waits for the next code; empty when one may be mailed now, which is taken by it. */
    Optional<Duration> tryCodeTo(UUID link, String mail) {
        return codesOfAddress.tryTake(link + "|" + mail, clock.instant());
    }

    /** @throws Refusal TOO_MANY_TRIES with the seconds to wait */
    void requireVisit(String address) {
        visits.requireTake(ClientNetwork.of(address), clock.instant());
    }

    /** Whether a receipt may be mailed to an address of which nobody knows whose it is. */
    boolean tryReceiptTo(UUID link, String mail) {
        return receiptsOfAddress
                        .tryTake(mail.toLowerCase(Locale.ROOT), clock.instant())
                        .isEmpty()
                && receiptsOfLink.tryTake(link.toString(), clock.instant()).isEmpty();
    }
}
