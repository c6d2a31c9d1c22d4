package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * Hands out spaces that are to be managed. One that the caller neither enters nor manages is NOT_FOUND; what he may not change of
 * the others is ROLE_MISSING and a line in the operation log.
 */
@ApplicationScoped
class SpaceAccess {

    @Inject
    SpaceDirectory spaces;

    @EJB
    OperationLog log;

    Space open(Caller caller, UUID id) {
        return Stream.concat(spaces.managed(caller).stream(), spaces.enterable(caller).stream())
                .filter(space -> space.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    /** For trash, automatic deletion, and quota and members where there are such. */
    void requireAdministered(Caller caller, Space space, Action action) {
        if (!spaces.isAdministered(caller, space)) {
            throw refused(caller, space.path(), action);
        }
    }

    void requireAccessControlled(Caller caller, Space space, Action action) {
        if (!spaces.isAccessControlled(caller, space)) {
            throw refused(caller, space.path(), action);
        }
    }

    /** Spaces come and go by those only who manage groups in the whole tenant. */
    void requireManager(Caller caller, FilePath space, Action action) {
        if (!caller.has(Role.MANAGE_GROUPS)) {
            throw refused(caller, space, action);
        }
    }

    /** Names of accounts and groups are for those who have something to give to them. */
    void requireManagerOfAny(Caller caller) {
        boolean manager = caller.has(Role.MANAGE_ACCOUNTS)
                || caller.has(Role.MANAGE_GROUPS)
                || caller.has(Role.ACCESS_CONTROL)
                || !spaces.managed(caller).isEmpty();
        if (!manager) {
            throw new Refusal(Problem.ROLE_MISSING, "");
        }
    }

    private Refusal refused(Caller caller, FilePath space, Action action) {
        log.recordApart(LogEvent.of(caller, action, space.toString()).ended("refused"), Optional.empty());
        return new Refusal(Problem.ROLE_MISSING, space.toString());
    }
}
