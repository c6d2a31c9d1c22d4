package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;
import org.fubako.storage.blob.BlobDescriptor;

/**
 * The short transactions of {@link ResumableUpload} and {@link HeldUpload}. An upload is its account's alone: to others it does not exist.
 * One that is held was begun by somebody without an account, in the name of one that has made a link; it is reached by that link only.
 */
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
    Event<UploadDropped> dropped;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    public PartialUpload begin(Caller caller, NewUpload wanted, UUID space) {
        if (!wanted.held()) {
            requireRoom(caller, wanted.path().toString());
        }
        UUID id = ids.next();
        uploads.add(caller.tenant(), id, caller.accountId(), space, wanted, clock.instant());
        return open(caller, id);
    }

    public PartialUpload open(Caller caller, UUID id) {
        return uploads.find(caller.tenant(), id)
                .filter(upload -> upload.folder().isEmpty())
                .filter(upload -> upload.account().equals(caller.accountId()))
                .filter(upload -> upload.held() == (caller.surface() == Surface.LINK))
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

    public void judge(PartialUpload upload, VirusCheck verdict) {
        uploads.judge(upload, verdict);
    }

    public List<BlobDescriptor> parts(PartialUpload upload) {
        return uploads.parts(upload);
    }

    /** Makes a folder of chunks. */
    public void beginFolder(Caller caller, String folder, UUID space) {
        requireRoom(caller, folder);
        if (!uploads.addFolder(caller.tenant(), ids.next(), caller.accountId(), space, folder, clock.instant())) {
            throw new Refusal(Problem.NAME_TAKEN, folder);
        }
    }

    public PartialUpload openFolder(Caller caller, String folder) {
        return uploads.findFolder(caller.tenant(), caller.accountId(), folder)
                .filter(upload -> clock.instant().isBefore(upload.expires()))
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, folder));
    }

    /** Writes down a chunk that is safe in the blob store, in the place of one of the same name. */
    public void putChunk(PartialUpload upload, String name, BlobDescriptor chunk, QuotaLedger.Reservation reservation) {
        Instant now = clock.instant();
        // the row first: it keeps others out who put a chunk of the same name
        int number =
                uploads.growFolder(upload, chunk.length(), now).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, name));
        long before = 0;
        Optional<UUID> replaced = uploads.takeChunk(upload, name);
        if (replaced.isPresent()) {
            before = nodes.blob(upload.tenant(), replaced.get())
                    .map(BlobDescriptor::length)
                    .orElse(0L);
            uploads.growFolder(upload, -before, now);
            nodes.free(upload.tenant(), List.of(replaced.get()), now);
        }
        reservation.expect(chunk.length() - before);
        nodes.add(upload.tenant(), chunk, now);
        uploads.setChunk(upload, number, name, chunk.blobId());
        spaces.use(upload.tenant(), upload.space(), ids.next(), chunk.length() - before);
    }

    public Map<Chunk, BlobDescriptor> chunks(PartialUpload upload) {
        return uploads.chunks(upload);
    }

    public void dropFolder(Caller caller, String folder) {
        drop(openFolder(caller, folder));
    }

    private void requireRoom(Caller caller, String subject) {
        if (uploads.open(caller.tenant(), caller.accountId()) >= MOST_OPEN) {
            throw new Refusal(Problem.UPLOADS_AT_LIMIT, subject);
        }
    }

    /** Throws away what has come; of one that is finished only the memory. */
    public void cancel(Caller caller, UUID id) {
        drop(open(caller, id));
    }

    private void drop(PartialUpload seen) {
        uploads.lock(seen.tenant(), seen.id()).ifPresent(upload -> {
            List<UUID> parts = uploads.takeParts(upload.tenant(), upload.id());
            uploads.drop(upload.tenant(), upload.id());
            if (!upload.finished()) {
                nodes.free(upload.tenant(), parts, clock.instant());
                use.giveBack(upload.tenant(), upload.space(), upload.received());
            }
            if (upload.held() && !upload.finished()) {
                dropped.fire(new UploadDropped(upload.tenant(), upload.id()));
            }
        });
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
