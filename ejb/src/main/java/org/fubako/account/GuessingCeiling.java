package org.fubako.account;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.caller.ClientNetwork;
import org.fubako.caller.Tries;
import org.fubako.platform.Hashes;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.SecretKeys;
import org.fubako.platform.TenantId;

/**
 * Ends guessing by strangers where {@link GuessingBrake} would let them go on: at one account from ever more networks, and from one
 * network at ever more accounts. Who is familiar is never held up by what others have done. Wrong passwords are counted in the database,
 * for names that nobody has as well, so that the answers tell nothing about accounts.
 */
@ApplicationScoped
class GuessingCeiling {

    /** So many wrong passwords in a row, from everywhere together, and strangers may try no more. */
    static final int MOST = 100;

    /** Instead of the tenant where the name is of none. */
    static final TenantId NOWHERE = new TenantId(new UUID(0, 0));

    /** A network gets so many of its tries again in a minute. */
    private static final double PART_AGAIN = 0.2;

    @Inject
    FailureRepository failures;

    @Inject
    SecretKeys keys;

    @Inject
    Clock clock;

    @Inject
    @ConfigProperty(name = "fubako.signin.failures", defaultValue = "100")
    int ofNetwork;

    private Tries networks;

    /**
     * Somebody who tries a password.
     *
     * @param name the same for all spellings of an account
     * @param familiar whether that is by a device or from a network that may go on when strangers may not
     */
    record Guess(TenantId tenant, String name, String address, boolean familiar) {}

    @PostConstruct
    void begin() {
        networks = new Tries(ofNetwork, ofNetwork * PART_AGAIN);
    }

    /**
     * How many wrong passwords in a row there were.
     *
     * @throws Refusal TOO_MANY_TRIES with the seconds that the network has to wait, SIGN_IN_CLOSED when only who is familiar may try
     */
    int requireOpen(Guess guess) {
        if (!guess.familiar) {
            networks.require(ClientNetwork.of(guess.address), clock.instant());
        }
        int before = failures.count(guess.tenant, hash(guess.tenant, guess.name));
        if (before >= MOST && !guess.familiar) {
            throw new Refusal(Problem.SIGN_IN_CLOSED, "");
        }
        return before;
    }

    /** Whether strangers may try no more from now on. */
    boolean failed(Guess guess) {
        if (!guess.familiar) {
            networks.take(ClientNetwork.of(guess.address), clock.instant());
        }
        return failures.add(guess.tenant, hash(guess.tenant, guess.name), clock.instant()) == MOST;
    }

    /** A right password, or one that was chosen anew: counting begins again. */
    void forget(TenantId tenant, String name) {
        failures.drop(tenant, hash(tenant, name));
    }

    private byte[] hash(TenantId tenant, String name) {
        return Hashes.hmac(keys.derive("sign-in-failures"), tenant + "|" + name);
    }
}
