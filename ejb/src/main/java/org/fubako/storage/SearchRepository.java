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

    @Inject
    TenantSql sql;

    /** A place in the order: behind this name of this node. */
    record Position(byte[] key, UUID node) {

        static final Position START = new Position(new byte[0], new UUID(0, 0));

        static Position of(Node node) {
            return new Position(node.nameKey(), node.id());
        }
    }

    /** The next nodes behind a place whose names have all the words, in some spaces; deleted ones are among them. */
    List<Node> find(TenantId tenant, Collection<UUID> spaces, SearchQuery query, Position after, int limit) {
        StringBuilder conditions = new StringBuilder();
        List<Object> parameters = new ArrayList<>();
        query.words().forEach(word -> add(conditions, parameters, "LOCATE(?, n.name_key) > 0", NodeName.key(word)));
        query.folders()
                .ifPresent(folders -> add(
                        conditions,
                        parameters,
                        "n.kind = ?",
                        (folders ? Node.Kind.FOLDER : Node.Kind.DOCUMENT).name()));
        query.from().ifPresent(from -> add(conditions, parameters, "n.modified_at >= ?", from));
        query.to().ifPresent(to -> add(conditions, parameters, "n.modified_at < ?", to));
        query.smallest()
                .ifPresent(bytes -> add(conditions, parameters, "n.kind = 'DOCUMENT' AND n.length >= ?", bytes));
        query.largest().ifPresent(bytes -> add(conditions, parameters, "n.kind = 'DOCUMENT' AND n.length <= ?", bytes));
        query.by().ifPresent(by -> add(conditions, parameters, "n.modified_by = ?", by));
        return sql.query(
                row -> Node.read(tenant, row, 1),
                "SELECT " + NodeRepository.columns("n") + " FROM node n FORCE INDEX (node_search) WHERE n.tenant_id = ?"
                        + " AND (n.name_key, n.id) > (?, ?) AND n.name_key >= ?" + conditions
                        + " AND n.parent_id IS NOT NULL AND (n.kind = 'FOLDER' OR n.revision_id IS NOT NULL)"
                        + " AND n.space_id IN (" + TenantSql.marks(spaces.size()) + ")"
                        + " ORDER BY n.name_key, n.id LIMIT ?",
                tenant,
                after.key(),
                after.node(),
                after.key(),
                parameters,
                spaces,
                limit);
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
