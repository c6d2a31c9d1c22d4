package org.fubako.storage.blob;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A seam for tests of durability; does nothing unless the configuration names an arming file. Each line of that file is a
 * point and a number: so many requests stop when they reach the point, later ones pass. Each that stops says so by a file
 * beside it, {@code point-1}, {@code point-2}… They go on when the arming file is gone; once it says {@code die}, the process
 * ends without any clean-up.
 */
@ApplicationScoped
public class CrashPoints {

    private static final String DIE = "die";
    private static final int KILLED = 137;

    @Resource
    TransactionSynchronizationRegistry transactions;

    private final Optional<Path> arming;
    private final Map<CrashPoint, Integer> stopped = new ConcurrentHashMap<>();

    protected CrashPoints() { // CDI proxy
        this(Optional.empty());
    }

    @Inject
    CrashPoints(@ConfigProperty(name = "fubako.test.crash.file") Optional<String> arming) {
        this.arming = arming.map(Path::of);
    }

    /** Whether this process runs for such a test at all. */
    public boolean inUse() {
        return arming.isPresent();
    }

    public void hit(CrashPoint reached) {
        if (arming.isPresent()) {
            stopIfTold(arming.get(), reached);
        }
    }

    /** Two points of the transaction that is under way: with all statements done, and with the commit done. */
    public void hitAroundCommit(CrashPoint written, CrashPoint committed) {
        if (arming.isPresent()) {
            transactions.registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {
                    hit(written);
                }

                @Override
                public void afterCompletion(int status) {
                    if (status == Status.STATUS_COMMITTED) {
                        hit(committed);
                    }
                }
            });
        }
    }

    private void stopIfTold(Path file, CrashPoint reached) {
        List<String> lines = lines(file);
        int wanted = lines.stream()
                .filter(line -> line.startsWith(reached.label() + " "))
                .map(line -> Integer.parseInt(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
        int arrival = wanted == 0 ? 0 : stopped.merge(reached, 1, Integer::sum);
        if (arrival == 0 || arrival > wanted) {
            return;
        }
        try {
            Files.createFile(file.resolveSibling(reached.label() + "-" + arrival));
            while (!lines.isEmpty()) {
                if (lines.contains(DIE)) {
                    Runtime.getRuntime().halt(KILLED);
                }
                TimeUnit.MILLISECONDS.sleep(10);
                lines = lines(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException unarmed) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
