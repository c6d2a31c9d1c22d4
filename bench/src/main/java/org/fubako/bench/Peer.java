package org.fubako.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Servers that anybody can install, each as delivered: without sign-in, rights, log or flushing, on files of the file system.
 * The only setting that is not the delivered one keeps connections open for any number of requests, as Fubako does.
 */
enum Peer {
    /** C, plain files. Debian's {@code apache2-bin}. */
    APACHE {
        @Override
        List<String> command(Path folder, int port) throws IOException {
            Path files = Files.createDirectory(folder.resolve("files"));
            giveToWorkers(folder, files);
            Path configuration = folder.resolve("httpd.conf");
            Files.writeString(configuration, """
                    ServerRoot "%1$s"
                    ServerName 127.0.0.1
                    Listen 127.0.0.1:%2$d
                    PidFile "%1$s/pid"
                    ErrorLog "%1$s/error.log"
                    LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
                    LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
                    LoadModule dav_module /usr/lib/apache2/modules/mod_dav.so
                    LoadModule dav_fs_module /usr/lib/apache2/modules/mod_dav_fs.so
                    User www-data
                    Group www-data
                    MaxKeepAliveRequests 0
                    DavLockDB "%1$s/lock"
                    DocumentRoot "%1$s/files"
                    <Directory "%1$s/files">
                        Dav On
                        Require all granted
                    </Directory>
                    """.formatted(folder, port));
            return List.of("/usr/sbin/apache2", "-f", configuration.toString(), "-DFOREGROUND");
        }

        /** Started by root, Apache works as the account that its configuration names; otherwise as who starts it. */
        private void giveToWorkers(Path... folders) throws IOException {
            if ("root".equals(System.getProperty("user.name"))) {
                for (Path folder : folders) {
                    Files.setOwner(
                            folder,
                            folder.getFileSystem()
                                    .getUserPrincipalLookupService()
                                    .lookupPrincipalByName("www-data"));
                }
            }
        }
    },

    /** Go, every document encrypted. Debian's {@code rclone}. */
    RCLONE_CRYPT {
        @Override
        List<String> command(Path folder, int port) throws IOException, InterruptedException {
            Path configuration = folder.resolve("rclone.conf");
            Files.writeString(configuration, """
                    [crypt]
                    type = crypt
                    remote = %s
                    password = %s
                    """.formatted(
                            Files.createDirectory(folder.resolve("files")),
                            output("rclone", "obscure", "bench of forty words 8")));
            return List.of(
                    "rclone",
                    "serve",
                    "webdav",
                    "crypt:",
                    "--config",
                    configuration.toString(),
                    "--addr",
                    "127.0.0.1:" + port);
        }
    },

    /** The same JVM as Fubako, plain files; {@link TomcatPeer}. */
    TOMCAT {
        @Override
        List<String> command(Path folder, int port) throws IOException {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    TomcatPeer.class.getName(),
                    folder.toString(),
                    Integer.toString(port));
        }
    };

    private static final long START_SECONDS = 60;

    /** What starts it, in the foreground, on a folder that is empty yet. */
    abstract List<String> command(Path folder, int port) throws IOException, InterruptedException;

    /** As on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IOException also when it is not installed */
    RunningServer start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port = RunningServer.freePort();
        Path log = folder.resolve("output.log");
        Process process = new ProcessBuilder(command(folder, port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long begin = System.nanoTime();
        while (!listens(port)) {
            if (!process.isAlive() || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
                process.destroyForcibly();
                throw new IOException(word() + " does not start: " + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        Map<String, String> access = Map.of(
                "url",
                "http://127.0.0.1:" + port + "/",
                "pid",
                Long.toString(process.pid()),
                "flush",
                "sync -f '" + folder + "'");
        return new RunningServer(process, access);
    }

    private static boolean listens(int port) {
        try (Socket any = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return any.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " has failed");
        }
        return output;
    }
}
