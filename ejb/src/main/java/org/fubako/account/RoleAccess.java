package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** What only the holders of a role may do. */
@ApplicationScoped
class RoleAccess {

    @EJB
    OperationLog log;

    /** Refuses with ROLE_MISSING, and the log says what was tried. */
    void require(Caller caller, Role role, Action action, String subject) {
        if (!caller.has(role)) {
            log.recordApart(LogEvent.of(caller, action, subject).ended("refused"), Optional.empty());
            throw new Refusal(Problem.ROLE_MISSING, subject);
        }
    }
}
