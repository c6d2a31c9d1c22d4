package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransactionRollbackException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fubako.platform.Hashes;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;
import org.fubako.storage.blob.BlobDescriptor;

/** Folders, documents, revisions, blobs and dead properties in the database. */
@ApplicationScoped
class NodeRepository {

    /** Names that one statement follows; longer ways take several. MariaDB joins 61 tables at most. */
    private static final int LONGEST_STEP = 16;

    /** What is read along with the nodes on a way. */
    private enum Beside {
        NOTHING,
        LOCKS,
        CONTENT
    }

    /** Statements by the number of names. */
    private static final Map<Beside, List<String>> STEPS = Stream.of(Beside.values())
            .collect(Collectors.toMap(beside -> beside, beside -> IntStream.rangeClosed(0, LONGEST_STEP)
                    .mapToObj(names -> stepSql(names, beside))
                    .toList()));

    private static final String INSERT = "INSERT INTO node (tenant_id, " + String.join(", ", Node.COLUMNS) + ")";

    private static final String INSERT_HOLDING = INSERT + " SELECT " + TenantSql.marks(Node.COLUMNS.size() + 1)
            + " FROM node p WHERE p.tenant_id = ? AND p.id = ?"
            + " AND p.deleted_at IS NULL AND p.space_id = ? LOCK IN SHARE MODE";

    /** What changes with the content of a document. */
    private static final List<String> SHOWN =
            List.of("revision_id", "revision_number", "length", "sha256", "media_type", "modified_at", "modified_by");

    private static final String UPDATE_SHOWN =
            "UPDATE node SET " + String.join(" = ?, ", SHOWN) + " = ? WHERE tenant_id = ? AND id = ?";

    private static final String INSERT_REVISION =
            "INSERT INTO revision (tenant_id, id, node_id, number, blob_id, length, created_at, created_by)";

    private static final String CHILDREN = "SELECT " + columns("n") + " FROM node n WHERE n.tenant_id = ?"
            + " AND n.parent_id = ? AND (n.kind = 'FOLDER' OR n.revision_id IS NOT NULL)";

    /** Of {@code stored_blob b}, as {@link #readBlob} reads them. */
    static final String BLOB_COLUMNS =
            "b.id, b.length, b.sha256, b.cipher_length, b.cipher_sha256, b.key_version, b.wrapped_key";

    @Inject
    TenantSql sql;

    /**
     * Adds a folder, or a name without content.
     *
     * @throws NameRace when somebody else has taken the name since it was looked up
     */
    void add(Node node) {
        addAll(List.of(node));
    }

    /** As {@link #add(Node)}, for many; parents before their children. */
    void addAll(List<Node> made) {
        racing(
                made.get(0).name(),
                () -> sql.insert(INSERT, made.stream().map(NodeRepository::row).toList()));
    }

    private static Object[] row(Node node) {
        return Stream.concat(Stream.of(node.tenant()), node.values().stream()).toArray();
    }

    private static int racing(String name, IntSupplier statement) {
        try {
            return statement.getAsInt();
        } catch (PersistenceException e) {
            throw isRace(e) ? new NameRace(name, e) : e;
        }
    }

