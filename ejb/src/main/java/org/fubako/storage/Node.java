package org.fubako.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** A folder or document in the tree. What a list shows of the newest revision stands here, so listing reads one table. */
final class Node {

    /** What a node is; it never turns into the other. */
    enum Kind {
        FOLDER,
        DOCUMENT
    }

    private final TenantId tenant;
    private final UUID id;

    private UUID spaceId;

    private UUID parentId;

    private Kind kind;

    private String name;

    private byte[] nameKey;

    private String comment = "";

    private Label label;

    private boolean ownRule;

    private boolean keepRevisions;

    private boolean scanVirus = true;

    private boolean notify;

    private boolean makeLink;

    private boolean makeThumbnail;

    private Integer autoDeleteDays;

    private UUID revisionId;

    private int revisionNumber;

    private long length;

    private byte[] sha256;

    private String mediaType;

    private Instant createdAt;

    private String createdBy;

    private Instant modifiedAt;

    private String modifiedBy;

    /** What {@link #read} reads, in this order. */
    static final List<String> COLUMNS = List.of(
            "id",
            "space_id",
            "parent_id",
            "kind",
            "name",
            "name_key",
            "comment",
            "label",
            "own_rule",
            "keep_revisions",
            "scan_virus",
            "notify",
            "make_link",
            "make_thumbnail",
            "auto_delete_days",
            "revision_id",
            "revision_number",
            "length",
            "sha256",
            "media_type",
            "created_at",
            "created_by",
            "modified_at",
            "modified_by");

    /**
     * Reads a node straight from a result, whose columns from {@code first} on are {@link #COLUMNS}: every request walks along
     * several, and a listing has thousands. Changes to it are not written back.
     */
    static Node read(TenantId tenant, ResultSet row, int first) throws SQLException {
        int at = first;
        Node node = new Node(tenant, TenantSql.id(row, at++));
        node.spaceId = TenantSql.id(row, at++);
        node.parentId = TenantSql.findId(row, at++).orElse(null);
        node.kind = Kind.valueOf(row.getString(at++));
        node.name = row.getString(at++);
        node.nameKey = row.getBytes(at++);
        node.comment = row.getString(at++);
        node.label =
                Optional.ofNullable(row.getString(at++)).map(Label::valueOf).orElse(null);
        node.ownRule = row.getBoolean(at++);
        node.keepRevisions = row.getBoolean(at++);
        node.scanVirus = row.getBoolean(at++);
        node.notify = row.getBoolean(at++);
        node.makeLink = row.getBoolean(at++);
        node.makeThumbnail = row.getBoolean(at++);
        int days = row.getInt(at++);
        node.autoDeleteDays = row.wasNull() ? null : days;
        node.revisionId = TenantSql.findId(row, at++).orElse(null);
        node.revisionNumber = row.getInt(at++);
        node.length = row.getLong(at++);
        node.sha256 = row.getBytes(at++);
        node.mediaType = row.getString(at++);
        node.createdAt = TenantSql.time(row, at++);
        node.createdBy = row.getString(at++);
        node.modifiedAt = TenantSql.time(row, at++);
        node.modifiedBy = row.getString(at);
        return node;
    }

    private Node(TenantId tenant, UUID id) {
        this.tenant = tenant;
        this.id = id;
    }

    private Node(TenantId tenant, UUID id, UUID spaceId, Optional<UUID> parentId, Kind kind, String name, Made made) {
        this(tenant, id);
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
        Node folder = new Node(parent.tenant, id, parent.spaceId, Optional.of(parent.id()), Kind.FOLDER, name, made);
        folder.comment = comment;
        return folder;
    }

    static Node document(Node parent, UUID id, String name, Made made) {
        return new Node(parent.tenant, id, parent.spaceId, Optional.of(parent.id()), Kind.DOCUMENT, name, made);
    }

    /** Like this one, elsewhere: settings, label and comment go along, the access rule and older revisions do not. */
    Node copyTo(UUID targetSpace, UUID targetParent, UUID id, String newName, Made made) {
        Node copy = new Node(tenant, id, targetSpace, Optional.of(targetParent), kind, newName, made);
        copy.comment = comment;
        copy.label = label;
        copy.keepRevisions = keepRevisions;
        copy.scanVirus = scanVirus;
        copy.notify = notify;
        copy.makeLink = makeLink;
        copy.makeThumbnail = makeThumbnail;
        copy.autoDeleteDays = autoDeleteDays;
        return copy;
    }

    /** Says something about it, before it is there. */
    void remark(String text) {
        comment = text;
    }

    /** Makes the revision the current content. */
    void show(Revision revision, byte[] contentSha256, Made made) {
        revisionId = revision.id();
        revisionNumber = revision.number();
        length = revision.length();
        sha256 = contentSha256.clone();
        mediaType = MediaType.of(name);
        modifiedAt = made.at();
        modifiedBy = made.by();
    }

    /** Shows what another document shows, as its newest revision. */
    void show(Node other) {
        revisionId = other.revisionId;
        revisionNumber += other.revisionNumber;
        length = other.length;
        sha256 = other.sha256;
        mediaType = MediaType.of(name);
        modifiedAt = other.modifiedAt;
        modifiedBy = other.modifiedBy;
    }

    /**
     * The identity of another document, with a name, the label and the content of this one; without content when that stays here.
     */
    Node inPlaceOf(Node other, String newName, boolean empty) {
        Node node = new Node(
                tenant,
                other.id,
                other.spaceId,
                other.parentId(),
                kind,
                newName,
                new Made(other.createdAt, other.createdBy));
        node.label = label;
        if (!empty) {
            node.show(this);
        }
        return node;
    }

    TenantId tenant() {
        return tenant;
    }

    UUID id() {
        return id;
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

    UUID spaceId() {
        return spaceId;
    }

    byte[] nameKey() {
        return nameKey.clone();
    }

    /** What stands in the columns, in the order of {@link #COLUMNS}. */
    List<Object> values() {
        return List.of(
                id,
                spaceId,
                parentId(),
                kind.name(),
                name,
                nameKey,
                comment,
                label().map(Label::name),
                ownRule,
                keepRevisions,
                scanVirus,
                notify,
                makeLink,
                makeThumbnail,
                Optional.ofNullable(autoDeleteDays),
                revisionId(),
                revisionNumber,
                length,
                Optional.ofNullable(sha256),
                Optional.ofNullable(mediaType),
                createdAt,
                createdBy,
                modifiedAt,
                modifiedBy);
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

    byte[] sha256() {
        return sha256.clone();
    }

    /** Its own, which says nothing about those of the folders that it lies in. */
    Optional<Label> label() {
        return Optional.ofNullable(label);
    }

    /** With another label, before it is added. */
    void give(Optional<Label> itsLabel) {
        label = itsLabel.orElse(null);
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

    FolderSettings settings() {
        return new FolderSettings(
                keepRevisions, scanVirus, notify, makeLink, makeThumbnail, Optional.ofNullable(autoDeleteDays));
    }

    NodeView view(FilePath path, Labelling labels, Set<Operation> allowed, boolean fixed) {
        return new NodeView(
                id(),
                path,
                isFolder(),
                length,
                createdAt,
                modifiedAt,
                modifiedBy,
                comment,
                labels,
                etag(),
                Optional.ofNullable(sha256).map(HexFormat.of()::formatHex),
                Optional.ofNullable(mediaType),
                revisionNumber,
                fixed,
                settings(),
                allowed);
    }
}
