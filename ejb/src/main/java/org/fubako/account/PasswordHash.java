package org.fubako.account;

import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.shiro.crypto.hash.HashRequest;
import org.apache.shiro.crypto.support.hashes.argon2.Argon2HashProvider;
import org.apache.shiro.crypto.support.hashes.argon2.Argon2HashProvider.Parameters;
import org.apache.shiro.lang.util.ByteSource;

/** An Argon2id hash with all that is needed to check it, written as a PHC string. */
record PasswordHash(int memoryKib, int iterations, int lanes, byte[] salt, byte[] digest) {

    private static final int SALT_BYTES = 16;
    private static final int DIGEST_BYTES = 32;
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    static PasswordHash of(byte[] secret, Cost cost, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(
                cost.memoryKib, cost.iterations, 1, salt, compute(secret, cost.memoryKib, cost.iterations, 1, salt));
    }

    static Optional<PasswordHash> parse(String phc) {
        Matcher parts = FORM.matcher(phc);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(new PasswordHash(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                Base64.getDecoder().decode(parts.group(4)),
                Base64.getDecoder().decode(parts.group(5))));
    }

    boolean matches(byte[] secret) {
        return MessageDigest.isEqual(digest, compute(secret, memoryKib, iterations, lanes, salt));
    }

    boolean cheaperThan(Cost cost) {
        return memoryKib < cost.memoryKib || iterations < cost.iterations;
    }

    private static byte[] compute(byte[] secret, int memoryKib, int iterations, int lanes, byte[] salt) {
        try {
            return Argon2Factory.createAdvanced(Argon2Types.ARGON2id, salt.length, DIGEST_BYTES)
                    .rawHash(iterations, memoryKib, lanes, secret, salt);
        } catch (LinkageError noLibraryForThisMachine) {
            // the same in twice the time (decision 37)
            return computeInJava(secret, memoryKib, iterations, lanes, salt);
        }
    }

    static byte[] computeInJava(byte[] secret, int memoryKib, int iterations, int lanes, byte[] salt) {
        // Shiro wants every parameter as text
        HashRequest request = new HashRequest.Builder()
                .setSource(ByteSource.Util.bytes(secret))
                .setAlgorithmName(Parameters.DEFAULT_ALGORITHM_NAME)
                .addParameter(Parameters.PARAMETER_MEMORY_KIB, Integer.toString(memoryKib))
                .addParameter(Parameters.PARAMETER_ITERATIONS, Integer.toString(iterations))
                .addParameter(Parameters.PARAMETER_PARALLELISM, Integer.toString(lanes))
                .addParameter(Parameters.PARAMETER_SALT, Base64.getEncoder().encodeToString(salt))
                .build();
        return new Argon2HashProvider()
                .newHashFactory(new SecureRandom())
                .generate(request)
                .getBytes();
    }

    /** As stored. */
    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKib + ",t=" + iterations + ",p=" + lanes + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(digest);
    }

    /** What a hash may cost. */
    enum Cost {
        USUAL(19_456, 2),
        /** For accounts that can give themselves everything. */
        MANAGER(65_536, 3);

        private final int memoryKib;
        private final int iterations;

        Cost(int memoryKib, int iterations) {
            this.memoryKib = memoryKib;
            this.iterations = iterations;
        }
    }
}
