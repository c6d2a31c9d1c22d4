package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.caller.Caller;
import org.fubako.job.Bell;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Office documents as PDF, made when somebody first wants to look at one, where there is a program for it. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class OfficeService {

    /** In bytes: enough for what people look at, and no more than the program can hold. */
    private static final long LARGEST = 100L << 20;

    /** Of the names of what is such a document, in lower case. */
    public static final Set<String> ENDINGS = Set.of(
            "doc", "docx", "docm", "dotx", "odt", "rtf", "xls", "xlsx", "xlsm", "xltx", "ods", "ppt", "pptx", "pptm",
            "ppsx", "odp");

    @Inject
    NodeAccess access;

    @Inject
    OfficeConverter converter;

    @Inject
    Renditions renditions;

    @Inject
    NodeRepository nodes;

    @Inject
    Bell bell;

    /**
     * The PDF of what a document shows, for whoever may fetch that; while it is being made, empty.
     *
     * @throws Refusal as a download does; NOT_SHOWABLE when there will be none: without a program for it, or because the document is
     *     damaged, protected by a password, or larger than 100 MiB
     */
    public Optional<Download> open(Caller caller, FilePath path) {
        NodeAccess.Content found = access.openContent(caller, path, Operation.DOWNLOAD, Action.DOWNLOAD);
        NodeView document = found.place().view();
        UUID content = found.blob().blobId();
        if (!isConvertible(document)) {
            throw notShowable(path);
        }
        Optional<Renditions.State> state = renditions.find(caller.tenant(), content, RenditionKind.PDF);
        if (state.filter(known -> !known.givenUp()).isEmpty() && !want(caller, content)) {
            throw notShowable(path);
        }
        return state.flatMap(Renditions.State::made)
                .flatMap(pdf -> nodes.blob(caller.tenant(), pdf))
                .map(pdf -> new Download(document.as(pdf, "application/pdf"), pdf));
    }

    private boolean isConvertible(NodeView document) {
        return converter.isThere()
                && ENDINGS.contains(NodeName.ending(document.name()))
                && document.length() <= LARGEST;
    }

    /** False when it is too soon to try again, or useless. */
    private boolean want(Caller caller, UUID content) {
        boolean wanted = renditions.want(caller.tenant(), content, RenditionKind.PDF)
                || renditions.wantAgain(caller.tenant(), content, RenditionKind.PDF);
        if (wanted) {
            bell.ringAfterCommit(OfficeJob.NAME);
        }
        return wanted;
    }

    private static Refusal notShowable(FilePath path) {
        return new Refusal(Problem.NOT_SHOWABLE, path.toString());
    }
}
