package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Access rules of folders. Changing them takes the role ACCESS_CONTROL, in a project that of its administrators. */
@Stateless
public class RightsService {

    @Inject
    NodeAccess access;

    @Inject
    SpaceDirectory spaces;

    @Inject
    NodeRepository nodes;

    @Inject
    RightRepository rights;

    @EJB
    OperationLog log;

    /** The folder's own rule; empty when it inherits. */
    public Optional<List<Grant>> rule(Caller caller, FilePath folder) {
        Place place = openForRights(caller, folder);
        return place.node().hasOwnRule() ? Optional.of(rights.rule(place.node())) : Optional.empty();
    }

    /** The rule that holds in the folder, be it its own or that of one above. */
    public RuleView inForce(Caller caller, FilePath folder) {
        Place place = openForRights(caller, folder);
        List<Node> way = place.way();
        for (int depth = way.size() - 1; depth >= 0; depth--) {
            Node node = way.get(depth);
            if (node.hasOwnRule()) {
                List<String> segments = place.path().segments();
                List<String> from = segments.subList(0, segments.size() - (way.size() - 1 - depth));
                return new RuleView(depth == way.size() - 1, new FilePath(from), rights.rule(node));
            }
        }
        Grant everybody = new Grant(Grant.PrincipalKind.EVERYONE, "", AccessMode.READ_WRITE);
        return new RuleView(false, place.space().path(), List.of(everybody));
    }

    /** Gives the folder a rule of its own, or lets it inherit again. Holds at once for everything below that inherits. */
    public void setRule(Caller caller, FilePath folder, Optional<List<Grant>> rule) {
        Place place = openForRights(caller, folder);
        List<Grant> lines = rule.orElse(List.of());
        List<UUID> principals = lines.stream()
                .map(grant -> rights.principal(caller.tenant(), grant.kind(), grant.principal())
                        .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, grant.principal())))
                .toList();
        rights.replaceRule(place.node(), lines, principals);
        nodes.ownRule(place.node(), rule.isPresent());
        log.record(LogEvent.of(caller, Action.RIGHTS, folder.toString()));
    }

    private Place openForRights(Caller caller, FilePath folder) {
        Place place = access.openFolder(caller, folder, Operation.LIST, Action.RIGHTS);
        if (!spaces.isAccessControlled(caller, place.space())) {
            log.recordApart(
                    LogEvent.of(caller, Action.RIGHTS, folder.toString()).ended("refused"), Optional.empty());
            throw new Refusal(Problem.ROLE_MISSING, folder.toString());
        }
        return place;
    }
}
