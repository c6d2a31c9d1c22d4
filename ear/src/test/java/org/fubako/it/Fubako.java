package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.BindException;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Drives a packed Fubako from outside: its own process, its own data folder, a free port. Knows addresses only. */
@SuppressWarnings("try") // whoever waits for its end may be interrupted
public final class Fubako implements AutoCloseable {

    /** Of every demo account. */
    public static final String PASSWORD = "correct horse battery staple 7";

    private static final long START_SECONDS = 240;
    private static final int FIRST_PORT = 22_000;
    private static final int PORTS = 5_000;

    private final Path data;
    private final int port;
    private final Process process;
    private final HttpClient client = newClient();

    private Fubako(Path data, int port, Process process) {
        this.data = data;
        this.port = port;
        this.process = process;
    }

    private static HttpClient newClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /**
     * What is started.
     *
     * @param prefix stands before the command, for example to run it as somebody else
     * @param jars the folder with the launcher's and the server's jars
     */
    public record Program(List<String> prefix, Path jars, Path ear) {

        /** What the build has made. */
        public static Program built() {
            return new Program(
                    List.of(),
                    Path.of(System.getProperty("fubako.launcher")),
                    Path.of(System.getProperty("fubako.ear")));
        }

        public Program behind(String... command) {
            return new Program(List.of(command), jars, ear);
        }

        public Program with(Path otherEar) {
            return new Program(prefix, jars, otherEar);
        }

