package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.blob.BlobStore;
import org.fubako.storage.blob.StagedBlob;

/** Makes a part count whose octets are safe in the blob store, or leaves nothing of it. */
@ApplicationScoped
class PartCommit {

    @EJB
    ResumableTransaction transaction;

    @Inject
    BlobStore blobs;

    /**
     * Settles the reservation when the transaction is committed.
     *
     * @param change the transaction that writes down the part
     */
    void commit(PartialUpload upload, StagedBlob part, QuotaLedger.Reservation reservation, Runnable change) {
        try {
            change.run();
        } catch (Refusal refusal) {
            blobs.discard(part);
            throw refusal;
        } catch (RuntimeException unknown) {
            requireCommitted(upload, part, reservation, unknown);
        }
        reservation.settle();
    }

    /** The connection may have broken after the commit was done: the database is asked, never a guess made. */
    private void requireCommitted(
            PartialUpload upload, StagedBlob part, QuotaLedger.Reservation reservation, RuntimeException cause) {
        boolean committed;
        try {
            committed = transaction.hasPart(upload.tenant(), part.descriptor().blobId());
        } catch (EJBException unreachable) {
            unreachable.addSuppressed(cause);
            reservation.doubt();
            throw new Refusal(Problem.UNAVAILABLE, upload.path().toString(), unreachable);
        }
        if (!committed) {
            blobs.discard(part);
            throw cause;
        }
    }
}
