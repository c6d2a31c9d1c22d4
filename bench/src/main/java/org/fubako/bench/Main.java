package org.fubako.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures a WebDAV server from outside: any one that runs already, or the Fubako of this checkout with its start; and of Fubako
 * what administers a tenant.
 */
public final class Main {

    private static final String USAGE = """
            java -jar fubako-bench.jar fubako [options]                starts the Fubako of this checkout and measures all
            java -jar fubako-bench.jar tenant [options]                starts it and measures a tenant with 10,000 accounts
            java -jar fubako-bench.jar dav --url http://… [options]    measures a server that runs
            java -jar fubako-bench.jar compare [options]               measures Fubako and its peers in turns and prints ratios

              --url       folder to work in; something is made in it and taken away again
              --user, --password    for Basic
              --pid       process of the server, on this machine: its CPU time (and below it) and its live heap
              --flush     command after each large upload, counted with it, for servers that do not flush themselves
              --only      put-large,get-large,range,put-small,get-small,list,tree,mixed,heap,growth
              --seconds   per row (10);  --warmup  seconds (15);  --name  for the heading
              --data      data folder for Fubako (a new one below /tmp, removed afterwards);  --port  (a free one)
              --peers     for compare: apache,rclone-crypt,tomcat
            """;

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = List.of(arguments);
        if (words.isEmpty() || !List.of("fubako", "tenant", "dav", "compare").contains(words.get(0))) {
            System.err.print(USAGE);
            System.exit(2);
        }
        Options options = Options.parse(words.subList(1, words.size()));
        Machine.describe().forEach(System.out::println);
        switch (words.get(0)) {
            case "fubako" -> fubako(options);
            case "tenant" -> tenant(options);
            case "compare" -> new Comparison(options, root(), System.out).run();
            default -> new Run(options, table(options.get("name", options.url().toString()))).all();
        }
    }

    private static Table table(String server) {
        System.out.println("server     " + server);
        System.out.println();
        return new Table(System.out);
    }

    private static void fubako(Options options) throws IOException, InterruptedException {
        Table table = table(options.get("name", "Fubako"));
        Path root = root();
        Path data = options.find("data").map(Path::of).orElseGet(RunningServer::newFolder);
        int port = Integer.parseInt(options.get("port", "0"));
        FubakoServer first = FubakoServer.start(root, data, port);
        first.close();
        table.note("first start, until ready", Table.text("%.1f s", first.startSeconds()));
        FubakoServer second = FubakoServer.start(root, data, port);
        try (second) {
            double cpu =
                    new ServerProcess(second.server().process().pid()).cpu().toMillis() / 1e3;
            table.note("second start, until ready", Table.text("%.1f s, %.1f CPU-s", second.startSeconds(), cpu));
            new Run(options.with(second.server().access()), table).all();
        }
        if (options.find("data").isEmpty()) {
            second.removeData();
        }
    }

    private static void tenant(Options options) throws IOException, InterruptedException {
        Table table = table(options.get("name", "Fubako"));
        Path data = options.find("data").map(Path::of).orElseGet(RunningServer::newFolder);
        FubakoServer server = FubakoServer.start(root(), data, Integer.parseInt(options.get("port", "0")));
        try (server) {
            new TenantRun(server, table).all();
        }
        if (options.find("data").isEmpty()) {
            server.removeData();
        }
    }

    /** The checkout that this program was built in, else the folder one stands in. */
    private static Path root() {
        Path jar = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        Path built = jar.resolve("../../..").normalize();
        return Files.exists(built.resolve("ear/pom.xml")) ? built : Path.of("").toAbsolutePath();
    }
}
