package org.fubako.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts everything in the foreground: database, server, application; stops all of it on SIGTERM. */
public final class Main {

    private final Settings settings;
    private final Steps steps = new Steps(System.out);
    private final ApplicationServer server;
    private Optional<EmbeddedDatabase> database = Optional.empty();

    private Main(Settings settings) {
        this.settings = settings;
        this.server = new ApplicationServer(settings);
    }

    public static void main(String[] arguments) {
        try {
            Main main = new Main(Settings.read());
            main.start(Path.of(arguments[0]));
        } catch (StartFailure failure) {
            System.err.println("Fubako does not start: " + failure.getMessage());
            System.exit(1);
        } catch (Exception failure) {
            System.err.println("Fubako does not start:");
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private void start(Path ear) throws Exception {
        claimData();
        requireFreePort();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "fubako-stop"));
        System.setProperty("fubako.data", settings.data().toString());
        System.setProperty("fubako.demo", Boolean.toString(settings.demo()));
        prepareDatabase();
        // the descriptor's schema wants an address to begin with "jdbc:", so only the rest can be a variable
        System.setProperty("fubako.db.address", address("fubako.db.url"));
        System.setProperty("fubako.db.keys.address", address("fubako.db.keys.url"));
        boolean firstDemo = settings.demo() && prepareDemo();
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
        if (settings.demo()) {
            sayDemo(firstDemo);
        }
    }

    /** Two servers on one data folder would destroy each other's work. */
    private void claimData() throws IOException {
        try {
            Files.createDirectories(settings.data());
            FileChannel channel = FileChannel.open(
                    settings.data().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new OverlappingFileLockException();
            }
        } catch (OverlappingFileLockException e) {
            throw new StartFailure("another Fubako uses the data folder " + settings.data(), e);
        } catch (IOException e) {
            throw new StartFailure("the data folder " + settings.data() + " cannot be written: " + e, e);
        }
    }

    private void requireFreePort() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(settings.httpAddress()), settings.httpPort()));
        } catch (IOException e) {
            throw new StartFailure(
                    "address " + settings.httpAddress() + ":" + settings.httpPort()
                            + " is in use (FUBAKO_HTTP_PORT chooses another port)",
                    e);
        }
    }

    private void prepareDatabase() throws Exception {
        Optional<String> external = Settings.find("fubako.db.url");
        if (external.isPresent()) {
            inherit("fubako.db.keys.url", external.get());
            inherit("fubako.db.user", "");
            inherit("fubako.db.password", "");
            inherit("fubako.db.keys.user", Settings.find("fubako.db.user").orElse(""));
            inherit("fubako.db.keys.password", Settings.find("fubako.db.password").orElse(""));
            System.setProperty("fubako.db.url", external.get());
            return;
        }
        EmbeddedDatabase embedded = new EmbeddedDatabase(settings.data(), new Secrets(settings.data()));
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
        System.setProperty("fubako.db.url", embedded.url("fubako"));
        System.setProperty("fubako.db.user", "fubako");
        System.setProperty("fubako.db.password", embedded.password("fubako"));
        System.setProperty("fubako.db.keys.url", embedded.url("fubako_keys"));
        System.setProperty("fubako.db.keys.user", "fubako_keys");
        System.setProperty("fubako.db.keys.password", embedded.password("fubako_keys"));
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

    /** The demo's password is given to the application until the demo data exist, and printed that once. */
    private boolean prepareDemo() throws IOException {
        if (Files.exists(settings.data().resolve("demo.done"))) {
            System.setProperty("fubako.demo", "false");
            return false;
        }
        String password = Settings.find("fubako.demo.password").orElseGet(Main::randomPassword);
        System.setProperty("fubako.demo.password", password);
        return true;
    }

    private static String randomPassword() {
        byte[] bytes = new byte[12];
        new java.security.SecureRandom().nextBytes(bytes);
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void awaitReady() throws Exception {
        String host = settings.httpAddress().equals("0.0.0.0") ? "127.0.0.1" : settings.httpAddress();
        URI ready = URI.create("http://" + host + ":" + settings.httpPort() + "/health/ready");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (System.nanoTime() < deadline) {
            HttpURLConnection connection =
                    (HttpURLConnection) ready.toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(10_000);
            try {
                if (connection.getResponseCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // asked again below until the deadline
            } finally {
                connection.disconnect();
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new StartFailure("the application does not become ready; see the log above");
    }

    private void sayDemo(boolean first) throws IOException {
        steps.say("Demo accounts: manager@demo, carol@demo, alice@demo, bob@demo, manager@other, dave@other; operator");
        if (first) {
            steps.say("Their password: " + System.getProperty("fubako.demo.password"));
            Files.createFile(settings.data().resolve("demo.done"));
            System.clearProperty("fubako.demo.password");
        } else {
            steps.say("Their password was printed at the first start.");
        }
    }

    private void stop() {
        System.out.println("Stopping …");
        try {
            server.stop();
        } catch (Exception e) {
            System.err.println("The server did not stop cleanly: " + e);
        }
        database.ifPresent(embedded -> {
            try {
                embedded.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        System.out.println("Fubako has stopped.");
    }
}
