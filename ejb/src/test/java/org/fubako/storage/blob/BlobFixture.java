package org.fubako.storage.blob;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.fubako.SettableClock;
import org.fubako.platform.TenantId;

/** A blob store in a temporary folder, with two tenants whose keys lie in memory. */
final class BlobFixture {

    static final TenantId OURS = new TenantId(UUID.fromString("01900000-0000-7000-8000-00000000aaaa"));
    static final TenantId THEIRS = new TenantId(UUID.fromString("01900000-0000-7000-8000-00000000bbbb"));
    static final BlobStore.Verifier ANYTHING = sha256 -> {};

    final KeysInMemory table = new KeysInMemory();
    final SettableClock clock = new SettableClock(Instant.now());
    final MasterKey master;
    final TenantKeys keys;
    final FileBlobStore store;

    BlobFixture(Path data) {
        this(data, new FileOps.Disk());
    }

    BlobFixture(Path data, FileOps files) {
        master = new MasterKey(data.resolve("keys"), Optional.empty(), new FileOps.Disk(), table);
        keys = new TenantKeys(master, table);
        keys.create(OURS);
        keys.create(THEIRS);
        store = store(data, files);
        store.start();
    }

    /** Another process on the same folder. */
    FileBlobStore store(Path data, FileOps files) {
        CrashPoints none = new CrashPoints(Optional.empty());
        return new FileBlobStore(data.resolve("blobs"), "node1", Optional.of(0L), keys, this::id, clock, none, files);
    }

    /** Of version 7, by the clock of the fixture. */
    private UUID id() {
        return new UUID(clock.millis() << 16 | 0x7000, UUID.randomUUID().getLeastSignificantBits());
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static byte[] read(BlobStore store, TenantId tenant, BlobDescriptor blob) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BlobContent content = store.open(tenant, blob)) {
            content.transferTo(out, 0, content.length());
        }
        return out.toByteArray();
    }

    static final class KeysInMemory implements TenantKeyTable {

        private final Map<TenantId, List<Row>> rows = new ConcurrentHashMap<>();

        @Override
        public boolean isEmpty() {
            return rows.isEmpty();
        }

        @Override
        public Optional<Row> find(TenantId tenant, int version) {
            return all(tenant).stream().filter(row -> row.version() == version).findFirst();
        }

        @Override
        public List<Row> all(TenantId tenant) {
            return List.copyOf(rows.getOrDefault(tenant, List.of()));
        }

        @Override
        public boolean add(TenantId tenant, Row row) {
            if (find(tenant, row.version()).isPresent()) {
                return false;
            }
            return rows.computeIfAbsent(tenant, id -> new ArrayList<>()).add(row);
        }
    }
}
