package org.fubako.audit;

import jakarta.ejb.Stateless;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fubako.caller.Caller;

/** Reading the operation log. Takes the role VIEW_LOGS; reading is itself logged. */
@Stateless
public class LogService {

    /** Days kept, today included. */
    public static final int DAYS_KEPT = 90;

    /** A page of lines, newest first, and the cursor of the next page. */
    public record LogPage(List<LogLine> items, Optional<String> next) {}

    /** {@code from} and {@code to} are calendar days in JST, both included, within the last 90 days. */
    public LogPage page(Caller caller, LocalDate from, LocalDate to, int limit, Optional<String> cursor) {
        throw new UnsupportedOperationException();
    }

    /** Hands every line of the period to {@code each}, oldest first, in constant memory. */
    public void export(Caller caller, LocalDate from, LocalDate to, Consumer<LogLine> each) {
        throw new UnsupportedOperationException();
    }

    /** Today's calendar day of the log. */
    public LocalDate today() {
        throw new UnsupportedOperationException();
    }
}
