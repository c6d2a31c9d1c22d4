package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.fubako.account.PasswordHash.Cost;
import org.fubako.caller.Role;
import org.fubako.platform.Hashes;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.SecretKeys;

/**
 * Argon2id over a keyed hash of the password: whoever has the database alone cannot even begin to guess. A hash is expensive
 * on purpose, so only a few run at a time and not too many wait.
 */
@ApplicationScoped
public class Passwords {

    private static final int MAX_WAITING = 200;
    private static final int MAX_WAIT_SECONDS = 20;

    /** For so long after somebody has needed a hash, what nobody waits for stands back. */
    private static final long STAND_BACK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final int STAND_BACK_TRIES = 20;
    private static final int STAND_BACK_MILLIS = 100;

    /** More at once are no faster: each goes through memory of its own, and that is what they wait for. */
    private final Semaphore running = new Semaphore(Runtime.getRuntime().availableProcessors());

    private volatile long neededAtNanos = System.nanoTime() - STAND_BACK_NANOS;
    private final SecureRandom random = new SecureRandom();
    private final SecretKeys keys;
    private volatile String dummy = "";

    protected Passwords() { // CDI proxy
        this(label -> new byte[32]);
    }

    @Inject
    Passwords(SecretKeys keys) {
        this.keys = keys;
    }

    static Cost costFor(Set<Role> roles) {
        return roles.contains(Role.MANAGE_ACCOUNTS) ? Cost.MANAGER : Cost.USUAL;
    }

    /** A hash at the usual cost, of what is no password of an account. */
    public String hashForRecipients(String password) {
        return hash(password, Cost.USUAL);
    }

    /** A hash at the higher cost, for who may do much. */
    public String hashForManagers(String password) {
        return hash(password, Cost.MANAGER);
    }

    String hash(String password, Cost cost) {
        return limited(() -> PasswordHash.of(peppered(password), cost, random).toString());
    }

    /** For many passwords at once: {@link #slowDown} makes of it what it must be. */
    String quickHash(String password) {
        neededAtNanos = System.nanoTime();
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        String text = QuickHash.text(salt);
        return new QuickHash(text, quick(text, password), Optional.empty()).toString();
    }

    private String quick(String salt, String password) {
        String normal = Normalizer.normalize(password, Normalizer.Form.NFKC);
        return QuickHash.text(Hashes.hmac(keys.derive("password-quick"), salt + ":" + normal));
    }

    /**
     * At the usual cost; empty when it is so already. For work in the background: it stands back for a moment behind whoever is
     * waiting to get in.
     */
    Optional<String> slowDown(String stored) {
        return QuickHash.parse(stored).filter(hash -> hash.slow().isEmpty()).map(hash -> {
            standBack();
            return hash.with(PasswordHash.of(bytes(hash.mac()), Cost.USUAL, random))
                    .toString();
        });
    }

    private void standBack() {
        try {
            for (int tries = 0; tries < STAND_BACK_TRIES && isNeeded(); tries++) {
                TimeUnit.MILLISECONDS.sleep(STAND_BACK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isNeeded() {
        return System.nanoTime() - neededAtNanos < STAND_BACK_NANOS;
    }

    private static byte[] bytes(String mac) {
        return mac.getBytes(StandardCharsets.US_ASCII);
    }

    private boolean matches(String password, QuickHash hash) {
        byte[] mac = bytes(quick(hash.salt(), password));
        if (hash.slow().isPresent()) {
            return limited(() -> hash.slow().get().matches(mac));
        }
        // the time of an answer must not tell how it is stored
        matchNothing(password);
        return MessageDigest.isEqual(mac, bytes(hash.mac()));
    }

    /** False also for a stored text that is no hash. */
    public boolean matches(String password, String stored) {
        if (QuickHash.isQuick(stored)) {
            return QuickHash.parse(stored).map(hash -> matches(password, hash)).orElse(false);
        }
        return PasswordHash.parse(stored)
                .map(hash -> limited(() -> hash.matches(peppered(password))))
                .orElse(false);
    }

    /** Whether it should be made anew at this cost; what has just come with a file still reaches the usual one by itself. */
    boolean isOutdated(String stored, Cost cost) {
        boolean onTheWay =
                QuickHash.parse(stored).filter(hash -> hash.slow().isEmpty()).isPresent();
        if (onTheWay && cost == Cost.USUAL) {
            return false;
        }
        return PasswordHash.parse(stored).map(hash -> hash.cheaperThan(cost)).orElse(true);
    }

    /** Costs what {@link #matches} costs, so that the time of an answer does not tell whether an account exists. */
    void matchNothing(String password) {
        if (dummy.isEmpty()) {
            dummy = hash("no account has this password", Cost.USUAL);
        }
        matches(password, dummy);
    }

    private byte[] peppered(String password) {
        return Hashes.hmac(keys.derive("password-pepper"), Normalizer.normalize(password, Normalizer.Form.NFKC));
    }

    private <T> T limited(Supplier<T> work) {
        neededAtNanos = System.nanoTime();
        try {
            if (running.getQueueLength() >= MAX_WAITING || !running.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new Refusal(Problem.BUSY, "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Problem.BUSY, "", e);
        }
        try {
            return work.get();
        } finally {
            neededAtNanos = System.nanoTime();
            running.release();
        }
    }
}
