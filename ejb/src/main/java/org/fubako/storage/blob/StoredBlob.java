package org.fubako.storage.blob;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;

/** A blob as a sweep finds it. Without a tenant when its header cannot be read. */
public record StoredBlob(UUID blob, Optional<TenantId> tenant, Instant storedAt) {}
