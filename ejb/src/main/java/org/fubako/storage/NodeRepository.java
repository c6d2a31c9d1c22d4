package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransactionRollbackException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.persistence.config.HintValues;
import org.eclipse.persistence.config.QueryHints;
import org.fubako.platform.Hashes;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantRepository;
import org.fubako.platform.UuidConverter;
import org.fubako.storage.blob.BlobDescriptor;

/** Folders, documents, revisions, blobs and dead properties in the database. */
@ApplicationScoped
class NodeRepository extends TenantRepository {

    /** All nodes of a subtree with their depth, the top included; the tenant is the first parameter, the top the second. */
    private static final String SUBTREE = """
            WITH RECURSIVE sub (tenant_id, id, depth, path_length) AS (
              SELECT n.tenant_id, n.id, 0, 0 FROM node n WHERE n.tenant_id = ? AND n.id = ?
              UNION ALL
              SELECT n.tenant_id, n.id, sub.depth + 1, sub.path_length + 1 + CHAR_LENGTH(n.name)
              FROM node n JOIN sub ON n.tenant_id = sub.tenant_id AND n.parent_id = sub.id)
            """;

    void add(Node node) {
        persist(node);
    }

    void add(Revision revision) {
        persist(revision);
    }

    /** @throws NameRace when somebody else has taken the name since it was looked up */
    void flushNames(String subject) {
        try {
            flush();
        } catch (PersistenceException e) {
            throw isRace(e) ? new NameRace(subject, e) : e;
        }
    }

