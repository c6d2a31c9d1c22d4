package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** What is in the trashes: nodes out of the tree that are kept from being purged. */
@ApplicationScoped
class TrashRepository {

    /** Above every id that was ever made. */
    private static final UUID LAST = new UUID(-1, -1);

    private static final String SELECT =
            "SELECT t.id, t.parent_id, t.path, t.deleted_at, t.deleted_by, t.twin, t.label, "
                    + NodeRepository.columns("n")
                    + " FROM (SELECT i.*, ROW_NUMBER() OVER (PARTITION BY m.kind, m.name_key ORDER BY i.id) - 1 AS twin"
                    + " FROM trash_item i JOIN node m ON m.tenant_id = i.tenant_id AND m.id = i.node_id"
                    + " WHERE i.tenant_id = ? AND i.space_id = ?) t"
                    + " JOIN node n ON n.tenant_id = t.tenant_id AND n.id = t.node_id WHERE ";

    @Inject
    TenantSql sql;

    /**
     * A node in a trash.
     *
     * @param parent the folder it lay in, which may be gone
     * @param label what counted for it where it lay
     * @param twin how many of its name were deleted before it and are still there
     */
    record Item(
            UUID id,
            Node node,
            UUID parent,
            FilePath path,
            Instant deletedAt,
            String deletedBy,
            int twin,
            Label label) {

        /** (1), (2) before the last extension of a document or at the end of a folder's name. */
        String shownName() {
            String name = node.name();
            if (twin == 0) {
                return name;
            }
            int dot = node.isFolder() ? -1 : name.lastIndexOf('.');
            int end = dot > 0 ? dot : name.length();
            return name.substring(0, end) + " (" + twin + ")" + name.substring(end);
        }
    }

    /** Keeps a node that this transaction takes out of the tree. */
    void put(UUID id, Place place, Instant now, String by) {
        sql.update(
                "INSERT INTO trash_item (tenant_id, id, node_id, space_id, parent_id, path, label, deleted_at,"
                        + " deleted_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                place.node().tenant(),
                id,
                place.node().id(),
                place.space().id(),
                place.parent().id(),
                place.path().toString(),
                place.label().name(),
                now,
                by);
    }

    /** The newest first, at most {@code limit}, only those before {@code before} when it is given. */
    List<Item> items(Space space, Optional<UUID> before, int limit) {
        return sql.query(
                row -> read(space.tenant(), row),
                SELECT + "t.tenant_id = ? AND t.id < ? ORDER BY t.id DESC LIMIT ?",
                space.tenant(),
                space.id(),
                space.tenant(),
                before.orElse(LAST),
                limit);
    }

    Optional<Item> item(Space space, UUID id) {
        return one(space, "t.tenant_id = ? AND t.id = ?", id);
    }

    /** What was made of a node when it was deleted. */
    Optional<Item> itemOf(Space space, UUID node) {
        return one(space, "t.tenant_id = ? AND t.node_id = ?", node);
    }

    private Optional<Item> one(Space space, String condition, UUID id) {
        return sql
                .query(
                        row -> read(space.tenant(), row),
                        SELECT + condition,
                        space.tenant(),
                        space.id(),
                        space.tenant(),
                        id)
                .stream()
                .findFirst();
    }

    private static Item read(TenantId tenant, ResultSet row) throws SQLException {
        return new Item(
                TenantSql.id(row, 1),
                Node.read(tenant, row, 8),
                TenantSql.id(row, 2),
                FilePath.parse(row.getString(3)),
                TenantSql.time(row, 4),
                row.getString(5),
                row.getInt(6),
                Label.valueOf(row.getString(7)));
    }

    /** The folder that a node in the trash lay in; empty when it is in none. */
    Optional<UUID> parentOf(TenantId tenant, UUID node) {
        return sql
                .query(
                        row -> TenantSql.id(row, 1),
                        "SELECT parent_id FROM trash_item WHERE tenant_id = ? AND node_id = ?",
                        tenant,
                        node)
                .stream()
                .findFirst();
    }

    /** Ends the keeping; false when somebody else has done so. */
    boolean take(TenantId tenant, UUID id) {
        return sql.update("DELETE FROM trash_item WHERE tenant_id = ? AND id = ?", tenant, id) == 1;
    }
}
