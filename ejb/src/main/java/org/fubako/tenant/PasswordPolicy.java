package org.fubako.tenant;

import java.time.Period;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What passwords of a tenant are like, from the next change of each on.
 *
 * @param shortest in characters
 * @param kinds of which a password has one character each at least
 * @param blocklist whether common passwords are refused
 * @param lifetime of new accounts
 * @param remembered so many old passwords of an account are refused while its password has a lifetime
 */
public record PasswordPolicy(
        Style style, int shortest, Set<Kind> kinds, boolean blocklist, Optional<Period> lifetime, int remembered) {

    public static final PasswordPolicy DEFAULT =
            new PasswordPolicy(Style.MODERN, 15, Set.of(), true, Optional.empty(), 0);

    /** Anything shorter is not recommended, and not without the blocklist. */
    public static final int RECOMMENDED = 15;

    public static final int SHORTEST = 8;
    public static final int MOST_REMEMBERED = 12;

    private static final int LONGEST_SHORTEST = 64;
    private static final Pattern LIFETIME = Pattern.compile("P[1-9][0-9]?[DMY]");

    /** What a password may consist of; stored by name. */
    public enum Style {
        /** Any characters. */
        MODERN(128),
        /** Single-byte letters, digits and symbols, no spaces. */
        CLASSIC(30);

        private final int longest;

        Style(int longest) {
            this.longest = longest;
        }

        public int longest() {
            return longest;
        }
    }

    /** Kinds of characters; stored by name. */
    public enum Kind {
        LOWER,
        UPPER,
        DIGIT,
        SYMBOL
    }

    public PasswordPolicy {
        kinds = Set.copyOf(kinds);
    }

    /** A lifetime as it is written: 1 to 99 days, months or years; empty for what is none. */
    public static Optional<Period> lifetime(String text) {
        return Optional.of(text)
                .filter(written -> LIFETIME.matcher(written).matches())
                .map(Period::parse);
    }

    /** The most that may be asked for as the least. */
    public int longestShortest() {
        return Math.min(LONGEST_SHORTEST, style.longest);
    }
}
