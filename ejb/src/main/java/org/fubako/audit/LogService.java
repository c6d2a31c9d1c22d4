package org.fubako.audit;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;

/**
 * Reading the operation log. Takes the role VIEW_LOGS; reading is itself logged, before a row is given. Holds no
 * transaction: an export may take minutes.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LogService {

    /** Days kept, today included. */
    public static final int DAYS_KEPT = 90;

    /** The most lines that a page may have. */
    public static final int PAGE_LIMIT = 1_000;

    private static final int CHUNK = 2_000;

    @Inject
    LogTable table;

    @EJB
    OperationLog log;

    @Inject
    DayVerifier verifier;

    @Inject
    Clock clock;

    /** A page of lines, newest first, and the cursor of the next page. */
    public record LogPage(List<LogLine> items, Optional<String> next) {}

    /** {@code from} and {@code to} are calendar days in JST, both included, within the last 90 days. */
    public LogPage page(Caller caller, LocalDate from, LocalDate to, int limit, Optional<String> cursor) {
        return page(caller, from, to, Optional.empty(), limit, cursor);
    }

    /**
     * As {@link #page(Caller, LocalDate, LocalDate, int, Optional)}, of the lines alone that name a path as what was done something
     * with, or as where it went.
     *
     * @param about the path as the lines have it; empty for all lines
     */
    public LogPage page(
            Caller caller, LocalDate from, LocalDate to, Optional<String> about, int limit, Optional<String> cursor) {
        LogPeriod period = open(caller, Action.LOG_VIEW, from, to);
        if (limit < 1 || limit > PAGE_LIMIT) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "limit");
        }
        LogPosition start = cursor.map(LogPosition::parse).orElse(new LogPosition(to, new UUID(-1, -1)));
        if (!period.contains(start.day())) {
            throw new Refusal(Problem.CURSOR_INVALID, "cursor");
        }
        read(caller, Action.LOG_VIEW, period + about.map(path -> " " + path).orElse(""));
        // one more than asked for tells whether there is a next page
        List<LogRow> rows = newestFirst(caller.tenant(), period, about, start, limit + 1);
        boolean more = rows.size() > limit;
        List<LogRow> shown = rows.subList(0, Math.min(limit, rows.size()));
        return new LogPage(
                shown.stream().map(LogRow::line).toList(),
                more ? Optional.of(shown.get(limit - 1).position().cursor()) : Optional.empty());
    }

    /** Refuses what {@link #export} would refuse, while the door can still give another answer than rows. */
    public void checkExport(Caller caller, LocalDate from, LocalDate to) {
        open(caller, Action.LOG_EXPORT, from, to);
    }

    /** Hands every line of the period to {@code each}, oldest first, in constant memory. */
    public void export(Caller caller, LocalDate from, LocalDate to, Consumer<LogLine> each) {
        LogPeriod period = open(caller, Action.LOG_EXPORT, from, to);
        read(caller, Action.LOG_EXPORT, period.toString());
        for (LocalDate day = period.from(); period.contains(day); day = day.plusDays(1)) {
            exportDay(caller.tenant(), day, each);
        }
    }

    /**
     * Whether the lines of a day are all there, and as they were written. Reads all of the day.
     *
     * @throws Refusal BUSY while another verification runs
     */
    public DayReport verify(Caller caller, LocalDate day) {
        LogPeriod period = open(caller, Action.LOG_VERIFY, day, day);
        read(caller, Action.LOG_VERIFY, period.toString());
        return verifier.verifyAlone(caller.tenant(), day);
    }

    /** Today's calendar day of the log. */
    public LocalDate today() {
        return LogRow.dayOf(clock.instant());
    }

    private LogPeriod open(Caller caller, Action action, LocalDate from, LocalDate to) {
        if (!caller.has(Role.VIEW_LOGS)) {
            log.recordApart(LogEvent.of(caller, action, "").ended(Problem.ROLE_MISSING.name()), Optional.empty());
            throw new Refusal(Problem.ROLE_MISSING, Role.VIEW_LOGS.name());
        }
        return LogPeriod.within(from, to, today());
    }

    private void read(Caller caller, Action action, String what) {
        log.recordApart(LogEvent.of(caller, action, "").to(what), Optional.empty());
    }

    private List<LogRow> newestFirst(
            TenantId tenant, LogPeriod period, Optional<String> about, LogPosition start, int wanted) {
        List<LogRow> rows = new ArrayList<>();
        LogPosition at = start;
        while (rows.size() < wanted && period.contains(at.day())) {
            List<LogRow> chunk = table.older(tenant, at.day(), Optional.of(at.id()), about, wanted);
            rows.addAll(withoutEndedStarts(tenant, chunk));
            at = chunk.size() < wanted
                    ? new LogPosition(at.day().minusDays(1), new UUID(-1, -1))
                    : chunk.get(chunk.size() - 1).position();
        }
        return rows.subList(0, Math.min(wanted, rows.size()));
    }

    private void exportDay(TenantId tenant, LocalDate day, Consumer<LogLine> each) {
        Optional<UUID> after = Optional.empty();
        List<LogRow> chunk;
        do {
            chunk = table.newer(tenant, day, after, CHUNK);
            withoutEndedStarts(tenant, chunk).forEach(row -> each.accept(row.line()));
            if (!chunk.isEmpty()) {
                after = Optional.of(chunk.get(chunk.size() - 1).id());
            }
        } while (chunk.size() == CHUNK);
    }

    /** A download is one line to its reader: how it ended or, while that is open, that it began. */
    private List<LogRow> withoutEndedStarts(TenantId tenant, List<LogRow> chunk) {
        List<UUID> starts =
                chunk.stream().filter(LogRow::isStartOfDownload).map(LogRow::id).toList();
        if (starts.isEmpty()) {
            return chunk;
        }
        LocalDate day = chunk.get(0).day();
        // no download goes on for longer than a day
        Set<UUID> ended = table.ended(tenant, starts, day, day.plusDays(1));
        return chunk.stream().filter(row -> !ended.contains(row.id())).toList();
    }
}
