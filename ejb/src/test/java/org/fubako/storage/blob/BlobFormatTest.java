package org.fubako.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fubako.storage.blob.BlobFixture.ANYTHING;
import static org.fubako.storage.blob.BlobFixture.OURS;
import static org.fubako.storage.blob.BlobFixture.THEIRS;
import static org.fubako.storage.blob.BlobFixture.bytes;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The body has to stay what Tink writes and reads, and nothing that was changed may come out. */
class BlobFormatTest {

    private static final int FIRST = BlobFormat.plainLength(0);
    private static final int NEXT = BlobFormat.plainLength(1);

    @TempDir
    Path data;

    private BlobFixture blobs;

    @BeforeEach
    void start() {
        blobs = new BlobFixture(data);
    }

    static IntStream lengthsAtTheEdges() {
        return IntStream.concat(
                IntStream.of(0, 1, 15, 16, 17, 4096),
                IntStream.of(0, 1, 2, 3, 4, 9)
                        .map(more -> FIRST + more * NEXT)
                        .flatMap(edge -> IntStream.of(edge - 17, edge - 1, edge, edge + 1, edge + 16)));
    }

    @ParameterizedTest
    @MethodSource("lengthsAtTheEdges")
    void tinkReadsWhatWeWrite(int length) throws Exception {
        byte[] plain = bytes(length);
        BlobDescriptor blob = stage(plain);
        byte[] file = Files.readAllBytes(blobs.store.path(blob.blobId()));
        byte[] header = Arrays.copyOf(file, BlobFormat.HEADER_LENGTH);
        InputStream body =
                new ByteArrayInputStream(file, BlobFormat.HEADER_LENGTH, file.length - BlobFormat.HEADER_LENGTH);

        assertThat(tink(dataKey(blob)).newDecryptingStream(body, header).readAllBytes())
                .isEqualTo(plain);
        assertThat(file).hasSize((int) blob.cipherLength());
        assertThat(blob.sha256()).isEqualTo(sha256(plain));
        assertThat(blob.cipherSha256()).isEqualTo(sha256(file));
        assertThat(BlobFixture.read(blobs.store, OURS, blob)).isEqualTo(plain);
    }

    @ParameterizedTest
    @MethodSource("lengthsAtTheEdges")
    void weReadWhatTinkWrites(int length) throws Exception {
        byte[] plain = bytes(length);
        BlobDescriptor blob = stage(plain);
        Path path = blobs.store.path(blob.blobId());
        byte[] header = Arrays.copyOf(Files.readAllBytes(path), BlobFormat.HEADER_LENGTH);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(header);
        try (OutputStream out = tink(dataKey(blob)).newEncryptingStream(file, header)) {
            out.write(plain);
        }
        Files.write(path, file.toByteArray());

        assertThat(BlobFixture.read(blobs.store, OURS, blob)).isEqualTo(plain);
    }

