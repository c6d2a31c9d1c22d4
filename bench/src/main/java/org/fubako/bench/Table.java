package org.fubako.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of a run, written as they come so that a run that is cut off has left something. */
final class Table {

    private static final String LAYOUT = "%-34s %7s %10s %10s %12s %14s%n";

    private final PrintStream out;
    private final List<Figure> figures = new ArrayList<>();

    /**
     * A row for comparing.
     *
     * @param rate operations or megabytes per second: more is better
     */
    record Figure(String work, double rate, Optional<Double> cpuMillisEach) {}

    Table(PrintStream out) {
        this.out = out;
        out.printf(LAYOUT, "work", "n", "median", "p99", "rate", "server CPU");
    }

    /** Single operations: milliseconds and operations per second. */
    void operations(String work, Samples samples, Optional<Double> cpuMillisEach) {
        figures.add(new Figure(work, samples.perSecond(), cpuMillisEach));
        row(
                work,
                samples.count(),
                millis(samples.millis(0.5)),
                samples.count() < 100 ? "-" : millis(samples.millis(0.99)),
                text("%,.1f /s", samples.perSecond()),
                cpuMillisEach.map(each -> text("%,.2f ms each", each)).orElse("-"));
    }

    /** Large contents: megabytes (10^6 bytes) per second of the median. */
    void transfers(String work, Samples samples, long bytesEach, Optional<Double> cpuMillisEach) {
        double megabytes = bytesEach / 1e6;
        double rate = megabytes / (samples.millis(0.5) / 1e3);
        figures.add(new Figure(work, rate, cpuMillisEach));
        row(
                work,
                samples.count(),
                millis(samples.millis(0.5)),
                "-",
                text("%,.0f MB/s", rate),
                cpuMillisEach
                        .map(each -> text("%,.2f s per GB", each / megabytes))
                        .orElse("-"));
    }

    void note(String work, String figure) {
        out.printf("%-34s %s%n", work, figure);
        out.flush();
    }

    /** What can be compared, in the order of the rows. */
    List<Figure> figures() {
        return List.copyOf(figures);
    }

    private void row(String work, int count, String median, String p99, String rate, String cpu) {
        out.printf(LAYOUT, work, count, median, p99, rate, cpu);
        out.flush();
    }

    private static String millis(double millis) {
        return text(millis < 100 ? "%.2f ms" : "%,.0f ms", millis);
    }

    static String text(String layout, Object... values) {
        return String.format(Locale.ROOT, layout, values);
    }
}
