package org.fubako.account;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.PasswordPolicy;
import org.fubako.tenant.PasswordPolicy.Kind;
import org.fubako.tenant.PasswordPolicy.Style;
import org.fubako.tenant.TenantInfo;

/**
 * Long, not common, not a name: that is all by default, as composition and expiry make people choose worse. A tenant may want other
 * things all the same.
 */
final class PasswordRules {

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
    static void require(TenantInfo tenant, String fresh, String account) {
        require(tenant.policies().password(), fresh, account, tenant.code(), tenant.name());
    }

    static void require(PasswordPolicy policy, String fresh, String account, String tenantCode, String tenantName) {
        requireCharacters(policy, fresh);
        int length = fresh.codePointCount(0, fresh.length());
        if (length > policy.style().longest()) {
            throw new Refusal(
                    Problem.PASSWORD_TOO_LONG, Integer.toString(policy.style().longest()));
        }
        String normal = Normalizer.normalize(fresh, Normalizer.Form.NFKC);
        String plain = normal.toLowerCase(Locale.ROOT);
        if (Math.min(length, plain.codePointCount(0, plain.length())) < policy.shortest()) {
            throw new Refusal(Problem.PASSWORD_TOO_SHORT, Integer.toString(policy.shortest()));
        }
        if (!kinds(normal).containsAll(policy.kinds())) {
            throw new Refusal(Problem.PASSWORD_COMPOSITION, "");
        }
        boolean name = Stream.of(account, tenantCode, tenantName, account + "@" + tenantCode)
                .map(taken -> Normalizer.normalize(taken, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                .anyMatch(taken -> consistsOf(plain, taken));
        if (name) {
            throw new Refusal(Problem.PASSWORD_IS_NAME, "");
        }
        if (policy.blocklist() && isCommon(plain)) {
            throw new Refusal(Problem.PASSWORD_COMMON, "");
        }
    }

    /** As typed: a wide letter is no single-byte one, whatever it becomes in the form that is hashed. */
    private static void requireCharacters(PasswordPolicy policy, String fresh) {
        boolean single = fresh.chars().allMatch(each -> each > ' ' && each < 0x7F);
        if (policy.style() == Style.CLASSIC && !single) {
            throw new Refusal(Problem.PASSWORD_CHARACTERS, "");
        }
    }

    private static Set<Kind> kinds(String normal) {
        return normal.codePoints()
                .mapToObj(PasswordRules::kind)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** Letters without case are of no kind, and neither are spaces. */
    private static Optional<Kind> kind(int point) {
        if (Character.isLowerCase(point)) {
            return Optional.of(Kind.LOWER);
        }
        if (Character.isUpperCase(point)) {
            return Optional.of(Kind.UPPER);
        }
        if (Character.isDigit(point)) {
            return Optional.of(Kind.DIGIT);
        }
        boolean none = Character.isLetter(point) || Character.isWhitespace(point) || Character.isSpaceChar(point);
        return none ? Optional.empty() : Optional.of(Kind.SYMBOL);
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
