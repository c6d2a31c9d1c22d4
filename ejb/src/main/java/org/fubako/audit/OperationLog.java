package org.fubako.audit;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.IdSource;

/** Writes the operation log. An operation that cannot be logged does not happen. */
@Stateless
public class OperationLog {

    private static final int ROWS_AT_ONCE = 100;

    @Inject
    LogTable table;

    @Inject
    LogBatcher batcher;

    @Inject
    Clock clock;

    @Inject
    IdSource ids;

    /** Joins the caller's transaction: the change and its line both exist, or neither. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public UUID record(LogEvent event) {
        LogRow row = row(event, Optional.empty());
        table.insert(List.of(row));
        return row.id();
    }

    /** As {@link #record}, many with few statements. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void recordAll(List<LogEvent> events) {
        for (int from = 0; from < events.size(); from += ROWS_AT_ONCE) {
            table.insert(events.subList(from, Math.min(events.size(), from + ROWS_AT_ONCE)).stream()
                    .map(event -> row(event, Optional.empty()))
                    .toList());
        }
    }

    /**
     * In a transaction of its own: for what is refused and about to be rolled back, and for the ends of downloads. The
     * transaction is begun by whoever leads the batch, so the caller's is only set aside here.
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public UUID recordApart(LogEvent event, Optional<UUID> refersTo) {
        LogRow row = row(event, refersTo);
        batcher.write(row);
        return row.id();
    }

    /**
     * Like {@link #recordApart}, without waiting: the line is there within a second. Only for lines whose operation has
     * been logged before, such as the end of a download; a crash may lose them.
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public UUID recordLater(LogEvent event, Optional<UUID> refersTo) {
        LogRow row = row(event, refersTo);
        batcher.writeLater(row);
        return row.id();
    }

    /** Writes what {@link #recordLater} has left. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void flush() {
        batcher.flush();
    }

    private LogRow row(LogEvent event, Optional<UUID> refersTo) {
        return LogRow.of(event, ids.next(), clock.instant(), refersTo);
    }
}
