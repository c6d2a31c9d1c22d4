package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.TenantDirectory;

/** What must hold where a folder or document is put, and what becomes of the figures of its space. */
@ApplicationScoped
class Landing {

    @Inject
    NodeRepository nodes;

    @Inject
    TreeRepository tree;

    @Inject
    SpaceUse use;

    @Inject
    TenantDirectory tenants;

    /** The right that it takes in the folder. */
    static Operation creating(Node node) {
        return node.isFolder() ? Operation.CREATE_FOLDER : Operation.UPLOAD_FILE;
    }

    /** The name at the end of a path, by the rules of the tenant. */
    NodeName newName(Caller caller, FilePath path) {
        NodeName name = NodeName.of(path.name(), tenants.info(caller.tenant()).forbiddenNames());
        if (path.toString().length() > FilePath.MAX_LENGTH) {
            throw new Refusal(Problem.PATH_TOO_LONG, name.value());
        }
        return name;
    }

    /**
     * Refuses when what lies in a folder would have too long a path.
     *
     * @param proven characters of a path at which it is known not to be too long
     */
    void requirePathLength(int proven, FilePath to, Node node) {
        boolean longer = to.toString().length() > proven;
        int below = longer && node.isFolder() ? tree.longestPathBelow(node) : 0;
        if (to.toString().length() + below > FilePath.MAX_LENGTH) {
            throw new Refusal(Problem.PATH_TOO_LONG, to.name());
        }
    }

    /** Keeps the folder where it is until the transaction ends. */
    void hold(Place folder) {
        if (!nodes.holdFolder(folder.node())) {
            throw new Refusal(Problem.PARENT_MISSING, folder.path().toString());
        }
    }

    /** Makes a subtree a part of another space; nothing to do when it is the same. */
    void changeSpace(Caller caller, Node top, UUID from, Space to) {
        if (from.equals(to.id())) {
            return;
        }
        tree.moveToSpace(top, to.id());
        long bytes = tree.bytesBelow(top);
        use.add(caller.tenant(), to, bytes);
        use.giveBack(caller.tenant(), from, bytes);
    }
}
