package org.fubako.it;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Drives a packed Fubako from outside: its own process, its own data folder, a free port. Knows addresses only. */
final class Fubako implements AutoCloseable {

    static final String PASSWORD = "correct horse battery staple 7";

    private static final long START_SECONDS = 240;

    private final Path data;
    private final int port;
    private final Process process;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Fubako(Path data, int port, Process process) {
        this.data = data;
        this.port = port;
        this.process = process;
    }

    static Fubako start(Path data, Map<String, String> environment) throws IOException, InterruptedException {
        int port = freePort();
        Path jars = Path.of(System.getProperty("fubako.launcher"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                jars.resolve("fubako-launcher.jar").toString(),
                "org.fubako.launcher.Foreground",
                jars.toString(),
                System.getProperty("fubako.ear"));
        builder.environment().put("FUBAKO_DATA", data.toString());
        builder.environment().put("FUBAKO_HTTP_PORT", Integer.toString(port));
        builder.environment().put("FUBAKO_DEMO", "true");
        builder.environment().put("FUBAKO_DEMO_PASSWORD", PASSWORD);
        builder.environment().putAll(environment);
        Path log = data.resolveSibling(data.getFileName() + ".log");
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process process = builder.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        String ready = "Fubako is ready at http://localhost:" + port + "/";
        while (!Files.readString(log).contains(ready)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroy();
                throw new IllegalStateException("not ready:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return new Fubako(data, port, process);
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    Path data() {
        return data;
    }

    URI uri(String rawPath) {
        return URI.create("http://localhost:" + port + rawPath);
    }

    HttpResponse<String> call(String account, String method, String rawPath, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(rawPath))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!account.isEmpty()) {
            String credentials = account + ":" + PASSWORD;
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Stops it as an operator would. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException("did not stop");
        }
    }
}
