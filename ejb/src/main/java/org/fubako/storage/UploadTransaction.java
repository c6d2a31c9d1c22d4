package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.blob.BlobDescriptor;
import org.fubako.storage.blob.CrashPoint;
import org.fubako.storage.blob.CrashPoints;
import org.fubako.tenant.TenantDirectory;

/** The two short transactions of an upload: asking before the bytes come in, and asking again when they are there. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class UploadTransaction {

    /** Long enough for every reader that has opened a blob, and for a backup that names it. */
    static final Duration BLOB_GRACE = Duration.ofHours(48);

    /** As long as a client may still wait for an answer, and try again then. */
    private static final Duration REPEATABLE = Duration.ofMinutes(10);

    @Inject
    NodeAccess access;

    @Inject
    NodeRepository nodes;

    @Inject
    SpaceRepository spaces;

    @Inject
    OperationLog log;

    @Inject
    TenantDirectory tenants;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    @Inject
    CrashPoints crashPoints;

    /** Where an upload may go: the space that will hold it, and the bytes that will become free in exchange. */
    public record Ticket(UUID space, long exchanged) {}

    /** What to write once the content is safe in the blob store. */
    public record Arrival(
            FilePath path,
            Conditions conditions,
            BlobDescriptor blob,
            UUID revision,
            Optional<java.time.Instant> modifiedAt,
            Optional<byte[]> uploadKey,
            byte[] fingerprint,
            long startedNanos) {}

    /** What was written, and by how many bytes it changed the use of the space; empty when it had been written before. */
    public record Written(Changed changed, Optional<Long> usedMore) {}

    public Ticket check(Caller caller, FilePath path, Conditions conditions, Optional<byte[]> uploadKey) {
        Target target = target(caller, path, conditions, false);
        boolean repeated = uploadKey
                .flatMap(key -> nodes.upload(caller.tenant(), caller.accountId(), key))
                .isPresent();
        if (!repeated && !mayBeRepeated(caller, target.existing(), conditions)) {
            Preconditions.require(target.existing(), conditions, path);
        }
        long exchanged = target.parent().node().keepsRevisions()
                ? 0
                : target.existing().map(Node::length).orElse(0L);
        return new Ticket(target.parent().space().id(), exchanged);
    }

    public Written write(Caller caller, Arrival arrival, QuotaLedger.Reservation reservation) {
        FilePath path = arrival.path();
        Optional<NodeRepository.EarlierUpload> earlier =
                arrival.uploadKey().flatMap(key -> nodes.upload(caller.tenant(), caller.accountId(), key));
        if (earlier.isPresent()) {
            return new Written(repeated(caller, arrival, earlier.get()), Optional.empty());
        }
        Target target = target(caller, path, arrival.conditions(), true);
        if (mayBeRepeated(caller, target.existing(), arrival.conditions())
                && isShown(target.existing().get(), arrival)) {
            return new Written(new Changed(access.open(caller, path).view(), false), Optional.empty());
        }
        Preconditions.require(target.existing(), arrival.conditions(), path);
        if (!nodes.holdFolder(target.parent().node())) {
            throw new Refusal(Problem.PARENT_MISSING, path.parent().toString());
        }
        Node.Made made = new Node.Made(arrival.modifiedAt().orElse(clock.instant()), caller.accountName());
        boolean created =
                target.existing().filter(node -> !node.isPlaceholder()).isEmpty();
        List<Revision> older = target.existing().map(nodes::revisions).orElse(List.of());
        Node document =
                target.existing().orElseGet(() -> Node.document(target.parent().node(), ids.next(), path.name(), made));
        Revision revision = new Revision(
                arrival.revision(),
                document,
                document.revisionNumber() + 1,
                arrival.blob().blobId(),
                arrival.blob().length(),
                made);
        document.show(revision, arrival.blob().sha256(), mediaType(path), made);
        if (target.existing().isEmpty()) {
            nodes.add(document);
        }
        nodes.flushNames(path.toString());
        nodes.add(caller.tenant(), arrival.blob(), clock.instant());
        nodes.add(revision);
        nodes.flushNames(path.toString());
        long freed = target.parent().node().keepsRevisions() ? 0 : dropAll(older);
        long usedMore = arrival.blob().length() - freed;
        reservation.ensure(usedMore);
        spaces.use(caller.tenant(), target.parent().space().id(), ids.next(), usedMore);
        arrival.uploadKey()
                .ifPresent(key -> nodes.addUpload(
                        caller.tenant(),
                        caller.accountId(),
                        key,
                        new NodeRepository.EarlierUpload(arrival.fingerprint(), document.id(), created),
                        revision.id(),
                        clock.instant()));
        log.record(LogEvent.of(caller, Action.UPLOAD, path.toString())
                .sized(arrival.blob().length(), (System.nanoTime() - arrival.startedNanos()) / 1_000_000));
        crashPoints.hitAroundCommit(CrashPoint.UP_TX2_WRITTEN, CrashPoint.UP_TX2_COMMIT_SENT);
        Place place = new Place(
                target.parent().path().child(document.name()),
                target.parent().space(),
                List.of(target.parent().node()),
                document,
                target.parent().allowed(),
                target.parent().allowed());
        return new Written(new Changed(place.view(), created), Optional.of(usedMore));
    }

    /**
     * Whether this could be an upload whose answer got lost and which the client now sends again. It then succeeds as it did before,
     * also under an {@code If-Match} that it has itself made false (RFC 9110, section 13.1.1); {@code If-None-Match} knows no such
     * way.
     */
    private boolean mayBeRepeated(Caller caller, Optional<Node> existing, Conditions conditions) {
        return conditions.ifNoneMatch().isEmpty()
                && existing.filter(node -> node.isModifiedBy(caller.accountName()))
                        .flatMap(Node::revisionId)
                        .filter(revision -> clock.instant()
                                .isBefore(IdSource.timeOf(revision).plus(REPEATABLE)))
                        .isPresent();
    }

    private static boolean isShown(Node document, Arrival arrival) {
        return Arrays.equals(document.sha256(), arrival.blob().sha256())
                && arrival.modifiedAt()
                        .map(time -> time.equals(document.modifiedAt()))
                        .orElse(true);
    }

    /** Whether a commit whose answer got lost has happened after all. */
    public Optional<Changed> outcome(Caller caller, Arrival arrival) {
        return nodes.revision(caller.tenant(), arrival.revision())
                .map(revision -> new Changed(access.open(caller, arrival.path()).view(), revision.number() == 1));
    }

    private Changed repeated(Caller caller, Arrival arrival, NodeRepository.EarlierUpload earlier) {
        if (!Arrays.equals(earlier.fingerprint(), arrival.fingerprint())) {
            throw new Refusal(Problem.IDEMPOTENCY_KEY_REUSED, arrival.path().toString());
        }
        return new Changed(access.open(caller, arrival.path()).view(), earlier.wasNew());
    }

    private long dropAll(List<Revision> older) {
        older.forEach(revision -> nodes.drop(revision, clock.instant().plus(BLOB_GRACE)));
        return older.stream().mapToLong(Revision::length).sum();
    }

    /** The folder that takes the document, and the document if there is one already. */
    private record Target(Place parent, Optional<Node> existing) {}

    private Target target(Caller caller, FilePath path, Conditions conditions, boolean lock) {
        Place parent = access.openParent(caller, path, Operation.UPLOAD_FILE, Action.UPLOAD);
        Optional<Node> existing =
                lock ? nodes.childLocked(parent.node(), path.name()) : nodes.child(parent.node(), path.name());
        if (existing.filter(Node::isFolder).isPresent()) {
            throw new Refusal(Problem.IS_FOLDER, path.toString());
        }
        if (existing.isPresent()) {
            access.requireUnlocked(caller, access.open(caller, path), conditions.lockTokens());
        } else {
            NodeName.of(path.name(), tenants.info(caller.tenant()).forbiddenNames());
            if (path.toString().length() > FilePath.MAX_LENGTH) {
                throw new Refusal(Problem.PATH_TOO_LONG, path.name());
            }
            access.requireUnlocked(caller, parent, conditions.lockTokens());
        }
        return new Target(parent, existing);
    }

    /** A hint for programs only: the portal serves everything as an attachment. */
    private static String mediaType(FilePath path) {
        String guess = URLConnection.guessContentTypeFromName(path.name());
        return guess == null ? "application/octet-stream" : guess;
    }
}
