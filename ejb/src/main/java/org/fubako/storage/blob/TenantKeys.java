package org.fubako.storage.blob;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;

/** The key of each tenant, wrapped under one derived from the master key for exactly this tenant and version. */
@ApplicationScoped
public class TenantKeys {

    private static final int KEY_LENGTH = 32;

    private final MasterKey master;
    private final TenantKeyTable table;
    private final SecureRandom random = new SecureRandom();
    private final Cache<TenantId, List<Key>> cache = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(10))
            .maximumSize(10_000)
            .build();

    /** A tenant key in the clear; never leaves this package. */
    record Key(int version, byte[] bytes) {

        /** Without the key: this may end up in a log. */
        @Override
        public String toString() {
            return "Key[version=" + version + "]";
        }

        /** Under which the key of one blob is wrapped. */
        byte[] wrappingKey(TenantId tenant, java.util.UUID blob) {
            return Hkdf.expand(bytes, context("fbk1 dek", tenant, UuidConverter.bytes(blob), version), KEY_LENGTH);
        }

        /** Under which small secrets outside of the store are sealed. */
        byte[] sealingKey(TenantId tenant) {
            return Hkdf.expand(bytes, context("fbk1 seal", tenant, new byte[0], version), KEY_LENGTH);
        }
    }

    protected TenantKeys() { // CDI proxy
        this(null, null);
    }

    @Inject
    TenantKeys(MasterKey master, TenantKeyTable table) {
        this.master = master;
        this.table = table;
    }

    /** Makes the first key of a tenant; does nothing when there is one, or was one that has been destroyed. */
    public void create(TenantId tenant) {
        if (table.all(tenant).isEmpty()) {
            byte[] key = new byte[KEY_LENGTH];
            random.nextBytes(key);
            byte[] wrapped = KeyWrap.wrap(wrappingKey(tenant, 1), key);
            table.add(tenant, new TenantKeyTable.Row(1, wrapped, checkValue(key)));
            cache.invalidate(tenant);
        }
    }

    /** The newest key, for new blobs. */
    Key current(TenantId tenant) {
        List<Key> keys = keys(tenant);
        if (keys.isEmpty()) {
            throw new IntegrityException("the tenant has no key");
        }
        return keys.get(keys.size() - 1);
    }

    Key version(TenantId tenant, int version) {
        return keys(tenant).stream()
                .filter(key -> key.version() == version)
                .findFirst()
                .orElseThrow(() -> new IntegrityException("the tenant key of this version does not exist any more"));
    }

    private List<Key> keys(TenantId tenant) {
        return cache.get(tenant, id -> {
            return table.all(id).stream().map(row -> open(id, row)).toList();
        });
    }

    private Key open(TenantId tenant, TenantKeyTable.Row row) {
        byte[] key = KeyWrap.unwrap(wrappingKey(tenant, row.version()), row.wrapped());
        if (!Arrays.equals(checkValue(key), row.checkValue())) {
            throw new IntegrityException("a tenant key does not match its check value");
        }
        return new Key(row.version(), key);
    }

    private byte[] wrappingKey(TenantId tenant, int version) {
        return master.wrappingKey(context("fbk1 tk", tenant, new byte[0], version));
    }

    /** Names a key without revealing it: goes into certificates of erasure. */
    private static byte[] checkValue(byte[] key) {
        return Hkdf.expand(key, "fbk1 check".getBytes(StandardCharsets.UTF_8), 8);
    }

    private static byte[] context(String label, TenantId tenant, byte[] blob, int version) {
        byte[] text = label.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(text.length + 16 + blob.length + 4)
                .put(text)
                .put(UuidConverter.bytes(tenant.value()))
                .put(blob)
                .putInt(version)
                .array();
    }
}
