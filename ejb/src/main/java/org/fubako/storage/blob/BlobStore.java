package org.fubako.storage.blob;

import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.Stream;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;

/** Keeps immutable contents, encrypted for their tenant. */
public interface BlobStore {

    /** Has a last look at content before it is kept. */
    @FunctionalInterface
    interface Verifier {

        /** Throws a {@link Refusal} when the content is not what its sender says; {@code sha256} is of all of it. */
        void verify(byte[] sha256);
    }

    /**
     * Encrypts and stores the content under a new id. When this returns, the blob survives a loss of power; when it throws,
     * nothing is left.
     *
     * @throws Refusal UPLOAD_BROKEN_OFF when the stream breaks, STORAGE_FULL when the disk is full, or what the verifier or the
     *     stream itself refuses
     */
    StagedBlob stage(TenantId tenant, InputStream content, Verifier verifier);

    /** Removes a blob that no document shows. */
    void discard(StagedBlob staged);

    /** @throws IntegrityException when the blob is missing, damaged, or not this tenant's */
    BlobContent open(TenantId tenant, BlobDescriptor blob);

    /** Removes a blob for good; does nothing when it is gone already. */
    void delete(TenantId tenant, UUID blob);

    /** Blobs whose upload began at this time or later, whether a document shows them or not. To be closed. */
    Stream<StoredBlob> list(Instant since);

    /** Sets a blob aside: it can no longer be opened, but an operator can put it back. */
    void quarantine(StoredBlob blob);

    /** Removes for good what was set aside before this day. Says how many blobs that were. */
    int emptyQuarantine(LocalDate before);
}
