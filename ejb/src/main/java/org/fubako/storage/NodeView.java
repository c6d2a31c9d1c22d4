package org.fubako.storage;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.storage.blob.BlobDescriptor;

/**
 * A folder or document as the doors see it.
 *
 * @param id of the node; for a folder that only groups spaces ({@code /}, {@code /group}) an id that never changes
 * @param length in bytes; 0 for a folder
 * @param labels its own, and what the folders say that it lies in
 * @param etag strong, without quotes, changes with every new content; documents only
 * @param sha256 of the content, 32 bytes in lower-case hex; documents only
 * @param revision counts from 1; 0 for a folder
 * @param fixed a space or what groups spaces: cannot be renamed, moved or deleted
 * @param allowed what the caller may do here
 */
public record NodeView(
        UUID id,
        FilePath path,
        boolean folder,
        long length,
        Instant createdAt,
        Instant modifiedAt,
        String modifiedBy,
        String comment,
        Labelling labels,
        Optional<String> etag,
        Optional<String> sha256,
        Optional<String> mediaType,
        int revision,
        boolean fixed,
        FolderSettings settings,
        Set<Operation> allowed) {

    public String name() {
        return path.isRoot() ? "" : path.name();
    }

    /** The document as it was in an older revision. */
    NodeView showing(RevisionView revision) {
        return new NodeView(
                id,
                path,
                folder,
                revision.length(),
                createdAt,
                revision.createdAt(),
                revision.createdBy(),
                comment,
                labels,
                Optional.of(revision.etag()),
                Optional.of(revision.sha256()),
                mediaType,
                revision.number(),
                fixed,
                settings,
                allowed);
    }

    /** The document as a rendition of its content shows it. */
    NodeView as(BlobDescriptor rendition, String type) {
        return new NodeView(
                id,
                path,
                folder,
                rendition.length(),
                createdAt,
                modifiedAt,
                modifiedBy,
                comment,
                labels,
                etag,
                Optional.of(HexFormat.of().formatHex(rendition.sha256())),
                Optional.of(type),
                revision,
                fixed,
                settings,
                allowed);
    }

    /** What counts for it, be it from its own label or from those above. */
    public Label label() {
        return labels.effective();
    }

    /** With a label of its own, and nothing above. */
    NodeView labelled(Label own) {
        return new NodeView(
                id,
                path,
                folder,
                length,
                createdAt,
                modifiedAt,
                modifiedBy,
                comment,
                new Labelling(Optional.empty(), Optional.of(own)),
                etag,
                sha256,
                mediaType,
                revision,
                fixed,
                settings,
                allowed);
    }

    public boolean may(Operation operation) {
        return allowed.contains(operation);
    }
}
