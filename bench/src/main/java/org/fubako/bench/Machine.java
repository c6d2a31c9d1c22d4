package org.fubako.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Where and when a run was made. */
final class Machine {

    private Machine() {}

    static List<String> describe() {
        String load = first(Path.of("/proc/loadavg"), "", "?");
        long memory =
                Long.parseLong(first(Path.of("/proc/meminfo"), "MemTotal:", "0").replaceAll("\\D", ""));
        return List.of(
                "date       "
                        + DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").format(ZonedDateTime.now(ZoneOffset.UTC))
                        + " UTC",
                "commit     " + commit(),
                "machine    " + Runtime.getRuntime().availableProcessors() + " cores, "
                        + first(Path.of("/proc/cpuinfo"), "model name", "?").replaceFirst("^.*:\\s*", "") + ", "
                        + Math.round(memory / 1048576.0) + " GiB, "
                        + first(Path.of("/etc/os-release"), "PRETTY_NAME=", "?").replace("\"", "") + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "JDK        " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                "load       " + load.replaceFirst("(\\S+ \\S+ \\S+).*", "$1")
                        + " before the run (1, 5, 15 minutes); the load generator runs on the same machine");
    }

    /** What comes after {@code start} on the first line that begins with it. */
    private static String first(Path file, String start, String otherwise) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(start))
                    .findFirst()
                    .map(line -> line.substring(start.length()).strip())
                    .orElse(otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }

    /** Of the checkout that one stands in. */
    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=10").start();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return answer.isEmpty() ? "?" : answer;
        } catch (IOException e) {
            return "?";
        }
    }
}
