package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.TenantDirectory;

/** Locks, one truth for every door: rows whose end is decided by the database's clock. */
@Stateless
public class LockService {

    private static final Duration LONGEST = Duration.ofHours(24);

    @Inject
    NodeAccess access;

    @Inject
    NodeRepository nodes;

    @Inject
    LockRepository locks;

    @EJB
    OperationLog log;

    @Inject
    TenantDirectory tenants;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    /** A granted lock, and whether a name without content had to be made for it. */
    public record Granted(LockView lock, boolean created) {}

    public Granted lock(Caller caller, FilePath path, LockRequest request, Conditions conditions) {
        Optional<Place> there = access.find(caller, path);
        Place place = there.orElseGet(() -> placeholder(caller, path, conditions));
        access.require(
                caller, place, place.node().isFolder() ? Operation.CREATE_FOLDER : Operation.CHANGE_FILE, Action.LOCK);
        locks.hold(place.node(), path);
        requireCompatible(caller, place, request);
        UUID id = ids.next();
        locks.add(caller.tenant(), id, place.node().id(), caller.accountId(), request, granted(request.timeout()));
        log.record(LogEvent.of(caller, Action.LOCK, path.toString()));
        return new Granted(view(caller, place, id), there.isEmpty());
    }

    private Place placeholder(Caller caller, FilePath path, Conditions conditions) {
        Place parent = access.openParent(caller, path, Operation.UPLOAD_FILE, Action.LOCK);
        access.requireUnlocked(caller, parent, conditions.lockTokens());
        NodeName name = NodeName.of(path.name(), tenants.info(caller.tenant()).forbiddenNames());
        Node held = Node.document(
                parent.node(), ids.next(), name.value(), new Node.Made(clock.instant(), caller.accountName()));
        nodes.dropUnlocked(parent.node(), name.value());
        nodes.add(held);
        // not looked up: until its lock is written it is a name that nothing holds
        return access.made(parent, held);
    }

    /** RFC 4918, section 6.2: an exclusive lock stands alone, shared ones beside one another. */
    private void requireCompatible(Caller caller, Place place, LockRequest request) {
        List<LockRepository.Lock> covering = locks
                .on(caller.tenant(), place.idsFromTop().toList())
                .stream()
                .filter(lock -> lock.deep() || lock.nodeId().equals(place.node().id()))
                .filter(lock -> !lock.isPersonalOf(caller))
                .toList();
        List<LockRepository.Lock> below =
                request.deep() && place.node().isFolder() ? locks.below(place.node()) : List.of();
        boolean clash = covering.stream().anyMatch(lock -> lock.exclusive() || request.exclusive())
                || below.stream().anyMatch(lock -> lock.exclusive() || request.exclusive());
        if (clash) {
            throw new Refusal(Problem.LOCKED, place.path().toString());
        }
    }

    /**
     * Keeps a document from being changed by others for 24 hours; its holder works on through every door. Anew when the caller holds it
     * already.
     *
     * @throws Refusal LOCKED when somebody else, or a program, holds a lock on it
     */
    public LockView hold(Caller caller, FilePath path) {
        Place place = access.openDocument(caller, path, Operation.CHANGE_FILE, Action.LOCK);
        locks.hold(place.node(), path);
        LockRequest request = new LockRequest(true, false, "", LONGEST, true);
        requireCompatible(caller, place, request);
        locks.on(caller.tenant(), List.of(place.node().id())).forEach(lock -> locks.drop(caller.tenant(), lock.id()));
        UUID id = ids.next();
        locks.add(caller.tenant(), id, place.node().id(), caller.accountId(), request, LONGEST);
        log.record(LogEvent.of(caller, Action.LOCK, path.toString()));
        return view(caller, place, id);
    }

