package org.fubako.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Fubako and its peers, one after the other with the same rows on the same machine; only ratios of one such run count. */
final class Comparison {

    private static final String FUBAKO = "fubako";
    private static final String LAYOUT = " %20s";
    private static final String ROWS = "put-large,get-large,range,put-small,get-small,list,tree,mixed";

    private final Options options;
    private final Path root;
    private final PrintStream out;
    private final Map<String, List<Table.Figure>> figures = new LinkedHashMap<>();

    /** @param root of the checkout, which must have been built */
    Comparison(Options options, Path root, PrintStream out) {
        this.options = options.with(Map.of("only", options.get("only", ROWS)));
        this.root = root;
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        FubakoServer fubako = FubakoServer.start(root, RunningServer.newFolder(), 0);
        try (fubako) {
            measure(FUBAKO, fubako.server());
        }
        fubako.removeData();
        List<String> wanted = Arrays.asList(options.get("peers", "").split(","));
        for (Peer peer : Peer.values()) {
            if (wanted.equals(List.of("")) || wanted.contains(peer.word())) {
                measure(peer);
            }
        }
        ratios("operations or MB per second", figure -> Optional.of(figure.rate()));
        ratios("server CPU of one operation, ms", Table.Figure::cpuMillisEach);
    }

    private void measure(Peer peer) throws IOException, InterruptedException {
        Path folder = RunningServer.newFolder();
        try (RunningServer server = peer.start(folder)) {
            measure(peer.word(), server);
        }
        RunningServer.remove(folder);
    }

    private void measure(String name, RunningServer server) throws IOException, InterruptedException {
        out.printf("%nserver     %s%n%n", name);
        Table table = new Table(out);
        new Run(options.with(server.access()), table).all();
        figures.put(name, table.figures());
    }

    /** Every server's figure, and behind those of the peers how many times as much Fubako's is. */
    private void ratios(String heading, Function<Table.Figure, Optional<Double>> of) {
        out.printf("%n%-34s", heading);
        figures.keySet().forEach(name -> out.printf(LAYOUT, name));
        out.println();
        List<Table.Figure> own = figures.get(FUBAKO);
        for (int row = 0; row < own.size(); row++) {
            int at = row;
            Optional<Double> ours = of.apply(own.get(row));
            out.printf("%-34s", own.get(row).work());
            figures.forEach((name, theirs) -> out.printf(LAYOUT, cell(name, ours, of.apply(theirs.get(at)))));
            out.println();
        }
        out.flush();
    }

    private static String cell(String name, Optional<Double> ours, Optional<Double> theirs) {
        String figure = theirs.map(value -> Table.text("%,.2f", value)).orElse("-");
        Optional<Double> ratio = theirs.filter(value -> value > 0).flatMap(value -> ours.map(mine -> mine / value));
        return name.equals(FUBAKO)
                ? figure
                : figure + ratio.map(value -> Table.text(" (%.2fx)", value)).orElse("");
    }
}
