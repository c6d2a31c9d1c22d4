package org.fubako.storage.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Everything that changes files, as one seam: tests replace it to lose what was not flushed, or to fail at the n-th call.
 * What has been flushed and whose folder has been flushed survives a loss of power; nothing else is promised.
 */
interface FileOps {

    /** Opens a file that must not exist yet, for its owner only. */
    FileChannel create(Path file) throws IOException;

    /** Writes all that remains in the buffer. */
    void write(FileChannel channel, ByteBuffer bytes) throws IOException;

    /** Flushes content and length. After a failure the file must be given up: a second flush may lie. */
    void flush(FileChannel channel) throws IOException;

    void rename(Path from, Path to) throws IOException;

    void flushDirectory(Path directory) throws IOException;

    /** Makes a folder for its owner only, with all above it, and flushes what was made. */
    void createDirectories(Path directory) throws IOException;

    void delete(Path file) throws IOException;

    /** A small file that is there completely or not at all. */
    default void writeDurably(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        delete(part);
        try (FileChannel channel = create(part)) {
            write(channel, ByteBuffer.wrap(content));
            flush(channel);
        }
        rename(part, file);
        flushDirectory(file.getParent());
    }

    /** The real disk. */
    final class Disk implements FileOps {

        private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
        private static final FileAttribute<?> OWNER_FOLDER =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

        @Override
        public FileChannel create(Path file) throws IOException {
            return FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(OWNER_FILE));
        }

        @Override
        public void write(FileChannel channel, ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void flush(FileChannel channel) throws IOException {
            channel.force(true);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void flushDirectory(Path directory) throws IOException {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }

        @Override
        public void createDirectories(Path directory) throws IOException {
            if (Files.isDirectory(directory)) {
                return;
            }
            Path parent = directory.toAbsolutePath().getParent();
            createDirectories(parent);
            try {
                Files.createDirectory(directory, OWNER_FOLDER);
            } catch (java.nio.file.FileAlreadyExistsException madeByAnother) {
                return;
            }
            flushDirectory(parent);
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }
    }
}
