package org.fubako.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fubako.storage.blob.BlobFixture.ANYTHING;
import static org.fubako.storage.blob.BlobFixture.OURS;
import static org.fubako.storage.blob.BlobFixture.THEIRS;
import static org.fubako.storage.blob.BlobFixture.bytes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.stream.Stream;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.junit.jupiter.api.Test;

/** What every blob store must do. A new store gets these tests by implementing this interface. */
interface BlobStoreContract {

    BlobStore store();

    @Test
    default void givesBackWhatWasStaged() throws IOException {
        byte[] plain = bytes(3_000_000);

        StagedBlob staged = stage(plain);

        assertThat(BlobFixture.read(store(), OURS, staged.descriptor())).isEqualTo(plain);
        assertThat(staged.descriptor().length()).isEqualTo(3_000_000);
    }

    @Test
    default void hidesBlobsFromOtherTenants() {
        StagedBlob staged = stage(bytes(5));

        assertThatThrownBy(() -> store().open(THEIRS, staged.descriptor())).isInstanceOf(IntegrityException.class);
    }

    @Test
    default void leavesNothingWhenDiscarded() {
        StagedBlob staged = stage(bytes(5));

        store().discard(staged);
        store().discard(staged);

        assertThatThrownBy(() -> store().open(OURS, staged.descriptor())).isInstanceOf(IntegrityException.class);
        assertEmpty();
    }

    @Test
    default void tellsABrokenStreamFromABrokenDisk() {
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(bytes(700_000)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("No space left on the client's side");
            }
        });

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> store().stage(OURS, breaking, ANYTHING));

        assertThat(refusal.problem()).isEqualTo(Problem.UPLOAD_BROKEN_OFF);
        assertEmpty();
    }

    @Test
    default void keepsNothingThatTheVerifierRefuses() {
        BlobStore.Verifier refusing = sha256 -> {
            throw new Refusal(Problem.DIGEST_MISMATCH, "");
        };

        assertThatThrownBy(() -> store().stage(OURS, new ByteArrayInputStream(bytes(5)), refusing))
                .isInstanceOf(Refusal.class);
        assertEmpty();
    }

    @Test
    default void listsWhatItHas() {
        StagedBlob staged = stage(bytes(5));

        try (Stream<StoredBlob> blobs = store().list(Instant.EPOCH)) {
            assertThat(blobs).singleElement().satisfies(blob -> {
                assertThat(blob.blob()).isEqualTo(staged.descriptor().blobId());
                assertThat(blob.tenant()).contains(OURS);
            });
        }
    }

    private StagedBlob stage(byte[] plain) {
        return store().stage(OURS, new ByteArrayInputStream(plain), ANYTHING);
    }

    private void assertEmpty() {
        try (Stream<StoredBlob> blobs = store().list(Instant.EPOCH)) {
            assertThat(blobs).isEmpty();
        }
    }
}