    /** Whether somebody else was faster, and nothing else is wrong. */
    static boolean isRace(PersistenceException failure) {
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLIntegrityConstraintViolationException
                        || cause instanceof SQLTransactionRollbackException);
    }

    /** The nodes on a way down from the root of a space, the root first, as far as they exist: one statement. */
    List<Node> way(TenantId tenant, UUID root, List<String> names) {
        return way(tenant, root, names, Beside.NOTHING).nodes();
    }

    /** As {@link #way}, and whether a live lock covers any of them. */
    Way wayWithLocks(TenantId tenant, UUID root, List<String> names) {
        return way(tenant, root, names, Beside.LOCKS);
    }

    /** As {@link #way}, with the newest content of a document at its end. */
    Way wayToContent(TenantId tenant, UUID root, List<String> names) {
        return way(tenant, root, names, Beside.CONTENT);
    }

    private Way way(TenantId tenant, UUID root, List<String> names, Beside beside) {
        List<Node> nodes = new ArrayList<>(names.size() + 1);
        boolean locked = false;
        Optional<BlobDescriptor> content = Optional.empty();
        UUID from = root;
        for (int at = 0; at == 0 || at < names.size(); at += LONGEST_STEP) {
            List<String> some = names.subList(at, Math.min(names.size(), at + LONGEST_STEP));
            Way step = step(tenant, from, some, beside);
            nodes.addAll(
                    step.nodes().subList(Math.min(nodes.size(), 1), step.nodes().size()));
            locked |= step.locked();
            content = step.content();
            if (step.nodes().size() <= some.size()) {
                break;
            }
            from = nodes.get(nodes.size() - 1).id();
        }
        return new Way(nodes, locked, content);
    }

    /**
     * @param locked whether there is a live lock on any of the nodes; false also when nobody has asked for it
     * @param content of the node that the whole way leads to; empty also when nobody has asked for it
     */
    record Way(List<Node> nodes, boolean locked, Optional<BlobDescriptor> content) {}

    private Way step(TenantId tenant, UUID from, List<String> names, Beside beside) {
        List<byte[]> keys = names.stream().map(NodeName::key).toList();
        return sql
                .query(
                        row -> readWay(tenant, row, names.size(), beside),
                        STEPS.get(beside).get(names.size()),
                        beside == Beside.LOCKS ? List.of(tenant) : List.of(),
                        keys,
                        tenant,
                        from)
                .stream()
                .findFirst()
                .orElse(new Way(List.of(), false, Optional.empty()));
    }

    private static Way readWay(TenantId tenant, ResultSet row, int names, Beside beside) throws SQLException {
        List<Node> nodes = new ArrayList<>(names + 1);
        for (int level = 0; level <= names; level++) {
            int first = 1 + level * Node.COLUMNS.size();
            if (row.getBytes(first) == null) {
                break;
            }
            nodes.add(Node.read(tenant, row, first));
        }
        int behind = 1 + (names + 1) * Node.COLUMNS.size();
        boolean content = beside == Beside.CONTENT && row.getBytes(behind) != null;
        return new Way(
                nodes,
                beside == Beside.LOCKS && row.getBoolean(behind),
                content ? Optional.of(readBlob(row, behind)) : Optional.empty());
    }

    private static String stepSql(int names, Beside beside) {
        StringBuilder columns = new StringBuilder();
        StringBuilder joins = new StringBuilder();
        StringBuilder all = new StringBuilder();
        for (int level = 0; level <= names; level++) {
            String alias = "n" + level;
            columns.append(level == 0 ? "" : ", ").append(columns(alias));
            all.append(level == 0 ? "" : ", ").append(alias).append(".id");
            if (level > 0) {
                String above = "n" + (level - 1);
                joins.append(" LEFT JOIN node ")
                        .append(alias)
                        .append(" ON ")
                        .append(alias)
                        .append(".tenant_id = ")
                        .append(above)
                        .append(".tenant_id AND ")
                        .append(alias)
                        .append(".parent_id = ")
                        .append(above)
                        .append(".id AND ")
                        .append(alias)
                        .append(".name_key = ?");
            }
        }
        String where = " WHERE n0.tenant_id = ? AND n0.id = ? AND n0.deleted_at IS NULL";
        String last = "n" + names;
        return switch (beside) {
            case NOTHING -> "SELECT " + columns + " FROM node n0" + joins + where;
            case CONTENT ->
                "SELECT " + columns + ", " + BLOB_COLUMNS + " FROM node n0" + joins
                        + " LEFT JOIN revision r ON r.tenant_id = " + last + ".tenant_id AND r.id = " + last
                        + ".revision_id LEFT JOIN stored_blob b ON b.tenant_id = r.tenant_id AND b.id = r.blob_id"
                        + where;
            case LOCKS ->
                "SELECT " + columns + ", EXISTS (SELECT 1 FROM node_lock l WHERE l.tenant_id = ? AND l.node_id IN ("
                        + all + ") AND l.expires_at > UTC_TIMESTAMP(6)) FROM node n0" + joins + where;
        };
    }

    /** The node and all that it lies in, the topmost first; empty when it is gone. */
    List<Node> upwards(TenantId tenant, UUID id) {
        return sql.query(
                row -> Node.read(tenant, row, 1),
                "WITH RECURSIVE up (tenant_id, id, parent_id, height) AS ("
                        + "SELECT n.tenant_id, n.id, n.parent_id, 0 FROM node n WHERE n.tenant_id = ? AND n.id = ?"
                        + " UNION ALL SELECT p.tenant_id, p.id, p.parent_id, up.height + 1 FROM up STRAIGHT_JOIN node p"
                        + " ON p.tenant_id = up.tenant_id AND p.id = up.parent_id)"
                        + " SELECT " + columns("n") + " FROM up STRAIGHT_JOIN node n ON n.tenant_id = up.tenant_id"
                        + " AND n.id = up.id ORDER BY up.height DESC",
                tenant,
                id);
    }

    /** {@link Node#COLUMNS} of a table. */
    static String columns(String alias) {
        return Node.COLUMNS.stream().map(column -> alias + "." + column).collect(Collectors.joining(", "));
    }

    /** What has the name in a folder; a name that only a lock has held, which is over, goes at this moment. */
    Optional<Node> child(Node parent, String name) {
        Optional<Node> found =
                one(parent.tenant(), "n.parent_id = ? AND n.name_key = ?", parent.id(), NodeName.key(name));
        return found.filter(node -> !node.isPlaceholder() || dropUnlocked(parent, name) == 0);
    }

    /** Waits until nobody else works on this node and reads it again; NameRace when it has gone from its place meanwhile. */
    Node locked(Node node) {
        return locked(node, node.spaceId());
    }

    /** As {@link #locked(Node)}, of a node that has been given to another space in this transaction. */
    Node locked(Node node, UUID space) {
        return one(
                        node.tenant(),
                        "n.id = ? AND n.parent_id = ? AND n.name_key = ? AND n.space_id = ? FOR UPDATE",
                        node.id(),
                        node.parentId().orElseThrow(),
                        node.nameKey(),
                        space)
                .orElseThrow(() -> new NameRace(node.name()));
    }

    private Optional<Node> one(TenantId tenant, String condition, Object... identity) {
        return sql
                .query(
                        row -> Node.read(tenant, row, 1),
                        "SELECT " + columns("n") + " FROM node n WHERE n.tenant_id = ? AND " + condition,
                        tenant,
                        Arrays.asList(identity))
                .stream()
                .findFirst();
    }

    /** Documents by their ids, wherever they lie; those that do not exist are left out. */
    List<Node> documents(TenantId tenant, List<UUID> ids) {
        return sql.query(
                row -> Node.read(tenant, row, 1),
                "SELECT " + columns("n") + " FROM node n WHERE n.tenant_id = ? AND n.kind = 'DOCUMENT' AND n.id IN ("
                        + TenantSql.marks(ids.size()) + ")",
                tenant,
                ids);
    }

    /** Removes a name without content that no live lock holds; 0 when there is none. */
    int dropUnlocked(Node parent, String name) {
        return sql.update(
                "DELETE n FROM node n WHERE n.tenant_id = ? AND n.parent_id = ? AND n.name_key = ? AND n.kind = 'DOCUMENT'"
                        + " AND n.revision_id IS NULL AND NOT EXISTS (SELECT 1 FROM node_lock l"
                        + " WHERE l.tenant_id = n.tenant_id AND l.node_id = n.id AND l.expires_at > UTC_TIMESTAMP(6))",
                parent.tenant(),
                parent.id(),
                NodeName.key(name));
    }

    /** Everything directly in a folder, names that only a lock holds left out; folders first, each by name. */
    List<Node> children(Node parent) {
        return sql.query(
                row -> Node.read(parent.tenant(), row, 1),
                CHILDREN + " ORDER BY n.kind DESC, n.name_key",
                parent.tenant(),
                parent.id());
    }

    /** The folders directly in a folder, by name; no document is looked at. */
    List<Node> folders(Node parent) {
        return sql.query(
                row -> Node.read(parent.tenant(), row, 1),
                "SELECT " + columns("n")
                        + " FROM node n FORCE INDEX (node_folders) WHERE n.tenant_id = ? AND n.folder_of = ?"
                        + " ORDER BY n.name_key",
                parent.tenant(),
                parent.id());
    }

    /**
     * Documents directly in a folder that nobody has changed for some days and nobody has locked. By the database's clock; of the time
     * of the last change and that of its arrival here the later one counts, because a sync client may set the first.
     */
    List<Node> unchangedFor(Node folder, int days, int limit) {
        return sql.query(
                row -> Node.read(folder.tenant(), row, 1),
                "SELECT " + columns("n")
                        + " FROM node n WHERE n.tenant_id = ? AND n.parent_id = ? AND n.kind = 'DOCUMENT'"
                        + " AND n.revision_id IS NOT NULL AND n.modified_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY"
                        + " AND LEFT(n.revision_id, 6)"
                        + " < UNHEX(LPAD(HEX(CAST((UNIX_TIMESTAMP(NOW(3)) - ? * 86400) * 1000 AS UNSIGNED)), 12, '0'))"
                        + " AND NOT EXISTS (SELECT 1 FROM node_lock l WHERE l.tenant_id = n.tenant_id AND l.node_id = n.id"
                        + " AND l.expires_at > UTC_TIMESTAMP(6)) LIMIT ?",
                folder.tenant(),
                folder.id(),
                days,
                days,
                limit);
    }

    /** The next children behind a place in the order of {@link #children}. */
    List<Node> childrenAfter(Node parent, Node.Kind kind, byte[] afterKey, int limit) {
        return sql.query(
                row -> Node.read(parent.tenant(), row, 1),
                CHILDREN + " AND n.kind = ? AND n.name_key > ? ORDER BY n.name_key LIMIT ?",
                parent.tenant(),
                parent.id(),
                kind.name(),
                afterKey,
                limit);
    }

    /** Lets others use the folder but not take it away, or to another space, until this transaction ends. */
    boolean holdFolder(Node folder) {
        return !sql.query(
                        row -> true,
                        "SELECT 1 FROM node WHERE tenant_id = ? AND id = ? AND deleted_at IS NULL AND space_id = ?"
                                + " LOCK IN SHARE MODE",
                        folder.tenant(),
                        folder.id(),
                        folder.spaceId())
                .isEmpty();
    }

    /**
     * Adds a document, and holds its folder as {@link #holdFolder} does.
     *
     * @throws NameRace when somebody else has taken the name, or the folder away, since they were looked up
     */
    void addHolding(Node parent, Node document) {
        int added = racing(
                document.name(),
                () -> sql.update(
                        INSERT_HOLDING,
                        document.tenant(),
                        document.values(),
                        parent.tenant(),
                        parent.id(),
                        parent.spaceId()));
        requireStill(document, added);
    }

    /** Writes down what a document, which is locked, shows now. */
    void update(Node document) {
        List<Object> values = document.values();
        sql.update(
                UPDATE_SHOWN,
                SHOWN.stream()
                        .map(column -> values.get(Node.COLUMNS.indexOf(column)))
                        .toList(),
                document.tenant(),
                document.id());
    }

    /**
     * Moves and renames; of a document that stays in its folder the former name is kept in mind for a while.
     *
     * @throws NameRace when the name is taken there, or the node has been taken away meanwhile
     */
    void place(Node node, Node parent, String name, String by) {
        boolean renamed = !node.isFolder() && node.parentId().equals(Optional.of(parent.id()));
        place(node, parent, name, renamed ? Optional.of(by) : Optional.empty());
    }

    /** As {@link #place(Node, Node, String, String)}, and its former name is forgotten. */
    void place(Node node, Node parent, String name) {
        place(node, parent, name, Optional.empty());
    }

    private void place(Node node, Node parent, String name, Optional<String> renamedBy) {
        requireStill(
                node,
                racing(
                        name,
                        () -> sql.update(
                                "UPDATE node SET parent_id = ?, space_id = ?, name = ?, name_key = ?, media_type = ?,"
                                        + " former_key = ?, former_at = UTC_TIMESTAMP(6), former_by = ? WHERE tenant_id = ?"
                                        + " AND id = ? AND parent_id = ?",
                                parent.id(),
                                parent.spaceId(),
                                name,
                                NodeName.key(name),
                                node.isFolder() ? Optional.empty() : MediaType.of(name),
                                renamedBy.map(by -> node.nameKey()),
                                renamedBy,
                                node.tenant(),
                                node.id(),
                                node.parentId().orElseThrow())));
    }

    /** The document that has the name which this one had, before the same account renamed it in its folder within the last hour. */
    Optional<Node> successor(Node node, String by) {
        return sql
                .query(
                        row -> Node.read(node.tenant(), row, 1),
                        "SELECT " + columns("n") + " FROM node o JOIN node n ON n.tenant_id = o.tenant_id"
                                + " AND n.parent_id = o.parent_id AND n.name_key = o.former_key AND n.id <> o.id"
                                + " WHERE o.tenant_id = ? AND o.id = ? AND o.former_by = ? AND n.created_by = o.former_by"
                                + " AND o.former_at > UTC_TIMESTAMP(6) - INTERVAL 1 HOUR"
                                + " AND n.kind = 'DOCUMENT' AND n.revision_id IS NOT NULL",
                        node.tenant(),
                        node.id(),
                        by)
                .stream()
                .findFirst();
    }

    /**
     * Gives a document, which is locked, the content, revisions and dead properties of a newer one, which is locked, too.
     *
     * @param was what becomes of the newer one: the older revisions are its own then, if it shows any
     */
    void succeed(Node document, Node newer, Node was) {
        int own = document.revisionNumber();
        TenantId tenant = document.tenant();
        sql.update(
                "UPDATE revision SET node_id = ?, number = number + ? WHERE tenant_id = ? AND node_id = ?",
                document.id(),
                own,
                tenant,
                newer.id());
        if (!was.isPlaceholder()) {
            sql.update(
                    "UPDATE revision SET node_id = ? WHERE tenant_id = ? AND node_id = ? AND number <= ?",
                    was.id(),
                    tenant,
                    document.id(),
                    own);
        }
        document.show(newer);
        update(document);
        update(was);
        sql.update(
                "UPDATE node SET name = ?, name_key = ? WHERE tenant_id = ? AND id = ?",
                was.name(),
                was.nameKey(),
                tenant,
                was.id());
        sql.update(
                "INSERT INTO node_property (tenant_id, node_id, property_key, namespace, name, value)"
                        + " SELECT p.tenant_id, ?, p.property_key, p.namespace, p.name, p.value FROM node_property p"
                        + " WHERE p.tenant_id = ? AND p.node_id = ? ON DUPLICATE KEY UPDATE value = VALUES(value)",
                document.id(),
                tenant,
                newer.id());
    }

    /** Takes the node, and with it all that hangs below, out of the tree; NameRace when somebody else has done so. */
    void detach(Node node, Instant now) {
        requireStill(
                node,
                sql.update(
                        "UPDATE node SET parent_id = NULL, deleted_at = ? WHERE tenant_id = ? AND id = ?"
                                + " AND parent_id = ?",
                        now,
                        node.tenant(),
                        node.id(),
                        node.parentId().orElseThrow()));
    }

    /** Hangs what was taken out of the tree into a folder again; NameRace when its name is taken there. */
    void hang(Node node, Node folder) {
        requireStill(
                node,
                racing(
                        node.name(),
                        () -> sql.update(
                                "UPDATE node SET parent_id = ?, deleted_at = NULL WHERE tenant_id = ? AND id = ?"
                                        + " AND parent_id IS NULL AND deleted_at IS NOT NULL",
                                folder.id(),
                                node.tenant(),
                                node.id())));
    }

    private static void requireStill(Node node, int changed) {
        if (changed == 0) {
            throw new NameRace(node.name());
        }
    }

    void comment(Node node, String text) {
        sql.update("UPDATE node SET comment = ? WHERE tenant_id = ? AND id = ?", text, node.tenant(), node.id());
    }

    /** Changes its own label; false when that is not any more what it was when the node was read. */
    boolean label(Node node, Optional<Label> wanted) {
        return sql.update(
                        "UPDATE node SET label = ? WHERE tenant_id = ? AND id = ? AND label <=> ?",
                        wanted.map(Label::name),
                        node.tenant(),
                        node.id(),
                        node.label().map(Label::name))
                == 1;
    }

    /** The own labels of some nodes; those without one are missing. */
    Map<UUID, Label> labels(TenantId tenant, Collection<UUID> some) {
        Map<UUID, Label> found = new HashMap<>();
        if (!some.isEmpty()) {
            sql.query(
                    row -> found.put(TenantSql.id(row, 1), Label.valueOf(row.getString(2))),
                    "SELECT id, label FROM node WHERE tenant_id = ? AND id IN (" + TenantSql.marks(some.size())
                            + ") AND label IS NOT NULL",
                    tenant,
                    some);
        }
        return found;
    }

    void ownRule(Node folder, boolean own) {
        sql.update("UPDATE node SET own_rule = ? WHERE tenant_id = ? AND id = ?", own, folder.tenant(), folder.id());
    }

    void settings(Node folder, FolderSettings settings) {
        sql.update(
                "UPDATE node SET keep_revisions = ?, scan_virus = ?, notify = ?, make_link = ?, make_thumbnail = ?,"
                        + " auto_delete_days = ? WHERE tenant_id = ? AND id = ?",
                settings.keepRevisions(),
                settings.virusCheck(),
                settings.notice(),
                settings.oneTimeUrl(),
                settings.thumbnail(),
                settings.autoDeleteDays(),
                folder.tenant(),
                folder.id());
    }

    /** A revision with the hash of its content. */
    record StoredRevision(Revision revision, byte[] sha256, VirusCheck virusCheck) {

        RevisionView view(Node document) {
            return new RevisionView(
                    revision.number(),
                    revision.length(),
                    revision.createdAt(),
                    revision.createdBy(),
                    revision.etag(),
                    HexFormat.of().formatHex(sha256),
                    virusCheck,
                    revision.number() == document.revisionNumber());
        }
    }

    /** Revisions of a document with numbers from {@code lowest} to {@code highest}, the newest first. */
    List<StoredRevision> revisions(Node document, int lowest, int highest, int limit) {
        return sql.query(
                row -> new StoredRevision(
                        new Revision(
                                document.tenant(),
                                TenantSql.id(row, 1),
                                document.id(),
                                row.getInt(2),
                                TenantSql.id(row, 3),
                                row.getLong(4),
                                TenantSql.time(row, 5),
                                row.getString(6)),
                        row.getBytes(7),
                        Optional.ofNullable(row.getString(8))
                                .map(VirusCheck::valueOf)
                                .orElse(VirusCheck.NOT_SCANNED)),
                "SELECT r.id, r.number, r.blob_id, r.length, r.created_at, r.created_by, b.sha256, b.verdict FROM revision r"
                        + " JOIN stored_blob b ON b.tenant_id = r.tenant_id AND b.id = r.blob_id"
                        + " WHERE r.tenant_id = ? AND r.node_id = ? AND r.number BETWEEN ? AND ?"
                        + " ORDER BY r.number DESC LIMIT ?",
                document.tenant(),
                document.id(),
                lowest,
                highest,
                limit);
    }

    Optional<Revision> revision(TenantId tenant, UUID id) {
        return sql
                .query(
                        row -> new Revision(
                                tenant,
                                id,
                                TenantSql.id(row, 1),
                                row.getInt(2),
                                TenantSql.id(row, 3),
                                row.getLong(4),
                                TenantSql.time(row, 5),
                                row.getString(6)),
                        "SELECT node_id, number, blob_id, length, created_at, created_by FROM revision"
                                + " WHERE tenant_id = ? AND id = ?",
                        tenant,
                        id)
                .stream()
                .findFirst();
    }

    void add(Revision revision) {
        addAllRevisions(List.of(revision));
    }

    void addAllRevisions(List<Revision> revisions) {
        sql.insert(INSERT_REVISION, revisions.stream().map(Revision::values).toList());
    }

    void add(TenantId tenant, BlobDescriptor blob, Instant now) {
        sql.update(
                "INSERT INTO stored_blob (tenant_id, id, length, sha256, cipher_length, cipher_sha256, key_version,"
                        + " wrapped_key, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                tenant,
                blob.blobId(),
                blob.length(),
                blob.sha256(),
                blob.cipherLength(),
                blob.cipherSha256(),
                blob.keyVersion(),
                blob.wrappedKey(),
                now);
    }

    /** Writes down what the virus check has said. */
    void judge(TenantId tenant, UUID blob, VirusCheck verdict) {
        sql.update("UPDATE stored_blob SET verdict = ? WHERE tenant_id = ? AND id = ?", verdict.name(), tenant, blob);
    }

    /** {@link #dropRevisions(TenantId, List, Instant)} of one. */
    long dropRevisions(Node document, Instant freeFrom) {
        return dropRevisions(document.tenant(), List.of(document.id()), freeFrom);
    }

    /**
     * Removes all revisions of some documents. Blobs that no other revision shows are given free.
     *
     * @return the bytes of what was removed
     */
    long dropRevisions(TenantId tenant, List<UUID> documents, Instant freeFrom) {
        if (documents.isEmpty()) {
            return 0;
        }
        Set<UUID> blobs = new HashSet<>();
        long freed = sql
                .query(
                        row -> {
                            blobs.add(TenantSql.id(row, 1));
                            return row.getLong(2);
                        },
                        "DELETE FROM revision WHERE tenant_id = ? AND node_id IN (" + TenantSql.marks(documents.size())
                                + ") RETURNING blob_id, length",
                        tenant,
                        documents)
                .stream()
                .mapToLong(Long::longValue)
                .sum();
        free(tenant, blobs, freeFrom);
        return freed;
    }

    /** Lets blobs be removed from then on, except those that a revision shows. */
    void free(TenantId tenant, Collection<UUID> blobs, Instant from) {
        if (blobs.isEmpty()) {
            return;
        }
        sql.update(
                "INSERT INTO blob_gc (tenant_id, blob_id, not_before) SELECT b.tenant_id, b.id, ? FROM stored_blob b"
                        + " WHERE b.tenant_id = ? AND b.id IN (" + TenantSql.marks(blobs.size()) + ") AND NOT EXISTS"
                        + " (SELECT 1 FROM revision r WHERE r.tenant_id = b.tenant_id AND r.blob_id = b.id)"
                        + " ON DUPLICATE KEY UPDATE not_before = VALUES(not_before)",
                from,
                tenant,
                blobs);
    }

    void drop(TenantId tenant, List<UUID> all) {
        sql.update("DELETE FROM node WHERE tenant_id = ? AND id IN (" + TenantSql.marks(all.size()) + ")", tenant, all);
    }

    /** A blob that the database knows. */
    Optional<BlobDescriptor> blob(TenantId tenant, UUID id) {
        return sql
                .query(
                        NodeRepository::readBlob,
                        "SELECT " + BLOB_COLUMNS + " FROM stored_blob b WHERE b.tenant_id = ? AND b.id = ?",
                        tenant,
                        id)
                .stream()
                .findFirst();
    }

    /** Of a row that begins with {@link #BLOB_COLUMNS}. */
    static BlobDescriptor readBlob(ResultSet row) throws SQLException {
        return readBlob(row, 1);
    }

    private static BlobDescriptor readBlob(ResultSet row, int first) throws SQLException {
        return new BlobDescriptor(
                TenantSql.id(row, first),
                row.getInt(first + 5),
                row.getBytes(first + 6),
                row.getLong(first + 1),
                row.getBytes(first + 2),
                row.getLong(first + 3),
                row.getBytes(first + 4));
    }

    Optional<BlobDescriptor> blobOfRevision(TenantId tenant, UUID revision) {
        return sql
                .query(
                        NodeRepository::readBlob,
                        "SELECT " + BLOB_COLUMNS
                                + " FROM revision r JOIN stored_blob b ON b.tenant_id = r.tenant_id AND b.id = r.blob_id"
                                + " WHERE r.tenant_id = ? AND r.id = ?",
                        tenant,
                        revision)
                .stream()
                .findFirst();
    }

    /** What an upload with this key has made before. */
    Optional<EarlierUpload> upload(TenantId tenant, UUID account, byte[] key) {
        return sql
                .query(
                        row -> new EarlierUpload(row.getBytes(1), TenantSql.id(row, 2), row.getBoolean(3)),
                        "SELECT fingerprint, node_id, was_new FROM upload WHERE tenant_id = ? AND account_id = ?"
                                + " AND upload_key = ?",
                        tenant,
                        account,
                        key)
                .stream()
                .findFirst();
    }

    /** The remembered answer to an upload. */
    record EarlierUpload(byte[] fingerprint, UUID node, boolean wasNew) {}

    void addUpload(TenantId tenant, UUID account, byte[] key, EarlierUpload made, UUID revision, Instant now) {
        sql.update(
                "INSERT INTO upload (tenant_id, account_id, upload_key, fingerprint, node_id, revision_id, was_new,"
                        + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                tenant,
                account,
                key,
                made.fingerprint(),
                made.node(),
                revision,
                made.wasNew(),
                now);
    }

    Map<UUID, Map<PropertyName, String>> properties(TenantId tenant, UUID node) {
        return properties(
                "SELECT node_id, namespace, name, value FROM node_property WHERE tenant_id = ? AND node_id = ?",
                tenant,
                node);
    }

    Map<UUID, Map<PropertyName, String>> propertiesWithin(Node folder) {
        return properties(
                "SELECT p.node_id, p.namespace, p.name, p.value FROM node n FORCE INDEX (node_name)"
                        + " STRAIGHT_JOIN node_property p ON p.tenant_id = n.tenant_id AND p.node_id = n.id WHERE n.tenant_id = ? AND n.parent_id = ?",
                folder.tenant(),
                folder.id());
    }

    private Map<UUID, Map<PropertyName, String>> properties(String select, Object... parameters) {
        Map<UUID, Map<PropertyName, String>> found = new HashMap<>();
        sql.query(
                row -> found.computeIfAbsent(TenantSql.id(row, 1), id -> new LinkedHashMap<>())
                        .put(new PropertyName(row.getString(2), row.getString(3)), row.getString(4)),
                select,
                parameters);
        return found;
    }

    void setProperty(Node node, PropertyName property, String value) {
        sql.update(
                "INSERT INTO node_property (tenant_id, node_id, property_key, namespace, name, value)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE value = VALUES(value)",
                node.tenant(),
                node.id(),
                key(property),
                property.namespace(),
                property.name(),
                value);
    }

    /** Characters that all dead properties of a node take, names included. */
    long propertyLength(Node node) {
        return sql.query(
                        row -> row.getLong(1),
                        "SELECT COALESCE(SUM(CHAR_LENGTH(namespace) + CHAR_LENGTH(name) + CHAR_LENGTH(value)), 0)"
                                + " FROM node_property WHERE tenant_id = ? AND node_id = ?",
                        node.tenant(),
                        node.id())
                .get(0);
    }

    void removeProperty(Node node, PropertyName property) {
        sql.update(
                "DELETE FROM node_property WHERE tenant_id = ? AND node_id = ? AND property_key = ?",
                node.tenant(),
                node.id(),
                key(property));
    }

    private static byte[] key(PropertyName property) {
        return Hashes.sha256(property.namespace() + "\n" + property.name());
    }
}
