package org.fubako.storage;

import java.time.Instant;
import java.util.UUID;
import org.fubako.platform.TenantId;

/**
 * One state of a document's content, never changed. Several revisions may share a blob: a copy does.
 *
 * @param number counts from 1 within the document
 */
record Revision(
        TenantId tenant,
        UUID id,
        UUID nodeId,
        int number,
        UUID blobId,
        long length,
        Instant createdAt,
        String createdBy) {

    Revision(UUID id, Node document, int number, UUID blobId, long length, Node.Made made) {
        this(document.tenant(), id, document.id(), number, blobId, length, made.at(), made.by());
    }

    /** Changes with every new content, even when the bytes are equal again. */
    String etag() {
        return id.toString().replace("-", "");
    }

    /** What stands in the columns, in the order of the components. */
    Object[] values() {
        return new Object[] {tenant, id, nodeId, number, blobId, length, createdAt, createdBy};
    }
}
