package org.fubako.storage;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.persistence.annotations.Convert;
import org.fubako.platform.TenantEntity;
import org.fubako.platform.TenantKey;

/** One state of a document's content, never changed. Several revisions may share a blob: a copy does. */
@Entity
@IdClass(TenantKey.class)
@Table(name = "revision")
public class Revision extends TenantEntity {

    @Convert("uuid")
    @Column(name = "node_id")
    private UUID nodeId;

    private int number;

    @Convert("uuid")
    @Column(name = "blob_id")
    private UUID blobId;

    private long length;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "created_by")
    private String createdBy;

    protected Revision() {} // JPA

    Revision(UUID id, Node document, int number, UUID blobId, long length, Node.Made made) {
        super(document.tenant(), id);
        this.nodeId = document.id();
        this.number = number;
        this.blobId = blobId;
        this.length = length;
        this.createdAt = made.at();
        this.createdBy = made.by();
    }

    UUID nodeId() {
        return nodeId;
    }

    int number() {
        return number;
    }

    UUID blobId() {
        return blobId;
    }

    long length() {
        return length;
    }
}
