package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.AfterCommit;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * Who is in which group, and the two rules that hold however that changes: nobody fills or empties a group with a role that he does not
 * hold, and one manager who can sign in is always left.
 */
@ApplicationScoped
class Membership {

    /** Of a line in the log. */
    private static final int LONGEST_WORDS = 800;

    @Inject
    GroupRepository groups;

    @Inject
    SignIn signIn;

    @Inject
    SessionCache sessions;

    @Inject
    AfterCommit afterCommit;

    @EJB
    OperationLog log;

    @Inject
    Clock clock;

    /** Accounts that come into a group and that leave it, by their ids; the names are for the log. */
    void change(Caller caller, GroupView group, Map<UUID, String> coming, Map<UUID, String> leaving) {
        if (coming.isEmpty() && leaving.isEmpty()) {
            return;
        }
        requireHeld(caller, group, group.roles());
        groups.add(caller.tenant(), group.id(), coming.keySet());
        groups.remove(caller.tenant(), group.id(), leaving.keySet());
        if (group.isManagers()) {
            requireManagerLeft(caller, group.name());
        }
        Stream.of(coming, leaving).forEach(some -> forget(caller, some.keySet()));
        List<String> members = Stream.concat(
                        coming.values().stream().map(name -> "+" + name),
                        leaving.values().stream().map(name -> "-" + name))
                .toList();
        log.recordAll(lines(members).stream()
                .map(words ->
                        LogEvent.of(caller, Action.GROUP_CHANGE, group.name()).to("members: " + words))
                .toList());
    }

    /** As many as one line of the log holds in each. */
    private static List<String> lines(List<String> members) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String member : members) {
            if (line.length() + member.length() > LONGEST_WORDS) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(member).append(' ');
        }
        lines.add(line.toString().strip());
        return lines;
    }

    void requireHeld(Caller caller, GroupView group, Set<Role> roles) {
        roles.stream().filter(role -> !caller.has(role)).findFirst().ifPresent(role -> {
            log.recordApart(
                    LogEvent.of(caller, Action.GROUP_CHANGE, group.name()).ended("refused"), Optional.empty());
            throw new Refusal(Problem.ROLE_NOT_GIVEN, role.name());
        });
    }

    /** To be asked after a change; what stands in the refusal is what was to be changed. */
    void requireManagerLeft(Caller caller, String changed) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), caller.zone());
        if (!groups.hasManager(caller.tenant(), today)) {
            throw new Refusal(Problem.LAST_MANAGER, changed);
        }
    }

    /** What is remembered of them for the next requests ends with this transaction. */
    void forget(Caller caller, Collection<UUID> accounts) {
        afterCommit.run(
                () -> accounts.forEach(account -> {
                    signIn.forget(caller.tenant(), account);
                    sessions.forget(caller.tenant(), account);
                }),
                () -> {});
    }

    void told(Caller caller, GroupView group, String what) {
        String words = what.length() > LONGEST_WORDS ? what.substring(0, LONGEST_WORDS) + "…" : what;
        log.record(LogEvent.of(caller, Action.GROUP_CHANGE, group.name()).to(words));
    }
}
