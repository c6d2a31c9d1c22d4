package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * Older contents of documents. They are there while the document's folder keeps revisions; where it does not any more, they are kept
 * but hidden, until the next upload there destroys them.
 */
@Stateless
public class RevisionService {

    @Inject
    NodeAccess access;

    @Inject
    NodeRepository nodes;

    @Inject
    SpaceUse use;

    @EJB
    OperationLog log;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    /**
     * The newest first.
     *
     * @param limit from 1 to 1,000
     * @param before only revisions with a lower number
     */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<RevisionView> list(Caller caller, FilePath path, int limit, Optional<Integer> before) {
        Place place = access.openDocument(caller, path, Operation.LIST, Action.ACCESS);
        int lowest = lowestShown(place.parent(), place.node());
        int highest = before.map(number -> number - 1).orElse(Integer.MAX_VALUE);
        return nodes.revisions(place.node(), lowest, highest, limit).stream()
                .map(found -> found.view(place.node()))
                .toList();
    }

    /**
     * Makes an older revision the newest: its content becomes that of a new revision, and none is lost. Takes the bytes of that
     * content from the quota once more. Does nothing when it is the newest already.
     *
     * @throws Refusal NOT_FOUND when there is no such revision, or it is hidden
     */
    public NodeView restore(Caller caller, FilePath path, int number, Conditions conditions) {
        NodeAccess.Target target = access.openTarget(caller, path, Operation.UPLOAD_FILE, Action.REVISION_RESTORE);
        Node document = target.existing()
                .filter(node -> !node.isFolder())
                .map(nodes::locked)
                .filter(node -> !node.isPlaceholder())
                .orElseThrow(() -> missing(path));
        Preconditions.require(Optional.of(document), conditions, path);
        if (target.locked()) {
            access.requireUnlocked(caller, target.lockable(), conditions.lockTokens());
        }
        int lowest = lowestShown(target.parent().node(), document);
        NodeRepository.StoredRevision old = nodes.revisions(document, Math.max(number, lowest), number, 1).stream()
                .findFirst()
                .orElseThrow(() -> missing(path));
        if (number != document.revisionNumber()) {
            show(caller, target.parent(), document, old);
            log.record(LogEvent.of(caller, Action.REVISION_RESTORE, path.toString())
                    .to(Integer.toString(number))
                    .sized(document.length(), 0));
        }
        return access.made(target.parent(), document).view();
    }

    private void show(Caller caller, Place parent, Node document, NodeRepository.StoredRevision old) {
        Node.Made made = new Node.Made(clock.instant(), caller.accountName());
        Revision fresh = new Revision(
                ids.next(),
                document,
                document.revisionNumber() + 1,
                old.revision().blobId(),
                old.revision().length(),
                made);
        document.show(fresh, old.sha256(), made);
        use.add(caller.tenant(), parent.space(), fresh.length());
        nodes.update(document);
        nodes.add(fresh);
    }

    /** The number of the lowest revision that is not hidden. */
    static int lowestShown(Node folder, Node document) {
        return folder.keepsRevisions() ? 1 : document.revisionNumber();
    }

    private static Refusal missing(FilePath path) {
        return new Refusal(Problem.NOT_FOUND, path.toString());
    }
}
