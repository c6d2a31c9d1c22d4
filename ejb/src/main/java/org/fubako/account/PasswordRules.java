package org.fubako.account;

import java.util.Locale;
import java.util.Set;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** The modern rule: long, not common, not the name; no composition and no expiry, which make people choose worse. */
final class PasswordRules {

    static final int SHORTEST = 15;
    static final int LONGEST = 128;

    private static final Set<String> COMMON = Set.of(
            "password",
            "passw0rd",
            "qwerty",
            "letmein",
            "welcome",
            "iloveyou",
            "admin",
            "administrator",
            "fubako",
            "monkey",
            "dragon",
            "sunshine",
            "princess",
            "football",
            "baseball",
            "master",
            "login",
            "secret",
            "changeme",
            "abc123",
            "123456",
            "1234567890",
            "qwertyuiop",
            "asdfghjkl",
            "zxcvbnm",
            "aaaaaaaa",
            "11111111",
            "correcthorsebatterystaple");

    private PasswordRules() {}

    static void require(String fresh, String account, String tenant) {
        int length = fresh.codePointCount(0, fresh.length());
        if (length < SHORTEST) {
            throw new Refusal(Problem.PASSWORD_TOO_SHORT, Integer.toString(SHORTEST));
        }
        if (length > LONGEST) {
            throw new Refusal(Problem.PASSWORD_TOO_LONG, Integer.toString(LONGEST));
        }
        String plain = fresh.toLowerCase(Locale.ROOT);
        if (plain.equals(account.toLowerCase(Locale.ROOT))
                || plain.equals((account + "@" + tenant).toLowerCase(Locale.ROOT))) {
            throw new Refusal(Problem.PASSWORD_IS_NAME, "");
        }
        if (isCommon(plain)) {
            throw new Refusal(Problem.PASSWORD_COMMON, "");
        }
    }

    /** A common word, also when repeated or dressed up with digits and signs. */
    private static boolean isCommon(String plain) {
        String bare = plain.replaceAll("[\\s\\-_.!?@#$%&*+]", "");
        String letters = bare.replaceAll("^\\d+|\\d+$", "");
        boolean oneCharacter = bare.chars().distinct().count() <= 2;
        return oneCharacter
                || COMMON.stream()
                        .anyMatch(word -> bare.equals(word)
                                || letters.equals(word)
                                || !word.isEmpty()
                                        && bare.replace(word, "")
                                                .replaceAll("\\d", "")
                                                .isEmpty());
    }
}
