package org.fubako.storage.blob;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.job.JobClaims;

/**
 * Notices a database that is older than the contents, as after the restore of a backup: its rows do not know the newest blobs,
 * and whoever removed what no row knows would remove them. The database and a file beside the blobs count the sweeps; a count in the
 * database that falls behind the file's cannot come about otherwise. It stays noticed until an operator removes the file.
 */
@ApplicationScoped
public class RestoreGuard {

    private final Path file;
    private final LongSupplier sweepsInDatabase;
    private final FileOps files;

    protected RestoreGuard() { // CDI proxy
        this(Path.of("."), () -> 0, new FileOps.Disk());
    }

    @Inject
    RestoreGuard(@ConfigProperty(name = "fubako.data", defaultValue = "data") String data, JobClaims claims) {
        this(Path.of(data, "blobs"), () -> claims.claimed(SweepJob.NAME), new FileOps.Disk());
    }

    RestoreGuard(Path blobs, LongSupplier sweepsInDatabase, FileOps files) {
        this.file = blobs.resolve("sweeps");
        this.sweepsInDatabase = sweepsInDatabase;
        this.files = files;
    }

    /** Whether nothing may be removed for being unknown to the database. */
    public boolean isSuspected() {
        return sweepsInDatabase.getAsLong() < counted();
    }

    /**
     * Called within each sweep, which the database has counted.
     *
     * @throws RestoreSuspected when the database has counted fewer sweeps than the store has seen
     */
    void countSweep() {
        long inDatabase = sweepsInDatabase.getAsLong();
        long counted = counted();
        if (inDatabase <= counted) {
            // the database goes on counting with each try, and must not catch up
            write(Math.max(counted, inDatabase + 1));
            throw new RestoreSuspected("the database is older than the contents, as after the restore of a backup;"
                    + " nothing is swept until an operator has made sure that the database is the right one"
                    + " and removed " + file);
        }
        write(inDatabase);
    }

    private long counted() {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NoSuchFileException none) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(long count) {
        try {
            files.writeDurably(file, Long.toString(count).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
