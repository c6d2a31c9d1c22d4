package org.fubako.web.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates in header fields (RFC 9110, section 5.6.7): one form is written, three are read. */
public final class HttpDates {

    private static final DateTimeFormatter FIXED = pattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'");
    private static final DateTimeFormatter RFC_850 = new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ENGLISH);
    private static final DateTimeFormatter ASCTIME = pattern("EEE MMM ppd HH:mm:ss uuuu");
    private static final List<DateTimeFormatter> READ = List.of(FIXED, RFC_850, ASCTIME);

    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private HttpDates() {}

    /** IMF-fixdate. By hand for the years that occur: a list of thousands has one in each line. */
    public static String format(Instant instant) {
        OffsetDateTime at = instant.atOffset(ZoneOffset.UTC);
        if (at.getYear() < 1000 || at.getYear() > 9999) {
            return FIXED.format(at);
        }
        StringBuilder date =
                new StringBuilder(29).append(DAYS.get(at.getDayOfWeek().ordinal()));
        two(date.append(", "), at.getDayOfMonth());
        date.append(' ').append(MONTHS.get(at.getMonthValue() - 1)).append(' ').append(at.getYear());
        two(date.append(' '), at.getHour());
        two(date.append(':'), at.getMinute());
        two(date.append(':'), at.getSecond());
        return date.append(" GMT").toString();
    }

    private static void two(StringBuilder date, int number) {
        date.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Empty when it is no date: such a field is to be ignored. */
    public static Optional<Instant> parse(String value) {
        for (DateTimeFormatter form : READ) {
            try {
                return Optional.of(LocalDateTime.parse(value.strip(), form).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                // the next form may fit
            }
        }
        return Optional.empty();
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}
