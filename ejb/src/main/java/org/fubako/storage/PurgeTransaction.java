package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.IdSource;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;

/** The short transactions of {@link PurgeJob}. Looks over all tenants for work, and works within one. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class PurgeTransaction {

    private static final int CHUNK = 500;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    NodeRepository nodes;

    @Inject
    TreeRepository tree;

    @Inject
    SpaceRepository spaces;

    @Inject
    RecentRepository recents;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    /** The top of something deleted. */
    public record Deleted(TenantId tenant, UUID node, UUID space) {}

    /** A blob that was shown by nothing when it was put on the list. */
    public record Unused(TenantId tenant, UUID blob) {}

    @SuppressWarnings("unchecked")
    public List<Deleted> deleted() {
        List<Object[]> rows = entities.createNativeQuery("SELECT n.tenant_id, n.id, n.space_id FROM node n"
                        + " WHERE n.deleted_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM trash_item t"
                        + " WHERE t.tenant_id = n.tenant_id AND t.node_id = n.id) ORDER BY n.deleted_at LIMIT 1000")
                .getResultList();
        return rows.stream()
                .map(row -> new Deleted(PurgeJob.tenant((byte[]) row[0]), PurgeJob.uuid(row[1]), PurgeJob.uuid(row[2])))
                .toList();
    }

    /** Removes the lowest nodes of a deleted tree; the bytes that became free, or empty when nothing is left of it. */
    public Optional<Long> chunk(Deleted deleted) {
        List<List<UUID>> lowest = tree.lowestFirst(deleted.tenant(), deleted.node(), CHUNK);
        if (lowest.isEmpty()) {
            return Optional.empty();
        }
        Instant freeFrom = clock.instant().plus(UploadTransaction.BLOB_GRACE);
        long freed = 0;
        for (List<UUID> level : lowest) {
            freed += nodes.dropRevisions(deleted.tenant(), level, freeFrom);
            nodes.drop(deleted.tenant(), level);
            recents.drop(deleted.tenant(), level);
        }
        spaces.use(deleted.tenant(), deleted.space(), ids.next(), -freed);
        return Optional.of(freed);
    }

    /** The rows of spaces that were given up and of which nothing is left. */
    public void dropEmptySpaces() {
        entities.createNativeQuery("DELETE FROM space WHERE deleted_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM node n"
                        + " WHERE n.tenant_id = space.tenant_id AND n.space_id = space.id)"
                        + " AND NOT EXISTS (SELECT 1 FROM resumable_upload u"
                        + " WHERE u.tenant_id = space.tenant_id AND u.space_id = space.id)")
                .executeUpdate();
    }

    @SuppressWarnings("unchecked")
    public List<Unused> unused() {
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT tenant_id, blob_id FROM blob_gc WHERE not_before < UTC_TIMESTAMP(6) LIMIT 1000")
                .getResultList();
        return rows.stream()
                .map(row -> new Unused(PurgeJob.tenant((byte[]) row[0]), PurgeJob.uuid(row[1])))
                .toList();
    }

    /**
     * Removes the row of a blob unless a document shows it again; a copy made in the same moment wins by its foreign key. True
     * when there is no row any more, also of an earlier run that did not get to the file.
     */
    public boolean forget(Unused unused) {
        byte[] tenant = UuidConverter.bytes(unused.tenant().value());
        byte[] blob = UuidConverter.bytes(unused.blob());
        List<?> renditions = entities.createNativeQuery(
                        "SELECT rendition_id FROM rendition WHERE tenant_id = ? AND blob_id = ? AND rendition_id IS NOT NULL")
                .setParameter(1, tenant)
                .setParameter(2, blob)
                .getResultList();
        try {
            entities.createNativeQuery("DELETE FROM stored_blob WHERE tenant_id = ?1 AND id = ?2 AND NOT EXISTS"
                            + " (SELECT 1 FROM revision r WHERE r.tenant_id = ?1 AND r.blob_id = ?2)")
                    .setParameter(1, tenant)
                    .setParameter(2, blob)
                    .executeUpdate();
        } catch (PersistenceException shownAgain) {
            throw new NameRace("", shownAgain);
        }
        boolean gone = entities.createNativeQuery("SELECT 1 FROM stored_blob WHERE tenant_id = ? AND id = ?")
                .setParameter(1, tenant)
                .setParameter(2, blob)
                .getResultList()
                .isEmpty();
        if (gone) {
            List<UUID> useless = renditions.stream()
                    .map(id -> UuidConverter.uuid((byte[]) id))
                    .toList();
            nodes.free(unused.tenant(), useless, clock.instant());
        }
        return gone;
    }

    public void done(Unused unused) {
        entities.createNativeQuery("DELETE FROM blob_gc WHERE tenant_id = ? AND blob_id = ?")
                .setParameter(1, UuidConverter.bytes(unused.tenant().value()))
                .setParameter(2, UuidConverter.bytes(unused.blob()))
                .executeUpdate();
    }
}
