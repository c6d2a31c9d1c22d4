package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.shiro.authc.credential.DefaultPasswordService;
import org.apache.shiro.crypto.hash.DefaultHashService;
import org.apache.shiro.crypto.support.hashes.argon2.Argon2HashProvider.Parameters;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.SecretKeys;

/**
 * Argon2id by Shiro (m = 19 MiB, t = 2, p = 1), over a keyed hash of the password: whoever has the database alone cannot
 * even begin to guess. A hash is expensive on purpose, so only a few run at a time.
 */
@ApplicationScoped
class Passwords {

    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int MAX_WAITING = 200;
    private static final int MAX_WAIT_SECONDS = 20;

    private final Semaphore running = new Semaphore(Runtime.getRuntime().availableProcessors() * 2);
    private final DefaultPasswordService service = service();
    private final SecretKeys keys;
    private volatile String dummy = "";

    protected Passwords() { // CDI proxy
        this(label -> new byte[32]);
    }

    @Inject
    Passwords(SecretKeys keys) {
        this.keys = keys;
    }

    private static DefaultPasswordService service() {
        DefaultHashService hashes = new DefaultHashService();
        hashes.setDefaultAlgorithmName("argon2id");
        hashes.setParameters(java.util.Map.of(
                Parameters.PARAMETER_MEMORY_KIB, MEMORY_KIB,
                Parameters.PARAMETER_ITERATIONS, ITERATIONS,
                Parameters.PARAMETER_PARALLELISM, 1));
        DefaultPasswordService service = new DefaultPasswordService();
        service.setHashService(hashes);
        return service;
    }

    String hash(String password) {
        return limited(() -> service.encryptPassword(peppered(password)));
    }

    boolean matches(String password, String hash) {
        return limited(() -> service.passwordsMatch(peppered(password), hash));
    }

    /** Costs what {@link #matches} costs, so that the time of an answer does not tell whether an account exists. */
    void matchNothing(String password) {
        if (dummy.isEmpty()) {
            dummy = hash("no account has this password");
        }
        matches(password, dummy);
    }

    private String peppered(String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.derive("password-pepper"), "HmacSHA256"));
            String normal = Normalizer.normalize(password, Normalizer.Form.NFKC);
            return Base64.getEncoder().encodeToString(mac.doFinal(normal.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T limited(java.util.function.Supplier<T> work) {
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
            running.release();
        }
    }
}
