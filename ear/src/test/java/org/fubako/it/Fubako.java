package org.fubako.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The whole service as a process of its own, started the way an operator starts it. */
public final class Fubako {

    private static final Duration START = Duration.ofMinutes(4);
    private static final long STOP_SECONDS = 90;
    private static final Pattern READY = Pattern.compile("^Fubako is ready at (http://\\S+)$", Pattern.MULTILINE);

    private final Path data;
    private final Path log;
    private final Process process;

    private Fubako(Path data, Path log, Process process) {
        this.data = data;
        this.log = log;
        this.process = process;
    }

    /** Starts on a free port and returns when the service says that it is ready. */
    public static Fubako start(Path data, Map<String, String> environment) {
        Fubako fubako = launch(data, environment);
        fubako.awaitReady();
        return fubako;
    }

    /** Starts without waiting for anything. */
    public static Fubako launch(Path data, Map<String, String> environment) {
        return launch(data, environment, Path.of(System.getProperty("fubako.ear")));
    }

    static Fubako launch(Path data, Map<String, String> environment, Path ear) {
        try {
            Files.createDirectories(data);
            Path log = Files.createTempFile(data.toAbsolutePath().getParent(), data.getFileName() + "-", ".log");
            Path jars = Path.of(System.getProperty("fubako.launcher"));
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            jars.resolve("fubako-launcher.jar").toString(),
                            "org.fubako.launcher.Foreground",
                            jars.toString(),
                            ear.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("FUBAKO_"));
            builder.environment().put("FUBAKO_DATA", data.toString());
            builder.environment().put("FUBAKO_HTTP_PORT", Integer.toString(freePort()));
            builder.environment().put("FUBAKO_DEMO", "false");
            builder.environment().putAll(environment);
            return new Fubako(data, log, builder.start());
        } catch (IOException e) {
            throw new IllegalStateException("the service cannot be launched", e);
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + START.toNanos();
        while (!READY.matcher(log()).find()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                stop();
                throw new IllegalStateException("the service did not become ready:\n" + log());
            }
            sleep(200);
        }
    }

    /** Where it listens, with a slash at the end. */
    public URI baseUri() {
        Matcher ready = READY.matcher(log());
        if (!ready.find()) {
            throw new IllegalStateException("not ready yet");
        }
        return URI.create(ready.group(1));
    }

    public Path data() {
        return data;
    }

    /** Tells it to stop and waits until it has; the answer is the exit code. */
    public int stop() {
        process.destroy();
        return awaitExit();
    }

    /** The exit code of a start that is to end by itself. */
    public int awaitExit() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException("the service does not end:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills the server's JVM as a crash would; the database that it has started goes on. */
    public void kill() {
        List<ProcessHandle> servers = process.children().toList();
        servers.forEach(ProcessHandle::destroyForcibly);
        servers.forEach(server -> server.onExit().join());
        awaitExit();
    }

    /** Everything it has printed so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
