package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.blob.BlobDescriptor;

/**
 * Hands out nodes, and only after the check: without asking here, no code gets hold of one. What the caller may not see is
 * NOT_FOUND, what may be seen but not done is FORBIDDEN; both leave a line in the operation log when something was refused.
 */
@ApplicationScoped
class NodeAccess {

    @Inject
    SpaceDirectory spaces;

    @Inject
    NodeRepository nodes;

    @Inject
    RightRepository rights;

    @Inject
    LockRepository locks;

    @Inject
    TreeRepository tree;

    @EJB
    OperationLog log;

    /** What is at the path and may be seen; empty when nothing is, or nothing for this caller. One statement. */
    Optional<Place> find(Caller caller, FilePath path) {
        return spaces.at(caller, path).flatMap(space -> find(caller, space, path));
    }

    private Optional<Place> find(Caller caller, Space space, FilePath path) {
        List<String> names = names(space, path);
        return end(caller, space, names, nodes.way(caller.tenant(), space.rootId(), names));
    }

    /** What is at the end of a whole way, if it may be seen. */
    private Optional<Place> end(Caller caller, Space space, List<String> names, List<Node> way) {
        return places(caller, space, way).stream()
                .skip(names.size())
                .findFirst()
                .filter(this::isThere);
    }

    /** A name without content is there as long as a lock holds it. */
    private boolean isThere(Place place) {
        Node node = place.node();
        return !node.isPlaceholder()
                || !locks.on(node.tenant(), List.of(node.id())).isEmpty();
    }

    private static List<String> names(Space space, FilePath path) {
        List<String> segments = path.segments();
        return segments.subList(space.kind().named() ? 2 : 1, segments.size());
    }

    /** What the caller may do by the own rules that some nodes have; at most one statement. */
    private Map<UUID, Set<Operation>> ownRules(Caller caller, List<Node> some) {
        return rights.allowed(
                caller, some.stream().filter(Node::hasOwnRule).map(Node::id).toList());
    }

    /** The way down with what the caller may do at each step, as far as the caller may see it. */
    private List<Place> places(Caller caller, Space space, List<Node> way) {
        Map<UUID, Set<Operation>> own = ownRules(caller, way);
        List<Place> places = new ArrayList<>(way.size());
        Set<Operation> above = Set.of();
        for (Node node : way) {
            Set<Operation> inherited = places.isEmpty() ? AccessMode.READ_WRITE.allowed() : above;
            Set<Operation> allowed = node.hasOwnRule() ? widened(caller, space, own.get(node.id())) : inherited;
            Place place = places.isEmpty()
                    ? new Place(space.path(), space, List.of(), node, allowed, Set.of())
                    : place(places.get(places.size() - 1), node, allowed);
            if (!allowed.contains(Operation.LIST)) {
                logRefusal(caller, place, Action.ACCESS);
                break;
            }
            places.add(place);
            above = allowed;
        }
        return places;
    }

