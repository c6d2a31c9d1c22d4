package org.fubako.audit;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which day partitions of a table of the operation log come and which go. Says it; {@link LogPartitions} does it. */
final class PartitionPlan {

    /** So long the server may stand still without a day missing at its next start. */
    static final int DAYS_AHEAD = 35;

    /** One day more than is promised: nobody who asks around midnight finds his oldest day gone. */
    static final int DAYS_BACK = LogService.DAYS_KEPT;

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'p'uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private final String table;
    private final List<LocalDate> present;
    private final LocalDate today;

    PartitionPlan(String table, Collection<String> names, LocalDate today) {
        this.table = table;
        this.present = names.stream()
                .map(PartitionPlan::day)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        this.today = today;
    }

    /** A range can only be added above the highest, so a gap below is left: the next day's partition covers it. */
    Optional<String> add() {
        List<LocalDate> missing = new ArrayList<>();
        LocalDate first =
                present.isEmpty() ? today : present.get(present.size() - 1).plusDays(1);
        for (LocalDate day = first.isBefore(today) ? today : first; !day.isAfter(last()); day = day.plusDays(1)) {
            missing.add(day);
        }
        String partitions = missing.stream().map(PartitionPlan::partition).collect(Collectors.joining(", "));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("ALTER TABLE " + table + " WAIT 60 ADD PARTITION (" + partitions + ")");
    }

    /** The partition that the table was made with has no day in its name and always stays: a table needs one. */
    Optional<String> drop() {
        List<String> old = present.stream()
                .filter(day -> day.isBefore(today.minusDays(DAYS_BACK)))
                .map(NAME::format)
                .toList();
        return old.isEmpty()
                ? Optional.empty()
                : Optional.of("ALTER TABLE " + table + " WAIT 60 DROP PARTITION " + String.join(", ", old));
    }

    private LocalDate last() {
        return today.plusDays(DAYS_AHEAD);
    }

    private static String partition(LocalDate day) {
        return "PARTITION " + NAME.format(day) + " VALUES LESS THAN ('" + day.plusDays(1) + "')";
    }

    private static Optional<LocalDate> day(String name) {
        try {
            return Optional.of(LocalDate.parse(name, NAME));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
