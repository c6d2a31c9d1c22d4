package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;

/** What a caller may do with things in a trash: decided by the folders they lay in, be these in the tree or in the trash themselves. */
@ApplicationScoped
class TrashAccess {

    @Inject
    SpaceDirectory spaces;

    @Inject
    NodeAccess access;

    @Inject
    NodeRepository nodes;

    @Inject
    TrashRepository trash;

    @EJB
    OperationLog log;

    /**
     * What the caller may do in the folder that something lay in. When that folder, or one above it, has been removed for good, its
     * rule is gone; then only whoever deleted the thing, the owner of a private space, and those who administer access have a say.
     */
    Set<Operation> allowedAt(Caller caller, Space space, UUID folder, TrashRepository.Item item) {
        List<Node> way = wayTo(caller.tenant(), space, folder);
        return way.isEmpty() ? allowedWithoutFolder(caller, space, item) : access.allowedAlong(caller, space, way);
    }

    private Set<Operation> allowedWithoutFolder(Caller caller, Space space, TrashRepository.Item item) {
        boolean own = space.kind() == SpaceKind.PRIVATE || item.deletedBy().equals(caller.accountName());
        if (own) {
            return AccessMode.READ_WRITE.allowed();
        }
        return spaces.isAccessControlled(caller, space)
                ? EnumSet.of(Operation.LIST, Operation.CHANGE_FILE, Operation.CHANGE_FOLDER)
                : EnumSet.noneOf(Operation.class);
    }

    /** A folder with a rule of its own is hidden by that, too. */
    boolean isVisible(Caller caller, Space space, TrashRepository.Item item, Set<Operation> above) {
        boolean own = !item.node().hasOwnRule()
                || access.allowedAlong(caller, space, List.of(item.node())).contains(Operation.LIST);
        return above.contains(Operation.LIST) && own;
    }

    /** What to throw at somebody who sees the thing and may not change it; that is logged. */
    Refusal refused(Caller caller, TrashRepository.Item item, Action action) {
        log.recordApart(LogEvent.of(caller, action, item.path().toString()).ended("refused"), Optional.empty());
        return new Refusal(Problem.ACCESS_DENIED, item.path().toString());
    }

    /** Where a folder is in the tree now; empty when it is not in it, or not in this space any more, or hidden. */
    Optional<FilePath> pathOf(Caller caller, Space space, UUID folder) {
        List<Node> way = nodes.upwards(caller.tenant(), folder);
        if (way.isEmpty() || !way.get(0).id().equals(space.rootId())) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(space.path().segments());
        way.stream().skip(1).map(Node::name).forEach(names::add);
        return Optional.of(new FilePath(names));
    }

    /** From the top of the space down to the folder, through the trash where a folder lies there; empty when one is gone. */
    private List<Node> wayTo(TenantId tenant, Space space, UUID folder) {
        List<Node> way = new ArrayList<>();
        Optional<UUID> next = Optional.of(folder);
        while (next.isPresent()) {
            List<Node> part = nodes.upwards(tenant, next.get());
            if (part.isEmpty()) {
                return List.of();
            }
            way.addAll(0, part);
            UUID top = part.get(0).id();
            if (top.equals(space.rootId())) {
                return way;
            }
            next = trash.parentOf(tenant, top);
        }
        return List.of();
    }
}
