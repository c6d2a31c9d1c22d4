package org.fubako.web.rest;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** How values are written in the API, the same everywhere. */
public final class ApiText {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private ApiText() {}

    /** 32 hexadecimal digits; to programs an id is just a text. */
    public static String id(UUID id) {
        return id.toString().replace("-", "");
    }

    /** The id that {@link #id} has written; empty for what it never writes. */
    public static Optional<UUID> uuid(String id) {
        return ID.matcher(id).matches()
                ? Optional.of(new UUID(
                        Long.parseUnsignedLong(id.substring(0, 16), 16), Long.parseUnsignedLong(id.substring(16), 16)))
                : Optional.empty();
    }

    /** RFC 3339 with the offset of the zone at that time. */
    public static String time(Instant at, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.MILLIS).atZone(zone));
    }

    /** {@code READ_ONLY} is {@code read-only}. */
    public static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static <E extends Enum<E>> Optional<E> constant(Class<E> type, String kebab) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> kebab(constant).equals(kebab))
                .findFirst();
    }

    /** As {@link #constant}, of a member of a body or a parameter of an address. */
    public static <E extends Enum<E>> E requireConstant(Class<E> type, String kebab, String member) {
        return constant(type, kebab).orElseThrow(() -> new Refusal(Problem.REQUEST_MALFORMED, member));
    }
}
