package org.fubako.account;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** The modern rule: long, not common, not a name; no composition and no expiry, which make people choose worse. */
final class PasswordRules {

    static final int SHORTEST = 15;
    static final int LONGEST = 128;

    private static final Set<String> COMMON = load();

    private PasswordRules() {}

    private static Set<String> load() {
        try (InputStream list = PasswordRules.class.getResourceAsStream("common-passwords.txt")) {
            return Arrays.stream(new String(list.readAllBytes(), StandardCharsets.US_ASCII).split("\\s+"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counted and compared in the form that is hashed (NFKC), so that wide letters are no way around. */
    static void require(String fresh, String account, String tenantCode, String tenantName) {
        int length = fresh.codePointCount(0, fresh.length());
        if (length > LONGEST) {
            throw new Refusal(Problem.PASSWORD_TOO_LONG, Integer.toString(LONGEST));
        }
        String plain = Normalizer.normalize(fresh, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        if (Math.min(length, plain.codePointCount(0, plain.length())) < SHORTEST) {
            throw new Refusal(Problem.PASSWORD_TOO_SHORT, Integer.toString(SHORTEST));
        }
        boolean name = Stream.of(account, tenantCode, tenantName, account + "@" + tenantCode)
                .map(taken -> Normalizer.normalize(taken, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                .anyMatch(taken -> consistsOf(plain, taken));
        if (name) {
            throw new Refusal(Problem.PASSWORD_IS_NAME, "");
        }
        if (isCommon(plain)) {
            throw new Refusal(Problem.PASSWORD_COMMON, "");
        }
    }

    /** The word, once or again and again, between digits and signs at most. */
    private static boolean consistsOf(String plain, String word) {
        return plain.equals(word)
                || word.length() > 1
                        && plain.contains(word)
                        && letters(plain.replace(word, "")).isEmpty();
    }

    /** Common words only, also when repeated, combined, or dressed up with digits, signs and the usual replacements. */
    private static boolean isCommon(String plain) {
        boolean fewCharacters = plain.chars().distinct().count() <= 3;
        return fewCharacters
                || isRun(plain)
                || isMadeOfWords(letters(plain))
                || isMadeOfWords(letters(withoutReplacements(plain)))
                || COMMON.contains(plain.replaceAll("[^a-z0-9]", ""));
    }

    private static String letters(String plain) {
        return plain.replaceAll("[\\P{L}]", "");
    }

    private static String withoutReplacements(String plain) {
        return plain.replaceAll("^\\P{L}+|\\P{L}+$", "")
                .replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('7', 't')
                .replace('@', 'a')
                .replace('$', 's')
                .replace('!', 'i');
    }

    /** Each character follows its neighbour: 123456789012345, abcdefghijklmno, or backwards. */
    private static boolean isRun(String plain) {
        int steps = 0;
        for (int at = 1; at < plain.length(); at++) {
            int step = plain.charAt(at) - plain.charAt(at - 1);
            steps += Math.abs(step) == 1 || Math.abs(step) == 9 ? 1 : 0;
        }
        return steps >= plain.length() - 2;
    }

    /**
     * At most two different words of the list: a phrase of many words is what we want people to choose. Digits alone leave no
     * letters, and are common too.
     */
    private static boolean isMadeOfWords(String letters) {
        if (letters.isEmpty() || COMMON.contains(letters)) {
            return true;
        }
        return COMMON.stream().anyMatch(first -> {
            if (first.length() < 3 || !letters.contains(first)) {
                return false;
            }
            String rest = letters.replace(first, "");
            return rest.isEmpty() || COMMON.contains(rest);
        });
    }
}
