package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** The transactions in which folders and documents come to another place; see {@link FileService}. */
@Stateless
public class TransferTransaction {

    @Inject
    NodeAccess access;

    @Inject
    SpaceRepository spaces;

    @Inject
    NodeRepository nodes;

    @Inject
    TreeRepository tree;

    @Inject
    LockRepository locks;

    @Inject
    SpaceUse use;

    @EJB
    OperationLog log;

    @Inject
    Removal removal;

    @Inject
    Succession succession;

    @Inject
    Landing landing;

    @Inject
    Labels labels;

    @Inject
    FolderNews news;

    @Inject
    Thumbnails thumbnails;

    @Inject
    NoticeRepository notices;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    /** As {@link FileService#move}; {@code action} is what the operation log calls it. */
    public Changed move(
            Caller caller, FilePath from, FilePath to, boolean overwrite, Conditions conditions, Action action) {
        Place source = access.openToChange(caller, from, action);
        Preconditions.require(Optional.of(source.node()), conditions, from);
        Node node = source.node();
        if (node.isFolder()) {
            spaces.lockTree(caller.tenant());
        }
        Place parent = access.openParent(caller, to, Landing.creating(node), action);
        NodeName name = landing.newName(caller, to);
        if (parent.liesWithin(node)) {
            throw new Refusal(Problem.TARGET_INSIDE_SOURCE, to.toString());
        }
        landing.requirePathLength(from.toString().length(), to, node);
        access.requireTreeUnlocked(caller, source, conditions.lockTokens());
        Optional<Place> taken = taken(caller, parent, node, to, overwrite, conditions, action);
        landing.hold(parent);
        if (node.isPlaceholder()) {
            return letGo(caller, source, taken);
        }
        // a program has no other call for renaming than that for moving
        boolean staysThere = node.parentId().equals(Optional.of(parent.node().id()));
        Optional<Place> heir = taken.filter(target -> Succession.isPossible(node, target.node()));
        if (heir.isPresent()) {
            succession.moveOnto(caller, source, heir.get());
        } else {
            taken.ifPresent(target -> removal.remove(caller, target));
            landing.changeSpace(caller, node, source.space().id(), parent.space());
            locks.dropWithin(node);
            nodes.place(node, parent.node(), name.value(), caller.accountName());
        }
        if (!staysThere) {
            news.arrived(caller, parent.node(), node);
            thumbnails.arrived(parent.node(), node);
        }
        log.record(LogEvent.of(caller, staysThere ? Action.RENAME : Action.MOVE, from.toString())
                .to(to.toString())
                .sized(node.length(), 0));
        if (heir.isEmpty()) {
            labels.keep(caller, node, source.label(), parent, to);
        }
        return new Changed(access.open(caller, to).view(), taken.isEmpty());
    }

    /**
     * A program that has locked a name goes on with another one before it sends anything: the name is free again, and what stands at
     * the other stays as it is until the content comes. Nothing is left to be seen of a name without content, so only programs may.
     */
    private Changed letGo(Caller caller, Place source, Optional<Place> taken) {
        if (caller.surface() != Surface.DAV) {
            throw new Refusal(Problem.NOT_FOUND, source.path().toString());
        }
        removal.remove(caller, source);
        return new Changed(taken.orElse(source).view(), taken.isEmpty());
    }

    /** As {@link FileService#copy}. */
    public Changed copy(
            Caller caller, FilePath from, FilePath to, boolean overwrite, boolean deep, Conditions conditions) {
        Place source = access.open(caller, from, Operation.COPY_OUT, Action.COPY);
        Node node = source.node();
        if (node.isPlaceholder()) {
            throw new Refusal(Problem.NOT_FOUND, from.toString());
        }
        Place parent = access.openParent(caller, to, Landing.creating(node), Action.COPY);
        NodeName name = landing.newName(caller, to);
        if (deep && node.isFolder() && parent.liesWithin(node)) {
            throw new Refusal(Problem.TARGET_INSIDE_SOURCE, to.toString());
        }
        landing.requirePathLength(from.toString().length(), to, node);
        Optional<Place> taken = taken(caller, parent, node, to, overwrite, conditions, Action.COPY);
        taken.ifPresent(target -> removal.remove(caller, target));
        landing.hold(parent);
        Optional<Label> label = Labels.kept(strictest(source, taken), parent, node.label());
        Node copy = copyInto(caller, source, parent, name.value(), label, deep);
        news.arrived(caller, parent.node(), copy);
        thumbnails.arrived(parent.node(), copy);
        log.record(LogEvent.of(caller, Action.COPY, from.toString())
                .to(to.toString())
                .sized(node.length(), 0));
        if (!label.equals(node.label())) {
            labels.told(caller, to, node.label(), label);
        }
        return new Changed(access.open(caller, to).view(), taken.isEmpty());
    }

