package org.fubako.storage.blob;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fubako.platform.TenantId;

/**
 * Takes away blobs that no row knows, as left behind by a crash between storing and committing. Nothing is lost at once:
 * they lie in quarantine for a week, because it may be the database that is wrong.
 */
@ApplicationScoped
class OrphanSweeper {

    private static final int QUARANTINE_DAYS = 7;
    private static final int BATCH = 500;

    /** Blobs this much newer than anything the database knows are not the work of one upload that was cut off. */
    private static final Duration DATABASE_BEHIND = Duration.ofHours(1);

    private final BlobStore store;
    private final BlobTable rows;
    private final Clock clock;

    /** What a sweep has done. {@code unreadable} blobs are left alone: nobody can say whose they are. */
    record Result(int quarantined, int removed, int unreadable) {}

    protected OrphanSweeper() { // CDI proxy
        this(null, null, null);
    }

    @Inject
    OrphanSweeper(BlobStore store, BlobTable rows, Clock clock) {
        this.store = store;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Looks at blobs whose upload began after {@code since}. The age is looked at before the rows: a blob whose row is just
     * being written is not old enough.
     *
     * @param grace how long a blob may be without a row; longer than any upload takes from storing to committing
     * @throws RestoreSuspected when there are blobs without a row that are much newer than the newest with one; then nothing has
     *     been taken away
     */
    Result sweep(Instant since, Duration grace) {
        Instant now = clock.instant();
        List<StoredBlob> orphans = new ArrayList<>();
        int unreadable = 0;
        List<StoredBlob> batch = new ArrayList<>();
        try (Stream<StoredBlob> blobs = store.list(since)) {
            for (StoredBlob blob : (Iterable<StoredBlob>) blobs::iterator) {
                if (!blob.storedAt().isBefore(now.minus(grace))) {
                    continue;
                }
                if (blob.tenant().isEmpty()) {
                    unreadable++;
                } else if (batch.add(blob) && batch.size() == BATCH) {
                    orphans.addAll(unknown(batch));
                    batch.clear();
                }
            }
        }
        orphans.addAll(unknown(batch));
        requireDatabaseNotBehind(orphans);
        orphans.forEach(store::quarantine);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return new Result(orphans.size(), store.emptyQuarantine(today.minusDays(QUARANTINE_DAYS)), unreadable);
    }

    private List<StoredBlob> unknown(List<StoredBlob> blobs) {
        Set<UUID> known = new HashSet<>();
        Map<TenantId, List<UUID>> byTenant = blobs.stream()
                .collect(Collectors.groupingBy(
                        blob -> blob.tenant().orElseThrow(),
                        Collectors.mapping(StoredBlob::blob, Collectors.toList())));
        byTenant.forEach((tenant, ids) -> known.addAll(rows.known(tenant, ids)));
        return blobs.stream().filter(blob -> !known.contains(blob.blob())).toList();
    }

    private void requireDatabaseNotBehind(List<StoredBlob> orphans) {
        Instant limit = rows.newest().orElse(Instant.EPOCH).plus(DATABASE_BEHIND);
        List<StoredBlob> newer =
                orphans.stream().filter(blob -> blob.storedAt().isAfter(limit)).toList();
        if (!newer.isEmpty()) {
            throw new RestoreSuspected(newer.size() + " blobs without a row are newer than all that the database knows;"
                    + " nothing is swept before it knows newer ones");
        }
    }
}
