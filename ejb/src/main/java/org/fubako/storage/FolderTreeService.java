package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.caller.Caller;

/** Folders as a tree, without the documents that lie in them. */
@Stateless
public class FolderTreeService {

    @Inject
    NodeAccess access;

    @Inject
    NodeRepository nodes;

    /**
     * The folders directly in one, and the folders of those that are open, as far as the caller may see them; rights as in
     * {@link FileService#list}. Nothing where the top may not be seen or is no folder, and nothing is refused. One statement for the
     * way to the top, one for each open folder, and one where some have rules of their own.
     *
     * @param top a space or a folder in one
     */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<FolderBranch> tree(Caller caller, FilePath top, Expansion expansion) {
        return access.find(caller, top)
                .filter(place -> place.node().isFolder())
                .map(place -> new Growth(caller, place, expansion).branches())
                .orElse(List.of());
    }

    /** One tree while it is read: first all of it, then what of it the caller may see, because the rules cost one statement for all. */
    private final class Growth {

        private final Place top;
        private final Expansion expansion;
        private final List<Node> found = new ArrayList<>();
        private final Map<UUID, List<Node>> below = new HashMap<>();
        private final Map<UUID, Set<Operation>> allowed;

        Growth(Caller caller, Place top, Expansion expansion) {
            this.top = top;
            this.expansion = expansion;
            found.add(top.node());
            read(top.node(), top.path());
            allowed = access.allowedBelow(caller, top, found, Operation.LIST);
        }

        private void read(Node folder, FilePath path) {
            List<Node> folders = nodes.folders(folder);
            below.put(folder.id(), folders);
            found.addAll(folders);
            for (Node each : folders) {
                FilePath its = path.child(each.name());
                if (expansion.isOpen(each.id(), its)) {
                    read(each, its);
                }
            }
        }

        List<FolderBranch> branches() {
            return branches(top);
        }

        private List<FolderBranch> branches(Place folder) {
            return below.getOrDefault(folder.node().id(), List.of()).stream()
                    .flatMap(node -> Optional.ofNullable(allowed.get(node.id()))
                            .map(operations -> NodeAccess.place(folder, node, operations))
                            .stream())
                    .map(place -> new FolderBranch(
                            place.view(), below.containsKey(place.node().id()), branches(place)))
                    .toList();
        }
    }
}
