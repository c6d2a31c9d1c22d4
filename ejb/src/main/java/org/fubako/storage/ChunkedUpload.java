package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.blob.BlobDescriptor;
import org.fubako.storage.blob.BlobStore;
import org.fubako.storage.blob.StagedBlob;

/**
 * Documents that sync clients send as chunks into a folder of their own, in any order, and join at the end (the chunked upload of
 * Nextcloud). Chunks take room of the account's private space until then, and are thrown away as other parts are.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ChunkedUpload {

    private static final int MOST_CHUNKS = 10_000;
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z._-]{1,100}");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    @EJB
    ResumableTransaction transaction;

    @EJB
    UploadTransaction asking;

    @Inject
    UploadAssembly assembly;

    @Inject
    PartCommit parts;

    @Inject
    SpaceDirectory spaces;

    @Inject
    QuotaLedger quota;

    @Inject
    BlobStore blobs;

    /** Makes a folder of chunks; NAME_TAKEN when the account has one of that name. */
    public void begin(Caller caller, String folder) {
        if (!NAME.matcher(folder).matches()) {
            throw new Refusal(Problem.NAME_CHARACTER, Refusal.shown(folder));
        }
        transaction.beginFolder(caller, folder, home(caller).id());
    }

    /** Where chunks count. */
    private Space home(Caller caller) {
        return spaces.enterable(caller).stream()
                .min(Comparator.comparing(space -> space.kind() != SpaceKind.PRIVATE))
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    /** Stores a chunk, in the place of one of the same name. */
    public void put(Caller caller, String folder, String name, NewContent content) {
        PartialUpload upload = transaction.openFolder(caller, folder);
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(Problem.NAME_CHARACTER, Refusal.shown(name));
        }
        if (upload.parts() >= MOST_CHUNKS) {
            throw new Refusal(Problem.UPLOADS_AT_LIMIT, folder);
        }
        try (QuotaLedger.Reservation reservation = quota.open(asking.space(upload.tenant(), upload.space()))) {
            reservation.ensure(content.length().orElse(0));
            try (IncomingContent incoming = new IncomingContent(content, 0, reservation, Optional.empty())) {
                StagedBlob staged = blobs.stage(upload.tenant(), incoming, incoming::verify);
                parts.commit(
                        upload,
                        staged,
                        reservation,
                        () -> transaction.putChunk(upload, name, staged.descriptor(), reservation));
            }
        }
    }

    /** By name. */
    public List<Chunk> list(Caller caller, String folder) {
        return transaction.chunks(transaction.openFolder(caller, folder)).keySet().stream()
                .sorted(Comparator.comparing(Chunk::name, ChunkedUpload::compare))
                .toList();
    }

    /** Numbers as such, other names as texts. */
    private static int compare(String one, String other) {
        boolean numbers = NUMBER.matcher(one).matches() && NUMBER.matcher(other).matches();
        return numbers ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
    }

    /**
     * Joins the chunks by the order of their names to a document, as a PUT of all of it would have made it.
     *
     * @param length of the whole, if the client says it; anything else is refused
     */
    public Changed assemble(
            Caller caller,
            String folder,
            FilePath target,
            Conditions conditions,
            Optional<Instant> modifiedAt,
            OptionalLong length) {
        long startedNanos = System.nanoTime();
        PartialUpload upload = transaction.openFolder(caller, folder);
        if (length.isPresent() && length.getAsLong() != upload.received()) {
            throw new Refusal(Problem.LENGTH_MISMATCH, target.toString());
        }
        List<BlobDescriptor> ordered = transaction.chunks(upload).entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Chunk::name, ChunkedUpload::compare)))
                .map(Map.Entry::getValue)
                .toList();
        return assembly.finish(caller, upload.to(target, conditions, modifiedAt), ordered, startedNanos);
    }

    /** Throws the chunks away. */
    public void drop(Caller caller, String folder) {
        transaction.dropFolder(caller, folder);
    }
}