    @Test
    void partsAreWhatTheWholeHasThere() throws Exception {
        byte[] plain = bytes(FIRST + 5 * NEXT + 1234);
        BlobDescriptor blob = stage(plain);
        Random random = new Random(7);
        try (BlobContent content = blobs.store.open(OURS, blob)) {
            for (int i = 0; i < 500; i++) {
                int offset = random.nextInt(plain.length + 1);
                int length = random.nextInt(plain.length - offset + 1);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                content.transferTo(out, offset, length);
                assertThat(Arrays.equals(out.toByteArray(), Arrays.copyOfRange(plain, offset, offset + length)))
                        .as("%d bytes from %d", length, offset)
                        .isTrue();
            }
            assertThatThrownBy(() -> content.transferTo(OutputStream.nullOutputStream(), 1, Long.MAX_VALUE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void everyByteInFrontOfTheSegmentsCounts() throws Exception {
        BlobDescriptor blob = stage(bytes(100));
        for (int i = 0; i < blob.cipherLength(); i++) {
            int position = i;
            assertRefused(blob, file -> flip(file, position), "byte " + i);
        }
    }

    @Test
    void nothingButWhatWasWrittenComesOut() throws Exception {
        BlobDescriptor blob = stage(bytes(FIRST + 3 * NEXT + 77));
        int segment = BlobFormat.SEGMENT_LENGTH;
        int body = BlobFormat.HEADER_LENGTH;
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            int bit = random.nextInt((int) blob.cipherLength());
            assertRefused(blob, file -> flip(file, bit), "flip at " + bit);
        }
        assertRefused(blob, file -> Arrays.copyOf(file, file.length - 1), "cut by one");
        assertRefused(blob, file -> Arrays.copyOf(file, body + 3 * segment), "cut at a segment");
        assertRefused(blob, file -> new byte[0], "emptied");
        assertRefused(blob, file -> Arrays.copyOf(file, file.length + 1), "longer by one");
        assertRefused(blob, file -> move(file, body + segment, body + 2 * segment, segment), "a segment twice");
        assertRefused(
                blob,
                file -> {
                    byte[] swapped = move(file, body + segment, body + 2 * segment, segment);
                    System.arraycopy(file, body + 2 * segment, swapped, body + segment, segment);
                    return swapped;
                },
                "two segments swapped");
    }

    /** As if the row, too, had been changed: then the end of the last segment has to give it away. */
    @Test
    void aCutAtASegmentIsNoticedEvenWhenTheRowAgrees() throws Exception {
        BlobDescriptor blob = stage(bytes(FIRST + 2 * NEXT));
        long shorter = FIRST + NEXT;
        BlobDescriptor changed = new BlobDescriptor(
                blob.blobId(),
                blob.keyVersion(),
                blob.wrappedKey(),
                shorter,
                blob.sha256(),
                BlobFormat.cipherLength(shorter),
                blob.cipherSha256());
        Path path = blobs.store.path(blob.blobId());
        Files.write(path, Arrays.copyOf(Files.readAllBytes(path), (int) changed.cipherLength()));

        assertThatThrownBy(() -> BlobFixture.read(blobs.store, OURS, changed)).isInstanceOf(IntegrityException.class);
    }

    @Test
    void neitherAnotherTenantNorAnotherNameOpensABlob() throws Exception {
        BlobDescriptor blob = stage(bytes(10));
        BlobDescriptor other = stage(bytes(10));

        assertThatThrownBy(() -> blobs.store.open(THEIRS, blob)).isInstanceOf(IntegrityException.class);

        Files.copy(
                blobs.store.path(blob.blobId()),
                blobs.store.path(other.blobId()),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> blobs.store.open(OURS, other)).isInstanceOf(IntegrityException.class);
        BlobDescriptor mixed = new BlobDescriptor(
                other.blobId(), 1, blob.wrappedKey(), 10, blob.sha256(), blob.cipherLength(), blob.cipherSha256());
        assertThatThrownBy(() -> blobs.store.open(OURS, mixed)).isInstanceOf(IntegrityException.class);
    }

    @Test
    void whatComesOutBeforeADamagedSegmentIsTheTrueStart() throws Exception {
        byte[] plain = bytes(FIRST + 2 * NEXT);
        BlobDescriptor blob = stage(plain);
        Path path = blobs.store.path(blob.blobId());
        Files.write(path, flip(Files.readAllBytes(path), (int) BlobFormat.fileOffset(1) + 5));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BlobContent content = blobs.store.open(OURS, blob)) {
            assertThatThrownBy(() -> content.transferTo(out, 0, plain.length)).isInstanceOf(IntegrityException.class);
        }
        assertThat(out.toByteArray()).isEqualTo(Arrays.copyOf(plain, FIRST));
    }

    @Test
    void headerLiesByteForByteWhereTheDescriptionSays() throws Exception {
        BlobDescriptor blob = stage(bytes(1));
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(blobs.store.path(blob.blobId())));

        assertThat(file.getInt(0)).isEqualTo(0x46424B31);
        assertThat(file.getInt(4)).isEqualTo(0x01011000);
        assertThat(new UUID(file.getLong(8), file.getLong(16))).isEqualTo(OURS.value());
        assertThat(new UUID(file.getLong(24), file.getLong(32))).isEqualTo(blob.blobId());
        assertThat(file.getInt(40)).isEqualTo(1);
        assertThat(file.get(80)).isEqualTo((byte) 40);
        assertThat(file.limit()).isEqualTo(80 + 40 + 1 + 16);
    }

    @FunctionalInterface
    private interface Tampering {
        byte[] apply(byte[] file);
    }

    private void assertRefused(BlobDescriptor blob, Tampering tampering, String what) throws IOException {
        Path path = blobs.store.path(blob.blobId());
        byte[] original = Files.readAllBytes(path);
        Files.write(path, tampering.apply(original.clone()));
        assertThatThrownBy(() -> BlobFixture.read(blobs.store, OURS, blob))
                .as(what)
                .isInstanceOf(IntegrityException.class);
        Files.write(path, original);
    }

    private static byte[] flip(byte[] file, int position) {
        file[position] ^= (byte) (1 << position % 8);
        return file;
    }

    private static byte[] move(byte[] file, int from, int to, int length) {
        byte[] moved = file.clone();
        System.arraycopy(file, from, moved, to, length);
        return moved;
    }

    private BlobDescriptor stage(byte[] plain) {
        return blobs.store
                .stage(OURS, new ByteArrayInputStream(plain), ANYTHING)
                .descriptor();
    }

    private byte[] dataKey(BlobDescriptor blob) {
        return KeyWrap.unwrap(blobs.keys.current(OURS).wrappingKey(OURS, blob.blobId()), blob.wrappedKey());
    }

    private static AesGcmHkdfStreaming tink(byte[] dataKey) throws Exception {
        return new AesGcmHkdfStreaming(dataKey, "HmacSha256", 32, BlobFormat.SEGMENT_LENGTH, 0);
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
