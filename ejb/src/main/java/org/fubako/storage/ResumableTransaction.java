package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;
import org.fubako.storage.blob.BlobDescriptor;

/** The short transactions of {@link ResumableUpload}. An upload is its account's alone: to others it does not exist. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ResumableTransaction {

    private static final int MOST_OPEN = 1_000;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    ResumableRepository uploads;

    @Inject
    NodeRepository nodes;

    @Inject
    SpaceRepository spaces;

    @Inject
    SpaceUse use;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    public PartialUpload begin(Caller caller, NewUpload wanted, UUID space) {
        if (uploads.open(caller.tenant(), caller.accountId()) >= MOST_OPEN) {
            throw new Refusal(Problem.UPLOADS_AT_LIMIT, wanted.path().toString());
        }
        UUID id = ids.next();
        uploads.add(caller.tenant(), id, caller.accountId(), space, wanted, clock.instant());
        return open(caller, id);
    }

    public PartialUpload open(Caller caller, UUID id) {
        return uploads.find(caller.tenant(), id)
                .filter(upload -> upload.account().equals(caller.accountId()))
                .filter(upload -> clock.instant().isBefore(upload.expires()))
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    /** Writes down a part that is safe in the blob store, behind those that {@code upload} knows of. */
    public void addPart(PartialUpload upload, BlobDescriptor part) {
        Instant now = clock.instant();
        if (!uploads.addPart(upload, part, now)) {
            throw new Refusal(Problem.UPLOAD_OFFSET, upload.path().toString());
        }
        nodes.add(upload.tenant(), part, now);
        uploads.setPart(upload, part);
        spaces.use(upload.tenant(), upload.space(), ids.next(), part.length());
    }

    /** Whether a commit whose answer got lost has happened after all. */
    public boolean hasPart(TenantId tenant, UUID blob) {
        return uploads.hasPart(tenant, blob);
    }

    public List<BlobDescriptor> parts(PartialUpload upload) {
        return uploads.parts(upload.tenant(), upload.id()).stream()
                .map(blob -> nodes.blob(upload.tenant(), blob)
                        .orElseThrow(() -> new IllegalStateException("a part without its blob: " + blob)))
                .toList();
    }

    /** Throws away what has come; of one that is finished only the memory. */
    public void cancel(Caller caller, UUID id) {
        drop(open(caller, id));
    }

    private void drop(PartialUpload upload) {
        List<UUID> parts = uploads.takeParts(upload.tenant(), upload.id());
        if (!uploads.drop(upload.tenant(), upload.id()) || upload.finished()) {
            return;
        }
        nodes.free(upload.tenant(), parts, clock.instant());
        use.giveBack(upload.tenant(), upload.space(), upload.received());
    }

    /** An upload whose time is over. */
    public record Expired(TenantId tenant, UUID id) {}

    @SuppressWarnings("unchecked")
    public List<Expired> expired() {
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT tenant_id, id FROM resumable_upload WHERE expires_at < UTC_TIMESTAMP(6) LIMIT 1000")
                .getResultList();
        return rows.stream()
                .map(row -> new Expired(
                        new TenantId(UuidConverter.uuid((byte[]) row[0])), UuidConverter.uuid((byte[]) row[1])))
                .toList();
    }

    public void drop(Expired expired) {
        uploads.find(expired.tenant(), expired.id())
                .filter(upload -> !clock.instant().isBefore(upload.expires()))
                .ifPresent(this::drop);
    }
}
