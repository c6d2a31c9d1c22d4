package org.fubako.web.dav;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code Timeout} field (RFC 4918, section 10.7): a wish, so what cannot be read counts as not said. */
final class LockTimeout {

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Pattern SECONDS = Pattern.compile("second-(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final int DIGITS = 9;

    private LockTimeout() {}

    static Duration of(Optional<String> field) {
        for (String wish : field.orElse("").split(",")) {
            Matcher seconds = SECONDS.matcher(wish.strip());
            if (wish.strip().equalsIgnoreCase("Infinite")) {
                return LONGEST;
            }
            if (seconds.matches()) {
                return limited(seconds.group(1));
            }
        }
        return USUAL;
    }

    private static Duration limited(String digits) {
        if (digits.length() > DIGITS) {
            return LONGEST;
        }
        Duration wished = Duration.ofSeconds(Math.max(1, Long.parseLong(digits)));
        return wished.compareTo(LONGEST) > 0 ? LONGEST : wished;
    }
}
