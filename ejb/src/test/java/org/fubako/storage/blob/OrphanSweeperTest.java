package org.fubako.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fubako.storage.blob.BlobFixture.ANYTHING;
import static org.fubako.storage.blob.BlobFixture.OURS;
import static org.fubako.storage.blob.BlobFixture.bytes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.platform.IdSource;
import org.fubako.platform.TenantId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanSweeperTest {

    private static final Duration GRACE = Duration.ofHours(24);

    @TempDir
    Path data;

    private final Rows rows = new Rows();
    private BlobFixture blobs;
    private OrphanSweeper sweeper;
    private BlobDescriptor kept;
    private BlobDescriptor orphan;

    @BeforeEach
    void start() {
        blobs = new BlobFixture(data);
        sweeper = new OrphanSweeper(blobs.store, rows, blobs.clock);
        kept = stage();
        orphan = stage();
        rows.blobs.add(kept.blobId());
    }

    @Test
    void leavesYoungBlobsAlone() {
        assertThat(sweep()).isEqualTo(new OrphanSweeper.Result(0, 0, 0));
    }

    @Test
    void setsOldOrphansAsideAndRemovesThemAWeekLater() throws IOException {
        blobs.clock.pass(Duration.ofHours(25));
        assertThat(sweep()).isEqualTo(new OrphanSweeper.Result(1, 0, 0));
        assertThatThrownBy(() -> blobs.store.open(OURS, orphan)).isInstanceOf(IntegrityException.class);
        assertThat(BlobFixture.read(blobs.store, OURS, kept)).hasSize(1000);

        blobs.clock.pass(Duration.ofDays(7));
        assertThat(sweep()).isEqualTo(new OrphanSweeper.Result(0, 0, 0));
        blobs.clock.pass(Duration.ofDays(1));
        assertThat(sweep()).isEqualTo(new OrphanSweeper.Result(0, 1, 0));
    }

    @Test
    void takesAnEnvelopeWithoutItsBlob() throws IOException {
        Files.delete(blobs.store.path(orphan.blobId()));
        blobs.clock.pass(Duration.ofHours(25));

        assertThat(sweep().quarantined()).isEqualTo(1);
        assertThat(blobs.store.envelope(orphan.blobId())).doesNotExist();
    }

    @Test
    void leavesAloneWhatNobodyCanRead() throws IOException {
        Files.write(blobs.store.path(orphan.blobId()), new byte[100]);
        blobs.clock.pass(Duration.ofHours(25));

        assertThat(sweep()).isEqualTo(new OrphanSweeper.Result(0, 0, 1));
    }

    @Test
    void leavesAloneWhatIsMuchNewerThanAllThatTheDatabaseKnows() {
        rows.age = Duration.ofHours(2);
        blobs.clock.pass(Duration.ofHours(25));

        assertThatThrownBy(this::sweep).isInstanceOf(RestoreSuspected.class);

        assertThat(blobs.store.path(orphan.blobId())).exists();
        rows.age = Duration.ofMinutes(30);
        assertThat(sweep().quarantined()).isEqualTo(1);
    }

    @Test
    void takesNothingForADatabaseThatKnowsNothing() {
        rows.blobs.clear();
        blobs.clock.pass(Duration.ofHours(25));

        assertThatThrownBy(this::sweep).isInstanceOf(RestoreSuspected.class);
    }

    @Test
    void looksOnlyAtWhatIsYoungEnough() {
        blobs.clock.pass(Duration.ofHours(25));

        assertThat(sweeper.sweep(blobs.clock.instant().minus(GRACE), GRACE).quarantined())
                .isZero();
        assertThat(sweep().quarantined()).isEqualTo(1);
    }

    private OrphanSweeper.Result sweep() {
        return sweeper.sweep(Instant.EPOCH, GRACE);
    }

    private BlobDescriptor stage() {
        return blobs.store
                .stage(OURS, new ByteArrayInputStream(bytes(1000)), ANYTHING)
                .descriptor();
    }

    /** Rows in memory; {@code age} makes them look older than they are. */
    private static final class Rows implements BlobTable {

        private final Set<UUID> blobs = new HashSet<>();
        private Duration age = Duration.ZERO;

        @Override
        public Set<UUID> known(TenantId tenant, Collection<UUID> asked) {
            Set<UUID> known = new HashSet<>(asked);
            known.retainAll(tenant.equals(OURS) ? blobs : Set.of());
            return known;
        }

        @Override
        public Optional<Instant> newest() {
            return blobs.stream().map(IdSource::timeOf).max(Instant::compareTo).map(time -> time.minus(age));
        }
    }
}
