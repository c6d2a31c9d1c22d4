package org.fubako.storage.blob;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;

/**
 * Blobs as files below {@code FUBAKO_DATA/blobs}, beside each an envelope with the same data as the database row, so that a
 * lost row is never a lost file. Files come into being under {@code tmp} and get their name only when they are flushed.
 */
@ApplicationScoped
public class FileBlobStore implements BlobStore {

    private static final long LARGEST_RESERVE = 2L << 30;
    private static final long RESERVE_CHECK_SEGMENTS = 256;

    private final Path root;
    private final Optional<Long> configuredReserve;
    private final TenantKeys keys;
    private final IdSource ids;
    private final CrashPoints crashPoints;
    private final FileOps files;
    private final SecureRandom random = new SecureRandom();

    protected FileBlobStore() { // CDI proxy
        this(Path.of("."), Optional.empty(), null, null, null, null);
    }

    @Inject
    FileBlobStore(
            @ConfigProperty(name = "fubako.data", defaultValue = "data") String data,
            @ConfigProperty(name = "fubako.blob.reserve.bytes") Optional<Long> reserve,
            TenantKeys keys,
            IdSource ids,
            CrashPoints crashPoints) {
        this(Path.of(data, "blobs"), reserve, keys, ids, crashPoints, new FileOps.Disk());
    }

    FileBlobStore(
            Path root, Optional<Long> reserve, TenantKeys keys, IdSource ids, CrashPoints crashPoints, FileOps files) {
        this.root = root;
        this.configuredReserve = reserve;
        this.keys = keys;
        this.ids = ids;
        this.crashPoints = crashPoints;
        this.files = files;
    }

    private Path temporary() {
        return root.resolve("tmp");
    }

