package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Access rules of folders. Changing them takes the role ACCESS_CONTROL. */
@Stateless
public class RightsService {

    @Inject
    NodeAccess access;

    @Inject
    NodeRepository nodes;

    @Inject
    RightRepository rights;

    @Inject
    OperationLog log;

    /** The folder's own rule; empty when it inherits. */
    public Optional<List<Grant>> rule(Caller caller, FilePath folder) {
        Place place = openForRights(caller, folder);
        return place.node().hasOwnRule() ? Optional.of(rights.rule(place.node())) : Optional.empty();
    }

    /** Gives the folder a rule of its own, or lets it inherit again. Holds at once for everything below that inherits. */
    public void setRule(Caller caller, FilePath folder, Optional<List<Grant>> rule) {
        Place place = openForRights(caller, folder);
        List<Grant> lines = rule.orElse(List.of());
        List<UUID> principals = lines.stream()
                .map(grant -> rights.principal(caller.tenant(), grant)
                        .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, grant.principal())))
                .toList();
        rights.replaceRule(place.node(), lines, principals);
        nodes.ownRule(place.node(), rule.isPresent());
        log.record(LogEvent.of(caller, Action.RIGHTS, folder.toString()));
    }

    private Place openForRights(Caller caller, FilePath folder) {
        Place place = access.openFolder(caller, folder, Operation.LIST, Action.RIGHTS);
        if (!caller.has(Role.ACCESS_CONTROL) || place.space().kind() == SpaceKind.PRIVATE) {
            log.recordApart(
                    LogEvent.of(caller, Action.RIGHTS, folder.toString()).ended("refused"), Optional.empty());
            throw new Refusal(Problem.ROLE_MISSING, folder.toString());
        }
        return place;
    }
}
