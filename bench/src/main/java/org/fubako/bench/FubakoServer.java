package org.fubako.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packed application of this checkout, started as an operator would, with a data folder of its own. */
@SuppressWarnings("try") // whoever waits for its end may be interrupted
final class FubakoServer implements AutoCloseable {

    private static final String PASSWORD = "bench of forty words 8";
    private static final long START_SECONDS = 300;

    private final Path data;
    private final int port;
    private final double startSeconds;
    private final Process process;

    private FubakoServer(Path data, int port, double startSeconds, Process process) {
        this.data = data;
        this.port = port;
        this.startSeconds = startSeconds;
        this.process = process;
    }

    /** @param root of the checkout, which must have been built */
    static FubakoServer start(Path root, Path data, int wantedPort) throws IOException, InterruptedException {
        Path jars = root.resolve("payara-config/launcher/target");
        int port = wantedPort == 0 ? freePort() : wantedPort;
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                jars.resolve("fubako-launcher.jar").toString(),
                "org.fubako.launcher.Foreground",
                jars.toString(),
                root.resolve("ear/target/fubako.ear").toString());
        builder.environment().put("FUBAKO_DATA", data.toString());
        builder.environment().put("FUBAKO_HTTP_PORT", Integer.toString(port));
        builder.environment().put("FUBAKO_DEMO", "true");
        builder.environment().put("FUBAKO_DEMO_PASSWORD", PASSWORD);
        Path log = data.resolveSibling(data.getFileName() + ".log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        long begin = System.nanoTime();
        Process process = builder.start();
        String ready = "Fubako is ready at ";
        while (!Files.readString(log).contains(ready)) {
            if (!process.isAlive() || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("not ready:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return new FubakoServer(data, port, (System.nanoTime() - begin) / 1e9, process);
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    double startSeconds() {
        return startSeconds;
    }

    ServerProcess seen() {
        return new ServerProcess(process.pid());
    }

    /** For {@link Options}. */
    java.util.Map<String, String> access() {
        return java.util.Map.of(
                "url",
                "http://127.0.0.1:" + port + "/dav/private/",
                "user",
                "alice@demo",
                "password",
                PASSWORD,
                "pid",
                Long.toString(process.pid()));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    void removeData() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(data.resolveSibling(data.getFileName() + ".log"));
    }
}
