package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.job.Bell;
import org.fubako.platform.TenantSql;
import org.fubako.storage.blob.BlobDescriptor;

/** Small pictures of gif, jpg and png: which are wanted, and which there are. */
@ApplicationScoped
class Thumbnails {

    /** Of a picture, in bytes: it is decoded in memory. */
    static final long LARGEST = 32L << 20;

    private static final Set<String> ENDINGS = Set.of("gif", "jpg", "jpeg", "png");

    @Inject
    TenantSql sql;

    @Inject
    NodeRepository nodes;

    @Inject
    Renditions renditions;

    @Inject
    Bell bell;

    /** A picture has come to a folder: there will be a small one of it if the folder wants that. */
    void arrived(Node folder, Node document, UUID blob) {
        if (folder.settings().thumbnail()) {
            wanted(document, blob);
        }
    }

    /** There will be a small one of a document, whatever its folder says, if it is a picture. */
    void wanted(Node document, UUID blob) {
        if (isPicture(document)) {
            if (renditions.want(document.tenant(), blob, RenditionKind.THUMBNAIL)) {
                bell.ringAfterCommit(ThumbnailJob.NAME);
            }
        }
    }

    /** As {@link #arrived(Node, Node, UUID)}, of what a document shows now. */
    void arrived(Node folder, Node document) {
        if (folder.settings().thumbnail() && isPicture(document)) {
            document.revisionId()
                    .flatMap(revision -> nodes.blobOfRevision(document.tenant(), revision))
                    .ifPresent(blob -> arrived(folder, document, blob.blobId()));
        }
    }

    private static boolean isPicture(Node document) {
        return !document.isFolder()
                && ENDINGS.contains(NodeName.ending(document.name()))
                && document.length() <= LARGEST;
    }

    /** Of what a document shows now; empty when there is none. */
    Optional<BlobDescriptor> find(Node document) {
        return sql
                .query(
                        row -> TenantSql.id(row, 1),
                        "SELECT t.rendition_id FROM revision r JOIN rendition t ON t.tenant_id = r.tenant_id"
                                + " AND t.blob_id = r.blob_id AND t.kind = 'THUMBNAIL'"
                                + " WHERE r.tenant_id = ? AND r.id = ? AND t.rendition_id IS NOT NULL",
                        document.tenant(),
                        document.revisionId())
                .stream()
                .findFirst()
                .flatMap(thumb -> nodes.blob(document.tenant(), thumb));
    }

    /** Ids of the documents directly in a folder that have one. */
    Set<UUID> within(Node folder) {
        return new HashSet<>(sql.query(
                row -> TenantSql.id(row, 1),
                "SELECT n.id FROM node n JOIN revision r ON r.tenant_id = n.tenant_id AND r.id = n.revision_id"
                        + " JOIN rendition t ON t.tenant_id = r.tenant_id AND t.blob_id = r.blob_id AND t.kind = 'THUMBNAIL'"
                        + " WHERE n.tenant_id = ? AND n.parent_id = ? AND t.rendition_id IS NOT NULL",
                folder.tenant(),
                folder.id()));
    }
}
