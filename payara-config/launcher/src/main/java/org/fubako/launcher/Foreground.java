package org.fubako.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@link Main} in a JVM of its own with the options that Payara Micro needs, and lives as long as it does: what stops this
 * process stops that one first.
 */
public final class Foreground {

    private static final long STOP_SECONDS = 90;

    private static final List<String> OPENED = List.of(
            "java.base/jdk.internal.loader",
            "java.base/java.lang",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/sun.nio.ch",
            "java.management/sun.management",
            "jdk.management/com.sun.management.internal",
            "java.base/sun.net.www.protocol.jrt",
            "java.base/sun.net.www.protocol.jar",
            "java.base/java.io",
            "java.naming/javax.naming.spi",
            "java.rmi/sun.rmi.transport",
            "java.logging/java.util.logging",
            "java.management/javax.management",
            "java.management/javax.management.openmbean");

    private static final List<String> EXPORTED =
            List.of("java.base/jdk.internal.ref", "jdk.naming.dns/com.sun.jndi.dns", "java.naming/com.sun.jndi.ldap");

    private Foreground() {}

    /** Arguments: the folder with the launcher's and the server's jars, and the EAR. Ends with the server's exit code. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (Settings.find("fubako.demo").isEmpty()) {
            System.setProperty("fubako.demo", "true");
        }
        Process server;
        try {
            server = new ProcessBuilder(command(Path.of(arguments[0]), Path.of(arguments[1])))
                    .inheritIO()
                    .start();
        } catch (StartFailure failure) {
            System.err.println("Fubako does not start: " + failure.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "fubako-foreground"));
        System.exit(server.waitFor());
    }

    static List<String> command(Path jars, Path ear) throws IOException {
        Path temp = Folders.create(Settings.read().data()).resolve("tmp");
        Files.createDirectories(temp);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        OPENED.forEach(name -> command.add("--add-opens=" + name + "=ALL-UNNAMED"));
        EXPORTED.forEach(name -> command.add("--add-exports=" + name + "=ALL-UNNAMED"));
        command.addAll(List.of(
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                // otherwise compiled code is thrown away and compiled again without end (decision 24)
                "-XX:-UseCodeCacheFlushing",
                // otherwise it is chance whether a password's hash takes its time or twice that: the compiler leaves
                // these two calls
                // in, or not, by what it happened to compile first
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=inline,org.bouncycastle.crypto.generators.Argon2BytesGenerator::quarterRound",
                "-XX:CompileCommand=inline,org.bouncycastle.crypto.generators.Argon2BytesGenerator::roundFunction",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temp,
                "-D" + Main.PARENT + "=" + ProcessHandle.current().pid()));
        Settings.find("fubako.demo").ifPresent(demo -> command.add("-Dfubako.demo=" + demo));
        Settings.find("fubako.java.opts")
                .ifPresent(options -> command.addAll(List.of(options.strip().split("\\s+"))));
        command.addAll(List.of(
                "-cp",
                String.join(
                        File.pathSeparator,
                        jars.resolve("fubako-launcher.jar").toString(),
                        jars.resolve("payara-micro-fubako.jar").toString(),
                        jars.resolve("lib").toString() + File.separator + "*"),
                Main.class.getName(),
                ear.toString()));
        return command;
    }

    /** A signal would end this JVM with its own code, also when the server has stopped as it should. */
    private static void stop(Process server) {
        server.destroy();
        try {
            if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
            Runtime.getRuntime().halt(server.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
