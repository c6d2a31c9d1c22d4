package org.fubako.storage.blob;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.fubako.platform.TenantId;

/**
 * Takes away blobs that no row knows, as left behind by a crash between storing and committing. Nothing is lost at once:
 * they lie in quarantine for a week, because it may be the database that is wrong.
 */
@ApplicationScoped
public class OrphanSweeper {

    private static final int QUARANTINE_DAYS = 7;

    private final BlobStore store;
    private final Clock clock;

    /** What a sweep has done. {@code unreadable} blobs are left alone: nobody can say whose they are. */
    public record Result(int quarantined, int removed, int unreadable) {}

    protected OrphanSweeper() { // CDI proxy
        this(null, null);
    }

    @Inject
    OrphanSweeper(BlobStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The age is looked at before the rows: a blob whose row is just being written is not old enough. */
    public Result sweep(BiPredicate<TenantId, UUID> known, Duration grace) {
        Instant now = clock.instant();
        int quarantined = 0;
        int unreadable = 0;
        try (Stream<StoredBlob> blobs = store.list()) {
            for (StoredBlob blob : (Iterable<StoredBlob>) blobs::iterator) {
                if (!blob.storedAt().isBefore(now.minus(grace))) {
                    continue;
                }
                if (blob.tenant().isEmpty()) {
                    unreadable++;
                } else if (!known.test(blob.tenant().get(), blob.blob())) {
                    store.quarantine(blob);
                    quarantined++;
                }
            }
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return new Result(quarantined, store.emptyQuarantine(today.minusDays(QUARANTINE_DAYS)), unreadable);
    }
}
