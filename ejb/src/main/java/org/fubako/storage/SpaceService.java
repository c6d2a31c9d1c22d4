package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.AddressRange;
import org.fubako.caller.AddressRanges;
import org.fubako.caller.Caller;
import org.fubako.job.Bell;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Grant.PrincipalKind;
import org.fubako.tenant.TenantDirectory;

/**
 * The spaces of a tenant. Quotas of several may add up to more than the contract has, none of them is more, and what is stored never
 * is.
 */
@Stateless
public class SpaceService {

    /** Of a project, in characters. */
    private static final int LONGEST_NAME = 63;

    private static final int MOST_MEMBERS = 1_000;

    @Inject
    SpaceRepository spaces;

    @Inject
    SpaceDirectory directory;

    @Inject
    SpaceAccess access;

    @Inject
    SpaceFactory factory;

    @Inject
    AutoDeleteAccess autoDelete;

    @Inject
    RightRepository rights;

    @Inject
    SpaceRemoval removal;

    @Inject
    TenantDirectory tenants;

    @Inject
    Bell bell;

    @EJB
    OperationLog log;

    @Inject
    IdSource ids;

    /** The spaces the caller may enter, with their usage: common, private, groups by name, projects by name. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<SpaceView> list(Caller caller) {
        return views(caller, directory.enterable(caller));
    }

    /** The spaces of which the caller may change something, in the same order: with the roles for it all but private ones. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<SpaceView> managed(Caller caller) {
        return views(caller, directory.managed(caller));
    }

    private List<SpaceView> views(Caller caller, List<Space> some) {
        Map<UUID, Long> used = spaces.used(caller.tenant(), some);
        return some.stream()
                .sorted(Comparator.comparing(Space::kind).thenComparing(Space::name, String.CASE_INSENSITIVE_ORDER))
                .map(space -> view(caller, space, used))
                .toList();
    }

    private SpaceView view(Caller caller, Space space, Map<UUID, Long> used) {
        return new SpaceView(
                space.id(),
                space.kind(),
                space.name(),
                space.path(),
                used.getOrDefault(space.id(), 0L),
                space.quotaBytes(),
                space.settings(),
                directory.isAdministered(caller, space),
                directory.isAccessControlled(caller, space),
                autoDelete.isAllowed(caller, space));
    }

    /** A space with what only those see who manage it, or own it. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public SpaceDetails details(Caller caller, UUID id) {
        Space space = access.open(caller, id);
        if (!directory.isAccessControlled(caller, space)) {
            access.requireAdministered(caller, space, Action.SPACE_SETTINGS);
        }
        SpaceView view = view(caller, space, spaces.used(caller.tenant(), List.of(space)));
        return new SpaceDetails(view, spaces.members(space), space.addresses());
    }

    /**
     * Makes the space of a group that has none, or a project: a top folder in which everybody who may enter reads and writes. For the role
     * MANAGE_GROUPS.
     */
    public UUID create(Caller caller, NewSpace wanted) {
        if (!wanted.kind().named()) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "kind");
        }
        FilePath path = FilePath.ROOT.child(wanted.kind().segment()).child(Refusal.shown(wanted.name()));
        access.requireManager(caller, path, Action.SPACE_CREATE);
        boolean group = wanted.kind() == SpaceKind.GROUP;
        UUID owner = group ? principal(caller, PrincipalKind.GROUP, wanted.name()) : ids.next();
        String name = group ? groupName(caller, wanted.name()) : requireName(caller, wanted.name());
        Space space = make(caller, wanted.kind(), owner, name);
        log.record(LogEvent.of(caller, Action.SPACE_CREATE, space.path().toString()));
        apply(caller, space, wanted.change());
        return space.id();
    }

    /** As the group itself is written, of which there is one. */
    private String groupName(Caller caller, String written) {
        Optional<PrincipalKind> group = Optional.of(PrincipalKind.GROUP);
        // the first whose name begins so is the one that has nothing behind it
        return rights.principals(caller.tenant(), group, written, Optional.empty(), 1).stream()
                .map(PrincipalView::name)
                .findFirst()
                .orElse(written);
    }

    private Space make(Caller caller, SpaceKind kind, UUID owner, String name) {
        try {
            return factory.make(caller.tenant(), kind, owner, name);
        } catch (PersistenceException e) {
            throw NodeRepository.isRace(e) ? new Refusal(Problem.NAME_TAKEN, name, e) : e;
        }
    }

    private String requireName(Caller caller, String wanted) {
        String name = NodeName.of(wanted.strip(), tenants.info(caller.tenant()).forbiddenNames())
                .value();
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw new Refusal(Problem.NAME_TOO_LONG, Refusal.shown(name));
        }
        return name;
    }

    private long requireQuota(Caller caller, long bytes) {
        if (bytes < 1 || bytes > tenants.info(caller.tenant()).capacityBytes()) {
            throw new Refusal(Problem.QUOTA_OUT_OF_RANGE, "");
        }
        return bytes;
    }

    /**
     * Changes a space: all of it or nothing. What is in the trash stays in it when that is switched off. Settings are for
     * administrators of a project, for the role MANAGE_GROUPS, and for the owner of a private space; quota and members for the first
     * two; addresses for the role ACCESS_CONTROL and administrators of a project.
     */
    public void change(Caller caller, UUID id, SpaceChange change) {
        apply(caller, access.open(caller, id), change);
    }

    private void apply(Caller caller, Space space, SpaceChange change) {
        change.settings().ifPresent(settings -> changeSettings(caller, space, settings));
        change.quotaBytes().ifPresent(bytes -> changeQuota(caller, space, bytes));
        change.addresses().ifPresent(addresses -> changeAddresses(caller, space, addresses));
        change.members().ifPresent(members -> changeMembers(caller, space, members));
        directory.changes(caller.tenant());
    }

    private void changeSettings(Caller caller, Space space, SpaceSettings settings) {
        access.requireAdministered(caller, space, Action.SPACE_SETTINGS);
        AutoDeleteAccess.requireDays(settings.trashDays(), "trashDays");
        AutoDeleteAccess.requireDays(settings.autoDeleteDays(), "autoDeleteDays");
        spaces.change(space, settings);
        bell.ringAfterCommit(AutoDeleteJob.NAME);
        logChange(caller, space, space.settings().inWords(), settings.inWords());
    }

    private void changeQuota(Caller caller, Space space, long bytes) {
        requireNotPrivate(caller, space);
        spaces.changeQuota(space, requireQuota(caller, bytes));
        logChange(caller, space, space.quotaBytes() + " bytes", bytes + " bytes");
    }

    /** The quota of a private space is not for its owner to change. */
    private void requireNotPrivate(Caller caller, Space space) {
        access.requireAdministered(caller, space, Action.SPACE_SETTINGS);
        if (space.kind() == SpaceKind.PRIVATE) {
            access.requireManager(caller, space.path(), Action.SPACE_SETTINGS);
        }
    }

    private void changeAddresses(Caller caller, Space space, List<String> wanted) {
        access.requireAccessControlled(caller, space, Action.SPACE_SETTINGS);
        List<AddressRange> ranges = AddressRanges.parse(wanted).ranges();
        spaces.changeAddresses(space, ranges);
        logChange(caller, space, addressesInWords(space.addresses()), addressesInWords(ranges));
    }

    private void changeMembers(Caller caller, Space space, List<SpaceMember> wanted) {
        access.requireAdministered(caller, space, Action.SPACE_SETTINGS);
        List<SpaceMember> before = spaces.members(space);
        spaces.dropMembers(space);
        addMembers(caller, space, wanted);
        logChange(caller, space, membersInWords(before), membersInWords(wanted));
    }

    private void addMembers(Caller caller, Space space, List<SpaceMember> wanted) {
        if (!wanted.isEmpty() && space.kind() != SpaceKind.PROJECT || wanted.size() > MOST_MEMBERS) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "members");
        }
        Map<UUID, SpaceMember> members = new LinkedHashMap<>();
        for (SpaceMember member : wanted) {
            if (members.put(principal(caller, member.kind(), member.name()), member) != null) {
                throw new Refusal(Problem.REQUEST_MALFORMED, Refusal.shown(member.name()));
            }
        }
        members.forEach((id, member) -> spaces.addMember(space, member.kind(), id, member.administrator()));
    }

    private UUID principal(Caller caller, PrincipalKind kind, String name) {
        return rights.principal(caller.tenant(), kind, name)
                .filter(id -> kind != PrincipalKind.EVERYONE)
                .orElseThrow(() -> new Refusal(Problem.MEMBER_UNKNOWN, Refusal.shown(name)));
    }

    /** Removes a group space or a project with everything in it and in its trash, for good. For the role MANAGE_GROUPS. */
    public void delete(Caller caller, UUID id) {
        Space space = access.open(caller, id);
        access.requireManager(caller, space.path(), Action.SPACE_DELETE);
        if (!space.kind().named()) {
            throw new Refusal(Problem.SPACE_IS_FIXED, space.path().toString());
        }
        if (!removal.remove(space)) {
            throw new Refusal(Problem.NOT_FOUND, space.path().toString());
        }
        log.record(LogEvent.of(caller, Action.SPACE_DELETE, space.path().toString()));
    }

    private void logChange(Caller caller, Space space, String before, String after) {
        if (!Objects.equals(before, after)) {
            log.record(LogEvent.of(caller, Action.SPACE_SETTINGS, space.path().toString())
                    .to(before + " -> " + after));
        }
    }

    private static String addressesInWords(List<?> addresses) {
        return addresses.isEmpty()
                ? "all addresses"
                : addresses.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static String membersInWords(List<SpaceMember> members) {
        return members.isEmpty()
                ? "no members"
                : members.stream()
                        .map(member -> (member.kind() == PrincipalKind.GROUP ? "group " : "")
                                + member.name()
                                + (member.administrator() ? " (administrator)" : ""))
                        .collect(Collectors.joining(", "));
    }
}
