package org.fubako.storage.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The real disk, but one call fails, or the power does, and then what was not flushed can be taken away. For several threads. */
final class FaultyFiles implements FileOps {

    private final FileOps disk = new FileOps.Disk();
    private final String failure;
    private final Map<FileChannel, Path> open = new HashMap<>();
    private final Set<Path> unflushed = new HashSet<>();
    private final Set<FileChannel> failedFlush = new HashSet<>();
    private final Deque<Rename> unflushedNames = new ArrayDeque<>();
    private int failAt;
    private int dieAt;
    private boolean failFlush;
    int calls;
    int flushes;
    boolean flushedAgainAfterFailure;

    private record Rename(Path from, Path to) {}

    static final class PowerFailure extends Error {
        private static final long serialVersionUID = 1L;
    }

    FaultyFiles(String failure) {
        this.failure = failure;
    }

    void failAt(int call) {
        failAt = call;
    }

    /** Only the first one: the system tells once that it could not write. */
    void failFirstFlush() {
        failFlush = true;
    }

    void dieAt(int call) {
        dieAt = call;
    }

    void losePower(FileBlobStoreTest.Loss loss) throws IOException {
        if (loss == FileBlobStoreTest.Loss.CONTENT) {
            for (Path file : unflushed) {
                Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            }
        }
        while (loss == FileBlobStoreTest.Loss.NAMES && !unflushedNames.isEmpty()) {
            Rename last = unflushedNames.pop();
            Files.move(last.to(), last.from());
        }
    }

    private void call() throws IOException {
        calls++;
        if (dieAt > 0 && calls >= dieAt) {
            throw new PowerFailure();
        }
        if (calls == failAt) {
            throw new IOException(failure);
        }
    }

    @Override
    public synchronized FileChannel create(Path file) throws IOException {
        call();
        FileChannel channel = disk.create(file);
        open.put(channel, file);
        unflushed.add(file);
        return channel;
    }

    @Override
    public synchronized void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        call();
        disk.write(channel, bytes);
        unflushed.add(open.get(channel));
    }

    @Override
    public synchronized void flush(FileChannel channel) throws IOException {
        flushes++;
        flushedAgainAfterFailure |= failedFlush.contains(channel);
        failedFlush.add(channel);
        call();
        if (failFlush) {
            failFlush = false;
            throw new IOException(failure);
        }
        disk.flush(channel);
        failedFlush.remove(channel);
        unflushed.remove(open.get(channel));
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        call();
        disk.rename(from, to);
        unflushedNames.push(new Rename(from, to));
        if (unflushed.remove(from)) {
            unflushed.add(to);
        }
    }

    @Override
    public synchronized void flushDirectory(Path directory) throws IOException {
        call();
        disk.flushDirectory(directory);
        unflushedNames.removeIf(rename -> rename.to().getParent().equals(directory));
    }

    @Override
    public synchronized void createDirectories(Path directory) throws IOException {
        call();
        disk.createDirectories(directory);
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        call();
        disk.delete(file);
        unflushed.remove(file);
        unflushedNames.removeIf(rename -> rename.to().equals(file));
    }
}
