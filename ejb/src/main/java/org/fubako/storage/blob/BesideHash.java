package org.fubako.storage.blob;

import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.fubako.platform.Hashes;

/**
 * SHA-256 of plaintext and ciphertext. Hashing costs more than encrypting, so contents above a few segments are hashed on a
 * thread of their own beside the writer; small ones are not worth one.
 */
final class BesideHash implements AutoCloseable {

    private static final int INLINE_CHUNKS = 8;
    private static final int QUEUED_CHUNKS = 32;
    private static final Chunk END = new Chunk(new byte[0], 0, false);

    private final MessageDigest plain = Hashes.sha256();
    private final MessageDigest sealed = Hashes.sha256();
    private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(QUEUED_CHUNKS);
    private int chunks;
    private Thread worker;

    private record Chunk(byte[] bytes, int length, boolean isPlain) {}

    void plain(byte[] bytes, int length) {
        add(bytes, length, true);
    }

    void sealed(byte[] bytes, int length) {
        add(bytes, length, false);
    }

    private void add(byte[] bytes, int length, boolean isPlain) {
        if (worker == null && ++chunks <= INLINE_CHUNKS) {
            (isPlain ? plain : sealed).update(bytes, 0, length);
            return;
        }
        if (worker == null) {
            worker = new Thread(this::work, "fubako-hash");
            worker.setDaemon(true);
            worker.start();
        }
        put(new Chunk(java.util.Arrays.copyOf(bytes, length), length, isPlain));
    }

    private void put(Chunk chunk) {
        try {
            queue.put(chunk);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while hashing", e);
        }
    }

    private void work() {
        try {
            for (Chunk chunk = queue.take(); chunk != END; chunk = queue.take()) {
                (chunk.isPlain ? plain : sealed).update(chunk.bytes, 0, chunk.length);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what is still being hashed; afterwards the digests can be taken. */
    void finish() {
        if (worker != null) {
            put(END);
            try {
                worker.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while hashing", e);
            }
            worker = null;
        }
    }

    byte[] plainDigest() {
        return plain.digest();
    }

    byte[] sealedDigest() {
        return sealed.digest();
    }

    /** Ends the thread when the upload has been given up. */
    @Override
    public void close() {
        if (worker != null) {
            worker.interrupt();
        }
    }
}
