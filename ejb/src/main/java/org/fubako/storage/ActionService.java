package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.fubako.audit.Action;
import org.fubako.caller.Caller;
import org.fubako.mail.MailBrake;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.blob.BlobDescriptor;

/** Runs the actions of folders by hand: on what was just uploaded, or on what has been stored for long. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ActionService {

    private static final int MOST = 1_000;

    @Inject
    NodeAccess access;

    @Inject
    NodeRepository nodes;

    @EJB
    ActionTransaction transaction;

    @Inject
    StoredContentCheck virusChecks;

    @Inject
    MailBrake brake;

    /**
     * For whoever may write the documents, all of them.
     *
     * @param documents from 1 to 1,000
     */
    public List<ActionResult> run(Caller caller, List<FilePath> documents, ActionWish wish) {
        if (documents.isEmpty() || documents.size() > MOST) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "paths");
        }
        List<ActionTransaction.Subject> subjects =
                documents.stream().distinct().map(path -> open(caller, path)).toList();
        wish.notice().ifPresent(notice -> brake.take(caller.tenant(), caller.accountId(), mails(documents, notice)));
        List<ActionResult> results = new ArrayList<>();
        for (ActionTransaction.Subject subject : subjects) {
            VirusCheck verdict = wish.virusCheck()
                    ? virusChecks.look(caller, subject.path(), subject.content())
                    : VirusCheck.NOT_SCANNED;
            results.add(new ActionResult(subject.path(), verdict));
        }
        if (wish.thumbnail()) {
            transaction.picture(caller, subjects);
        }
        wish.notice().ifPresent(notice -> transaction.tell(caller, subjects, notice));
        return results;
    }

    /** One for each folder and recipient. */
    private static int mails(List<FilePath> documents, FolderNotice notice) {
        long folders = documents.stream().map(FilePath::parent).distinct().count();
        return Math.toIntExact(folders * notice.recipients().size());
    }

    private ActionTransaction.Subject open(Caller caller, FilePath path) {
        Place place = access.openDocument(caller, path, Operation.UPLOAD_FILE, Action.ACTIONS);
        BlobDescriptor content = place.node()
                .revisionId()
                .flatMap(revision -> nodes.blobOfRevision(caller.tenant(), revision))
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, path.toString()));
        return new ActionTransaction.Subject(path, place.view(), content);
    }
}
