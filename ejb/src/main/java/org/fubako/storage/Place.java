package org.fubako.storage;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A node that the caller may see, and how one gets there: what {@link NodeAccess} hands out after the check.
 *
 * @param above the folders from the root of the space down to the parent; empty for the root of a space itself
 * @param allowed what the caller may do in it: for a document, what its folder allows
 * @param allowedAbove what the caller may do in the folder it lies in: that decides on renaming, moving and deleting
 */
record Place(
        FilePath path, Space space, List<Node> above, Node node, Set<Operation> allowed, Set<Operation> allowedAbove) {

    /** A folder at the end of a way that begins at the top of its space. */
    static Place of(Space space, List<Node> way, Set<Operation> allowed) {
        FilePath path = space.path();
        for (Node node : way.subList(1, way.size())) {
            path = path.child(node.name());
        }
        return new Place(path, space, way.subList(0, way.size() - 1), way.get(way.size() - 1), allowed, Set.of());
    }

    Node parent() {
        return above.get(above.size() - 1);
    }

    boolean isSpace() {
        return above.isEmpty();
    }

    /** Its own label, and what the folders say that it lies in. */
    Labelling labels() {
        Labelling labels = Labelling.NONE;
        for (Node folder : above) {
            labels = labels.below(folder.label());
        }
        return labels.below(node.label());
    }

    /** The label that counts. */
    Label label() {
        return labels().effective();
    }

    NodeView view() {
        return node.view(path, labels(), allowed, isSpace());
    }

    /** From the root of the space down to the node itself. */
    List<Node> way() {
        return Stream.concat(above.stream(), Stream.of(node)).toList();
    }

    Stream<UUID> idsFromTop() {
        return way().stream().map(Node::id);
    }

    boolean liesWithin(Node folder) {
        return idsFromTop().anyMatch(folder.id()::equals);
    }
}