    /**
     * Ends all locks taken on a document itself, however they were taken: one's own, and those of others for whoever administers the
     * space. The log says whose they were.
     *
     * @throws Refusal LOCK_UNKNOWN when there is none
     */
    public void release(Caller caller, FilePath path) {
        Place place = access.openDocument(caller, path, Operation.LIST, Action.UNLOCK);
        List<LockRepository.Lock> held =
                locks.on(caller.tenant(), List.of(place.node().id()));
        if (held.isEmpty()) {
            throw new Refusal(Problem.LOCK_UNKNOWN, path.toString());
        }
        for (LockRepository.Lock lock : held) {
            access.requireOwnerOrAdministrator(caller, place, lock, Action.UNLOCK);
            locks.drop(caller.tenant(), lock.id());
        }
        String others = held.stream()
                .filter(lock -> !lock.accountId().equals(caller.accountId()))
                .map(LockRepository.Lock::account)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        log.record(LogEvent.of(caller, Action.UNLOCK, path.toString()).to(others));
    }

    public LockView refresh(Caller caller, FilePath path, UUID token, Duration timeout) {
        Place place = access.open(caller, path);
        requireOwn(caller, place, token, Action.LOCK);
        locks.refresh(caller.tenant(), token, granted(timeout));
        return view(caller, place, token);
    }

    public void unlock(Caller caller, FilePath path, UUID token) {
        Place place = access.open(caller, path);
        LockRepository.Lock lock = requireOwn(caller, place, token, Action.UNLOCK);
        locks.drop(caller.tenant(), token);
        boolean stillLocked = !locks.on(caller.tenant(), List.of(lock.nodeId())).isEmpty();
        if (place.node().isPlaceholder() && !stillLocked) {
            nodes.dropUnlocked(place.parent(), place.node().name());
        }
        log.record(LogEvent.of(caller, Action.UNLOCK, path.toString()));
    }

    private LockRepository.Lock requireOwn(Caller caller, Place place, UUID token, Action action) {
        LockRepository.Lock lock = locks.on(caller.tenant(), place.idsFromTop().toList()).stream()
                .filter(found -> found.id().equals(token))
                .filter(found ->
                        found.deep() || found.nodeId().equals(place.node().id()))
                .findFirst()
                .orElseThrow(
                        () -> new Refusal(Problem.LOCK_UNKNOWN, place.path().toString()));
        access.requireOwner(caller, place, lock, action);
        return lock;
    }

    /** Live locks that cover what is at the path, those from folders above included. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<LockView> locksOn(Caller caller, FilePath path) {
        return access.find(caller, path)
                .map(place -> locks.on(caller.tenant(), place.idsFromTop().toList()).stream()
                        .filter(lock ->
                                lock.deep() || lock.nodeId().equals(place.node().id()))
                        .map(lock -> lock.view(rootOf(place, lock)))
                        .toList())
                .orElse(List.of());
    }

    /** Live locks taken directly on members of a folder, by node id, in one statement. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Map<UUID, List<LockView>> locksWithin(Caller caller, FilePath folder) {
        return access.find(caller, folder)
                .map(place -> locks.within(place.node()).stream()
                        .collect(Collectors.groupingBy(
                                LockRepository.Lock::nodeId,
                                HashMap::new,
                                // the name of the member is the door's to add: it has just listed the folder
                                Collectors.mapping(lock -> lock.view(folder), Collectors.toList()))))
                .orElseGet(HashMap::new);
    }

    private LockView view(Caller caller, Place place, UUID id) {
        return locks.on(caller.tenant(), place.idsFromTop().toList()).stream()
                .filter(lock -> lock.id().equals(id))
                .map(lock -> lock.view(rootOf(place, lock)))
                .findFirst()
                .orElseThrow(
                        () -> new Refusal(Problem.LOCK_UNKNOWN, place.path().toString()));
    }

    private static FilePath rootOf(Place place, LockRepository.Lock lock) {
        FilePath path = place.path();
        if (lock.nodeId().equals(place.node().id())) {
            return path;
        }
        for (int up = place.above().size() - 1; up >= 0; up--) {
            path = path.parent();
            if (place.above().get(up).id().equals(lock.nodeId())) {
                return path;
            }
        }
        return place.path();
    }

    private static Duration granted(Duration wanted) {
        Duration atLeast = wanted.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wanted;
        return atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast;
    }
}
