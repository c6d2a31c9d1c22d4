package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** Tags in the database, always in the order of their keys. */
@ApplicationScoped
class TagRepository {

    private static final UUID LAST_NODE = new UUID(-1, -1);

    private static final String USES = "SELECT t.tag, " + NodeRepository.columns("n")
            + " FROM node_tag t FORCE INDEX (node_tag_key) STRAIGHT_JOIN node n ON n.tenant_id = t.tenant_id"
            + " AND n.id = t.node_id WHERE t.tenant_id = ? AND t.tag_key >= ? AND (t.tag_key, t.node_id) > (?, ?)"
            + " AND t.tag_key < ?";

    @Inject
    TenantSql sql;

    /** Tags of some folders and documents, by their ids; those without any are missing. */
    Map<UUID, List<String>> of(TenantId tenant, Collection<UUID> nodes) {
        Map<UUID, List<String>> found = new HashMap<>();
        if (!nodes.isEmpty()) {
            sql.query(
                    row -> found.computeIfAbsent(TenantSql.id(row, 1), node -> new ArrayList<>())
                            .add(row.getString(2)),
                    "SELECT node_id, tag FROM node_tag WHERE tenant_id = ? AND node_id IN ("
                            + TenantSql.marks(nodes.size()) + ") ORDER BY node_id, tag_key",
                    tenant,
                    nodes);
        }
        return found;
    }

    /** The same of those that lie directly in a folder. */
    Map<UUID, List<String>> within(Node folder, Collection<UUID> nodes) {
        Map<UUID, List<String>> found = new HashMap<>();
        if (!nodes.isEmpty()) {
            sql.query(
                    row -> found.computeIfAbsent(TenantSql.id(row, 1), node -> new ArrayList<>())
                            .add(row.getString(2)),
                    "SELECT t.node_id, t.tag FROM node_tag t JOIN node n ON n.tenant_id = t.tenant_id AND n.id = t.node_id"
                            + " WHERE t.tenant_id = ? AND n.parent_id = ? AND t.node_id IN ("
                            + TenantSql.marks(nodes.size()) + ") ORDER BY t.node_id, t.tag_key",
                    folder.tenant(),
                    folder.id(),
                    nodes);
        }
        return found;
    }

    /** Replaces the tags of a node, which is locked. */
    void set(Node node, List<Tag> tags) {
        sql.update("DELETE FROM node_tag WHERE tenant_id = ? AND node_id = ?", node.tenant(), node.id());
        add(node.tenant(), tags.stream().map(tag -> new Tagged(node.id(), tag)).toList());
    }

    /** A tag on a node. */
    record Tagged(UUID node, Tag tag) {}

    /** Adds tags that are not there yet. */
    void add(TenantId tenant, List<Tagged> tags) {
        sql.insert(
                "INSERT INTO node_tag (tenant_id, node_id, tag_key, tag)",
                tags.stream()
                        .map(each -> new Object[] {
                            tenant, each.node(), each.tag().key(), each.tag().value()
                        })
                        .toList());
    }

    /** A tag and something that has it. */
    record Use(Tag tag, Node node) {}

    /** A place in the order of tags, and of nodes within each: behind this node. */
    record Position(byte[] key, UUID node) {

        /** Before all whose keys begin so. */
        static Position before(byte[] key) {
            return new Position(key, new UUID(0, 0));
        }

        static Position of(Use use) {
            return new Position(use.tag().key(), use.node().id());
        }

        /** Behind all that has the tag. */
        static Position behind(Tag tag) {
            return new Position(tag.key(), LAST_NODE);
        }
    }

    /** The next uses behind a place, of tags whose keys come before an end, in some spaces; also on what has been deleted. */
    List<Use> uses(TenantId tenant, Collection<UUID> spaces, Position after, byte[] end, int limit) {
        return sql.query(
                row -> new Use(new Tag(row.getString(1)), Node.read(tenant, row, 2)),
                USES + " AND n.space_id IN (" + TenantSql.marks(spaces.size())
                        + ") ORDER BY t.tag_key, t.node_id LIMIT ?",
                tenant,
                after.key(),
                after.key(),
                after.node(),
                end,
                spaces,
                limit);
    }
}