    /** What counts for a thing or for the document that it replaces: programs save by copies, too. */
    private static Label strictest(Place source, Optional<Place> replaced) {
        return replaced.filter(place -> !place.node().isFolder())
                .map(Place::label)
                .filter(label -> label.isStricterThan(source.label()))
                .orElse(source.label());
    }

    private Node copyInto(Caller caller, Place source, Place parent, String name, Optional<Label> label, boolean deep) {
        Node top = source.node();
        List<TreeRepository.Branch> branches = deep || !top.isFolder()
                ? tree.branches(top)
                : List.of(new TreeRepository.Branch(top, Optional.empty()));
        Set<UUID> free = access.allowedBelow(
                        caller,
                        source,
                        branches.stream().map(TreeRepository.Branch::node).toList(),
                        Operation.COPY_OUT)
                .keySet();
        Node.Made made = new Node.Made(clock.instant(), caller.accountName());
        Map<UUID, Node> copies = new LinkedHashMap<>();
        List<Revision> revisions = new ArrayList<>();
        for (TreeRepository.Branch branch : branches) {
            Node node = branch.node();
            if (free.contains(node.id())) {
                boolean isTop = node.id().equals(top.id());
                Node target = isTop ? parent.node() : copies.get(node.parentId().orElseThrow());
                Node copy = node.copyTo(target.spaceId(), target.id(), ids.next(), isTop ? name : node.name(), made);
                if (isTop) {
                    copy.give(label);
                }
                branch.blob().ifPresent(blob -> {
                    Revision shared = new Revision(ids.next(), copy, 1, blob, node.length(), made);
                    copy.show(shared, node.sha256(), made);
                    revisions.add(shared);
                });
                copies.put(node.id(), copy);
            }
        }
        if (copies.isEmpty()) {
            throw new Refusal(Problem.CHANGED_MEANWHILE, source.path().toString());
        }
        use.add(
                caller.tenant(),
                parent.space(),
                revisions.stream().mapToLong(Revision::length).sum());
        nodes.addAll(List.copyOf(copies.values()));
        nodes.addAllRevisions(revisions);
        tree.copyProperties(top, copies);
        tree.copyTags(top, copies);
        notices.copy(caller.tenant(), copies);
        return copies.get(top.id());
    }

    /** What stands at the target, which may be removed or replaced; refuses when that is not wanted. */
    private Optional<Place> taken(
            Caller caller,
            Place parent,
            Node moving,
            FilePath to,
            boolean overwrite,
            Conditions conditions,
            Action action) {
        Optional<Node> there = nodes.child(parent.node(), to.name());
        if (there.isEmpty()) {
            access.requireUnlocked(caller, parent, conditions.lockTokens());
            return Optional.empty();
        }
        if (there.get().id().equals(moving.id())) {
            boolean onlyCase = action != Action.COPY && !there.get().name().equals(to.name());
            if (onlyCase) {
                return Optional.empty();
            }
            throw new Refusal(action == Action.RENAME ? Problem.NAME_TAKEN : Problem.TARGET_IS_SOURCE, to.toString());
        }
        if (!overwrite && !there.get().isPlaceholder()) {
            throw new Refusal(Problem.NAME_TAKEN, to.toString());
        }
        Place target = access.openToChange(caller, to, action);
        if (target.node().isFolder() && tree.liesWithin(moving, target.node())) {
            throw new Refusal(Problem.TARGET_INSIDE_SOURCE, to.toString());
        }
        access.requireTreeUnlocked(caller, target, conditions.lockTokens());
        return Optional.of(target);
    }
}
