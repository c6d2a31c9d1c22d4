package org.fubako.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server that this program has started and will end.
 *
 * @param access what {@link Options} must know of it: address, sign-in, process, flushing
 */
@SuppressWarnings("try") // whoever waits for its end may be interrupted
record RunningServer(Process process, Map<String, String> access) implements AutoCloseable {

    private static final long STOP_SECONDS = 120;

    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    /** A folder that nothing else uses; its owner takes it away with {@link #remove}. */
    static Path newFolder() {
        return Path.of("/tmp", "fubako-bench-" + ProcessHandle.current().pid());
    }

    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
