package org.fubako.web.audit;

import java.time.format.DateTimeFormatter;
import org.fubako.audit.LogLine;

/** A line of the operation log in the API. */
public record LogEntryJson(
        String time,
        String serviceCode,
        String address,
        String account,
        String surface,
        String action,
        String space,
        String path,
        String destination,
        long bytes,
        int milliseconds,
        String result) {

    static LogEntryJson of(LogLine line) {
        return new LogEntryJson(
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(line.time()),
                line.serviceCode(),
                line.address(),
                line.account(),
                line.surface(),
                line.action(),
                line.space(),
                line.path(),
                line.destination(),
                line.bytes(),
                line.millis(),
                line.result());
    }
}
