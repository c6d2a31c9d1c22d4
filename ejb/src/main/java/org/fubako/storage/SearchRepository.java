package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** Names in the order of their keys. */
@ApplicationScoped
class SearchRepository {

    /** A join and no condition: just after many tags had been added, the optimizer made a search of minutes out of that. */
    private static final String TAGGED = " STRAIGHT_JOIN node_tag t FORCE INDEX (PRIMARY) ON t.tenant_id = n.tenant_id"
            + " AND t.node_id = n.id AND t.tag_key = ?";

    @Inject
    TenantSql sql;

    /** A place in the order: behind this name of this node. */
    record Position(byte[] key, UUID node) {

        static final Position START = new Position(new byte[0], new UUID(0, 0));

        static Position of(Node node) {
            return new Position(node.nameKey(), node.id());
        }
    }

    /** The next nodes behind a place whose names have all the words, in some spaces; deleted ones and placeholders are among them. */
    List<Node> inSpaces(TenantId tenant, Collection<UUID> spaces, SearchQuery query, Position after, int limit) {
        Narrowing narrowing = narrowing(query, "n.kind = 'FOLDER'");
        return query.tag()
                .map(tag -> tagged(tenant, spaces, tag, narrowing, after, limit))
                .orElseGet(() -> inSpaces(tenant, spaces, narrowing, after, limit));
    }

    private List<Node> inSpaces(
            TenantId tenant, Collection<UUID> spaces, Narrowing narrowing, Position after, int limit) {
        return sql.query(
                row -> Node.read(tenant, row, 1),
                "SELECT " + NodeRepository.columns("n") + " FROM node n FORCE INDEX (node_search) WHERE n.tenant_id = ?"
                        + " AND (n.name_key, n.id) > (?, ?) AND n.name_key >= ?" + narrowing.conditions()
                        + " AND n.parent_id IS NOT NULL"
                        + " AND n.space_id IN (" + TenantSql.marks(spaces.size()) + ")"
                        + " ORDER BY n.name_key, n.id LIMIT ?",
                tenant,
                after.key(),
                after.node(),
                after.key(),
                narrowing.parameters(),
                spaces,
                limit);
    }

    /** Goes along what has the tag and puts that in order: it is little beside all names of the tenant. */
    private List<Node> tagged(
            TenantId tenant, Collection<UUID> spaces, Tag tag, Narrowing narrowing, Position after, int limit) {
        return sql.query(
                row -> Node.read(tenant, row, 1),
                "SELECT " + NodeRepository.columns("n") + " FROM (SELECT n.tenant_id, n.id FROM node_tag t"
                        + " FORCE INDEX (node_tag_key) STRAIGHT_JOIN node n ON n.tenant_id = t.tenant_id AND n.id = t.node_id"
                        + " WHERE t.tenant_id = ? AND t.tag_key = ? AND (n.name_key, n.id) > (?, ?)"
                        + narrowing.conditions() + " AND n.parent_id IS NOT NULL"
                        + " AND n.space_id IN (" + TenantSql.marks(spaces.size()) + ")"
                        + " ORDER BY n.name_key, n.id LIMIT ?) hit STRAIGHT_JOIN node n ON n.tenant_id = hit.tenant_id"
                        + " AND n.id = hit.id ORDER BY n.name_key, n.id",
                tenant,
                tag.key(),
                after.key(),
                after.node(),
                narrowing.parameters(),
                spaces,
                limit);
    }

