package org.fubako.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be seen of the server from outside, when it runs on this machine. */
final class ServerProcess {

    private static final Pattern USED = Pattern.compile("(?m)^\\s*(?!Metaspace|class space).*\\bused (\\d+)K");

    private final ProcessHandle root;

    ServerProcess(long pid) {
        root = ProcessHandle.of(pid).orElseThrow(() -> new IllegalArgumentException("no process " + pid));
    }

    /** CPU time of the process and everything below it, a database it has started included. */
    Duration cpu() {
        return Stream.concat(Stream.of(root), root.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The lowest Java process of the tree: the server itself when something else has started it. */
    OptionalLong java() {
        return Stream.concat(Stream.of(root), root.descendants())
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.endsWith("/java"))
                        .isPresent())
                .mapToLong(ProcessHandle::pid)
                .reduce((first, second) -> second);
    }

    /** Bytes of the heap that are in use after a full collection: what really lives. */
    static long liveHeap(long javaPid) throws IOException, InterruptedException {
        jcmd(javaPid, "GC.run");
        Matcher used = USED.matcher(jcmd(javaPid, "GC.heap_info"));
        long kilobytes = 0;
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
        }
        return kilobytes * 1024;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd " + command + ": " + output);
        }
        return output;
    }
}
