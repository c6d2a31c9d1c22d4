package org.fubako.audit;

import java.time.LocalDate;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Days of the log that somebody asks for, both ends included. */
record LogPeriod(LocalDate from, LocalDate to) {

    /** Refuses what lies outside of the days kept, counted back from today. */
    static LogPeriod within(LocalDate from, LocalDate to, LocalDate today) {
        if (from.isAfter(to)) {
            throw new Refusal(Problem.DATE_INVALID, from + "/" + to);
        }
        if (from.isBefore(today.minusDays(LogService.DAYS_KEPT - 1L)) || to.isAfter(today)) {
            throw new Refusal(Problem.PERIOD_NOT_KEPT, from + "/" + to);
        }
        return new LogPeriod(from, to);
    }

    boolean contains(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    @Override
    public String toString() {
        return from + "/" + to;
    }
}
