package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.blob.BlobDescriptor;
import org.fubako.storage.blob.BlobStore;
import org.fubako.storage.blob.StagedBlob;

/** Makes the document of the parts of an upload; one part is its content as it is, several are joined. */
@ApplicationScoped
class UploadAssembly {

    @EJB
    UploadTransaction asking;

    @EJB
    FileUpload upload;

    @EJB
    ResumableTransaction transaction;

    @Inject
    BlobStore blobs;

    @Inject
    VirusScanner scanner;

    /** Refuses as a PUT would; then the parts are kept. */
    Changed finish(Caller caller, PartialUpload complete, List<BlobDescriptor> parts, long startedNanos) {
        VirusCheck verdict = verdict(caller, complete, parts);
        if (parts.size() == 1) {
            requireDigest(complete, parts.get(0).sha256());
            return upload.adopt(caller, complete, parts.get(0), verdict, startedNanos);
        }
        return upload.join(caller, complete, join(complete, parts), verdict, startedNanos);
    }

    /**
     * Looks at one that is held as soon as it is complete, whatever its folder says; one with a virus is thrown away.
     *
     * @throws Refusal INFECTED, or SCAN_UNAVAILABLE: then it can be asked for again
     */
    void judge(Caller caller, PartialUpload complete, List<BlobDescriptor> parts) {
        if (complete.verdict().isPresent() || parts.isEmpty()) {
            return;
        }
        try {
            VirusCheck verdict = scanner.scan(complete.tenant(), parts);
            if (verdict != VirusCheck.NOT_SCANNED) {
                transaction.judge(complete, verdict);
            }
        } catch (Refusal refusal) {
            if (refusal.problem() == Problem.INFECTED) {
                transaction.cancel(caller, complete.id());
            }
            throw refusal;
        }
    }

    private VirusCheck verdict(Caller caller, PartialUpload complete, List<BlobDescriptor> parts) {
        UploadTransaction.Ticket ticket =
                asking.check(caller, complete.path(), complete.conditions(), Optional.empty());
        if (complete.verdict().isPresent()) {
            return complete.verdict().get();
        }
        boolean wanted = ticket.scanned() || complete.held();
        return wanted && !parts.isEmpty() ? scanner.scan(complete.tenant(), parts) : VirusCheck.NOT_SCANNED;
    }

    private StagedBlob join(PartialUpload complete, List<BlobDescriptor> parts) {
        try (JoinedContent content = new JoinedContent(blobs, complete.tenant(), parts)) {
            return blobs.stage(complete.tenant(), content, sha256 -> requireDigest(complete, sha256));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireDigest(PartialUpload complete, byte[] sha256) {
        if (complete.sha256()
                .filter(said -> !MessageDigest.isEqual(said, sha256))
                .isPresent()) {
            throw new Refusal(Problem.DIGEST_MISMATCH, complete.path().toString());
        }
    }
}
