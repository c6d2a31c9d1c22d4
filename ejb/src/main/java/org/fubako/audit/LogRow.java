package org.fubako.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.TenantId;

/** A row of the operation log, cut to the widths of its columns: too long a path must not keep a line from the log. */
public record LogRow(
        LocalDate day,
        TenantId tenant,
        UUID id,
        Instant at,
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
        String result,
        Optional<UUID> refersTo) {

    /** Days of the log are calendar days here, whatever zone a tenant has chosen for its screens. */
    static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    /** The result of a download's first row, until a second one tells how it ended. */
    static final String STARTED = "started";

    private static final Set<String> NAMED_SPACES = Set.of("group", "project");
    private static final int PATH_WIDTH = 1000;

    static LogRow of(LogEvent event, UUID id, Instant now, Optional<UUID> refersTo) {
        Caller caller = event.caller();
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        return new LogRow(
                dayOf(at),
                caller.tenant(),
                id,
                at,
                fit(caller.serviceCode(), 16),
                fit(caller.address(), 45),
                fit(caller.accountName(), 63),
                caller.surface().label(),
                event.action().name(),
                fit(spaceOf(event.path()), 80),
                fit(event.path(), PATH_WIDTH),
                fit(event.destination(), PATH_WIDTH),
                Math.max(0, event.bytes()),
                Math.max(0, event.millis()),
                fit(event.result(), 40),
                refersTo);
    }

    static LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, ZONE);
    }

    /** {@code /common} or {@code /group/sales}; empty for what is not about a space. */
    static String spaceOf(String path) {
        if (!path.startsWith("/") || path.length() == 1) {
            return "";
        }
        List<String> segments = List.of(path.substring(1).split("/", 3));
        boolean named = NAMED_SPACES.contains(segments.get(0)) && segments.size() > 1;
        return "/" + segments.get(0) + (named ? "/" + segments.get(1) : "");
    }

    /** Columns count code points; control characters could forge lines wherever the log is printed. */
    private static String fit(String text, int width) {
        return text.codePoints()
                .limit(width)
                .map(point -> printable(point) ? point : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean printable(int point) {
        return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
    }

    boolean isStartOfDownload() {
        return action.equals(Action.DOWNLOAD.name()) && result.equals(STARTED);
    }

    LogPosition position() {
        return new LogPosition(day, id);
    }

    LogLine line() {
        return new LogLine(
                OffsetDateTime.ofInstant(at, ZONE),
                serviceCode,
                address,
                account,
                surface,
                action,
                space,
                path,
                destination,
                bytes,
                millis,
                result);
    }
}
