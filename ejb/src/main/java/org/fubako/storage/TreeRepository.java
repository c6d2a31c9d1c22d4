package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** Statements over a node with everything below it; their number does not depend on how much that is. */
@ApplicationScoped
class TreeRepository {

    /**
     * All nodes of a subtree with their depth, the top included; parameters are the tenant and the top. Orders and indexes are forced
     * here and below: the optimizer does not know how small a derived table is and would rather read all nodes of a tenant, once for
     * each folder.
     */
    private static final String SUBTREE = """
            WITH RECURSIVE sub (tenant_id, id, depth, path_length) AS (
              SELECT n.tenant_id, n.id, 0, 0 FROM node n WHERE n.tenant_id = ? AND n.id = ?
              UNION ALL
              SELECT n.tenant_id, n.id, sub.depth + 1, sub.path_length + 1 + CHAR_LENGTH(n.name)
              FROM sub STRAIGHT_JOIN node n FORCE INDEX (node_name) ON n.tenant_id = sub.tenant_id AND n.parent_id = sub.id)
            """;

    private static final int ROWS_AT_ONCE = 1_000;

    @Inject
    TenantSql sql;

    @Inject
    TagRepository tags;

    /** A document, or all below a folder, whose newest contents no virus check has looked at or has found clean. */
    List<StoredContentCheck.Unchecked> unchecked(Place top) {
        return sql.query(
                row -> new StoredContentCheck.Unchecked(
                        FilePath.parse(top.path() + row.getString(8)), NodeRepository.readBlob(row)),
                "WITH RECURSIVE down (tenant_id, id, path) AS (SELECT f.tenant_id, f.id, CAST('' AS CHAR(1000)) FROM node f"
                        + " WHERE f.tenant_id = ? AND f.id = ? UNION ALL SELECT f.tenant_id, f.id,"
                        + " CONCAT(down.path, '/', f.name) FROM down STRAIGHT_JOIN node f FORCE INDEX (node_folders)"
                        + " ON f.tenant_id = down.tenant_id AND f.folder_of = down.id), document (tenant_id, revision_id, path)"
                        + " AS (SELECT n.tenant_id, n.revision_id, '' FROM node n WHERE n.tenant_id = ? AND n.id = ?"
                        + " UNION ALL SELECT n.tenant_id, n.revision_id, CONCAT(down.path, '/', n.name) FROM down"
                        + " STRAIGHT_JOIN node n FORCE INDEX (node_name) ON n.tenant_id = down.tenant_id AND n.parent_id = down.id)"
                        + " SELECT " + NodeRepository.BLOB_COLUMNS
                        + ", document.path FROM document STRAIGHT_JOIN revision r"
                        + " ON r.tenant_id = document.tenant_id AND r.id = document.revision_id STRAIGHT_JOIN stored_blob b"
                        + " ON b.tenant_id = r.tenant_id AND b.id = r.blob_id WHERE b.verdict IS NULL OR b.verdict = 'INFECTED'",
                top.node().tenant(),
                top.node().id(),
                top.node().tenant(),
                top.node().id());
    }

    /** Folders in a subtree, the top included, that have an access rule of their own; found from these upwards. */
    List<UUID> ownRulesBelow(Node top) {
        return sql.query(
                row -> TenantSql.id(row, 1),
                "WITH RECURSIVE up (own, tenant_id, id, parent_id) AS ("
                        + "SELECT n.id, n.tenant_id, n.id, n.parent_id FROM node n FORCE INDEX (node_own_rule)"
                        + " WHERE n.tenant_id = ? AND n.space_id = ? AND n.own_rule = TRUE"
                        + " UNION ALL SELECT up.own, p.tenant_id, p.id, p.parent_id FROM up STRAIGHT_JOIN node p"
                        + " ON p.tenant_id = up.tenant_id AND p.id = up.parent_id)"
                        + " SELECT own FROM up WHERE id = ?",
                top.tenant(),
                top.spaceId(),
                top.id());
    }

    /** Whether a node lies somewhere below another, or is it. */
    boolean liesWithin(Node node, Node top) {
        return !sql.query(
                        row -> true,
                        "WITH RECURSIVE up (tenant_id, id, parent_id) AS ("
                                + "SELECT n.tenant_id, n.id, n.parent_id FROM node n WHERE n.tenant_id = ? AND n.id = ?"
                                + " UNION ALL SELECT p.tenant_id, p.id, p.parent_id FROM up STRAIGHT_JOIN node p"
                                + " ON p.tenant_id = up.tenant_id AND p.id = up.parent_id)"
                                + " SELECT 1 FROM up WHERE id = ?",
                        node.tenant(),
                        node.id(),
                        top.id())
                .isEmpty();
    }

    /** Nodes of a subtree from the leaves upwards, at most {@code limit} in all; nodes of one depth together. */
    List<List<UUID>> lowestFirst(TenantId tenant, UUID top, int limit) {
        SortedMap<Integer, List<UUID>> byDepth = new TreeMap<>(Comparator.reverseOrder());
        sql.query(
                row -> byDepth.computeIfAbsent(row.getInt(2), depth -> new ArrayList<>())
                        .add(TenantSql.id(row, 1)),
                SUBTREE + "SELECT id, depth FROM sub ORDER BY depth DESC LIMIT ?",
                tenant,
                top,
                limit);
        return List.copyOf(byDepth.values());
    }