    /** What a killed process has left half-done is worth nothing. */
    @PostConstruct
    void start() {
        try {
            files.createDirectories(temporary());
            try (Stream<Path> old = Files.list(temporary())) {
                for (Path file : old.toList()) {
                    files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the blob folder " + root + " cannot be used", e);
        }
    }

    @Override
    public StagedBlob stage(TenantId tenant, InputStream content, Verifier verifier) {
        UUID id = ids.next();
        Path part = temporary().resolve(id + ".part");
        Path envelopePart = temporary().resolve(id + ".env.part");
        try {
            requireSpace();
            BlobDescriptor descriptor = write(tenant, id, part, content, verifier);
            writeEnvelope(tenant, descriptor, envelopePart);
            publish(id, part, envelopePart);
            return new StagedBlob(tenant, descriptor);
        } catch (IOException e) {
            cleanUp(tenant, id, part, envelopePart);
            throw diskFailure(e);
        } catch (RuntimeException e) {
            cleanUp(tenant, id, part, envelopePart);
            throw e;
        }
    }

    private BlobDescriptor write(TenantId tenant, UUID id, Path part, InputStream content, Verifier verifier)
            throws IOException {
        TenantKeys.Key tenantKey = keys.current(tenant);
        byte[] dataKey = randomBytes(BlobFormat.KEY_LENGTH);
        byte[] header = BlobFormat.header(tenant, id, tenantKey.version(), dataKey);
        byte[] bodyHeader = BlobFormat.bodyHeader(randomBytes(BlobFormat.KEY_LENGTH), randomBytes(7));
        BlobFormat.Segments segments = new BlobFormat.Segments(Cipher.ENCRYPT_MODE, dataKey, bodyHeader, header);
        long length = 0;
        try (FileChannel channel = files.create(part);
                BesideHash hash = new BesideHash()) {
            crashPoints.hit(CrashPoint.UP_TMP_CREATED);
            write(channel, hash, header, header.length);
            write(channel, hash, bodyHeader, bodyHeader.length);
            byte[] plain = new byte[BlobFormat.SEGMENT_LENGTH];
            byte[] ahead = new byte[BlobFormat.SEGMENT_LENGTH];
            byte[] sealed = new byte[BlobFormat.SEGMENT_LENGTH];
            int filled = fill(content, plain, BlobFormat.plainLength(0));
            for (long segment = 0; ; segment++) {
                // whether a segment is the last one shows only when nothing comes behind it
                boolean full = filled == BlobFormat.plainLength(segment);
                int next = full ? fill(content, ahead, BlobFormat.plainLength(segment + 1)) : 0;
                hash.plain(plain, filled);
                int sealedLength = segments.process(segment, next == 0, plain, filled, sealed);
                write(channel, hash, sealed, sealedLength);
                length += filled;
                if (next == 0) {
                    break;
                }
                crashPoints.hit(CrashPoint.UP_TMP_PARTIAL);
                if (segment % RESERVE_CHECK_SEGMENTS == RESERVE_CHECK_SEGMENTS - 1) {
                    requireSpace();
                }
                byte[] spare = plain;
                plain = ahead;
                ahead = spare;
                filled = next;
            }
            hash.finish();
            byte[] sha256 = hash.plainDigest();
            verifier.verify(sha256);
            crashPoints.hit(CrashPoint.UP_TMP_FULL);
            files.flush(channel);
            crashPoints.hit(CrashPoint.UP_TMP_SYNCED);
            byte[] wrapped = KeyWrap.wrap(tenantKey.wrappingKey(tenant, id), dataKey);
            return new BlobDescriptor(
                    id,
                    tenantKey.version(),
                    wrapped,
                    length,
                    sha256,
                    BlobFormat.cipherLength(length),
                    hash.sealedDigest());
        }
    }

    private void write(FileChannel channel, BesideHash hash, byte[] bytes, int length) throws IOException {
        files.write(channel, ByteBuffer.wrap(bytes, 0, length));
        hash.sealed(bytes, length);
    }

    /** Reads until the buffer holds {@code length} bytes or the content ends. */
    private static int fill(InputStream content, byte[] buffer, int length) {
        try {
            return content.readNBytes(buffer, 0, length);
        } catch (IOException e) {
            throw new Refusal(Problem.UPLOAD_BROKEN_OFF, "", e);
        }
    }

    private void publish(UUID id, Path part, Path envelopePart) throws IOException {
        Path blob = path(id);
        files.createDirectories(blob.getParent());
        files.rename(envelopePart, envelope(id));
        crashPoints.hit(CrashPoint.UP_ENV);
        files.rename(part, blob);
        crashPoints.hit(CrashPoint.UP_RENAMED);
        files.flushDirectory(blob.getParent());
        crashPoints.hit(CrashPoint.UP_DIR_SYNCED);
    }

    private void writeEnvelope(TenantId tenant, BlobDescriptor blob, Path target) throws IOException {
        HexFormat hex = HexFormat.of();
        String fields = "\"format\":\"FBK1\",\"tenant\":\"" + tenant + "\",\"blob\":\"" + blob.blobId()
                + "\",\"keyVersion\":" + blob.keyVersion()
                + ",\"wrappedKey\":\"" + hex.formatHex(blob.wrappedKey())
                + "\",\"length\":" + blob.length()
                + ",\"sha256\":\"" + hex.formatHex(blob.sha256())
                + "\",\"cipherLength\":" + blob.cipherLength()
                + ",\"cipherSha256\":\"" + hex.formatHex(blob.cipherSha256()) + "\"";
        CRC32C crc = new CRC32C();
        crc.update(fields.getBytes(StandardCharsets.UTF_8));
        String json = "{" + fields + ",\"crc32c\":" + crc.getValue() + "}\n";
        try (FileChannel channel = files.create(target)) {
            files.write(channel, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
            files.flush(channel);
        }
    }

    private void cleanUp(TenantId tenant, UUID id, Path part, Path envelopePart) {
        try {
            files.delete(part);
            files.delete(envelopePart);
        } catch (IOException e) {
            System.getLogger(FileBlobStore.class.getName())
                    .log(System.Logger.Level.WARNING, "left behind until the next start: " + part, e);
        }
        delete(tenant, id);
    }

    private static RuntimeException diskFailure(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("No space left") || message.contains("Disk quota exceeded")) {
            return new Refusal(Problem.STORAGE_FULL, "", e);
        }
        return new UncheckedIOException(e);
    }

    /** Uploads stop before the disk is so full that nothing else works any more. */
    private void requireSpace() throws IOException {
        FileStore disk = Files.getFileStore(temporary());
        long reserve = configuredReserve.orElseGet(() -> Math.min(total(disk) / 20, LARGEST_RESERVE));
        if (disk.getUsableSpace() < reserve) {
            throw new Refusal(Problem.STORAGE_FULL, "");
        }
    }

    private static long total(FileStore disk) {
        try {
            return disk.getTotalSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public void discard(StagedBlob staged) {
        delete(staged.tenant(), staged.descriptor().blobId());
    }

    @Override
    public void delete(TenantId tenant, UUID blob) {
        Path file = path(blob);
        try {
            files.delete(file);
            files.delete(envelope(blob));
            if (Files.isDirectory(file.getParent())) {
                files.flushDirectory(file.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("blob " + blob + " cannot be removed", e);
        }
    }

    @Override
    public BlobContent open(TenantId tenant, BlobDescriptor blob) {
        byte[] dataKey = KeyWrap.unwrap(
                keys.version(tenant, blob.keyVersion()).wrappingKey(tenant, blob.blobId()), blob.wrappedKey());
        try {
            return new OpenedBlob(
                    tenant, blob, dataKey, FileChannel.open(path(blob.blobId()), StandardOpenOption.READ));
        } catch (NoSuchFileException e) {
            throw new IntegrityException("blob " + blob.blobId() + " is missing", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ids begin with the time, so folders are named by their ends: new blobs spread over all of them. */
    Path path(UUID blob) {
        String name = blob.toString();
        int end = name.length();
        return root.resolve(name.substring(end - 2))
                .resolve(name.substring(end - 4, end - 2))
                .resolve(name);
    }

    Path envelope(UUID blob) {
        Path file = path(blob);
        return file.resolveSibling(file.getFileName() + ".env");
    }

    /** Reads one blob, segment by segment. */
    private static final class OpenedBlob implements BlobContent {

        private final BlobDescriptor blob;
        private final FileChannel channel;
        private final BlobFormat.Segments segments;

        OpenedBlob(TenantId tenant, BlobDescriptor blob, byte[] dataKey, FileChannel channel) throws IOException {
            this.blob = blob;
            this.channel = channel;
            try {
                if (channel.size() != blob.cipherLength()
                        || blob.cipherLength() != BlobFormat.cipherLength(blob.length())) {
                    throw new IntegrityException("blob " + blob.blobId() + " does not have its length");
                }
                byte[] header = read(0, BlobFormat.HEADER_LENGTH);
                BlobFormat.requireHeader(header, tenant, blob.blobId(), blob.keyVersion(), dataKey);
                byte[] bodyHeader = read(BlobFormat.HEADER_LENGTH, BlobFormat.BODY_HEADER_LENGTH);
                if (bodyHeader[0] != BlobFormat.BODY_HEADER_LENGTH) {
                    throw new IntegrityException("the body of blob " + blob.blobId() + " is damaged");
                }
                segments = new BlobFormat.Segments(Cipher.DECRYPT_MODE, dataKey, bodyHeader, header);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }

        private byte[] read(long position, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            readFully(buffer, position);
            return buffer.array();
        }

        private void readFully(ByteBuffer buffer, long position) throws IOException {
            long at = position;
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer, at);
                if (read < 0) {
                    throw new IntegrityException("blob " + blob.blobId() + " ends early");
                }
                at += read;
            }
        }

        @Override
        public long length() {
            return blob.length();
        }

        @Override
        public void transferTo(OutputStream out, long offset, long length) throws IOException {
            if (offset < 0 || length < 0 || offset + length > blob.length()) {
                throw new IllegalArgumentException("outside of the content");
            }
            long last = BlobFormat.lastSegment(blob.length());
            byte[] sealed = new byte[BlobFormat.SEGMENT_LENGTH];
            byte[] plain = new byte[BlobFormat.SEGMENT_LENGTH];
            long position = offset;
            long end = offset + length;
            // an empty content is verified too
            for (long segment = BlobFormat.segmentOf(offset); position < end || blob.length() == 0; segment++) {
                long from = BlobFormat.fileOffset(segment);
                long to = segment == last ? blob.cipherLength() : BlobFormat.fileOffset(segment + 1);
                int sealedLength = Math.toIntExact(to - from);
                readFully(ByteBuffer.wrap(sealed, 0, sealedLength), from);
                int plainLength = segments.process(segment, segment == last, sealed, sealedLength, plain);
                int skip = Math.toIntExact(position - BlobFormat.plainOffset(segment));
                int take = (int) Math.min(plainLength - skip, end - position);
                out.write(plain, skip, take);
                position += take;
                if (blob.length() == 0) {
                    break;
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Blobs in the store, for sweeps. */
    List<UUID> all() throws IOException {
        try (Stream<Path> found = Files.walk(root, 3)) {
            return found.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.length() == 36)
                    .map(UUID::fromString)
                    .toList();
        }
    }
}
