package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.TenantDirectory;

/**
 * Uploads for a folder by somebody who sees nothing of it, in the name of an account that may upload there and has made a link. They come
 * in by {@link ResumableUpload#append}, are looked at for viruses when they are complete, and nobody sees anything of them until they are
 * shown; a name that is taken then gets a counter, and nothing is ever overwritten.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HeldUpload {

    /** So many of one name in a folder; more are no use to anybody. */
    private static final int MOST_OF_A_NAME = 10_000;

    @EJB
    ResumableTransaction transaction;

    @EJB
    UploadTransaction asking;

    @Inject
    NodeAccess access;

    @Inject
    UploadAssembly assembly;

    @Inject
    QuotaLedger quota;

    @Inject
    TenantDirectory tenants;

    /** The folder, wherever it lies now; empty when it has gone, or the caller may not upload into it any more. */
    public Optional<NodeView> folder(Caller caller, UUID folder) {
        return place(caller, folder).map(Place::view);
    }

    private Optional<Place> place(Caller caller, UUID folder) {
        return access.findFolder(caller, folder).filter(place -> place.allowed().contains(Operation.UPLOAD_FILE));
    }

    private Place require(Caller caller, UUID folder) {
        return place(caller, folder).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    /** Right, name and quota are decided before anything is sent, and again at the end. */
    public UploadProgress begin(Caller caller, UUID folder, String name, long length) {
        Place place = require(caller, folder);
        NodeName wanted = NodeName.of(name, tenants.info(caller.tenant()).forbiddenNames());
        FilePath path = place.path().child(wanted.value());
        if (path.toString().length() > FilePath.MAX_LENGTH) {
            throw new Refusal(Problem.PATH_TOO_LONG, wanted.value());
        }
        try (QuotaLedger.Reservation room = quota.open(place.space())) {
            room.ensure(length);
        }
        NewUpload upload =
                new NewUpload(path, length, true, Optional.empty(), Optional.empty(), Optional.empty(), true);
        return transaction.begin(caller, upload, place.space().id()).progress();
    }

    /** Makes the document of an upload that is complete, with a counter in its name where that is taken. */
    public Changed show(Caller caller, UUID id, UUID folder, HandedIn how) {
        long startedNanos = System.nanoTime();
        PartialUpload complete = transaction.open(caller, id);
        if (complete.finished() || complete.received() != complete.length()) {
            throw new Refusal(Problem.UPLOAD_OFFSET, complete.path().name());
        }
        Place place = require(caller, folder);
        for (int number = 1; number <= MOST_OF_A_NAME; number++) {
            String name = CountedName.of(complete.path().name(), number);
            PartialUpload wanted = complete.handedIn(place.path().child(name), how);
            try {
                // what is taken is found out before parts are joined
                asking.check(caller, wanted.path(), wanted.conditions(), Optional.empty());
                return assembly.finish(caller, wanted, transaction.parts(complete), startedNanos);
            } catch (Refusal refusal) {
                if (!isTaken(refusal)) {
                    throw refusal;
                }
            }
        }
        throw new Refusal(Problem.NAME_TAKEN, complete.path().name());
    }

    private static boolean isTaken(Refusal refusal) {
        return switch (refusal.problem()) {
            case PRECONDITION_FAILED, IS_FOLDER, NAME_TAKEN -> true;
            default -> false;
        };
    }
}
