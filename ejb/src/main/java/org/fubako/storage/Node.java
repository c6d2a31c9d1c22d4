package org.fubako.storage;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.persistence.annotations.Convert;
import org.fubako.platform.TenantEntity;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantKey;

/** A folder or document in the tree. What a list shows of the newest revision stands here, so listing reads one table. */
@Entity
@IdClass(TenantKey.class)
@Table(name = "node")
public class Node extends TenantEntity {

    /** What a node is; it never turns into the other. */
    enum Kind {
        FOLDER,
        DOCUMENT
    }

    @Convert("uuid")
    @Column(name = "space_id")
    private UUID spaceId;

    @Convert("uuid")
    @Column(name = "parent_id")
    private UUID parentId;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private String name;

    @Column(name = "name_key")
    private byte[] nameKey;

    private String comment = "";

    @Column(name = "own_rule")
    private boolean ownRule;

    @Column(name = "keep_revisions")
    private boolean keepRevisions;

    @Column(name = "scan_virus")
    private boolean scanVirus = true;

    private boolean notify;

    @Column(name = "make_link")
    private boolean makeLink;

    @Column(name = "make_thumbnail")
    private boolean makeThumbnail;

    @Convert("uuid")
    @Column(name = "revision_id")
    private UUID revisionId;

    @Column(name = "revision_number")
    private int revisionNumber;

    private long length;

    private byte[] sha256;

    @Column(name = "media_type")
    private String mediaType;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "modified_at")
    private Instant modifiedAt;

    @Column(name = "modified_by")
    private String modifiedBy;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    protected Node() {} // JPA

    private Node(TenantId tenant, UUID id, UUID spaceId, Optional<UUID> parentId, Kind kind, String name, Made made) {
        super(tenant, id);
        this.spaceId = spaceId;
        this.parentId = parentId.orElse(null);
        this.kind = kind;
        this.name = name;
        this.nameKey = NodeName.key(name);
        createdAt = made.at();
        createdBy = made.by();
        modifiedAt = made.at();
        modifiedBy = made.by();
    }

    /** When and by whom something was done. */
    record Made(Instant at, String by) {}

    static Node root(TenantId tenant, UUID id, UUID spaceId, Made made) {
        return new Node(tenant, id, spaceId, Optional.empty(), Kind.FOLDER, "", made);
    }

    static Node folder(Node parent, UUID id, String name, String comment, Made made) {
        Node folder = new Node(parent.tenant(), id, parent.spaceId, Optional.of(parent.id()), Kind.FOLDER, name, made);
        folder.comment = comment;
        return folder;
    }

    static Node document(Node parent, UUID id, String name, Made made) {
        return new Node(parent.tenant(), id, parent.spaceId, Optional.of(parent.id()), Kind.DOCUMENT, name, made);
    }

    /** Like this one, elsewhere: settings and comment go along, the access rule and older revisions do not. */
    Node copyTo(UUID targetSpace, UUID targetParent, UUID id, String newName, Made made) {
        Node copy = new Node(tenant(), id, targetSpace, Optional.of(targetParent), kind, newName, made);
        copy.comment = comment;
        copy.keepRevisions = keepRevisions;
        copy.scanVirus = scanVirus;
        copy.notify = notify;
        copy.makeLink = makeLink;
        copy.makeThumbnail = makeThumbnail;
        return copy;
    }

    /** Makes the revision the current content. */
    void show(Revision revision, byte[] contentSha256, String type, Made made) {
        revisionId = revision.id();
        revisionNumber = revision.number();
        length = revision.length();
        sha256 = contentSha256.clone();
        mediaType = type;
        modifiedAt = made.at();
        modifiedBy = made.by();
    }

    void place(Node parent, String newName) {
        parentId = parent.id();
        spaceId = parent.spaceId;
        name = newName;
        nameKey = NodeName.key(newName);
    }

    /** Takes the node, and with it all that hangs below, out of the tree. */
    void detach(Instant now) {
        parentId = null;
        deletedAt = now;
    }

    void comment(String text) {
        comment = text;
    }

    void ownRule(boolean own) {
        ownRule = own;
    }

    boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    /** A name that a lock holds, without content yet. */
    boolean isPlaceholder() {
        return kind == Kind.DOCUMENT && revisionId == null;
    }

    boolean isModifiedBy(String account) {
        return modifiedBy.equals(account);
    }

    Instant modifiedAt() {
        return modifiedAt;
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    UUID spaceId() {
        return spaceId;
    }

    Optional<UUID> parentId() {
        return Optional.ofNullable(parentId);
    }

    Kind kind() {
        return kind;
    }

    String name() {
        return name;
    }

    String mediaType() {
        return mediaType;
    }

    byte[] sha256() {
        return sha256.clone();
    }

    boolean hasOwnRule() {
        return ownRule;
    }

    boolean keepsRevisions() {
        return keepRevisions;
    }

    Optional<UUID> revisionId() {
        return Optional.ofNullable(revisionId);
    }

    int revisionNumber() {
        return revisionNumber;
    }

    long length() {
        return length;
    }

    /** Changes with every new content, even when the bytes are equal again. */
    Optional<String> etag() {
        return revisionId().map(id -> id.toString().replace("-", ""));
    }

    NodeView view(FilePath path, Set<Operation> allowed, boolean fixed) {
        return new NodeView(
                id(),
                path,
                isFolder(),
                length,
                createdAt,
                modifiedAt,
                modifiedBy,
                comment,
                etag(),
                Optional.ofNullable(sha256).map(HexFormat.of()::formatHex),
                Optional.ofNullable(mediaType),
                revisionNumber,
                fixed,
                new FolderSettings(keepRevisions, scanVirus, notify, makeLink, makeThumbnail),
                allowed);
    }
}
