package org.fubako.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packed application of this checkout, started as an operator would, with a data folder of its own. */
@SuppressWarnings("try") // whoever waits for its end may be interrupted
record FubakoServer(Path data, double startSeconds, RunningServer server) implements AutoCloseable {

    private static final String PASSWORD = "bench of forty words 8";
    private static final long START_SECONDS = 300;

    /** @param root of the checkout, which must have been built */
    static FubakoServer start(Path root, Path data, int wantedPort) throws IOException, InterruptedException {
        Path jars = root.resolve("payara-config/launcher/target");
        int port = wantedPort == 0 ? RunningServer.freePort() : wantedPort;
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
        Path log = log(data);
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
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new FubakoServer(data, seconds, new RunningServer(process, access(port, process.pid())));
    }

    private static Map<String, String> access(int port, long pid) {
        return Map.of(
                "url",
                "http://127.0.0.1:" + port + "/dav/private/",
                "user",
                "alice@demo",
                "password",
                PASSWORD,
                "pid",
                Long.toString(pid));
    }

    @Override
    public void close() throws InterruptedException {
        server.close();
    }

    void removeData() throws IOException {
        RunningServer.remove(data);
        Files.deleteIfExists(log(data));
    }

    private static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }
}
