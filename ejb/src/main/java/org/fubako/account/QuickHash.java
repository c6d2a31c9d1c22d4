package org.fubako.account;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A keyed and salted hash of a password that costs next to nothing, for files with thousands of them, and what becomes of it: Argon2id
 * over it, which a job computes later. Without the key, which is not in the database, neither helps to guess.
 *
 * @param slow the Argon2id part; empty until the job has been there
 */
record QuickHash(String salt, String mac, Optional<PasswordHash> slow) {

    private static final String PREFIX = "$fbk-quick$";
    private static final Pattern FORM =
            Pattern.compile("\\$fbk-quick\\$([A-Za-z0-9+/]{22})\\$(?:([A-Za-z0-9+/]{43})|(argon2id\\$.+))");

    static boolean isQuick(String stored) {
        return stored.startsWith(PREFIX);
    }

    static Optional<QuickHash> parse(String stored) {
        Matcher parts = FORM.matcher(stored);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<PasswordHash> slow =
                Optional.ofNullable(parts.group(3)).flatMap(text -> PasswordHash.parse("$" + text));
        return Optional.of(new QuickHash(
                parts.group(1), Optional.ofNullable(parts.group(2)).orElse(""), slow));
    }

    static String text(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    QuickHash with(PasswordHash hash) {
        return new QuickHash(salt, "", Optional.of(hash));
    }

    /** As stored. */
    @Override
    public String toString() {
        return PREFIX + salt + slow.map(PasswordHash::toString).orElse("$" + mac);
    }
}
