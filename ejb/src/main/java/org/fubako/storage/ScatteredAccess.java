package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fubako.caller.Caller;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/**
 * Nodes from anywhere in the tree: which of them a caller may see, and where they lie now. What he may not see is left out and leaves
 * no line in the log, because nobody has asked for it.
 */
@ApplicationScoped
class ScatteredAccess {

    @Inject
    SpaceDirectory spaces;

    @Inject
    SearchRepository search;

    @Inject
    NodeAccess access;

    /** The spaces, by id, that the caller may enter, below a folder that only groups spaces; empty for any other path. */
    Optional<Map<UUID, Space>> grouped(Caller caller, FilePath folder) {
        List<Space> enterable = spaces.enterable(caller);
        return FileService.VirtualFolder.at(folder, enterable).map(grouping -> enterable.stream()
                .filter(space -> folder.isRoot() || space.path().parent().equals(folder))
                .collect(Collectors.toMap(Space::id, space -> space)));
    }

    /** Something that concerns an account, and since when. */
    record Dated(Node node, Instant at) {

        /** From a row with the time first and then the columns of the node. */
        static Dated read(TenantId tenant, ResultSet row) throws SQLException {
            return new Dated(Node.read(tenant, row, 2), TenantSql.time(row, 1));
        }
    }

    /** What the caller may see of some nodes, wherever he may enter, in the same order. */
    List<DatedView> seen(Caller caller, List<Dated> all, int limit) {
        Map<UUID, Place> seen = seen(
                caller,
                grouped(caller, FilePath.ROOT).orElseThrow(),
                all.stream().map(Dated::node).toList());
        return all.stream()
                .filter(dated -> seen.containsKey(dated.node().id()))
                .limit(limit)
                .map(dated -> new DatedView(seen.get(dated.node().id()).view(), dated.at()))
                .toList();
    }

    /**
     * By id, what the caller may see of some nodes; their folders are looked up together. What was deleted, lies in a space that is not
     * among those given, or is a name without content, is left out.
     */
    Map<UUID, Place> seen(Caller caller, Map<UUID, Space> among, List<Node> nodes) {
        Map<UUID, Place> seen = new HashMap<>();
        nodes.stream().filter(node -> node.parentId().isEmpty()).forEach(top -> folder(caller, among, List.of(top))
                .ifPresent(place -> seen.put(top.id(), place)));
        Map<UUID, List<Node>> byFolder = nodes.stream()
                .filter(node -> !node.isPlaceholder() && node.parentId().isPresent())
                .collect(Collectors.groupingBy(node -> node.parentId().orElseThrow()));
        if (!byFolder.isEmpty()) {
            search.ways(caller.tenant(), byFolder.keySet()).forEach((folder, way) -> folder(caller, among, way)
                    .ifPresent(place -> access.visible(caller, place, byFolder.get(folder))
                            .forEach(each -> seen.put(each.node().id(), each))));
        }
        return seen;
    }

    /** The folder at the end of a way, if that begins in one of the spaces and all of it may be seen. */
    private Optional<Place> folder(Caller caller, Map<UUID, Space> among, List<Node> way) {
        Node top = way.get(0);
        Space space = among.get(top.spaceId());
        boolean there = space != null && space.rootId().equals(top.id());
        if (!there) {
            return Optional.empty();
        }
        Set<Operation> allowed = access.allowedAlong(caller, space, way);
        return allowed.isEmpty() ? Optional.empty() : Optional.of(Place.of(space, way, allowed));
    }
}
