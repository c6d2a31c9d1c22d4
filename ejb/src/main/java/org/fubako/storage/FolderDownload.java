package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Folders and documents to be fetched together. Only finds what there is; each document then goes out by {@link FileDownload}. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class FolderDownload {

    @Inject
    NodeAccess access;

    @Inject
    TreeRepository tree;

    /**
     * A folder or document on its way out.
     *
     * @param place below the things that were asked for, with slashes: {@code plans/2026/a.txt}
     */
    public record Item(String place, NodeView node) {}

    /**
     * All that is in some folders, and some documents, as far as the caller may see and fetch it; parents before what is in them. Two
     * things of one name get a counter.
     *
     * @throws Refusal when one of the things that were asked for may not be fetched, or is not there
     */
    public List<Item> contents(Caller caller, List<FilePath> wanted) {
        List<Item> items = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (FilePath path : wanted) {
            Place place = access.open(caller, path, Operation.DOWNLOAD, Action.DOWNLOAD);
            if (place.node().isPlaceholder()) {
                throw new Refusal(Problem.NOT_FOUND, path.toString());
            }
            add(caller, place, free(path.name(), taken), items);
        }
        return items;
    }

    /** The name, with a counter if it is taken already; it is taken then. */
    public static String free(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            free = name + " (" + number + ")";
        }
        return free;
    }

    private void add(Caller caller, Place top, String name, List<Item> items) {
        List<Node> nodes = tree.branches(top.node()).stream()
                .map(TreeRepository.Branch::node)
                .toList();
        Map<UUID, Set<Operation>> allowed = access.allowedBelow(caller, top, nodes, Operation.DOWNLOAD);
        Map<UUID, Item> found = new HashMap<>();
        for (Node node : nodes) {
            if (!allowed.containsKey(node.id())) {
                continue;
            }
            boolean isTop = node.id().equals(top.node().id());
            Item above = isTop ? null : found.get(node.parentId().orElseThrow());
            String place = isTop ? name : above.place() + "/" + node.name();
            FilePath path = isTop ? top.path() : above.node().path().child(node.name());
            Labelling labels = isTop ? top.labels() : above.node().labels().below(node.label());
            Item item = new Item(place, node.view(path, labels, allowed.get(node.id()), false));
            found.put(node.id(), item);
            items.add(item);
        }
    }
}
