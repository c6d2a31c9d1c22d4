package org.fubako.web.dav;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Reason;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.LockService;
import org.fubako.storage.LockView;
import org.fubako.web.dav.IfHeader.State;
import org.fubako.web.error.Failures;

/** Holds the {@code If} field against what is stored. A false one is 412; a true one lends its tokens to the services. */
@ApplicationScoped
class IfEvaluation {

    @EJB
    FileService files;

    @EJB
    LockService locks;

    @Inject
    OwnHosts hosts;

    Set<UUID> submitted(Caller caller, FilePath path, String prefix, HttpServletRequest request) {
        List<String> fields = Collections.list(request.getHeaders("If"));
        if (fields.isEmpty()) {
            return Set.of();
        }
        IfHeader condition = IfHeader.parse(String.join(" ", fields));
        boolean holds = condition.holds(tag -> tag.isEmpty()
                ? state(caller, path)
                : Destinations.parse(tag.get(), authority -> hosts.include(authority, request, caller), prefix)
                        .map(tagged -> state(caller, tagged))
                        .orElse(State.NOTHING));
        if (!holds) {
            throw new Refusal(Problem.PRECONDITION_FAILED, path.toString());
        }
        return condition.tokens();
    }

    private State state(Caller caller, FilePath path) {
        try {
            Optional<String> etag = files.describe(caller, path).etag();
            return new State(etag, tokens(locks.locksOn(caller, path)));
        } catch (RuntimeException failure) {
            requireMissing(failure);
            return new State(Optional.empty(), locksAbove(caller, path));
        }
    }

    /** For a name that is yet to be made the lock that counts is the folder's (RFC 4918, section 7.4). */
    private Set<UUID> locksAbove(Caller caller, FilePath path) {
        if (path.isRoot()) {
            return Set.of();
        }
        try {
            return tokens(locks.locksOn(caller, path.parent()));
        } catch (RuntimeException failure) {
            requireMissing(failure);
            return Set.of();
        }
    }

    private static void requireMissing(RuntimeException failure) {
        boolean missing = Failures.refusalIn(failure)
                .filter(refusal -> refusal.reason() == Reason.NOT_FOUND)
                .isPresent();
        if (!missing) {
            throw failure;
        }
    }

    private static Set<UUID> tokens(List<LockView> views) {
        return views.stream().map(LockView::token).collect(Collectors.toSet());
    }
}
