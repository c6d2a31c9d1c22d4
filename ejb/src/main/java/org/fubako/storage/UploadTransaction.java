package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.audit.WaitingLines;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
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

    @EJB
    OperationLog log;

    @EJB
    WaitingLines waiting;

    @Inject
    ResumableRepository uploads;

    @Inject
    SpaceUse use;

    @Inject
    FolderNews news;

    @Inject
    Thumbnails thumbnails;

    @Inject
    Event<UploadShown> shown;

    @Inject
    TenantDirectory tenants;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    @Inject
    CrashPoints crashPoints;

    /**
     * Where an upload may go: the space that will hold it, the bytes that will become free in exchange, and whether its folder wants
     * contents to be looked at for viruses.
     */
    public record Ticket(Space space, long exchanged, boolean scanned) {}

    /** What to write once the content is safe in the blob store. */
    public record Arrival(
            FilePath path,
            Conditions conditions,
            BlobDescriptor blob,
            UUID revision,
            Optional<java.time.Instant> modifiedAt,
            Optional<byte[]> uploadKey,
            byte[] fingerprint,
            long startedNanos,
            VirusCheck verdict,
            Optional<Resumed> resumed,
            Optional<HandedIn> handedIn) {}

    /**
     * What an upload in parts becomes.
     *
     * @param bytes of its parts, which their space gets back
     * @param adopted whether the content is that of its only part
     */
    public record Resumed(UUID upload, UUID space, long bytes, boolean adopted) {}

    /** What was written, or {@code before} had been; then nothing was. */
    public record Written(Changed changed, boolean before) {}

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Ticket check(Caller caller, FilePath path, Conditions conditions, Optional<byte[]> uploadKey) {
        NodeAccess.Target target = target(caller, path, conditions);
        boolean repeated = uploadKey
                .flatMap(key -> nodes.upload(caller.tenant(), caller.accountId(), key))
                .isPresent();
        if (!repeated && !mayBeRepeated(caller, target.existing(), conditions)) {
            Preconditions.require(target.existing(), conditions, path);
        }
        // what fills a document that was made empty takes its line along, however long it takes
        target.existing()
                .filter(UploadTransaction::isNewAndEmpty)
                .ifPresent(node -> waiting.hold(caller.tenant(), node.id()));
        long exchanged = target.parent().node().keepsRevisions()
                ? 0
                : target.existing().map(Node::length).orElse(0L);
        boolean scanned = target.parent().node().settings().virusCheck();
        return new Ticket(target.parent().space(), exchanged, scanned);
    }

    public Written write(Caller caller, Arrival arrival, QuotaLedger.Reservation reservation) {
        FilePath path = arrival.path();
        Optional<NodeRepository.EarlierUpload> earlier =
                arrival.uploadKey().flatMap(key -> nodes.upload(caller.tenant(), caller.accountId(), key));
        if (earlier.isPresent()) {
            return new Written(repeated(caller, arrival, earlier.get()), true);
        }
        NodeAccess.Target target = target(caller, path, arrival.conditions());
        Place parent = target.parent();
        Optional<Node> existing = target.existing().map(nodes::locked).filter(node -> isThere(parent, node));
        boolean repeatable = arrival.resumed().isEmpty() && mayBeRepeated(caller, existing, arrival.conditions());
        if (repeatable && isShown(existing.get(), arrival)) {
            return new Written(new Changed(access.made(parent, existing.get()).view(), false), true);
        }
        Preconditions.require(existing, arrival.conditions(), path);
        Node.Made made = new Node.Made(arrival.modifiedAt().orElse(clock.instant()), caller.accountName());
        boolean created = existing.filter(node -> !node.isPlaceholder()).isEmpty();
        Node document = existing.orElseGet(() -> Node.document(parent.node(), ids.next(), path.name(), made));
        arrival.handedIn().ifPresent(how -> document.remark(how.comment()));
        boolean fills = existing.filter(UploadTransaction::isNewAndEmpty).isPresent()
                && waiting.take(caller.tenant(), document.id());
        Revision revision = new Revision(
                arrival.revision(),
                document,
                fills ? document.revisionNumber() : document.revisionNumber() + 1,
                arrival.blob().blobId(),
                arrival.blob().length(),
                made);
        document.show(revision, arrival.blob().sha256(), made);
        boolean keeps = parent.node().keepsRevisions() && !fills;
        long freed = created || keeps
                ? 0
                : nodes.dropRevisions(document, clock.instant().plus(BLOB_GRACE));
        long usedMore = arrival.blob().length() - freed - returned(caller, arrival, parent.space());
        reservation.expect(usedMore);
        if (existing.isPresent()) {
            nodes.update(document);
        } else {
            nodes.addHolding(parent.node(), document);
        }
        if (arrival.resumed().filter(Resumed::adopted).isEmpty()) {
            nodes.add(caller.tenant(), arrival.blob(), clock.instant());
        }
        if (arrival.verdict() != VirusCheck.NOT_SCANNED) {
            nodes.judge(caller.tenant(), arrival.blob().blobId(), arrival.verdict());
        }
        nodes.add(revision);
        thumbnails.arrived(parent.node(), document, arrival.blob().blobId());
        spaces.use(caller.tenant(), parent.space().id(), ids.next(), usedMore);
        arrival.uploadKey()
                .ifPresent(key -> nodes.addUpload(
                        caller.tenant(),
                        caller.accountId(),
                        key,
                        new NodeRepository.EarlierUpload(arrival.fingerprint(), document.id(), created),
                        revision.id(),
                        clock.instant()));
        LogEvent event = LogEvent.of(caller, Action.UPLOAD, path.toString())
                .to(arrival.handedIn().map(HandedIn::way).orElse(""))
                .sized(arrival.blob().length(), (System.nanoTime() - arrival.startedNanos()) / 1_000_000);
        if (created && arrival.blob().length() == 0 && caller.surface() == Surface.DAV) {
            waiting.put(event, document.id());
        } else {
            news.arrived(caller, parent.node(), document);
            log.record(event);
        }
        arrival.handedIn()
                .flatMap(how -> arrival.resumed())
                .ifPresent(resumed -> shown.fire(new UploadShown(
                        caller.tenant(),
                        resumed.upload(),
                        document.id(),
                        document.name(),
                        arrival.blob().length(),
                        arrival.blob().sha256())));
        crashPoints.hitAroundCommit(CrashPoint.UP_TX2_WRITTEN, CrashPoint.UP_TX2_COMMIT_SENT);
        return new Written(new Changed(access.made(parent, document).view(), created), false);
    }

    /** Ends an upload in parts; the bytes that this gives back to the space of the document. */
    private long returned(Caller caller, Arrival arrival, Space space) {
        if (arrival.resumed().isEmpty()) {
            return 0;
        }
        Resumed resumed = arrival.resumed().get();
        if (!uploads.finish(caller.tenant(), resumed.upload(), clock.instant())) {
            throw new Refusal(Problem.UPLOAD_OFFSET, arrival.path().toString());
        }
        List<UUID> parts = uploads.takeParts(caller.tenant(), resumed.upload()).stream()
                .filter(part -> !part.equals(arrival.blob().blobId()))
                .toList();
        nodes.free(caller.tenant(), parts, clock.instant());
        if (resumed.space().equals(space.id())) {
            return resumed.bytes();
        }
        use.giveBack(caller.tenant(), resumed.space(), resumed.bytes());
        return 0;
    }

    /** Finder and Windows make a document without content before they send that; it is one upload (and one revision) to people. */
    private static boolean isNewAndEmpty(Node document) {
        return document.revisionNumber() == 1 && document.length() == 0;
    }

    /** A name that only a lock has held, which is over, is as good as none. */
    private boolean isThere(Place parent, Node node) {
        return !node.isPlaceholder() || nodes.dropUnlocked(parent.node(), node.name()) == 0;
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

    /** The space whose quota something counts towards. */
    public Space space(TenantId tenant, UUID space) {
        return spaces.find(tenant, space).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
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

    private NodeAccess.Target target(Caller caller, FilePath path, Conditions conditions) {
        NodeAccess.Target target = access.openTarget(caller, path, Operation.UPLOAD_FILE, Action.UPLOAD);
        if (target.existing().filter(Node::isFolder).isPresent()) {
            throw new Refusal(Problem.IS_FOLDER, path.toString());
        }
        if (target.existing().isEmpty()) {
            NodeName.of(path.name(), tenants.info(caller.tenant()).forbiddenNames());
            if (path.toString().length() > FilePath.MAX_LENGTH) {
                throw new Refusal(Problem.PATH_TOO_LONG, path.name());
            }
        }
        if (target.locked()) {
            access.requireUnlocked(caller, target.lockable(), conditions.lockTokens());
        }
        return target;
    }
}
