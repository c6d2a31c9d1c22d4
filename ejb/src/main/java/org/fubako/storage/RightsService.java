package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.EffectiveRights.Source;

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
        return inForce(openForRights(caller, folder));
    }

    private RuleView inForce(Place place) {
        List<Node> way = place.way();
        for (int depth = way.size() - 1; depth >= 0; depth--) {
            if (way.get(depth).hasOwnRule()) {
                return new RuleView(depth == way.size() - 1, pathOf(place, depth), rights.rule(way.get(depth)));
            }
        }
        Grant everybody = new Grant(Grant.PrincipalKind.EVERYONE, "", AccessMode.READ_WRITE);
        return new RuleView(false, place.space().path(), List.of(everybody));
    }

    /** Of the folder that lies so deep below the space on the way to a place. */
    private static FilePath pathOf(Place place, int depth) {
        List<String> segments = place.path().segments();
        return new FilePath(segments.subList(0, segments.size() - (place.way().size() - 1 - depth)));
    }

    /**
     * What one account may do at a folder or document, and what it has that from; by the same reckoning that decides about its own
     * requests. For those who may see the rule there.
     *
     * @param account its name, whatever the case
     * @throws Refusal NOT_FOUND also when the tenant has no such account
     */
    public EffectiveRights effective(Caller caller, FilePath path, String account) {
        Place place = requireControlled(caller, access.open(caller, path, Operation.LIST, Action.RIGHTS));
        RightRepository.Holder holder = rights.holder(caller.tenant(), account)
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, Refusal.shown(account)));
        Caller asked = inPlace(caller, holder);
        boolean enters = spaces.belongsTo(asked, place.space());
        Set<Operation> allowed = enters ? access.allowedAlong(asked, place.space(), place.way()) : Set.of();
        return new EffectiveRights(
                holder.name(),
                place.path(),
                enters,
                enters ? hiddenBy(asked, place) : Optional.empty(),
                allowed.contains(Operation.LIST),
                AccessMode.within(allowed),
                sources(place, holder));
    }

    private static Caller inPlace(Caller caller, RightRepository.Holder holder) {
        Set<UUID> groups =
                holder.groups().stream().map(RightRepository.AccountGroup::id).collect(Collectors.toSet());
        boolean accessControl = holder.groups().stream().anyMatch(RightRepository.AccountGroup::accessControl);
        return caller.asAccount(
                holder.id(), holder.name(), groups, accessControl ? Set.of(Role.ACCESS_CONTROL) : Set.of());
    }

    private Optional<FilePath> hiddenBy(Caller asked, Place place) {
        return IntStream.range(0, place.above().size())
                .filter(depth -> access.allowedAlong(
                                asked, place.space(), place.above().subList(0, depth + 1))
                        .isEmpty())
                .mapToObj(depth -> pathOf(place, depth))
                .findFirst();
    }

    private List<Source> sources(Place place, RightRepository.Holder holder) {
        FilePath space = place.space().path();
        RuleView rule = inForce(place);
        List<Source> sources = new ArrayList<>();
        spaces.members(place.space()).stream()
                .filter(member -> holder.is(member.kind(), member.name()))
                .map(member -> Source.member(member, space))
                .forEach(sources::add);
        holder.groups().stream()
                .filter(RightRepository.AccountGroup::accessControl)
                .map(group -> Source.role(group.name(), space))
                .forEach(sources::add);
        rule.lines().stream()
                .filter(line -> holder.is(line.kind(), line.principal()))
                .map(line -> Source.line(line, rule.from()))
                .forEach(sources::add);
        return sources;
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
        return requireControlled(caller, access.openFolder(caller, folder, Operation.LIST, Action.RIGHTS));
    }

    private Place requireControlled(Caller caller, Place place) {
        if (!spaces.isAccessControlled(caller, place.space())) {
            String path = place.path().toString();
            log.recordApart(LogEvent.of(caller, Action.RIGHTS, path).ended("refused"), Optional.empty());
            throw new Refusal(Problem.ROLE_MISSING, path);
        }
        return place;
    }
}