    /** Ids of all folders in a subtree, the top included. */
    List<UUID> folders(TenantId tenant, UUID top) {
        return sql.query(
                row -> TenantSql.id(row, 1),
                SUBTREE + "SELECT n.id FROM sub STRAIGHT_JOIN node n ON n.tenant_id = sub.tenant_id AND n.id = sub.id"
                        + " WHERE n.kind = 'FOLDER'",
                tenant,
                top);
    }

    /** Characters that the longest path below this folder adds to the folder's own path. */
    int longestPathBelow(Node top) {
        return (int) number("SELECT MAX(path_length) FROM sub", top);
    }

    /** Bytes of all revisions in a subtree. */
    long bytesBelow(Node top) {
        return number(
                "SELECT COALESCE(SUM(r.length), 0) FROM sub STRAIGHT_JOIN revision r FORCE INDEX (revision_number)"
                        + " ON r.tenant_id = sub.tenant_id AND r.node_id = sub.id",
                top);
    }

    /** Folders below the top, documents, and bytes of all revisions. */
    Extent extent(Node top) {
        long bytes = bytesBelow(top);
        return sql.query(
                        row -> new Extent(row.getLong(1), row.getLong(2), bytes),
                        SUBTREE + "SELECT COALESCE(SUM(n.kind = 'FOLDER' AND sub.depth > 0), 0),"
                                + " COALESCE(SUM(n.revision_id IS NOT NULL), 0) FROM sub STRAIGHT_JOIN node n"
                                + " ON n.tenant_id = sub.tenant_id AND n.id = sub.id",
                        top.tenant(),
                        top.id())
                .get(0);
    }

    private long number(String select, Node top) {
        return sql.query(row -> row.getLong(1), SUBTREE + select, top.tenant(), top.id())
                .get(0);
    }

    /**
     * Makes a subtree part of another space. Afterwards nothing can be added to it until the transaction ends: what was added
     * while the first pass waited for its folders is found by the next.
     */
    void moveToSpace(Node top, UUID space) {
        int moved;
        do {
            List<UUID> strangers = sql.query(
                    row -> TenantSql.id(row, 1),
                    SUBTREE
                            + "SELECT n.id FROM sub STRAIGHT_JOIN node n ON n.tenant_id = sub.tenant_id AND n.id = sub.id"
                            + " WHERE n.space_id <> ?",
                    top.tenant(),
                    top.id(),
                    space);
            moved = strangers.size();
            for (List<UUID> some : inParts(strangers)) {
                sql.update(
                        "UPDATE node SET space_id = ? WHERE tenant_id = ? AND id IN (" + TenantSql.marks(some.size())
                                + ")",
                        space,
                        top.tenant(),
                        some);
            }
        } while (moved > 0);
    }

    /** A node of a subtree; of a document the blob that it shows. */
    record Branch(Node node, Optional<UUID> blob) {}

    /** Everything in a subtree, parents before their children, names that only a lock holds left out. */
    List<Branch> branches(Node top) {
        return sql.query(
                row -> new Branch(Node.read(top.tenant(), row, 2), TenantSql.findId(row, 1)),
                SUBTREE + "SELECT r.blob_id, " + NodeRepository.columns("n")
                        + " FROM sub STRAIGHT_JOIN node n ON n.tenant_id = sub.tenant_id AND n.id = sub.id"
                        + " LEFT JOIN revision r ON r.tenant_id = n.tenant_id AND r.id = n.revision_id"
                        + " WHERE n.kind = 'FOLDER' OR n.revision_id IS NOT NULL ORDER BY sub.depth",
                top.tenant(),
                top.id());
    }

    /** Copies the dead properties of a subtree; {@code copies} are by the node that each is a copy of. */
    void copyProperties(Node top, Map<UUID, Node> copies) {
        List<UUID> with = sql.query(
                row -> TenantSql.id(row, 1),
                SUBTREE + "SELECT DISTINCT p.node_id FROM sub STRAIGHT_JOIN node_property p"
                        + " ON p.tenant_id = sub.tenant_id AND p.node_id = sub.id",
                top.tenant(),
                top.id());
        sql.updateEach(
                "INSERT INTO node_property (tenant_id, node_id, property_key, namespace, name, value)"
                        + " SELECT tenant_id, ?, property_key, namespace, name, value FROM node_property"
                        + " WHERE tenant_id = ? AND node_id = ?",
                with.stream()
                        .filter(copies::containsKey)
                        .map(node -> new Object[] {copies.get(node).id(), top.tenant(), node})
                        .toList());
    }

    /** Copies the tags of a subtree; {@code copies} are by the node that each is a copy of. */
    void copyTags(Node top, Map<UUID, Node> copies) {
        List<TagRepository.Tagged> found = sql.query(
                row -> new TagRepository.Tagged(TenantSql.id(row, 1), new Tag(row.getString(2))),
                SUBTREE + "SELECT t.node_id, t.tag FROM sub STRAIGHT_JOIN node_tag t"
                        + " ON t.tenant_id = sub.tenant_id AND t.node_id = sub.id",
                top.tenant(),
                top.id());
        tags.add(
                top.tenant(),
                found.stream()
                        .filter(each -> copies.containsKey(each.node()))
                        .map(each ->
                                new TagRepository.Tagged(copies.get(each.node()).id(), each.tag()))
                        .toList());
    }

    private static <E> List<List<E>> inParts(List<E> all) {
        if (all.isEmpty()) {
            return Collections.emptyList();
        }
        List<List<E>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += ROWS_AT_ONCE) {
            parts.add(all.subList(from, Math.min(all.size(), from + ROWS_AT_ONCE)));
        }
        return parts;
    }
}
