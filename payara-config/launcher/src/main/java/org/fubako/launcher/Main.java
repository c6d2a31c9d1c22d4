package org.fubako.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sun.misc.Signal;

/** Starts everything in the foreground: database, server, application; stops all of it on SIGTERM. */
public final class Main {

    /** The process without which this one has nobody to stop it. */
    static final String PARENT = "fubako.launcher.parent";

    private static final long READY_SECONDS = 120;
    private static final long SERVER_STOP_SECONDS = 30;
    private static final String DEMO_PASSWORD = "demo.password";
    private static final Pattern HOST_AND_PORT = Pattern.compile("([^:\\[\\]]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");
    private static final int MARIADB_PORT = 3306;
    private static final int DATABASE_MILLIS = 5_000;

    private final Settings settings;
    private final Steps steps = new Steps(System.out);
    private final ApplicationServer server;
    private Optional<EmbeddedDatabase> database = Optional.empty();

    /** Held for as long as the process lives: a channel that is collected gives its lock away. */
    private FileChannel claim;

    private final AtomicBoolean stopping = new AtomicBoolean();

    private Main(Settings settings) {
        this.settings = settings;
        this.server = new ApplicationServer(settings);
    }

    public static void main(String[] arguments) {
        try {
            new Main(Settings.read()).startOrExit(Path.of(arguments[0]));
        } catch (StartFailure failure) {
            System.err.println("Fubako does not start: " + failure.getMessage());
            System.exit(1);
        }
    }

    /** Threads of the server would keep a failed start alive, so it ends by {@code exit}. */
    private void startOrExit(Path ear) {
        try {
            start(ear);
        } catch (Exception failure) {
            if (stopping.get()) {
                return;
            }
            System.err.println("Fubako does not start: "
                    + (failure instanceof StartFailure ? failure.getMessage() : failure.toString()));
            if (!(failure instanceof StartFailure)) {
                failure.printStackTrace();
            }
            stop(1);
        }
    }

    private void start(Path ear) throws Exception {
        if (!Files.isReadable(ear)) {
            throw new StartFailure("there is no application at " + ear);
        }
        claimData();
        requireFree("FUBAKO_HTTP_PORT", settings.httpPort());
        settings.tls().ifPresent(tls -> requireFree("FUBAKO_HTTPS_PORT", tls.port()));
        stopWhenTold();
        System.setProperty("fubako.data", settings.data().toString());
        System.setProperty("fubako.local.url", settings.localUrl());
        System.setProperty("fubako.demo", Boolean.toString(settings.demo()));
        Secrets secrets = new Secrets(settings.data());
        prepareDatabase(secrets);
        // the descriptor's schema wants an address to begin with "jdbc:", so only the rest can be a variable
        System.setProperty("fubako.db.address", address("fubako.db.url"));
        System.setProperty("fubako.db.keys.address", address("fubako.db.keys.url"));
        boolean firstDemo = settings.demo() && prepareDemo(secrets);
        steps.run("Starting the server", () -> {
            server.boot();
            return true;
        });
        steps.run("Deploying the application", () -> {
            server.deploy(ear);
            return true;
        });
        awaitReady();
        steps.say("Fubako is ready at " + settings.localUrl());
        settings.localTlsUrl().ifPresent(url -> steps.say("and at " + url));
        if (settings.demo()) {
            sayDemo(secrets, firstDemo);
        }
    }

