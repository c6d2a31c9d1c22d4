package org.fubako.storage.blob;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.platform.TenantId;

/** What the database knows of blobs, of all tenants. */
interface BlobTable {

    /** Those of the blobs that have a row. */
    Set<UUID> known(TenantId tenant, Collection<UUID> blobs);

    /** When the newest blob that has a row was made; empty when none has. */
    Optional<Instant> newest();
}
