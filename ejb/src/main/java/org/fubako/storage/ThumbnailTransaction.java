package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;
import org.fubako.storage.blob.BlobDescriptor;

/** The short transactions of {@link ThumbnailJob}. Looks over all tenants for work, and works within one. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ThumbnailTransaction {

    private static final int MOST_TRIES = 3;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    Thumbnails thumbnails;

    @Inject
    NodeRepository nodes;

    @Inject
    Clock clock;

    /** A picture without its small one. */
    public record Wanted(TenantId tenant, UUID picture, int tries) {}

    @SuppressWarnings("unchecked")
    public List<Wanted> wanted() {
        List<Object[]> rows = entities.createNativeQuery("SELECT tenant_id, blob_id, tries FROM thumbnail"
                        + " WHERE thumb_id IS NULL AND tries < " + MOST_TRIES + " LIMIT 100")
                .getResultList();
        return rows.stream()
                .map(row -> new Wanted(
                        new TenantId(UuidConverter.uuid((byte[]) row[0])),
                        UuidConverter.uuid((byte[]) row[1]),
                        ((Number) row[2]).intValue()))
                .toList();
    }

    /** The picture, for one try; empty when somebody else has begun it. */
    public Optional<BlobDescriptor> take(Wanted wanted) {
        return thumbnails.tried(wanted.tenant(), wanted.picture(), wanted.tries())
                ? nodes.blob(wanted.tenant(), wanted.picture())
                : Optional.empty();
    }

    /** Whether the small picture, which is safe in the blob store, is the one of the picture now. */
    public boolean made(Wanted wanted, BlobDescriptor thumb) {
        nodes.add(wanted.tenant(), thumb, clock.instant());
        boolean set = thumbnails.set(wanted.tenant(), wanted.picture(), thumb.blobId());
        if (!set) {
            nodes.free(wanted.tenant(), List.of(thumb.blobId()), clock.instant());
        }
        return set;
    }
}
