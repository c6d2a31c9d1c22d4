package org.fubako.account;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The form of a code for who has lost the phone: 80 random bits as four groups of four letters. */
final class RecoveryCode {

    /** An account gets so many at once. */
    static final int COUNT = 10;

    private static final int BYTES = 10;
    private static final int GROUP = 4;
    private static final Pattern FORM = Pattern.compile("[a-z2-7]{16}");

    private RecoveryCode() {}

    /** As they are shown. */
    static List<String> random(SecureRandom random) {
        return Stream.generate(() -> one(random)).limit(COUNT).toList();
    }

    private static String one(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String letters = Base32.encode(secret).toLowerCase(Locale.ROOT);
        return String.join(
                "-",
                IntStream.range(0, letters.length() / GROUP)
                        .mapToObj(at -> letters.substring(at * GROUP, (at + 1) * GROUP))
                        .toList());
    }

    /** However it was typed; {@link #isWellFormed} tells whether it can be one. */
    static String normal(String typed) {
        return typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }

    static boolean isWellFormed(String normal) {
        return FORM.matcher(normal).matches();
    }
}
