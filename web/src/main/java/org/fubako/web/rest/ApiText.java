package org.fubako.web.rest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.fubako.storage.FilePath;

/** How values are written in the API, the same everywhere. */
public final class ApiText {

    private static final String UNRESERVED = "-._~";

    private ApiText() {}

    /** 32 hexadecimal digits; to programs an id is just a text. */
    public static String id(UUID id) {
        return id.toString().replace("-", "");
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

    /** A path as it stands in an address: what is not unreserved (RFC 3986) is percent-encoded. */
    public static String address(FilePath path) {
        StringBuilder address = new StringBuilder();
        for (String segment : path.segments()) {
            address.append('/');
            for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
                append(address, octet);
            }
        }
        return address.toString();
    }

    private static void append(StringBuilder address, byte octet) {
        char character = (char) (octet & 0xFF);
        boolean plain =
                character < 0x80 && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0);
        if (plain) {
            address.append(character);
        } else {
            address.append(String.format("%%%02X", (int) character));
        }
    }
}
