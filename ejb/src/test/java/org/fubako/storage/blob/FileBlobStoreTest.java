package org.fubako.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fubako.storage.blob.BlobFixture.ANYTHING;
import static org.fubako.storage.blob.BlobFixture.OURS;
import static org.fubako.storage.blob.BlobFixture.bytes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileBlobStoreTest implements BlobStoreContract {

    private static final byte[] PLAIN = bytes(400_000);

    @TempDir
    Path data;

    private BlobFixture blobs;

    @BeforeEach
    void start() {
        blobs = new BlobFixture(data);
    }

    @Override
    public BlobStore store() {
        return blobs.store;
    }

    @Test
    void onlyTheOwnerMayReadTheFiles() throws IOException {
        BlobDescriptor blob = stage(blobs.store).descriptor();

        for (Path file : List.of(blobs.store.path(blob.blobId()), blobs.store.envelope(blob.blobId()))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void startsByRemovingOnlyItsOwnLeftovers() throws IOException {
        Path tmp = data.resolve("blobs/tmp");
        Files.createDirectories(tmp.resolve("node2"));
        Path own = Files.createFile(tmp.resolve("node1/x.part"));
        Path other = Files.createFile(tmp.resolve("node2/y.part"));

        blobs.store.start();

        assertThat(own).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void saysThatTheDiskIsFull() {
        FaultyFiles files = new FaultyFiles("No space left on device");
        FileBlobStore store = blobs.store(data, files);
        files.failAt(2);

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> stage(store));

        assertThat(refusal.problem()).isEqualTo(Problem.STORAGE_FULL);
    }

    /** A large content is flushed while it comes as well. */
    @Test
    void aFlushThatFailsWhileTheContentComesIsNotForgottenByTheLastOne() throws IOException {
        FaultyFiles files = new FaultyFiles("No space left on device");
        FileBlobStore store = blobs.store(data, files);
        files.failFirstFlush();
        InputStream large = new ByteArrayInputStream(new byte[40 << 20]);

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> store.stage(OURS, large, ANYTHING));

        assertThat(refusal.problem()).isEqualTo(Problem.STORAGE_FULL);
        assertThat(filesBelow(data.resolve("blobs"))).isEmpty();
        assertThat(files.flushedAgainAfterFailure).isFalse();
    }

    @Test
    void aLargeContentIsFlushedWhileItComes() throws IOException {
        FaultyFiles files = new FaultyFiles("");
        FileBlobStore store = blobs.store(data, files);
        InputStream large = new ByteArrayInputStream(new byte[40 << 20]);

        StagedBlob staged = store.stage(OURS, large, ANYTHING);

        assertThat(files.flushes).isEqualTo(3); // while it came, at its end, its envelope
        store.discard(staged);
    }

    /** Each single call fails once; the process lives on and has to clean up behind itself. */
    @Test
    void leavesNothingWhateverFails() throws IOException {
        int operations = operationsOfOneUpload();
        for (int failing = 1; failing <= operations; failing++) {
            FaultyFiles files = new FaultyFiles("broken");
            FileBlobStore store = blobs.store(data, files);
            files.failAt(failing);

            assertThatThrownBy(() -> stage(store)).as("call %d", failing).isNotNull();

            assertThat(filesBelow(data.resolve("blobs"))).as("call %d", failing).isEmpty();
            assertThat(files.flushedAgainAfterFailure).isFalse();
        }
    }

    enum Loss {
        NOTHING,
        CONTENT,
        NAMES
    }

    /** The power fails at each single call, and what was not flushed may be gone. */
    @ParameterizedTest
    @EnumSource
    void whatHasItsNameIsComplete(Loss loss) throws IOException {
        int operations = operationsOfOneUpload();
        for (int last = 1; last <= operations + 1; last++) {
            FaultyFiles files = new FaultyFiles("broken");
            FileBlobStore store = blobs.store(data, files);
            files.dieAt(last);
            List<BlobDescriptor> answered = new ArrayList<>();
            try {
                answered.add(stage(store).descriptor());
            } catch (FaultyFiles.PowerFailure expected) {
                assertThat(last).isLessThanOrEqualTo(operations);
            }
            files.losePower(loss);

            FileBlobStore next = blobs.store(data, new FileOps.Disk());
            next.start();
            for (BlobDescriptor blob : answered) {
                assertThat(BlobFixture.read(next, OURS, blob)).isEqualTo(PLAIN);
            }
            for (Path file : filesBelow(data.resolve("blobs"))) {
                if (!file.toString().endsWith(".env")) {
                    assertThat(Files.size(file))
                            .as("%s at call %d", loss, last)
                            .isEqualTo(BlobFormat.cipherLength(PLAIN.length));
                } else {
                    assertThat(Files.readString(file))
                            .as("%s at call %d", loss, last)
                            .endsWith("}\n");
                }
                Files.delete(file);
            }
        }
        assertThat(operations).isGreaterThan(12);
    }

    private int operationsOfOneUpload() throws IOException {
        FaultyFiles files = new FaultyFiles("");
        FileBlobStore store = blobs.store(data, files);
        StagedBlob staged = stage(store);
        int operations = files.calls;
        store.discard(staged);
        return operations;
    }

    private static StagedBlob stage(BlobStore store) {
        return store.stage(OURS, new ByteArrayInputStream(PLAIN), ANYTHING);
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
