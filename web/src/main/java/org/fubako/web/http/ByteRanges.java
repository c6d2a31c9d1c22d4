package org.fubako.web.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a document is asked for (RFC 9110, section 14). One range is served; for several the whole is, which section 14.2
 * allows and which spares us answers that are larger than the document.
 */
public final class ByteRanges {

    private static final Pattern SINGLE =
            Pattern.compile("bytes\\s*=\\s*(\\d{0,60})\\s*-\\s*(\\d{0,60})", Pattern.CASE_INSENSITIVE);
    private static final int DIGITS_OF_A_LONG = 18;

    private ByteRanges() {}

    /** What to send. */
    public enum Kind {
        WHOLE,
        PART,
        UNSATISFIABLE
    }

    /** Offset and length are of the bytes to send. */
    public record Selection(Kind kind, long offset, long length) {}

    public static Selection select(Optional<String> range, long length) {
        Selection whole = new Selection(Kind.WHOLE, 0, length);
        Optional<Matcher> single =
                range.map(field -> SINGLE.matcher(field.strip())).filter(Matcher::matches);
        if (single.isEmpty()) {
            return whole;
        }
        String first = single.get().group(1);
        String last = single.get().group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? whole : suffix(number(last), length);
        }
        long from = number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
        if (to < from) {
            return whole;
        }
        if (from >= length) {
            return new Selection(Kind.UNSATISFIABLE, 0, 0);
        }
        return new Selection(Kind.PART, from, Math.min(to, length - 1) - from + 1);
    }

    /** Whether a range may be served under {@code If-Range} (RFC 9110, section 13.1.5): only if the document is exactly that one. */
    public static boolean fresh(Optional<String> ifRange, Optional<String> etag, Instant modifiedAt) {
        if (ifRange.isEmpty()) {
            return true;
        }
        String validator = ifRange.get().strip();
        if (validator.startsWith("\"") || validator.startsWith("W/")) {
            return etag.map(EntityTags::quoted).filter(validator::equals).isPresent();
        }
        return HttpDates.parse(validator)
                .filter(modifiedAt.truncatedTo(ChronoUnit.SECONDS)::equals)
                .isPresent();
    }

    private static Selection suffix(long wanted, long length) {
        if (wanted == 0) {
            return new Selection(Kind.UNSATISFIABLE, 0, 0);
        }
        if (length == 0) {
            return new Selection(Kind.WHOLE, 0, 0);
        }
        long sent = Math.min(wanted, length);
        return new Selection(Kind.PART, length - sent, sent);
    }

    private static long number(String digits) {
        return digits.length() > DIGITS_OF_A_LONG ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
