package org.fubako.storage.blob;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final String ENVELOPE = ".env";
    private static final Pattern BLOB_NAME = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern ENVELOPE_TENANT = Pattern.compile("\"tenant\":\"(" + BLOB_NAME + ")\"");
    private static final long RESERVE_CHECK_SEGMENTS = 256;

    private final Path root;
    private final Optional<Long> configuredReserve;
    private final TenantKeys keys;
    private final IdSource ids;
    private final Clock clock;
    private final CrashPoints crashPoints;
    private final FileOps files;
    private final Set<Path> durableFolders = ConcurrentHashMap.newKeySet();
    private final String node;
    private final SecureRandom random = new SecureRandom();

    protected FileBlobStore() { // CDI proxy
        this(Path.of("."), "", Optional.empty(), null, null, null, null, null);
    }

    @Inject
    FileBlobStore(
            @ConfigProperty(name = "fubako.data", defaultValue = "data") String data,
            @ConfigProperty(name = "fubako.node", defaultValue = "node1") String node,
            @ConfigProperty(name = "fubako.blob.reserve.bytes") Optional<Long> reserve,
            TenantKeys keys,
            IdSource ids,
            Clock clock,
            CrashPoints crashPoints) {
        this(Path.of(data, "blobs"), node, reserve, keys, ids, clock, crashPoints, new FileOps.Disk());
    }

    FileBlobStore(
            Path root,
            String node,
            Optional<Long> reserve,
            TenantKeys keys,
            IdSource ids,
            Clock clock,
            CrashPoints crashPoints,
            FileOps files) {
        this.root = root;
        this.node = node;
        this.configuredReserve = reserve;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
        this.crashPoints = crashPoints;
        this.files = files;
    }

    private Path temporary() {
        return root.resolve("tmp").resolve(node);
    }

    /** Makes sure that the first start of the application, and not the first upload, clears what the last one has left. */
    void onStart(@Observes @Initialized(ApplicationScoped.class) Object start) {}

    /** What a killed process of this node has left half-done is worth nothing; other nodes may be at work. */
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
        boolean published = false;
        try {
            requireSpace();
            BlobDescriptor descriptor = write(tenant, id, part, content, verifier);
            writeEnvelope(tenant, descriptor, envelopePart);
            publish(id, part, envelopePart);
            published = true;
            return new StagedBlob(tenant, descriptor);
        } catch (IOException e) {
            throw diskFailure(e);
        } finally {
            if (!published) {
                cleanUp(id, part, envelopePart);
            }
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
                EarlyFlush early = new EarlyFlush(files, channel);
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
                early.written(sealedLength);
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
            early.finish();
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
        requireDurableFolder(blob.getParent());
        files.rename(envelopePart, envelope(id));
        crashPoints.hit(CrashPoint.UP_ENV);
        files.rename(part, blob);
        crashPoints.hit(CrashPoint.UP_RENAMED);
        files.flushDirectory(blob.getParent());
        crashPoints.hit(CrashPoint.UP_DIR_SYNCED);
    }

    /**
     * That a folder is there does not say that it will be after a loss of power: another upload may just have made it, or a
     * process that was killed before it flushed. So each process flushes each folder once.
     */
    private void requireDurableFolder(Path folder) throws IOException {
        if (!durableFolders.contains(folder)) {
            files.createDirectories(folder);
            files.flushDirectory(folder.getParent());
            files.flushDirectory(root);
            durableFolders.add(folder);
        }
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

    /** Never throws: the reason why the upload fails is what the caller has to see. */
    private void cleanUp(UUID id, Path part, Path envelopePart) {
        for (Path leftover : List.of(part, envelopePart, path(id), envelope(id))) {
            try {
                files.delete(leftover);
            } catch (IOException e) {
                System.getLogger(FileBlobStore.class.getName())
                        .log(System.Logger.Level.WARNING, "left behind for the sweeper: " + leftover, e);
            }
        }
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
        return file.resolveSibling(file.getFileName() + ENVELOPE);
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
            if (offset < 0 || length < 0 || length > blob.length() - offset) {
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

    @Override
    public Stream<StoredBlob> list(Instant since) {
        // a walk first and its results later: what is found may be moved away, and uploads come and go meanwhile
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, Set.of(), 3, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the blob folder " + root + " cannot be listed", e);
        }
        return found.stream()
                .filter(path -> path.getNameCount() == root.getNameCount() + 3)
                .flatMap(path -> blobNamed(path).stream())
                .filter(id -> !IdSource.timeOf(id).isBefore(since))
                .flatMap(id -> describe(id).stream());
    }

    /** An envelope alone counts as a blob, too, so that it is swept. */
    private Optional<UUID> blobNamed(Path file) {
        String name = file.getFileName().toString();
        boolean envelope = name.endsWith(ENVELOPE);
        String id = envelope ? name.substring(0, name.length() - ENVELOPE.length()) : name;
        if (!BLOB_NAME.matcher(id).matches()) {
            return Optional.empty();
        }
        UUID blob = UUID.fromString(id);
        boolean listedAnyway = envelope && Files.exists(path(blob));
        return listedAnyway || !file.getParent().equals(path(blob).getParent()) ? Optional.empty() : Optional.of(blob);
    }

    /** Nothing when it has been removed since it was listed. */
    private Optional<StoredBlob> describe(UUID id) {
        try {
            boolean blob = Files.exists(path(id));
            Path file = blob ? path(id) : envelope(id);
            Optional<UUID> tenant = blob ? tenantInHeader(file) : tenantInEnvelope(file);
            return Optional.of(new StoredBlob(
                    id,
                    tenant.map(TenantId::new),
                    Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<UUID> tenantInHeader(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(BlobFormat.HEADER_LENGTH);
            return header.length < BlobFormat.HEADER_LENGTH ? Optional.empty() : BlobFormat.tenantIn(header);
        }
    }

    private static Optional<UUID> tenantInEnvelope(Path file) throws IOException {
        Matcher tenant = ENVELOPE_TENANT.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        return tenant.find() ? Optional.of(UUID.fromString(tenant.group(1))) : Optional.empty();
    }

    @Override
    public void quarantine(StoredBlob blob) {
        Path file = path(blob.blob());
        Path folder = quarantine().resolve(LocalDate.now(clock).toString());
        try {
            files.createDirectories(folder);
            for (Path source : List.of(file, envelope(blob.blob()))) {
                if (Files.exists(source)) {
                    files.rename(source, folder.resolve(source.getFileName()));
                }
            }
            files.flushDirectory(folder);
            files.flushDirectory(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("blob " + blob.blob() + " cannot be set aside", e);
        }
    }

    @Override
    public int emptyQuarantine(LocalDate before) {
        int removed = 0;
        try {
            for (Path day : children(quarantine())) {
                if (LocalDate.parse(day.getFileName().toString()).isBefore(before)) {
                    for (Path file : children(day)) {
                        files.delete(file);
                        removed += file.toString().endsWith(ENVELOPE) ? 0 : 1;
                    }
                    files.delete(day);
                }
            }
            return removed;
        } catch (IOException e) {
            throw new UncheckedIOException("the quarantine cannot be emptied", e);
        }
    }

    private Path quarantine() {
        return root.resolve("quarantine");
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        }
    }
}
