package org.fubako.link;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.NodeView;
import org.fubako.storage.Operation;

/** Who makes receive folders and looks after them. */
@ApplicationScoped
class ReceiveAccess {

    @Inject
    ReceiveRepository folders;

    @EJB
    OperationLog log;

    /** Refuses with ROLE_MISSING unless the caller has one of the roles, and the log says what was tried. */
    void require(Caller caller, Action action, String subject, Role... roles) {
        if (Arrays.stream(roles).noneMatch(caller::has)) {
            log.recordApart(LogEvent.of(caller, action, subject).ended("refused"), Optional.empty());
            throw new Refusal(Problem.ROLE_MISSING, subject);
        }
    }

    /** Nobody lends a right that he does not have. */
    void requireUpload(Caller caller, NodeView folder) {
        if (!folder.may(Operation.UPLOAD_FILE)) {
            String path = folder.path().toString();
            log.recordApart(
                    LogEvent.of(caller, Action.RECEIVE_FOLDER_CREATE, path).ended("refused"), Optional.empty());
            throw new Refusal(Problem.ACCESS_DENIED, path);
        }
    }

    /** One of the caller's own, or of anybody's for whoever manages links; for others there is none. */
    ReceiveFolder find(Caller caller, UUID id) {
        return folders.find(caller.tenant(), id)
                .filter(folder -> folder.account().equals(caller.accountId()) || caller.has(Role.MANAGE_LINKS))
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }
}
