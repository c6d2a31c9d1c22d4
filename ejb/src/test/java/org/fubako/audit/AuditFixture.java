package org.fubako.audit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.caller.Surface;
import org.fubako.platform.TenantId;

/** An operation log in memory, on 24 November 2026, noon in Tokyo. */
class AuditFixture {

    static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    static final Caller ALICE = caller(Set.of());
    static final Caller CAROL = caller(Set.of(Role.VIEW_LOGS));

    final List<LogRow> rows = new ArrayList<>();
    final OperationLog log = new OperationLog();
    final LogService service = new LogService();
    private long lastId;

    AuditFixture() {
        LogTable table = new MemoryTable();
        LogBatcher batcher = new LogBatcher();
        batcher.writer = new LogWriter();
        batcher.writer.table = table;
        log.table = table;
        log.batcher = batcher;
        log.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        log.ids = () -> new UUID(0x7000, ++lastId);
        service.table = table;
        service.log = log;
        service.clock = log.clock;
    }

    static Caller caller(Set<Role> roles) {
        TenantId tenant = new TenantId(new UUID(1, 1));
        UUID account = new UUID(1, 2);
        return new Caller(
                tenant, "demo", "FB-1", account, "alice", Set.of(), roles, Surface.API, "::1", ZoneOffset.UTC);
    }

    static LogRow row(LogEvent event) {
        return LogRow.of(event, new UUID(3, 3), NOW, Optional.empty());
    }

    LogRow add(String result, Instant at, Optional<UUID> refersTo) {
        LogEvent event = LogEvent.of(ALICE, Action.DOWNLOAD, "/common/a").ended(result);
        LogRow row = LogRow.of(event, log.ids.next(), at, refersTo);
        rows.add(row);
        return row;
    }

    private final class MemoryTable extends LogTable {

        @Override
        synchronized void insert(List<LogRow> added) {
            rows.addAll(added);
        }

        @Override
        List<LogRow> older(TenantId tenant, LocalDate day, Optional<UUID> before, Optional<String> about, int limit) {
            return ofDay(tenant, day, Comparator.comparing(LogRow::id).reversed()).stream()
                    .filter(row -> about.map(path -> path.equals(row.path()) || path.equals(row.destination()))
                            .orElse(true))
                    .filter(row -> before.filter(edge -> edge.getMostSignificantBits() >= 0)
                            .map(edge -> row.id().compareTo(edge) < 0)
                            .orElse(true))
                    .limit(limit)
                    .toList();
        }

        @Override
        List<LogRow> newer(TenantId tenant, LocalDate day, Optional<UUID> after, int limit) {
            return ofDay(tenant, day, Comparator.comparing(LogRow::id)).stream()
                    .filter(row ->
                            after.map(edge -> row.id().compareTo(edge) > 0).orElse(true))
                    .limit(limit)
                    .toList();
        }

        private List<LogRow> ofDay(TenantId tenant, LocalDate day, Comparator<LogRow> order) {
            return rows.stream()
                    .filter(row -> row.tenant().equals(tenant) && row.day().equals(day))
                    .sorted(order)
                    .toList();
        }

        @Override
        Set<UUID> ended(TenantId tenant, Collection<UUID> starts, LocalDate from, LocalDate to) {
            Set<UUID> ended = new HashSet<>(starts);
            ended.retainAll(
                    rows.stream().flatMap(row -> row.refersTo().stream()).toList());
            return ended;
        }
    }
}