        private List<String> command() {
            List<String> command = new ArrayList<>(prefix);
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    jars.resolve("fubako-launcher.jar").toString(),
                    "org.fubako.launcher.Foreground",
                    jars.toString(),
                    ear.toString()));
            return command;
        }
    }

    /** Starts a server and waits until it is ready; on a data folder that was used before it finds what lies there. */
    public static Fubako start(Path data, Map<String, String> environment) throws IOException, InterruptedException {
        Fubako fubako = launch(Program.built(), data, environment);
        fubako.awaitReady();
        return fubako;
    }

    /**
     * Starts a server and waits for nothing. Most live shorter than the best compiler would need to be worth its work, so they do without it and without a warm-up.
     *
     * @param environment beside or instead of what every server gets; an empty value takes a variable away
     */
    public static Fubako launch(Program program, Path data, Map<String, String> environment) throws IOException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(program.command());
        builder.environment().put("FUBAKO_DATA", data.toString());
        builder.environment().put("FUBAKO_HTTP_PORT", Integer.toString(port));
        builder.environment().put("FUBAKO_DEMO", "true");
        builder.environment().put("FUBAKO_DEMO_PASSWORD", PASSWORD);
        builder.environment().put("FUBAKO_JOBS_EVERY", "PT5S");
        builder.environment().put("FUBAKO_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        builder.environment().put("FUBAKO_BLOB_WARMUP_MEGABYTES", "0");
        // all tests come from one network
        builder.environment().put("FUBAKO_SIGNIN_FAILURES", "100000");
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        builder.redirectErrorStream(true).redirectOutput(logFile(data).toFile());
        return new Fubako(data, port, builder.start());
    }

    /** Returns when the server says that it is ready; fails with its log when it does not. */
    public void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        String ready = "Fubako is ready at http://localhost:" + port + "/";
        while (!log().contains(ready)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                kill();
                throw new IllegalStateException("not ready:\n" + log());
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** The exit code of a server that ends by itself. */
    public int awaitExit() throws IOException, InterruptedException {
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            kill();
            throw new IllegalStateException("did not end:\n" + log());
        }
        return process.exitValue();
    }

    /**
     * One of those that the system gives to no connection by itself: it is still free when the server comes to it.
     */
    public static int freePort() throws IOException {
        for (int tries = 0; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_PORT + PORTS);
            try (ServerSocket free = new ServerSocket(port)) {
                return free.getLocalPort();
            } catch (BindException taken) {
                if (tries == 100) {
                    throw taken;
                }
            }
        }
    }

    private static Path logFile(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    public Path data() {
        return data;
    }

    public int port() {
        return port;
    }

    /** What the process has printed since its start. */
    public String log() throws IOException {
        return Files.readString(logFile(data));
    }

    /** The launcher or, with {@code java} below it, the server. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    public URI uri(String rawPath) {
        return URI.create("http://localhost:" + port + rawPath);
    }

    /** The value of an {@code Authorization} header for a demo account. */
    public static String basic(String account) {
        return basic(account, PASSWORD);
    }

    static String basic(String account, String password) {
        String credentials = account + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a request by an account; by nobody when {@code account} is empty. Redirects are not followed. */
    public HttpResponse<String> call(String account, String method, String rawPath, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(rawPath))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!account.isEmpty()) {
            request.header("Authorization", basic(account));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** As {@link #call}, with a body in JSON, if any, for a request that has to be answered with {@code status}. */
    public HttpResponse<String> call(int status, String account, String method, String rawPath, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = body.isEmpty()
                ? call(account, method, rawPath, "")
                : call(account, method, rawPath, body, "Content-Type", "application/json");
        assertThat(answer.statusCode())
                .as("%s %s %s %s: %s", account, method, rawPath, body, answer.body())
                .isEqualTo(status);
        return answer;
    }

    /** As {@link #call}, with bytes both ways, on a connection of its own and without waiting for the answer. */
    public CompletableFuture<HttpResponse<byte[]>> send(
            String account, String method, String rawPath, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(rawPath))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .header("Authorization", basic(account));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return newClient().sendAsync(request.build(), BodyHandlers.ofByteArray());
    }

    /** The embedded database, as the application itself is connected to it; for what no door lets a test do or see. */
    public Connection database() throws IOException, SQLException {
        return database("fubako");
    }

    /** As {@link #database()}, of the two databases that with this name. */
    public Connection database(String name) throws IOException, SQLException {
        Properties secrets = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("secrets.properties"))) {
            secrets.load(reader);
        }
        String option = "--port=";
        String databasePort = process.descendants()
                .flatMap(each -> each.info().arguments().stream().flatMap(Stream::of))
                .filter(argument -> argument.startsWith(option))
                .map(argument -> argument.substring(option.length()))
                .filter(digits -> !digits.equals(Integer.toString(port)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no embedded database runs"));
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + databasePort + "/" + name, name, secrets.getProperty("db." + name));
    }

    /** Changes something in the database that no door changes. */
    public void execute(String sql) throws IOException, SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Switches the trash of a space on or off, as its administrator; what is in it goes first. */
    public void trash(String account, String space, boolean on) throws IOException, InterruptedException {
        emptyTrash(account, space);
        String spaces = call(account, "GET", "/api/v1/spaces", "").body();
        try (JsonReader reader = Json.createReader(new StringReader(spaces))) {
            String id = reader.readArray().getValuesAs(JsonObject.class).stream()
                    .filter(each -> each.getString("path").equals(space))
                    .findFirst()
                    .orElseThrow()
                    .getString("id");
            int status = call(
                            account,
                            "PUT",
                            "/api/v1/spaces/" + id,
                            "{\"trash\":" + on + "}",
                            "Content-Type",
                            "application/json")
                    .statusCode();
            if (status != 204) {
                throw new IllegalStateException("the trash of " + space + " was not changed: " + status);
            }
        }
    }

    /** Removes for good what is in the trash of a space ({@code /project/tender}), as its administrator. */
    public void emptyTrash(String account, String space) throws IOException, InterruptedException {
        String trash = "/api/v1/trash" + space;
        String listed = call(account, "GET", trash + "?limit=1000", "").body();
        try (JsonReader reader = Json.createReader(new StringReader(listed))) {
            for (JsonObject item : reader.readObject().getJsonArray("items").getValuesAs(JsonObject.class)) {
                int status = call(account, "DELETE", trash + "?id=" + item.getString("id"), "")
                        .statusCode();
                if (status != 204) {
                    throw new IllegalStateException(item + " stays in the trash: " + status);
                }
            }
        }
    }

    /** Waits until everything that was deleted for good has been taken apart, so that its room is free again. */
    public void awaitPurge() throws Exception {
        Wait.until(
                () -> count("SELECT COUNT(*) FROM node n WHERE n.deleted_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
                                + " trash_item t WHERE t.tenant_id = n.tenant_id AND t.node_id = n.id)")
                        == 0,
                "something deleted is still there");
    }

    /** What has been mailed and not been taken away, where there is no mail server. */
    public List<Path> mails() throws IOException {
        Path folder = data.resolve("mail");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml")).toList();
        }
    }

    /** The number that a query gives. */
    public long count(String sql) throws IOException, SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The embedded database's process, also when its server has died; empty when it does not run. */
    public Optional<ProcessHandle> databaseProcess() throws IOException {
        Path pid = data.resolve("db/mariadbd.pid");
        return Files.exists(pid)
                ? ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                : Optional.empty();
    }

    /** Stops it as an operator would. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            kill();
            throw new IllegalStateException("did not stop");
        }
    }

    /** Kills the server and its database at once, as a loss of power would, and waits until both are gone. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            one.onExit().join();
        }
    }
}
