package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * Groups and who is in them, for the role MANAGE_GROUPS. Nobody gives what he does not have: roles are given, and groups that have
 * roles are filled and emptied, by those who hold them all. MANAGE_ACCOUNTS is the managers' alone. What changes holds for running sessions
 * within seconds.
 */
@Stateless
public class GroupService {

    @Inject
    GroupRepository groups;

    @EJB
    AccountAdmin admin;

    @Inject
    Membership membership;

    @Inject
    RoleAccess access;

    @Inject
    Event<GroupDeleted> deleted;

    @EJB
    OperationLog log;

    /** A group with the names of those who are in it. */
    public record Details(GroupView view, List<String> members) {}

    /**
     * In the order of their names.
     *
     * @param words part of the name, the comment, or the name of somebody in it, whatever the case; empty for all
     * @param after the name behind which it begins; empty for the beginning
     * @param offset how many are left out, from there
     */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<GroupView> find(Caller caller, String words, String after, int offset, int limit) {
        access.require(caller, Role.MANAGE_GROUPS, Action.GROUP_CHANGE, "");
        return groups.find(caller.tenant(), words.strip(), after, offset, limit);
    }

    /** How many {@link #find} has in all. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public int count(Caller caller, String words) {
        access.require(caller, Role.MANAGE_GROUPS, Action.GROUP_CHANGE, "");
        return groups.count(caller.tenant(), words.strip());
    }

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Details details(Caller caller, UUID id) {
        access.require(caller, Role.MANAGE_GROUPS, Action.GROUP_CHANGE, "");
        GroupView group = groups.byId(caller.tenant(), id).orElseThrow(GroupService::unknown);
        return new Details(
                group,
                groups.members(caller.tenant(), id).stream()
                        .map(GroupRepository.Member::name)
                        .toList());
    }

    /** The group without its members; empty when there is no such group. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<GroupView> lookUp(Caller caller, UUID id) {
        access.require(caller, Role.MANAGE_GROUPS, Action.GROUP_CHANGE, "");
        return groups.byId(caller.tenant(), id);
    }

    /** A group without a space. */
    public UUID create(Caller caller, String name, GroupChange change) {
        access.require(caller, Role.MANAGE_GROUPS, Action.GROUP_CREATE, Refusal.shown(name));
        int limit = groups.limit(caller.tenant());
        if (groups.isTaken(caller.tenant(), name)) {
            throw new Refusal(Problem.NAME_TAKEN, name);
        }
        if (groups.count(caller.tenant()) >= limit) {
            throw new Refusal(Problem.GROUPS_AT_LIMIT, Integer.toString(limit));
        }
        UUID id = admin.createGroup(caller, name, Set.of(), false);
        log.record(LogEvent.of(caller, Action.GROUP_CREATE, name));
        apply(caller, id, change);
        return id;
    }

    /** All of it or nothing. */
    public void change(Caller caller, UUID id, GroupChange change) {
        access.require(caller, Role.MANAGE_GROUPS, Action.GROUP_CHANGE, "");
        if (!groups.hold(caller.tenant(), id)) {
            throw unknown();
        }
        apply(caller, id, change);
    }

    private void apply(Caller caller, UUID id, GroupChange change) {
        GroupView group = groups.byId(caller.tenant(), id).orElseThrow(GroupService::unknown);
        change.comment()
                .map(text -> Comment.require(text, group.name()))
                .ifPresent(comment -> comment(caller, group, comment));
        change.roles().ifPresent(roles -> roles(caller, group, roles));
        members(caller, group, change);
    }

    private void comment(Caller caller, GroupView group, String comment) {
        if (!comment.equals(group.comment())) {
            groups.comment(caller.tenant(), group.id(), comment);
            membership.told(caller, group, "comment: " + group.comment() + " -> " + comment);
        }
    }

    private void roles(Caller caller, GroupView group, Set<Role> roles) {
        if (roles.equals(group.roles())) {
            return;
        }
        if (group.builtIn().isPresent()) {
            throw new Refusal(Problem.GROUP_IS_FIXED, group.name());
        }
        if (roles.contains(Role.MANAGE_ACCOUNTS)) {
            throw new Refusal(Problem.ROLE_NOT_GIVEN, Role.MANAGE_ACCOUNTS.name());
        }
        membership.requireHeld(caller, group, roles);
        membership.requireHeld(caller, group, group.roles());
        groups.setRoles(caller.tenant(), group.id(), roles);
        membership.forget(
                caller,
                groups.members(caller.tenant(), group.id()).stream()
                        .map(GroupRepository.Member::id)
                        .toList());
        membership.told(caller, group, "roles: " + inWords(group.roles()) + " -> " + inWords(roles));
    }

    private static String inWords(Set<Role> roles) {
        return roles.isEmpty()
                ? "none"
                : EnumSet.copyOf(roles).stream().map(Role::name).collect(Collectors.joining(" "));
    }

    private void members(Caller caller, GroupView group, GroupChange change) {
        Map<UUID, String> before = new LinkedHashMap<>();
        groups.members(caller.tenant(), group.id()).forEach(member -> before.put(member.id(), member.name()));
        Map<UUID, String> wanted = new LinkedHashMap<>(
                change.members().map(names -> accounts(caller, names)).orElse(before));
        wanted.putAll(accounts(caller, change.add()));
        wanted.keySet().removeAll(accounts(caller, change.remove()).keySet());

        membership.change(caller, group, without(wanted, before), without(before, wanted));
    }

    private static Map<UUID, String> without(Map<UUID, String> some, Map<UUID, String> others) {
        Map<UUID, String> rest = new LinkedHashMap<>(some);
        rest.keySet().removeAll(others.keySet());
        return rest;
    }

    /** By their names, each of which must be that of an account. */
    private Map<UUID, String> accounts(Caller caller, List<String> names) {
        Map<String, GroupRepository.Member> known = groups.accounts(caller.tenant(), names);
        Map<UUID, String> found = new LinkedHashMap<>();
        for (String name : names) {
            GroupRepository.Member member = Optional.ofNullable(known.get(name.toLowerCase(Locale.ROOT)))
                    .orElseThrow(() -> new Refusal(Problem.MEMBER_UNKNOWN, Refusal.shown(name)));
            found.put(member.id(), member.name());
        }
        return found;
    }

    /** Those who were in it stay; its roles, its rights and its space with everything in it go, for good. */
    public void delete(Caller caller, UUID id) {
        access.require(caller, Role.MANAGE_GROUPS, Action.GROUP_DELETE, "");
        if (!groups.hold(caller.tenant(), id)) {
            throw unknown();
        }
        GroupView group = groups.byId(caller.tenant(), id).orElseThrow(GroupService::unknown);
        if (group.builtIn().isPresent()) {
            throw new Refusal(Problem.GROUP_IS_FIXED, group.name());
        }
        membership.requireHeld(caller, group, group.roles());
        List<UUID> members = groups.members(caller.tenant(), id).stream()
                .map(GroupRepository.Member::id)
                .toList();
        deleted.fire(new GroupDeleted(caller.tenant(), id, group.name()));
        groups.drop(caller.tenant(), id);
        membership.forget(caller, members);
        log.record(LogEvent.of(caller, Action.GROUP_DELETE, group.name()));
    }

    private static Refusal unknown() {
        return new Refusal(Problem.NOT_FOUND, "");
    }
}
