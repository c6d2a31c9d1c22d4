package org.fubako.storage.blob;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;

/** A blob as a sweep finds it. Without a tenant when its header cannot be read. */
public record StoredBlob(UUID blob, Optional<TenantId> tenant, Instant storedAt) {

    private static final int TIME_SHIFT = 16;

    /** When the upload of a blob began: ids are UUIDs of version 7, which begin with 48 bits of milliseconds. */
    static Instant timeOf(UUID blob) {
        return Instant.ofEpochMilli(blob.getMostSignificantBits() >>> TIME_SHIFT);
    }
}
