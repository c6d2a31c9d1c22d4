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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanSweeperTest {

    private static final Duration GRACE = Duration.ofHours(24);

    @TempDir
    Path data;

    private BlobFixture blobs;
    private OrphanSweeper sweeper;
    private BlobDescriptor kept;
    private BlobDescriptor orphan;

    @BeforeEach
    void start() {
        blobs = new BlobFixture(data);
        sweeper = new OrphanSweeper(blobs.store, blobs.clock);
        kept = stage();
        orphan = stage();
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

    private OrphanSweeper.Result sweep() {
        return sweeper.sweep((tenant, blob) -> tenant.equals(OURS) && blob.equals(kept.blobId()), GRACE);
    }

    private BlobDescriptor stage() {
        return blobs.store
                .stage(OURS, new ByteArrayInputStream(bytes(1000)), ANYTHING)
                .descriptor();
    }
}