    /** As {@link #inSpaces}, below a folder. Goes along the names of all folders below, and reads only those that it gives. */
    List<Node> below(TenantId tenant, UUID folder, SearchQuery query, Position after, int limit) {
        Narrowing narrowing = narrowing(query, "n.id IN (SELECT down.id FROM down)");
        return sql.query(
                row -> Node.read(tenant, row, 1),
                "WITH RECURSIVE down (tenant_id, id) AS (SELECT f.tenant_id, f.id FROM node f WHERE f.tenant_id = ? AND f.id = ?"
                        + " UNION ALL SELECT f.tenant_id, f.id FROM down STRAIGHT_JOIN node f FORCE INDEX (node_folders)"
                        + " ON f.tenant_id = down.tenant_id AND f.folder_of = down.id)"
                        + " SELECT " + NodeRepository.columns("n") + " FROM (SELECT n.tenant_id, n.id FROM down"
                        + " STRAIGHT_JOIN node n FORCE INDEX (node_name) ON n.tenant_id = down.tenant_id"
                        + " AND n.parent_id = down.id" + (query.tag().isPresent() ? TAGGED : "")
                        + " WHERE (n.name_key, n.id) > (?, ?)" + narrowing.conditions()
                        + " ORDER BY n.name_key, n.id LIMIT ?) hit STRAIGHT_JOIN node n ON n.tenant_id = hit.tenant_id"
                        + " AND n.id = hit.id ORDER BY n.name_key, n.id",
                tenant,
                folder,
                query.tag().map(tag -> List.of(tag.key())).orElse(List.of()),
                after.key(),
                after.node(),
                narrowing.parameters(),
                limit);
    }

    /** What is asked of a node, with the parameters of the conditions in their order. */
    private record Narrowing(String conditions, List<Object> parameters) {}

    /** @param isFolder the quickest way to say that a node is a folder */
    private static Narrowing narrowing(SearchQuery query, String isFolder) {
        StringBuilder conditions = new StringBuilder();
        List<Object> parameters = new ArrayList<>();
        query.words().forEach(word -> add(conditions, parameters, "LOCATE(?, n.name_key) > 0", NodeName.key(word)));
        query.folders().ifPresent(folders -> conditions
                .append(" AND ")
                .append(folders ? "" : "NOT ")
                .append('(')
                .append(isFolder)
                .append(')'));
        query.from().ifPresent(from -> add(conditions, parameters, "n.modified_at >= ?", from));
        query.to().ifPresent(to -> add(conditions, parameters, "n.modified_at < ?", to));
        query.smallest()
                .ifPresent(bytes -> add(conditions, parameters, "n.kind = 'DOCUMENT' AND n.length >= ?", bytes));
        query.largest().ifPresent(bytes -> add(conditions, parameters, "n.kind = 'DOCUMENT' AND n.length <= ?", bytes));
        query.by().ifPresent(by -> add(conditions, parameters, "n.modified_by = ?", by));
        return new Narrowing(conditions.toString(), parameters);
    }

    private static void add(StringBuilder conditions, List<Object> parameters, String condition, Object parameter) {
        conditions.append(" AND ").append(condition);
        parameters.add(parameter);
    }

    /** Some folders, each with all that it lies in, the topmost first; one statement. */
    Map<UUID, List<Node>> ways(TenantId tenant, Collection<UUID> folders) {
        Map<UUID, List<Node>> ways = new LinkedHashMap<>();
        sql.query(
                row -> ways.computeIfAbsent(TenantSql.id(row, 1), folder -> new ArrayList<>())
                        .add(Node.read(tenant, row, 2)),
                "WITH RECURSIVE up (folder, tenant_id, id, parent_id, height) AS ("
                        + "SELECT n.id, n.tenant_id, n.id, n.parent_id, 0 FROM node n WHERE n.tenant_id = ? AND n.id IN ("
                        + TenantSql.marks(folders.size()) + ")"
                        + " UNION ALL SELECT up.folder, p.tenant_id, p.id, p.parent_id, up.height + 1 FROM up"
                        + " STRAIGHT_JOIN node p ON p.tenant_id = up.tenant_id AND p.id = up.parent_id)"
                        + " SELECT up.folder, " + NodeRepository.columns("n") + " FROM up STRAIGHT_JOIN node n"
                        + " ON n.tenant_id = up.tenant_id AND n.id = up.id ORDER BY up.folder, up.height DESC",
                tenant,
                folders);
        return ways;
    }
}
