package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.Hashes;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.blob.BlobDescriptor;
import org.fubako.storage.blob.BlobStore;
import org.fubako.storage.blob.CrashPoint;
import org.fubako.storage.blob.CrashPoints;
import org.fubako.storage.blob.StagedBlob;

/**
 * The single way in for content: WebDAV, REST and the portal all call {@link #store}. Outside of any transaction, so that a slow
 * client holds no database connection.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FileUpload {

    private static final int TRIES = 8;

    @EJB
    UploadTransaction transaction;

    @Inject
    QuotaLedger quota;

    @Inject
    BlobStore blobs;

    @EJB
    OperationLog log;

    @Inject
    VirusScanner scanner;

    @Inject
    RecentUses recents;

    @Inject
    CrashPoints crashPoints;

    @Inject
    IdSource ids;

    /**
     * When this returns, the document survives a crash; when it throws, what was there before is still there. Rights, names, locks,
     * preconditions and quota are decided before the body is opened.
     */
    public Changed store(Caller caller, FilePath path, NewContent content, Conditions conditions) {
        long startedNanos = System.nanoTime();
        crashPoints.hit(CrashPoint.UP_START);
        Optional<byte[]> uploadKey = content.idempotencyKey().map(Hashes::sha256);
        UploadTransaction.Ticket ticket = transaction.check(caller, path, conditions, uploadKey);
        try (QuotaLedger.Reservation reservation = quota.open(ticket.space())) {
            reservation.ensure(content.length().orElse(0) - ticket.exchanged());
            crashPoints.hit(CrashPoint.UP_RESERVED);
            try (IncomingContent incoming = new IncomingContent(
                    content,
                    ticket.exchanged(),
                    reservation,
                    scan(ticket, content.length().orElse(1)))) {
                StagedBlob staged = stage(caller, path, incoming, startedNanos);
                UploadTransaction.Arrival arrival = new UploadTransaction.Arrival(
                        path,
                        conditions,
                        staged.descriptor(),
                        ids.next(),
                        content.modifiedAt(),
                        uploadKey,
                        fingerprint(path, staged.descriptor()),
                        startedNanos,
                        incoming.verdict(),
                        Optional.empty(),
                        Optional.empty());
                return commit(caller, arrival, Optional.of(staged), reservation);
            }
        }
    }

    /** Where the folder wants it, and there is something to look at. */
    private Optional<VirusScan> scan(UploadTransaction.Ticket ticket, long length) {
        return ticket.scanned() && length > 0 ? scanner.start() : Optional.empty();
    }

    /** Shows the only part of a resumable upload as it is. */
    public Changed adopt(
            Caller caller, PartialUpload complete, BlobDescriptor part, VirusCheck verdict, long startedNanos) {
        return end(caller, complete, part, verdict, Optional.empty(), startedNanos);
    }

    /** Shows what the parts of a resumable upload were joined to. */
    public Changed join(
            Caller caller, PartialUpload complete, StagedBlob joined, VirusCheck verdict, long startedNanos) {
        return end(caller, complete, joined.descriptor(), verdict, Optional.of(joined), startedNanos);
    }

    private Changed end(
            Caller caller,
            PartialUpload complete,
            BlobDescriptor content,
            VirusCheck verdict,
            Optional<StagedBlob> staged,
            long startedNanos) {
        UploadTransaction.Arrival arrival = new UploadTransaction.Arrival(
                complete.path(),
                complete.conditions(),
                content,
                ids.next(),
                complete.modifiedAt(),
                Optional.empty(),
                fingerprint(complete.path(), content),
                startedNanos,
                verdict,
                Optional.of(new UploadTransaction.Resumed(
                        complete.id(), complete.space(), complete.received(), staged.isEmpty())),
                complete.handedIn());
        Space space = transaction.space(caller.tenant(), complete.space());
        try (QuotaLedger.Reservation reservation = quota.open(space)) {
            return commit(caller, arrival, staged, reservation);
        }
    }

    /** A body that came in part leaves a line in the log, if nothing else. */
    private StagedBlob stage(Caller caller, FilePath path, IncomingContent incoming, long startedNanos) {
        try {
            return blobs.stage(caller.tenant(), incoming, incoming::verify);
        } catch (Refusal refusal) {
            LogEvent failed = LogEvent.of(caller, Action.UPLOAD, path.toString())
                    .sized(incoming.count(), (System.nanoTime() - startedNanos) / 1_000_000)
                    .ended(refusal.problem().name());
            try {
                log.recordApart(failed, Optional.empty());
            } catch (RuntimeException unlogged) {
                refusal.addSuppressed(unlogged);
            }
            throw refusal;
        }
    }

    private Changed commit(
            Caller caller,
            UploadTransaction.Arrival arrival,
            Optional<StagedBlob> staged,
            QuotaLedger.Reservation reservation) {
        crashPoints.hit(CrashPoint.UP_TX2_BEFORE);
        UploadTransaction.Written written;
        try {
            written = write(caller, arrival, reservation);
        } catch (Refusal refusal) {
            staged.ifPresent(blobs::discard);
            throw refusal;
        } catch (RuntimeException unknown) {
            return afterUnknownCommit(caller, arrival, staged, reservation, unknown);
        }
        crashPoints.hit(CrashPoint.UP_TX2_AFTER);
        if (arrival.handedIn().isEmpty()) {
            recents.used(caller, written.changed().node().id());
        }
        if (written.before()) {
            staged.ifPresent(blobs::discard);
        } else {
            reservation.settle();
        }
        return written.changed();
    }

    private UploadTransaction.Written write(
            Caller caller, UploadTransaction.Arrival arrival, QuotaLedger.Reservation reservation) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.write(caller, arrival, reservation);
            } catch (NameRace race) {
                if (attempt == TRIES) {
                    throw new Refusal(Problem.CHANGED_MEANWHILE, arrival.path().toString(), race);
                }
            }
        }
    }

    /** The connection may have broken after the commit was done: the database is asked, never a guess made. */
    private Changed afterUnknownCommit(
            Caller caller,
            UploadTransaction.Arrival arrival,
            Optional<StagedBlob> staged,
            QuotaLedger.Reservation reservation,
            RuntimeException cause) {
        Optional<Changed> outcome;
        try {
            outcome = transaction.outcome(caller, arrival);
        } catch (EJBException unreachable) {
            unreachable.addSuppressed(cause);
            // blob and bytes stay: if the commit has happened they are needed, if not they are found out later
            reservation.doubt();
            throw new Refusal(Problem.UNAVAILABLE, arrival.path().toString(), unreachable);
        }
        if (outcome.isEmpty()) {
            staged.ifPresent(blobs::discard);
            throw cause;
        }
        reservation.settle();
        return outcome.get();
    }

    private static byte[] fingerprint(FilePath path, BlobDescriptor content) {
        MessageDigest digest = Hashes.sha256();
        digest.update(path.toString().getBytes(StandardCharsets.UTF_8));
        return digest.digest(content.sha256());
    }
}
