package org.fubako.web.portal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sizes and times as people read them, in their language and their tenant's time zone. */
public record Display(Locale locale, ZoneId zone) {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final int STEP = 1024;

    public String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        String pattern = unit == 0 || value >= 100 ? "%,.0f %s" : "%,.1f %s";
        return String.format(locale, pattern, value, UNITS[unit]);
    }

    /** Japanese writes slashes; English the form that is read the same way on both sides of the Atlantic. */
    public String time(Instant instant) {
        String pattern = locale.getLanguage().equals("ja") ? "yyyy/MM/dd HH:mm" : "yyyy-MM-dd HH:mm";
        return DateTimeFormatter.ofPattern(pattern, locale).withZone(zone).format(instant);
    }
}
