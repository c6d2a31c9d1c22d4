package org.fubako.audit;

import java.time.OffsetDateTime;

/** A line of the operation log as its readers see it: time in JST, bytes, milliseconds. */
public record LogLine(
        OffsetDateTime time,
        String serviceCode,
        String address,
        String account,
        String surface,
        String action,
        String space,
        String path,
        String destination,
        long bytes,
        int millis,
        String result) {}