    /** A folder wherever it lies now, if the caller may see it there; empty when it has been deleted. */
    Optional<Place> findFolder(Caller caller, UUID id) {
        List<Node> way = nodes.upwards(caller.tenant(), id);
        return spaces.enterable(caller).stream()
                .filter(space ->
                        !way.isEmpty() && space.rootId().equals(way.get(0).id()))
                .findFirst()
                .map(space -> Place.of(space, way, allowedAlong(caller, space, way)))
                .filter(place ->
                        place.allowed().contains(Operation.LIST) && place.node().isFolder());
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

    Place openDocument(Caller caller, FilePath path, Operation operation, Action action) {
        return requireDocument(open(caller, path, operation, action));
    }

    /** A document and its newest content. */
    record Content(Place place, BlobDescriptor blob) {}

    /** As {@link #openDocument}, with the content in the same statement. */
    Content openContent(Caller caller, FilePath path, Operation operation, Action action) {
        return spaces.at(caller, path)
                .flatMap(space -> content(caller, space, path, operation, action))
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, path.toString()));
    }

    private Optional<Content> content(Caller caller, Space space, FilePath path, Operation operation, Action action) {
        List<String> names = names(space, path);
        NodeRepository.Way way = nodes.wayToContent(caller.tenant(), space.rootId(), names);
        Optional<Place> place = end(caller, space, names, way.nodes());
        place.ifPresent(found -> require(caller, found, operation, action));
        return place.map(NodeAccess::requireDocument)
                .flatMap(found -> way.content().map(blob -> new Content(found, blob)));
    }

    private static Place requireDocument(Place place) {
        FilePath path = place.path();
        if (place.node().isFolder()) {
            throw new Refusal(Problem.IS_FOLDER, path.toString());
        }
        if (place.node().isPlaceholder()) {
            throw new Refusal(Problem.NOT_FOUND, path.toString());
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

    /** Where a document is to be put: the folder, what has the name there already, and whether a live lock may be in the way. */
    record Target(Place parent, Optional<Node> existing, boolean locked) {

        /** The document itself, or its folder when it is still to be made: where locks are to be looked for. */
        Place lockable() {
            return existing.map(node -> place(parent, node, parent.allowed())).orElse(parent);
        }
    }

    /** As {@link #openParent}, with what is at the path; one statement. */
    Target openTarget(Caller caller, FilePath path, Operation operation, Action action) {
        if (path.segments().size() < 2) {
            throw new Refusal(Problem.SPACE_IS_FIXED, path.toString());
        }
        Target target = spaces.at(caller, path)
                .flatMap(space -> target(caller, space, path))
                .orElseThrow(
                        () -> new Refusal(Problem.PARENT_MISSING, path.parent().toString()));
        require(caller, target.parent(), operation, action);
        return target;
    }

    private Optional<Target> target(Caller caller, Space space, FilePath path) {
        List<String> names = names(space, path);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        NodeRepository.Way way = nodes.wayWithLocks(caller.tenant(), space.rootId(), names);
        List<Node> above = way.nodes().subList(0, Math.min(way.nodes().size(), names.size()));
        List<Place> places = places(caller, space, above);
        if (places.size() < names.size() || !places.get(names.size() - 1).node().isFolder()) {
            return Optional.empty();
        }
        Optional<Node> existing = way.nodes().stream().skip(names.size()).findFirst();
        return Optional.of(new Target(places.get(names.size() - 1), existing, way.locked()));
    }

    void require(Caller caller, Place place, Operation operation, Action action) {
        if (!place.allowed().contains(operation)) {
            throw refused(caller, place, action);
        }
    }

    /** Only whoever has taken a lock may give it back, and whoever administers the space may break it. */
    void requireOwnerOrAdministrator(Caller caller, Place place, LockRepository.Lock lock, Action action) {
        if (!spaces.isAdministered(caller, place.space())) {
            requireOwner(caller, place, lock, action);
        }
    }

    /** Only for whoever administers the space, or the access to it. */
    void requireAdministrator(Caller caller, Place place, Action action, Problem otherwise) {
        Space space = place.space();
        if (!spaces.isAdministered(caller, space) && !spaces.isAccessControlled(caller, space)) {
            logRefusal(caller, place, action);
            throw new Refusal(otherwise, place.path().toString());
        }
    }

    /** Only whoever has taken a lock may prolong or give it back. */
    void requireOwner(Caller caller, Place place, LockRepository.Lock lock, Action action) {
        if (!lock.accountId().equals(caller.accountId())) {
            throw refused(caller, place, action);
        }
    }

    private Refusal refused(Caller caller, Place place, Action action) {
        logRefusal(caller, place, action);
        return new Refusal(Problem.ACCESS_DENIED, place.path().toString());
    }

    private void logRefusal(Caller caller, Place place, Action action) {
        log.recordApart(LogEvent.of(caller, action, place.path().toString()).ended("refused"), Optional.empty());
    }

    /** A node that is to be renamed, moved or deleted: what is in it must allow that all the way down. */
    Place openToChange(Caller caller, FilePath path, Action action) {
        Place place = open(caller, path);
        if (place.isSpace()) {
            throw new Refusal(Problem.SPACE_IS_FIXED, path.toString());
        }
        Operation operation = place.node().isFolder() ? Operation.CHANGE_FOLDER : Operation.CHANGE_FILE;
        boolean allowed = place.allowedAbove().contains(operation) && everyRuleBelowAllows(caller, place.node());
        if (!allowed) {
            throw refused(caller, place, action);
        }
        return place;
    }

    /** Whether all that lies in a folder may be renamed, moved and deleted with it; of a document always. */
    boolean everyRuleBelowAllows(Caller caller, Node top) {
        return !top.isFolder()
                || rights.allowed(caller, tree.ownRulesBelow(top)).values().stream()
                        .allMatch(allowed -> allowed.contains(Operation.CHANGE_FOLDER));
    }

    /** What the caller may do in the last of some folders that lie in one another, the topmost first; nothing where one hides it. */
    Set<Operation> allowedAlong(Caller caller, Space space, List<Node> way) {
        Map<UUID, Set<Operation>> own = ownRules(caller, way);
        Set<Operation> allowed = AccessMode.READ_WRITE.allowed();
        for (Node node : way) {
            allowed = node.hasOwnRule() ? widened(caller, space, own.get(node.id())) : allowed;
            if (!allowed.contains(Operation.LIST)) {
                return Set.of();
            }
        }
        return allowed;
    }

    /** What the caller may see of the children of a folder; at most one statement more, where some have own rules. */
    List<Place> visible(Caller caller, Place folder, List<Node> children) {
        Map<UUID, Set<Operation>> own = ownRules(caller, children);
        List<Place> visible = new ArrayList<>(children.size());
        for (Node child : children) {
            Set<Operation> allowed =
                    child.hasOwnRule() ? widened(caller, folder.space(), own.get(child.id())) : folder.allowed();
            if (allowed.contains(Operation.LIST)) {
                visible.add(place(folder, child, allowed));
            }
        }
        return visible;
    }

    /**
     * Of a subtree, parents first, where the caller may do something, and what else there; what a folder hides, it hides with all
     * that is below.
     */
    Map<UUID, Set<Operation>> allowedBelow(Caller caller, Place top, List<Node> subtree, Operation wanted) {
        Map<UUID, Set<Operation>> own = ownRules(caller, subtree);
        Map<UUID, Set<Operation>> allowed = new HashMap<>();
        for (Node node : subtree) {
            Set<Operation> above = node.parentId().map(allowed::get).orElse(Set.of());
            Set<Operation> here = above;
            if (node.id().equals(top.node().id())) {
                here = top.allowed();
            } else if (node.hasOwnRule() && !above.isEmpty()) {
                here = widened(caller, top.space(), own.get(node.id()));
            }
            if (here.contains(Operation.LIST) && here.contains(wanted)) {
                allowed.put(node.id(), here);
            }
        }
        return allowed;
    }

    /** Refuses when somebody's lock, not submitted by the caller and not taken by the caller in person, covers the place. */
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
        if (place.node().isFolder()) {
            locks.below(place.node()).forEach(lock -> requireToken(caller, lock, submitted, place));
        }
    }

    private static void requireToken(Caller caller, LockRepository.Lock lock, Set<UUID> submitted, Place place) {
        boolean shown = submitted.contains(lock.id()) && lock.accountId().equals(caller.accountId());
        if (!shown && !lock.isPersonalOf(caller)) {
            throw new Refusal(Problem.LOCKED, place.path().toString());
        }
    }

    /** Whoever administers access must find the folders to do so, but gets no look at what is in the documents. */
    private Set<Operation> widened(Caller caller, Space space, Set<Operation> allowed) {
        if (!spaces.isAccessControlled(caller, space)) {
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

    /** Something directly in a folder. */
    static Place place(Place parent, Node node, Set<Operation> allowed) {
        List<Node> above = new ArrayList<>(parent.above());
        above.add(parent.node());
        return new Place(parent.path().child(node.name()), parent.space(), above, node, allowed, parent.allowed());
    }
}
