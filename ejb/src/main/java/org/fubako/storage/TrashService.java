package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
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
import org.fubako.job.Bell;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * The trash of a space: what was deleted there, to be restored or removed for good. The rule of the folder that something lay in
 * still decides who sees it and who may restore or remove it.
 */
@Stateless
public class TrashService {

    @Inject
    NodeAccess access;

    @Inject
    SpaceDirectory spaces;

    @Inject
    NodeRepository nodes;

    @Inject
    TrashRepository trash;

    @Inject
    TrashAccess rules;

    @Inject
    Landing landing;

    @Inject
    Labels labels;

    @Inject
    Bell bell;

    @EJB
    OperationLog log;

    /** One page; {@code next} goes on behind it. */
    public record TrashPage(List<TrashView> items, Optional<UUID> next) {}

    /**
     * What the caller may see of it, the newest first. A page may have fewer than {@code limit} items and still not be the last.
     *
     * @param limit from 1 to 1,000
     */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public TrashPage list(Caller caller, FilePath path, int limit, Optional<UUID> before) {
        Space space = space(caller, path);
        List<TrashRepository.Item> found = trash.items(space, before, limit);
        Map<UUID, Set<Operation>> above = new HashMap<>();
        List<TrashView> items = found.stream()
                .map(item -> view(caller, space, item, above))
                .flatMap(Optional::stream)
                .toList();
        Optional<UUID> next =
                found.stream().skip(limit - 1L).map(TrashRepository.Item::id).findFirst();
        return new TrashPage(items, next);
    }

    private Optional<TrashView> view(
            Caller caller, Space space, TrashRepository.Item item, Map<UUID, Set<Operation>> known) {
        Set<Operation> above =
                known.computeIfAbsent(item.parent(), parent -> rules.allowedAt(caller, space, parent, item));
        if (!rules.isVisible(caller, space, item, above)) {
            return Optional.empty();
        }
        return Optional.of(new TrashView(
                item.id(),
                item.shownName(),
                item.path(),
                item.node().isFolder(),
                item.node().length(),
                item.deletedAt(),
                item.deletedBy(),
                above.contains(changing(item))));
    }

    /**
     * Puts something back, with all its revisions, under the name it had.
     *
     * @param folder where to; empty for the folder it lay in, wherever that is now
     * @throws Refusal PARENT_MISSING when that is gone, NAME_TAKEN when something has its name there
     */
    public NodeView restore(Caller caller, FilePath path, UUID id, Optional<FilePath> folder) {
        Space space = space(caller, path);
        return restore(caller, space, open(caller, space, trash.item(space, id), Action.TRASH_RESTORE), folder);
    }

    /**
     * Takes a deletion back: puts something where it lay, by the id that it had there and has again.
     *
     * @throws Refusal as {@link #restore}
     */
    public NodeView takeBack(Caller caller, FilePath path, UUID node) {
        Space space = space(caller, path);
        TrashRepository.Item item = open(caller, space, trash.itemOf(space, node), Action.TRASH_RESTORE);
        return restore(caller, space, item, Optional.empty());
    }

    private NodeView restore(Caller caller, Space space, TrashRepository.Item item, Optional<FilePath> folder) {
        Node node = item.node();
        FilePath into = folder.or(() -> rules.pathOf(caller, space, item.parent()))
                .orElseThrow(() ->
                        new Refusal(Problem.PARENT_MISSING, item.path().parent().toString()));
        FilePath to = into.child(node.name());
        Place parent = access.openParent(caller, to, Landing.creating(node), Action.TRASH_RESTORE);
        landing.newName(caller, to);
        landing.requirePathLength(into.toString().length(), to, node);
        access.requireUnlocked(caller, parent, Set.of());
        if (nodes.child(parent.node(), node.name()).isPresent()) {
            throw new Refusal(Problem.NAME_TAKEN, to.toString());
        }
        landing.hold(parent);
        take(caller, item);
        nodes.hang(node, parent.node());
        labels.keep(caller, node, item.label(), parent, to);
        landing.changeSpace(caller, node, space.id(), parent.space());
        log.record(LogEvent.of(caller, Action.TRASH_RESTORE, item.path().toString())
                .to(to.toString())
                .sized(node.length(), 0));
        return access.open(caller, to).view();
    }

    /** Removes something for good. */
    public void remove(Caller caller, FilePath path, UUID id) {
        Space space = space(caller, path);
        remove(caller, open(caller, space, trash.item(space, id), Action.TRASH_REMOVE));
    }

    private void remove(Caller caller, TrashRepository.Item item) {
        take(caller, item);
        bell.ringAfterCommit(PurgeJob.NAME);
        log.record(LogEvent.of(caller, Action.TRASH_REMOVE, item.path().toString())
                .sized(item.node().length(), 0));
    }

    private void take(Caller caller, TrashRepository.Item item) {
        if (!trash.take(caller.tenant(), item.id())) {
            throw new Refusal(Problem.CHANGED_MEANWHILE, item.path().toString());
        }
    }

    private Space space(Caller caller, FilePath path) {
        return spaces.at(caller, path)
                .filter(space -> space.path().equals(path))
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, path.toString()));
    }

    /** Something that the caller may restore or remove. */
    private TrashRepository.Item open(Caller caller, Space space, Optional<TrashRepository.Item> found, Action action) {
        TrashRepository.Item item = found.orElseThrow(
                () -> new Refusal(Problem.NOT_FOUND, space.path().toString()));
        Set<Operation> above = rules.allowedAt(caller, space, item.parent(), item);
        if (!rules.isVisible(caller, space, item, above)) {
            throw new Refusal(Problem.NOT_FOUND, space.path().toString());
        }
        boolean allowed = above.contains(changing(item)) && access.everyRuleBelowAllows(caller, item.node());
        if (!allowed) {
            throw rules.refused(caller, item, action);
        }
        return item;
    }

    private static Operation changing(TrashRepository.Item item) {
        return item.node().isFolder() ? Operation.CHANGE_FOLDER : Operation.CHANGE_FILE;
    }
}
