package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * Hands out nodes, and only after the check: without asking here, no code gets hold of one. What the caller may not see is
 * NOT_FOUND, what may be seen but not done is FORBIDDEN; both leave a line in the operation log when something was refused.
 */
@ApplicationScoped
class NodeAccess {

    @Inject
    SpaceRepository spaces;

    @Inject
    NodeRepository nodes;

    @Inject
    RightRepository rights;

    @Inject
    LockRepository locks;

    @Inject
    OperationLog log;

    /** What is at the path and may be seen; empty when nothing is, or nothing for this caller. */
    Optional<Place> find(Caller caller, FilePath path) {
        return space(caller, path).flatMap(space -> walk(caller, space, path));
    }

    Place open(Caller caller, FilePath path) {
        return find(caller, path).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, path.toString()));
    }

    Place open(Caller caller, FilePath path, Operation operation, Action action) {
        Place place = open(caller, path);
        require(caller, place, operation, action);
        return place;
    }

    Place openFolder(Caller caller, FilePath path, Operation operation, Action action) {
        Place place = open(caller, path, operation, action);
        if (!place.node().isFolder()) {
            throw new Refusal(Problem.NOT_A_FOLDER, path.toString());
        }
        return place;
    }

    /** The folder in which something is to be made; its absence is a conflict, not a missing thing (RFC 4918, 9.7.1). */
    Place openParent(Caller caller, FilePath path, Operation operation, Action action) {
        if (path.segments().size() < 2) {
            throw new Refusal(Problem.SPACE_IS_FIXED, path.toString());
        }
        Place parent = find(caller, path.parent())
                .filter(place -> place.node().isFolder())
                .orElseThrow(
                        () -> new Refusal(Problem.PARENT_MISSING, path.parent().toString()));
        require(caller, parent, operation, action);
        return parent;
    }

    void require(Caller caller, Place place, Operation operation, Action action) {
        if (!place.allowed().contains(operation)) {
            throw refused(caller, place, action);
        }
    }

    /** Only whoever has taken a lock may prolong or give it back. */
    void requireOwner(Caller caller, Place place, LockRepository.Lock lock, Action action) {
        if (!lock.accountId().equals(caller.accountId())) {
            throw refused(caller, place, action);
        }
    }

    private Refusal refused(Caller caller, Place place, Action action) {
        log.recordApart(LogEvent.of(caller, action, place.path().toString()).ended("refused"), Optional.empty());
        return new Refusal(Problem.ACCESS_DENIED, place.path().toString());
    }

    /** A node that is to be renamed, moved or deleted: what is in it must allow that all the way down. */
    Place openToChange(Caller caller, FilePath path, Action action) {
        Place place = open(caller, path);
        if (place.isSpace()) {
            throw new Refusal(Problem.SPACE_IS_FIXED, path.toString());
        }
        Operation operation = place.node().isFolder() ? Operation.CHANGE_FOLDER : Operation.CHANGE_FILE;
        boolean allowed = place.allowedAbove().contains(operation)
                && (!place.node().isFolder() || everyRuleBelowAllows(caller, place));
        if (!allowed) {
            throw refused(caller, place, action);
        }
        return place;
    }

    private boolean everyRuleBelowAllows(Caller caller, Place folder) {
        return nodes.ownRulesBelow(folder.node()).stream()
                .allMatch(node -> rights.allowed(caller, node).contains(Operation.CHANGE_FOLDER));
    }

    /** The child of a place, with what the caller may do there; empty when it may not be seen. */
    Optional<Place> child(Caller caller, Place parent, String name) {
        return nodes.child(parent.node(), name).flatMap(node -> below(caller, parent, node));
    }

    /** What the caller may see of the children of a folder; one statement more, and only where some have own rules. */
    List<Place> visible(Caller caller, Place folder, List<Node> children) {
        boolean ownRules = children.stream().anyMatch(Node::hasOwnRule);
        Map<UUID, Set<Operation>> own = ownRules ? rights.allowedWithin(caller, folder.node()) : Map.of();
        List<Place> visible = new ArrayList<>(children.size());
        for (Node child : children) {
            Set<Operation> allowed = child.hasOwnRule()
                    ? widened(caller, folder.space(), own.getOrDefault(child.id(), Set.of()))
                    : folder.allowed();
            if (allowed.contains(Operation.LIST)) {
                visible.add(place(folder, child, allowed));
            }
        }
        return visible;
    }

    /** Refuses when somebody's lock, not submitted by the caller, covers the place. */
    void requireUnlocked(Caller caller, Place place, Set<UUID> submitted) {
        List<UUID> fromTop = place.idsFromTop().toList();
        for (LockRepository.Lock lock : locks.on(caller.tenant(), fromTop)) {
            boolean direct = lock.nodeId().equals(place.node().id());
            if (direct || lock.deep()) {
                requireToken(caller, lock, submitted, place);
            }
        }
    }

    /** As {@link #requireUnlocked}, for everything below a folder too: before it is moved or deleted. */
    void requireTreeUnlocked(Caller caller, Place place, Set<UUID> submitted) {
        requireUnlocked(caller, place, submitted);
        if (place.node().isFolder() && locks.any(caller.tenant())) {
            locks.on(caller.tenant(), nodes.subtreeIds(place.node()))
                    .forEach(lock -> requireToken(caller, lock, submitted, place));
        }
    }

    private static void requireToken(Caller caller, LockRepository.Lock lock, Set<UUID> submitted, Place place) {
        if (!submitted.contains(lock.id()) || !lock.accountId().equals(caller.accountId())) {
            throw new Refusal(Problem.LOCKED, place.path().toString());
        }
    }

    private Optional<Space> space(Caller caller, FilePath path) {
        if (path.isRoot()) {
            return Optional.empty();
        }
        List<String> segments = path.segments();
        return SpaceKind.ofSegment(segments.get(0))
                .flatMap(kind -> kind.named() && segments.size() < 2
                        ? Optional.empty()
                        : spaces.enterable(caller).stream()
                                .filter(space -> space.kind() == kind)
                                .filter(space -> !kind.named()
                                        || java.util.Arrays.equals(
                                                NodeName.key(space.name()), NodeName.key(segments.get(1))))
                                .findFirst());
    }

    private Optional<Place> walk(Caller caller, Space space, FilePath path) {
        Optional<Place> place = nodes.find(caller.tenant(), space.rootId())
                .map(root ->
                        new Place(space.path(), space, List.of(), root, allowedAtTop(caller, space, root), Set.of()))
                .filter(top -> top.allowed().contains(Operation.LIST));
        int from = space.kind().named() ? 2 : 1;
        for (String name : path.segments().subList(from, path.segments().size())) {
            place = place.filter(found -> found.node().isFolder()).flatMap(found -> child(caller, found, name));
        }
        return place;
    }

    private Set<Operation> allowedAtTop(Caller caller, Space space, Node root) {
        return root.hasOwnRule()
                ? widened(caller, space, rights.allowed(caller, root))
                : AccessMode.READ_WRITE.allowed();
    }

    private Optional<Place> below(Caller caller, Place parent, Node node) {
        Set<Operation> allowed =
                node.hasOwnRule() ? widened(caller, parent.space(), rights.allowed(caller, node)) : parent.allowed();
        return allowed.contains(Operation.LIST) ? Optional.of(place(parent, node, allowed)) : Optional.empty();
    }

    /** Whoever administers access must find the folders to do so, but gets no look at what is in the documents. */
    private static Set<Operation> widened(Caller caller, Space space, Set<Operation> allowed) {
        if (!caller.has(Role.ACCESS_CONTROL) || space.kind() == SpaceKind.PRIVATE) {
            return allowed;
        }
        Set<Operation> wider = EnumSet.of(Operation.LIST);
        wider.addAll(allowed);
        return wider;
    }

    /** What has just been made in a folder that was opened for it. */
    Place made(Place parent, Node node) {
        return place(parent, node, parent.allowed());
    }

    private static Place place(Place parent, Node node, Set<Operation> allowed) {
        List<Node> above = new ArrayList<>(parent.above());
        above.add(parent.node());
        return new Place(parent.path().child(node.name()), parent.space(), above, node, allowed, parent.allowed());
    }
}
