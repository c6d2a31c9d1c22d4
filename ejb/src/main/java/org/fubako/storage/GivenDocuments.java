package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * Documents that somebody gives out to others: which they are, and whether he could still fetch them himself. Kept by their ids, so
 * that they may be renamed and moved meanwhile.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class GivenDocuments {

    @Inject
    NodeAccess access;

    @Inject
    ScatteredAccess scattered;

    @Inject
    NodeRepository nodes;

    /**
     * Documents that the caller may fetch, for giving them out.
     *
     * @param action what is written to the log when one is refused
     */
    public List<NodeView> require(Caller caller, List<FilePath> documents, Action action) {
        return documents.stream()
                .map(path -> access.openDocument(caller, path, Operation.DOWNLOAD, action)
                        .view())
                .toList();
    }

    /**
     * The same documents as they are now, in the same order; empty when the giver could not fetch all of them any more. What was not
     * asked for by a person leaves no line in the log.
     */
    public Optional<List<NodeView>> find(Caller giver, List<UUID> documents) {
        Map<UUID, Space> spaces = scattered.grouped(giver, FilePath.ROOT).orElseThrow();
        Map<UUID, Place> seen = scattered.seen(giver, spaces, nodes.documents(giver.tenant(), documents));
        List<NodeView> found = documents.stream()
                .flatMap(id -> Optional.ofNullable(seen.get(id)).stream())
                .filter(place -> place.allowed().contains(Operation.DOWNLOAD))
                .map(Place::view)
                .toList();
        return found.size() == documents.size() ? Optional.of(found) : Optional.empty();
    }

    /** One of them by its id. */
    public NodeView require(Caller giver, UUID document) {
        return find(giver, List.of(document))
                .map(found -> found.get(0))
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }
}