    /** Two servers on one data folder would destroy each other's work. */
    private void claimData() {
        try {
            Folders.create(settings.data());
            claim = FileChannel.open(
                    settings.data().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = claim.tryLock();
            if (lock == null) {
                throw new OverlappingFileLockException();
            }
        } catch (OverlappingFileLockException e) {
            throw new StartFailure("another Fubako uses the data folder " + settings.data(), e);
        } catch (IOException e) {
            throw new StartFailure("the data folder " + settings.data() + " cannot be written: " + e, e);
        }
    }

    private void requireFree(String setting, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(settings.httpAddress()), port));
        } catch (IOException e) {
            throw new StartFailure(
                    "address " + settings.httpAddress() + ":" + port + " cannot be used: " + e.getMessage() + " ("
                            + setting + " chooses another port)",
                    e);
        }
    }

    private void prepareDatabase(Secrets secrets) throws Exception {
        Optional<String> external = Settings.find("fubako.db.url");
        if (external.isPresent()) {
            inherit("fubako.db.keys.url", external.get());
            inherit("fubako.db.user", "");
            inherit("fubako.db.password", "");
            inherit("fubako.db.keys.user", Settings.find("fubako.db.user").orElse(""));
            inherit(
                    "fubako.db.keys.password",
                    Settings.find("fubako.db.password").orElse(""));
            System.setProperty("fubako.db.url", external.get());
            requireDatabase(address("fubako.db.url"));
            return;
        }
        EmbeddedDatabase embedded = new EmbeddedDatabase(settings.data(), secrets);
        if (!embedded.isInstalled()) {
            steps.run("First start: unpacking and installing the database", () -> {
                embedded.install();
                return true;
            });
        }
        database = Optional.of(embedded);
        steps.run("Starting the database", () -> {
            embedded.start();
            return true;
        });
        embedded.whenEnded(() ->
                fail("the database has ended; see its log in " + settings.data().resolve("db")));
        System.setProperty("fubako.db.url", embedded.url("fubako"));
        System.setProperty("fubako.db.user", "fubako");
        System.setProperty("fubako.db.password", embedded.password("fubako"));
        System.setProperty("fubako.db.keys.url", embedded.url("fubako_keys"));
        System.setProperty("fubako.db.keys.user", "fubako_keys");
        System.setProperty("fubako.db.keys.password", embedded.password("fubako_keys"));
    }

    /** Of several hosts one is enough; whether it takes the account, the application will tell. */
    private static void requireDatabase(String address) {
        String hosts = address.substring(0, address.indexOf('/'));
        for (String host : hosts.split(",")) {
            Matcher form = HOST_AND_PORT.matcher(host);
            if (form.matches() && answers(form.group(1), Optional.ofNullable(form.group(2)))) {
                return;
            }
        }
        throw new StartFailure("no database answers at " + hosts + " (FUBAKO_DB_URL)");
    }

    private static boolean answers(String host, Optional<String> port) {
        int number = port.map(Integer::parseInt).orElse(MARIADB_PORT);
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(host, number), DATABASE_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static String address(String key) {
        String prefix = "jdbc:mariadb://";
        String url = System.getProperty(key);
        if (!url.startsWith(prefix)) {
            throw new StartFailure(key + " must begin with " + prefix);
        }
        return url.substring(prefix.length());
    }

    private static void inherit(String key, String fallback) {
        System.setProperty(key, Settings.find(key).orElse(fallback));
    }

    /** The demo's password is known to this program until it has been printed once, and to nobody's files after that. */
    private boolean prepareDemo(Secrets secrets) throws IOException {
        if (Files.exists(demoDone())) {
            return false;
        }
        String password = Settings.find("fubako.demo.password")
                .or(() -> secrets.find(DEMO_PASSWORD))
                .orElseGet(Main::randomPassword);
        // a start that is cut off after the demo data were made must not print another password the next time
        secrets.put(DEMO_PASSWORD, password);
        System.setProperty("fubako.demo.password", password);
        return true;
    }

    private Path demoDone() {
        return settings.data().resolve("demo.done");
    }

    private static String randomPassword() {
        byte[] bytes = new byte[12];
        new java.security.SecureRandom().nextBytes(bytes);
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (System.nanoTime() < deadline) {
            int status = status("/health/ready");
            if (status == HttpURLConnection.HTTP_OK) {
                return;
            }
            // an application without that address is ready when it answers at all
            if (status == HttpURLConnection.HTTP_NOT_FOUND && status("/") > 0) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new StartFailure("the application does not become ready; see the log above");
    }

    /** The status of the answer, 0 while there is none. */
    private int status(String path) {
        String host = settings.httpAddress().equals("0.0.0.0") ? "127.0.0.1" : settings.httpAddress();
        try {
            URI uri = new URI("http", null, host, settings.httpPort(), path, null, null);
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(10_000);
            connection.setInstanceFollowRedirects(false);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return 0;
        } catch (URISyntaxException e) {
            throw new StartFailure("FUBAKO_HTTP_ADDRESS is no address: " + settings.httpAddress(), e);
        }
    }

    private void sayDemo(Secrets secrets, boolean first) throws IOException {
        steps.say("Demo accounts: manager@demo, carol@demo, alice@demo, bob@demo, manager@other, dave@other");
        if (first) {
            steps.say("Their password: " + System.getProperty("fubako.demo.password"));
            Files.createFile(demoDone());
            secrets.forget(DEMO_PASSWORD);
            System.clearProperty("fubako.demo.password");
        } else {
            steps.say("Their password was printed at the first start.");
        }
    }

    /**
     * Catches the signals themselves: a shutdown hook would run at the same time as Payara's own, and the database would go
     * while the server still writes.
     */
    private void stopWhenTold() {
        for (String name : List.of("TERM", "INT", "HUP")) {
            Signal.handle(new Signal(name), signal -> new Thread(() -> stop(0), "fubako-stop").start());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeDatabase, "fubako-database-stop"));
        Optional.ofNullable(System.getProperty(PARENT)).map(Long::parseLong).ifPresent(this::stopWithParent);
    }

    /** A parent that was killed could not stop this process, which would keep the data folder and the port. */
    private void stopWithParent(long pid) {
        ProcessHandle.of(pid)
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(ProcessHandle.current()))
                .thenRunAsync(() -> stop(0));
    }

    /** Ends a server that has started, but cannot go on. */
    private void fail(String why) {
        if (!stopping.get()) {
            System.err.println("Fubako stops: " + why);
            stop(1);
        }
    }

    /** The server first, then the database that it writes to. Told twice, the second waits for the first. */
    private void stop(int code) {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        steps.say("Stopping …");
        Thread last = new Thread(this::stopServer, "fubako-server-stop");
        last.setDaemon(true);
        last.start();
        try {
            last.join(TimeUnit.SECONDS.toMillis(SERVER_STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeDatabase();
        steps.say("Fubako has stopped.");
        System.out.flush();
        // past the hooks of libraries that have nothing left to stop
        Runtime.getRuntime().halt(code);
    }

    private void stopServer() {
        try {
            server.stop();
        } catch (Exception e) {
            System.err.println("The server did not stop cleanly: " + e);
        }
    }

    private void closeDatabase() {
        if (database.isPresent()) {
            try {
                database.get().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
