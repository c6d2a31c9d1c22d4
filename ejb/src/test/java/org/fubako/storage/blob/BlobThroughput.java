package org.fubako.storage.blob;

import static org.fubako.storage.blob.BlobFixture.ANYTHING;
import static org.fubako.storage.blob.BlobFixture.OURS;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Not a test: run it by hand to see MB/s of writing and reading. The first argument is an empty folder, best in memory. */
final class BlobThroughput {

    private static final long LENGTH = 1L << 30;

    private BlobThroughput() {}

    public static void main(String[] arguments) throws IOException {
        BlobFixture blobs = new BlobFixture(Files.createDirectories(Path.of(arguments[0])));
        new GcmWarmUp(256).run();
        for (int round = 1; round <= 4; round++) {
            long start = System.nanoTime();
            StagedBlob staged = blobs.store.stage(OURS, new Zeros(), ANYTHING);
            long written = System.nanoTime();
            try (BlobContent content = blobs.store.open(OURS, staged.descriptor())) {
                content.transferTo(OutputStream.nullOutputStream(), 0, LENGTH);
            }
            long read = System.nanoTime();
            blobs.store.discard(staged);
            System.out.printf("write %d MB/s, read %d MB/s%n", rate(written - start), rate(read - written));
        }
    }

    private static long rate(long nanos) {
        return LENGTH * 1000 / nanos;
    }

    private static final class Zeros extends InputStream {

        private long left = LENGTH;

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = (int) Math.min(left, length);
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
