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

/** The short transactions of the jobs that make renditions. Looks over all tenants for work, and works within one. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RenditionTransaction {

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    Renditions renditions;

    @Inject
    NodeRepository nodes;

    @Inject
    Clock clock;

    /** A content without the rendition that it should have. */
    public record Wanted(TenantId tenant, UUID content, RenditionKind kind, int tries) {}

    /** Those of which the fewest tries have failed come first. */
    @SuppressWarnings("unchecked")
    public List<Wanted> wanted(RenditionKind kind) {
        List<Object[]> rows = entities.createNativeQuery("SELECT tenant_id, blob_id, tries FROM rendition"
                        + " WHERE kind = ?1 AND NOT impossible AND rendition_id IS NULL AND tries < ?2"
                        + " ORDER BY tries LIMIT 100")
                .setParameter(1, kind.name())
                .setParameter(2, Renditions.MOST_TRIES)
                .getResultList();
        return rows.stream()
                .map(row -> new Wanted(
                        new TenantId(UuidConverter.uuid((byte[]) row[0])),
                        UuidConverter.uuid((byte[]) row[1]),
                        kind,
                        ((Number) row[2]).intValue()))
                .toList();
    }

    /** The content, for one try; empty when somebody else has begun it. */
    public Optional<BlobDescriptor> take(Wanted wanted) {
        return renditions.tried(wanted) ? nodes.blob(wanted.tenant(), wanted.content()) : Optional.empty();
    }

    /** Whether the rendition, which is safe in the blob store, is the one of the content now. */
    public boolean made(Wanted wanted, BlobDescriptor rendition) {
        nodes.add(wanted.tenant(), rendition, clock.instant());
        boolean set = renditions.made(wanted, rendition.blobId());
        if (!set) {
            nodes.free(wanted.tenant(), List.of(rendition.blobId()), clock.instant());
        }
        return set;
    }

    public void impossible(Wanted wanted) {
        renditions.impossible(wanted);
    }
}
