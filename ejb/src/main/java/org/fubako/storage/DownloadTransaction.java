package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** What a download reads in the database: single statements, which need no transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class DownloadTransaction {

    @Inject
    NodeAccess access;

    @Inject
    NodeRepository nodes;

    public Download open(Caller caller, FilePath path) {
        NodeAccess.Content found = access.openContent(caller, path, Operation.DOWNLOAD, Action.DOWNLOAD);
        return new Download(found.place().view(), found.blob());
    }

    /** As it was in the revision of this number; NOT_FOUND when that does not exist or is hidden. */
    public Download open(Caller caller, FilePath path, int number) {
        Place place = access.openDocument(caller, path, Operation.DOWNLOAD, Action.DOWNLOAD);
        int lowest = RevisionService.lowestShown(place.parent(), place.node());
        NodeView version = nodes.revisions(place.node(), Math.max(number, lowest), number, 1).stream()
                .findFirst()
                .map(found -> place.view().showing(found.view(place.node())))
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, path.toString()));
        return open(caller, version);
    }

    /** Exactly this version of a document that the caller has been shown, or NOT_FOUND. */
    public Download open(Caller caller, NodeView version) {
        Optional<UUID> revision = version.etag().map(DownloadTransaction::revision);
        return revision.flatMap(id -> nodes.blobOfRevision(caller.tenant(), id))
                .map(blob -> new Download(version, blob))
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, version.path().toString()));
    }

    /** The way back from {@link Node#etag()}. */
    private static UUID revision(String etag) {
        return new UUID(
                Long.parseUnsignedLong(etag.substring(0, 16), 16), Long.parseUnsignedLong(etag.substring(16), 16));
    }
}
