package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * What an account has marked to find it again, wherever it is moved. Nobody else sees it, so it needs no more than to see the thing and
 * leaves no line in the log.
 */
@Stateless
public class StarService {

    /** Of one account. */
    private static final int MOST = 1_000;

    @Inject
    NodeAccess access;

    @Inject
    ScatteredAccess scattered;

    @Inject
    StarRepository stars;

    @Inject
    LockRepository locks;

    @Inject
    Clock clock;

    /** Whether the caller has marked what is at the path. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public boolean isStarred(Caller caller, FilePath path) {
        return stars.has(
                caller.tenant(),
                caller.accountId(),
                access.open(caller, path).node().id());
    }

    /** Those that the caller has marked among some of what lies directly in a folder, by their ids. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Set<UUID> within(Caller caller, FilePath folder, Collection<UUID> nodes) {
        access.open(caller, folder);
        return stars.among(caller.tenant(), caller.accountId(), nodes);
    }

    /**
     * Marks what is at the path; what is marked stays so.
     *
     * @throws Refusal STARS_AT_LIMIT when 1,000 other things are
     */
    public void star(Caller caller, FilePath path) {
        Node node = access.open(caller, path).node();
        if (stars.has(caller.tenant(), caller.accountId(), node.id())) {
            return;
        }
        if (stars.count(caller.tenant(), caller.accountId()) >= MOST) {
            throw new Refusal(Problem.STARS_AT_LIMIT, path.toString());
        }
        locks.hold(node, path);
        stars.add(node, caller.accountId(), clock.instant());
    }

    /** Takes the mark away, if there is one. */
    public void unstar(Caller caller, FilePath path) {
        stars.remove(access.open(caller, path).node(), caller.accountId());
    }

    /** What the caller has marked and may still see, where it is now; what was marked last comes first. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<DatedView> list(Caller caller, int limit) {
        return scattered.seen(caller, stars.all(caller.tenant(), caller.accountId()), limit);
    }
}