    private static boolean isRace(PersistenceException failure) {
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLIntegrityConstraintViolationException
                        || cause instanceof SQLTransactionRollbackException);
    }

    void send() {
        flush();
    }

    Optional<Node> find(TenantId tenant, UUID id) {
        return first(byId(tenant, id, Node.class));
    }

    Optional<Node> child(Node parent, String name) {
        return first(childQuery(parent, name)).filter(this::isAlive);
    }

    /** Waits until nobody else works on this name, then reads it. */
    Optional<Node> childLocked(Node parent, String name) {
        return first(childQuery(parent, name).setLockMode(LockModeType.PESSIMISTIC_WRITE))
                .filter(this::isAlive);
    }

    /** A name that only a lock has held goes with it, when it is next looked at. */
    private boolean isAlive(Node node) {
        return !node.isPlaceholder() || dropUnlockedPlaceholder(node) == 0;
    }

    private int dropUnlockedPlaceholder(Node node) {
        return sql(
                        node.tenant(),
                        "DELETE FROM node WHERE tenant_id = ?1 AND id = ?2 AND revision_id IS NULL AND NOT EXISTS"
                                + " (SELECT 1 FROM node_lock l WHERE l.tenant_id = ?1 AND l.node_id = ?2"
                                + " AND l.expires_at > UTC_TIMESTAMP(6))")
                .setParameter(2, UuidConverter.bytes(node.id()))
                .executeUpdate();
    }

    private TypedQuery<Node> childQuery(Node parent, String name) {
        return query(
                        parent.tenant(),
                        "select n from Node n where n.tenant = :tenant and n.parentId = :parent and n.nameKey = :key",
                        Node.class)
                .setParameter("parent", parent.id())
                .setParameter("key", NodeName.key(name));
    }

    /** Everything directly in a folder, names that only a lock holds left out; folders first, each by name. */
    List<Node> children(Node parent) {
        return query(
                        parent.tenant(),
                        "select n from Node n where n.tenant = :tenant and n.parentId = :parent"
                                + " and (n.kind = org.fubako.storage.Node.Kind.FOLDER or n.revisionId is not null)"
                                + " order by n.kind desc, n.nameKey",
                        Node.class)
                .setParameter("parent", parent.id())
                .setHint(QueryHints.READ_ONLY, HintValues.TRUE)
                .getResultList();
    }

    /** The next children behind a place in the order of {@link #children}. */
    List<Node> childrenAfter(Node parent, Node.Kind kind, byte[] afterKey, int limit) {
        return query(
                        parent.tenant(),
                        "select n from Node n where n.tenant = :tenant and n.parentId = :parent and n.kind = :kind"
                                + " and n.nameKey > :after"
                                + " and (n.kind = org.fubako.storage.Node.Kind.FOLDER or n.revisionId is not null)"
                                + " order by n.nameKey",
                        Node.class)
                .setParameter("parent", parent.id())
                .setParameter("kind", kind)
                .setParameter("after", afterKey)
                .setMaxResults(limit)
                .setHint(QueryHints.READ_ONLY, HintValues.TRUE)
                .getResultList();
    }

    /** Lets others use the folder but not take it away until this transaction ends. */
    boolean holdFolder(Node folder) {
        List<?> found = sql(
                        folder.tenant(),
                        "SELECT 1 FROM node WHERE tenant_id = ? AND id = ? AND deleted_at IS NULL LOCK IN SHARE MODE")
                .setParameter(2, UuidConverter.bytes(folder.id()))
                .getResultList();
        return !found.isEmpty();
    }

    List<Node> subtree(Node top) {
        return query(top.tenant(), "select n from Node n where n.tenant = :tenant and n.id in :ids", Node.class)
                .setParameter("ids", subtreeIds(top))
                .setHint(QueryHints.READ_ONLY, HintValues.TRUE)
                .getResultList();
    }

    List<UUID> subtreeIds(Node top) {
        return ids(sql(top.tenant(), SUBTREE + "SELECT id FROM sub ORDER BY depth")
                .setParameter(2, UuidConverter.bytes(top.id())));
    }

    /** Folders in a subtree, the top included, that have an access rule of their own. */
    List<Node> ownRulesBelow(Node top) {
        List<UUID> own = ids(sql(
                        top.tenant(),
                        SUBTREE
                                + "SELECT n.id FROM sub JOIN node n ON n.tenant_id = sub.tenant_id AND n.id = sub.id"
                                + " WHERE n.own_rule")
                .setParameter(2, UuidConverter.bytes(top.id())));
        return own.stream().flatMap(id -> find(top.tenant(), id).stream()).toList();
    }

    /** Nodes of a subtree from the leaves upwards, at most {@code limit}. */
    List<UUID> lowestFirst(TenantId tenant, UUID top, int limit) {
        return ids(sql(tenant, SUBTREE + "SELECT id FROM sub ORDER BY depth DESC LIMIT " + limit)
                .setParameter(2, UuidConverter.bytes(top)));
    }

    /** Characters that the longest path below this folder adds to the folder's own path. */
    int longestPathBelow(Node top) {
        Object longest = sql(top.tenant(), SUBTREE + "SELECT MAX(path_length) FROM sub")
                .setParameter(2, UuidConverter.bytes(top.id()))
                .getSingleResult();
        return ((Number) longest).intValue();
    }

    /** Bytes of all revisions in a subtree. */
    long bytesBelow(Node top) {
        Object sum = sql(
                        top.tenant(),
                        SUBTREE
                                + "SELECT COALESCE(SUM(r.length), 0) FROM sub JOIN revision r"
                                + " ON r.tenant_id = sub.tenant_id AND r.node_id = sub.id")
                .setParameter(2, UuidConverter.bytes(top.id()))
                .getSingleResult();
        return ((Number) sum).longValue();
    }

    /** Folders below the top, documents, and bytes of all revisions. */
    Extent extent(Node top) {
        Object[] counted = rows(sql(
                                top.tenant(),
                                SUBTREE
                                        + "SELECT COALESCE(SUM(n.kind = 'FOLDER' AND sub.depth > 0), 0),"
                                        + " COALESCE(SUM(n.revision_id IS NOT NULL), 0) FROM sub JOIN node n"
                                        + " ON n.tenant_id = sub.tenant_id AND n.id = sub.id")
                        .setParameter(2, UuidConverter.bytes(top.id())))
                .get(0);
        return new Extent(((Number) counted[0]).longValue(), ((Number) counted[1]).longValue(), bytesBelow(top));
    }

    /** Bytes of the newest revisions in a subtree: what a copy of it will use. */
    long newestBytesBelow(Node top) {
        Object sum = sql(
                        top.tenant(),
                        SUBTREE
                                + "SELECT COALESCE(SUM(n.length), 0) FROM sub JOIN node n"
                                + " ON n.tenant_id = sub.tenant_id AND n.id = sub.id")
                .setParameter(2, UuidConverter.bytes(top.id()))
                .getSingleResult();
        return ((Number) sum).longValue();
    }

    void moveSubtreeToSpace(Node top, UUID space) {
        for (UUID id : subtreeIds(top)) {
            sql(top.tenant(), "UPDATE node SET space_id = ?2 WHERE tenant_id = ?1 AND id = ?3")
                    .setParameter(2, UuidConverter.bytes(space))
                    .setParameter(3, UuidConverter.bytes(id))
                    .executeUpdate();
        }
    }

    Optional<Revision> revision(TenantId tenant, UUID id) {
        return first(byId(tenant, id, Revision.class));
    }

    List<Revision> revisions(Node document) {
        return query(
                        document.tenant(),
                        "select r from Revision r where r.tenant = :tenant and r.nodeId = :node order by r.number",
                        Revision.class)
                .setParameter("node", document.id())
                .getResultList();
    }

    Map<UUID, UUID> blobsOf(TenantId tenant, Collection<UUID> revisions) {
        Map<UUID, UUID> blobs = new HashMap<>();
        if (!revisions.isEmpty()) {
            query(tenant, "select r from Revision r where r.tenant = :tenant and r.id in :ids", Revision.class)
                    .setParameter("ids", revisions)
                    .setHint(QueryHints.READ_ONLY, HintValues.TRUE)
                    .getResultList()
                    .forEach(revision -> blobs.put(revision.id(), revision.blobId()));
        }
        return blobs;
    }

    /** Removes a revision; its blob is given free when no other revision shows it. */
    void drop(Revision revision, Instant freeFrom) {
        TenantId tenant = revision.tenant();
        remove(revision);
        flush();
        sql(
                        tenant,
                        "INSERT INTO blob_gc (tenant_id, blob_id, not_before) SELECT b.tenant_id, b.id, ?3 FROM stored_blob b"
                                + " WHERE b.tenant_id = ?1 AND b.id = ?2 AND NOT EXISTS (SELECT 1 FROM revision r"
                                + " WHERE r.tenant_id = b.tenant_id AND r.blob_id = b.id)"
                                + " ON DUPLICATE KEY UPDATE not_before = VALUES(not_before)")
                .setParameter(2, UuidConverter.bytes(revision.blobId()))
                .setParameter(3, LocalDateTime.ofInstant(freeFrom, ZoneOffset.UTC))
                .executeUpdate();
    }

    void dropNode(TenantId tenant, UUID id) {
        sql(tenant, "DELETE FROM node WHERE tenant_id = ? AND id = ?")
                .setParameter(2, UuidConverter.bytes(id))
                .executeUpdate();
    }

    void add(TenantId tenant, BlobDescriptor blob, Instant now) {
        sql(
                        tenant,
                        "INSERT INTO stored_blob (tenant_id, id, length, sha256, cipher_length, cipher_sha256, key_version,"
                                + " wrapped_key, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .setParameter(2, UuidConverter.bytes(blob.blobId()))
                .setParameter(3, blob.length())
                .setParameter(4, blob.sha256())
                .setParameter(5, blob.cipherLength())
                .setParameter(6, blob.cipherSha256())
                .setParameter(7, blob.keyVersion())
                .setParameter(8, blob.wrappedKey())
                .setParameter(9, LocalDateTime.ofInstant(now, ZoneOffset.UTC))
                .executeUpdate();
    }

    Optional<BlobDescriptor> blobOfRevision(TenantId tenant, UUID revision) {
        return rows(sql(
                                tenant,
                                "SELECT b.id, b.length, b.sha256, b.cipher_length, b.cipher_sha256, b.key_version,"
                                        + " b.wrapped_key FROM revision r JOIN stored_blob b ON b.tenant_id = r.tenant_id"
                                        + " AND b.id = r.blob_id WHERE r.tenant_id = ? AND r.id = ?")
                        .setParameter(2, UuidConverter.bytes(revision)))
                .stream()
                .findFirst()
                .map(row -> new BlobDescriptor(
                        UuidConverter.uuid((byte[]) row[0]),
                        ((Number) row[5]).intValue(),
                        (byte[]) row[6],
                        ((Number) row[1]).longValue(),
                        (byte[]) row[2],
                        ((Number) row[3]).longValue(),
                        (byte[]) row[4]));
    }

    /** What an upload with this key has made before. */
    Optional<EarlierUpload> upload(TenantId tenant, UUID account, byte[] key) {
        return rows(sql(
                                tenant,
                                "SELECT fingerprint, node_id, was_new FROM upload"
                                        + " WHERE tenant_id = ? AND account_id = ? AND upload_key = ?")
                        .setParameter(2, UuidConverter.bytes(account))
                        .setParameter(3, key))
                .stream()
                .findFirst()
                .map(row -> new EarlierUpload(
                        (byte[]) row[0],
                        UuidConverter.uuid((byte[]) row[1]),
                        row[2] instanceof Boolean truth ? truth : ((Number) row[2]).intValue() != 0));
    }

    /** The remembered answer to an upload. */
    record EarlierUpload(byte[] fingerprint, UUID node, boolean wasNew) {}

    void addUpload(TenantId tenant, UUID account, byte[] key, EarlierUpload made, UUID revision, Instant now) {
        sql(
                        tenant,
                        "INSERT INTO upload (tenant_id, account_id, upload_key, fingerprint, node_id, revision_id,"
                                + " was_new, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .setParameter(2, UuidConverter.bytes(account))
                .setParameter(3, key)
                .setParameter(4, made.fingerprint())
                .setParameter(5, UuidConverter.bytes(made.node()))
                .setParameter(6, UuidConverter.bytes(revision))
                .setParameter(7, made.wasNew())
                .setParameter(8, LocalDateTime.ofInstant(now, ZoneOffset.UTC))
                .executeUpdate();
    }

    Map<UUID, Map<PropertyName, String>> properties(TenantId tenant, UUID node) {
        return properties(sql(
                        tenant,
                        "SELECT node_id, namespace, name, value FROM node_property WHERE tenant_id = ? AND node_id = ?")
                .setParameter(2, UuidConverter.bytes(node)));
    }

    Map<UUID, Map<PropertyName, String>> propertiesWithin(Node folder) {
        return properties(sql(
                        folder.tenant(),
                        "SELECT p.node_id, p.namespace, p.name, p.value FROM node n JOIN node_property p"
                                + " ON p.tenant_id = n.tenant_id AND p.node_id = n.id"
                                + " WHERE n.tenant_id = ? AND n.parent_id = ?")
                .setParameter(2, UuidConverter.bytes(folder.id())));
    }

    private static Map<UUID, Map<PropertyName, String>> properties(Query query) {
        Map<UUID, Map<PropertyName, String>> found = new HashMap<>();
        rows(query)
                .forEach(row -> found.computeIfAbsent(UuidConverter.uuid((byte[]) row[0]), id -> new LinkedHashMap<>())
                        .put(new PropertyName((String) row[1], (String) row[2]), (String) row[3]));
        return found;
    }

    void setProperty(Node node, PropertyName property, String value) {
        sql(
                        node.tenant(),
                        "INSERT INTO node_property (tenant_id, node_id, property_key, namespace, name, value)"
                                + " VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE value = VALUES(value)")
                .setParameter(2, UuidConverter.bytes(node.id()))
                .setParameter(3, key(property))
                .setParameter(4, property.namespace())
                .setParameter(5, property.name())
                .setParameter(6, value)
                .executeUpdate();
    }

    /** Characters that all dead properties of a node take, names included. */
    long propertyLength(Node node) {
        Object sum = sql(
                        node.tenant(),
                        "SELECT COALESCE(SUM(CHAR_LENGTH(namespace) + CHAR_LENGTH(name) + CHAR_LENGTH(value)), 0)"
                                + " FROM node_property WHERE tenant_id = ? AND node_id = ?")
                .setParameter(2, UuidConverter.bytes(node.id()))
                .getSingleResult();
        return ((Number) sum).longValue();
    }

    void removeProperty(Node node, PropertyName property) {
        sql(node.tenant(), "DELETE FROM node_property WHERE tenant_id = ? AND node_id = ? AND property_key = ?")
                .setParameter(2, UuidConverter.bytes(node.id()))
                .setParameter(3, key(property))
                .executeUpdate();
    }

    void copyProperties(Node from, Node to) {
        sql(
                        from.tenant(),
                        "INSERT INTO node_property (tenant_id, node_id, property_key, namespace, name, value)"
                                + " SELECT tenant_id, ?3, property_key, namespace, name, value FROM node_property"
                                + " WHERE tenant_id = ?1 AND node_id = ?2")
                .setParameter(2, UuidConverter.bytes(from.id()))
                .setParameter(3, UuidConverter.bytes(to.id()))
                .executeUpdate();
    }

    private static byte[] key(PropertyName property) {
        return Hashes.sha256(property.namespace() + "\n" + property.name());
    }

    private static List<UUID> ids(Query query) {
        List<?> found = query.getResultList();
        return found.stream().map(id -> UuidConverter.uuid((byte[]) id)).toList();
    }
}
