package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Who may set that documents are deleted by themselves, and what can be set. */
@ApplicationScoped
class AutoDeleteAccess {

    /** The most days that can be set, here and for the trash. */
    static final int LONGEST_DAYS = 3_650;

    @Inject
    SpaceDirectory spaces;

    @EJB
    OperationLog log;

    /** For the role ACCESS_CONTROL, the administrators of a project in it, and the owner of a private space. */
    boolean isAllowed(Caller caller, Space space) {
        return space.kind() == SpaceKind.PRIVATE || spaces.isAccessControlled(caller, space);
    }

    /** Refuses with ROLE_MISSING, which is logged, where {@link #isAllowed} says no, and a number of days that cannot be set. */
    void requireAllowed(Caller caller, Place folder, Optional<Integer> days) {
        if (!isAllowed(caller, folder.space())) {
            String path = folder.path().toString();
            log.recordApart(LogEvent.of(caller, Action.FOLDER_SETTINGS, path).ended("refused"), Optional.empty());
            throw new Refusal(Problem.ROLE_MISSING, path);
        }
        requireDays(days, "autoDeleteDays");
    }

    static void requireDays(Optional<Integer> days, String field) {
        if (days.filter(count -> count < 1 || count > LONGEST_DAYS).isPresent()) {
            throw new Refusal(Problem.REQUEST_MALFORMED, field);
        }
    }
}
