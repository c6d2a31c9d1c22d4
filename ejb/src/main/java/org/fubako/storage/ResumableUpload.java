package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.blob.BlobStore;
import org.fubako.storage.blob.StagedBlob;

/**
 * Uploads that come in parts and go on after a broken connection or a restart where they stopped. Each part is encrypted and durable
 * before it counts; the document appears, as from {@link FileUpload}, when the last octet is there, or when {@link HeldUpload} is told to
 * show it. Parts take room of the space.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ResumableUpload {

    /** What is lost at most when the server dies in the middle of a request. */
    private static final long LARGEST_PART = 256L << 20;

    @EJB
    ResumableTransaction transaction;

    @EJB
    UploadTransaction asking;

    @Inject
    UploadAssembly assembly;

    @Inject
    PartCommit parts;

    @Inject
    UploadsUnderWay underWay;

    @Inject
    QuotaLedger quota;

    @Inject
    BlobStore blobs;

    /** Rights, names, locks, preconditions and quota are decided before anything is sent, and again at the end. */
    public UploadProgress begin(Caller caller, NewUpload wanted) {
        Conditions conditions = conditions(wanted);
        UploadTransaction.Ticket ticket = asking.check(caller, wanted.path(), conditions, Optional.empty());
        try (QuotaLedger.Reservation room = quota.open(ticket.space())) {
            room.ensure(wanted.length());
        }
        PartialUpload begun = transaction.begin(caller, wanted, ticket.space().id());
        return wanted.length() == 0 ? finish(caller, begun, System.nanoTime()) : begun.progress();
    }

    private static Conditions conditions(NewUpload wanted) {
        return new Conditions(
                wanted.ifMatch().map(Set::of), wanted.onlyNew() ? Optional.of(Set.of()) : Optional.empty(), Set.of());
    }

    /** How far an upload is; what a connection brought that broke a moment ago counts. */
    public UploadProgress progress(Caller caller, UUID id) {
        // first of all whether it is the caller's
        UUID own = transaction.open(caller, id).id();
        underWay.awaitEnd(own);
        return transaction.open(caller, own).progress();
    }

    public void cancel(Caller caller, UUID id) {
        transaction.cancel(caller, id);
    }

    /**
     * Adds what the body has. When its connection breaks, what has come so far counts; with a checksum, all of it or nothing.
     *
     * @param offset must be what {@link UploadProgress#received} says, or UPLOAD_OFFSET
     * @param declared length of the body, if it was announced
     */
    public UploadProgress append(
            Caller caller,
            UUID id,
            long offset,
            NewContent.Body body,
            OptionalLong declared,
            Optional<NewContent.Digest> checksum) {
        long startedNanos = System.nanoTime();
        PartialUpload begun = transaction.open(caller, id);
        if (begun.received() != offset) {
            throw new Refusal(Problem.UPLOAD_OFFSET, begun.path().toString());
        }
        long missing = begun.length() - offset;
        if (declared.orElse(0) > missing) {
            throw new Refusal(Problem.LENGTH_MISMATCH, begun.path().toString());
        }
        Runnable end = underWay.begin(id);
        try {
            if (missing > 0) {
                begun = receive(caller, begun, missing, body, checksum);
            }
            return begun.received() == begun.length() && !begun.finished()
                    ? finish(caller, begun, startedNanos)
                    : begun.progress();
        } finally {
            end.run();
        }
    }

    private PartialUpload receive(
            Caller caller,
            PartialUpload begun,
            long missing,
            NewContent.Body body,
            Optional<NewContent.Digest> checksum) {
        PartialContent content =
                new PartialContent(open(body), missing, checksum.map(digest -> start(digest.algorithm())));
        PartialUpload now = begun;
        long largest = checksum.isPresent() ? missing + 1 : LARGEST_PART;
        while (!content.isEnded()) {
            addPart(now, content, largest, checksum);
            now = transaction.open(caller, begun.id());
        }
        return now;
    }

    private static InputStream open(NewContent.Body body) {
        try {
            return body.open();
        } catch (IOException e) {
            throw new Refusal(Problem.UPLOAD_BROKEN_OFF, "", e);
        }
    }

    private static MessageDigest start(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new Refusal(Problem.DIGEST_MALFORMED, algorithm, e);
        }
    }

    private void addPart(
            PartialUpload begun, PartialContent content, long largest, Optional<NewContent.Digest> checksum) {
        try (QuotaLedger.Reservation reservation = quota.open(asking.space(begun.tenant(), begun.space()))) {
            content.startPiece(largest, reservation);
            StagedBlob staged = blobs.stage(
                    begun.tenant(), content, sha256 -> checksum.ifPresent(digest -> verify(content, digest)));
            if (staged.descriptor().length() == 0) {
                blobs.discard(staged);
                return;
            }
            reservation.expect(staged.descriptor().length());
            parts.commit(begun, staged, reservation, () -> transaction.addPart(begun, staged.descriptor()));
        }
    }

    private static void verify(PartialContent content, NewContent.Digest checksum) {
        if (content.broken().isPresent() || !MessageDigest.isEqual(content.digest(), checksum.value())) {
            throw new Refusal(Problem.DIGEST_MISMATCH, checksum.algorithm());
        }
    }

    private UploadProgress finish(Caller caller, PartialUpload complete, long startedNanos) {
        if (complete.held()) {
            assembly.judge(caller, complete, transaction.parts(complete));
            return complete.progress();
        }
        Changed outcome = assembly.finish(caller, complete, transaction.parts(complete), startedNanos);
        return complete.progress(Optional.of(outcome));
    }
}
