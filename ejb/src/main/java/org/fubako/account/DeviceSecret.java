package org.fubako.account;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fubako.platform.Hashes;

/**
 * The form of a device password: 26 characters of base32, 130 random bits, in groups for whoever has to type them. Case and what
 * separates the groups do not count.
 */
final class DeviceSecret {

    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 26;
    private static final int GROUP = 5;
    private static final int GROUPS = LENGTH / GROUP;
    private static final Pattern FORM = Pattern.compile("[a-z2-7]{" + LENGTH + "}");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\u3000-]+");

    private DeviceSecret() {}

    /** A new one, as it is shown. */
    static String random(SecureRandom random) {
        StringBuilder secret = new StringBuilder();
        for (int at = 0; at < LENGTH; at++) {
            if (at > 0 && at % GROUP == 0 && at / GROUP < GROUPS) {
                secret.append('-');
            }
            secret.append(BASE32.charAt(random.nextInt(BASE32.length())));
        }
        return secret.toString();
    }

    /** What is kept of one, and found again by; empty for what has not the form of one. */
    static Optional<byte[]> hash(String typed) {
        return Optional.of(SEPARATORS.matcher(typed).replaceAll("").toLowerCase(Locale.ROOT))
                .filter(plain -> FORM.matcher(plain).matches())
                .map(Hashes::sha256);
    }
}
