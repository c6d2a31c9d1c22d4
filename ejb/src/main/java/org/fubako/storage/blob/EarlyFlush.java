package org.fubako.storage.blob;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Has the disk begin with a large content while more of it comes, so that the last flush finds little left to do. The system by
 * itself keeps gigabytes in memory before it begins. It does not take the place of the last flush.
 */
final class EarlyFlush implements AutoCloseable {

    private static final long EVERY_BYTES = 32L << 20;

    private final FileOps files;
    private final FileChannel channel;
    private long unflushed;
    private Optional<FutureTask<Void>> running = Optional.empty();

    EarlyFlush(FileOps files, FileChannel channel) {
        this.files = files;
        this.channel = channel;
    }

    /** @throws IOException what an earlier flush has met: the system tells it once only, so the last one would not */
    void written(int length) throws IOException {
        unflushed += length;
        if (unflushed >= EVERY_BYTES && running.filter(task -> !task.isDone()).isEmpty()) {
            finish();
            unflushed = 0;
            FutureTask<Void> task = new FutureTask<>(() -> {
                files.flush(channel);
                return null;
            });
            Thread worker = new Thread(task, "fubako-flush");
            worker.setDaemon(true);
            worker.start();
            running = Optional.of(task);
        }
    }

    /** Waits for the flush under way; what it has met is thrown here. */
    void finish() throws IOException {
        if (running.isPresent()) {
            try {
                running.get().get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause().getMessage(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while flushing");
            }
        }
    }

    /** The channel may be closed afterwards. */
    @Override
    public void close() throws IOException {
        finish();
    }
}
