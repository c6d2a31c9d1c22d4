package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.audit.SeenAddresses;
import org.fubako.audit.SeenAddresses.Seen;
import org.fubako.caller.AddressRange;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.caller.Surface;
import org.fubako.platform.AfterCommit;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.tenant.AddressArea;
import org.fubako.tenant.Policies;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;
import org.fubako.tenant.TenantLookup;

/**
 * What a tenant decides for all of its accounts. How one signs in is for MANAGE_ACCOUNTS to say, from where and with which names for
 * ACCESS_CONTROL, what holds for links for MANAGE_LINKS. A change holds at once on this node and within five seconds on the others.
 */
@Stateless
public class PolicyService {

    /** So many of those who would be shut out are named. */
    static final int MOST_NAMED = 1_000;

    private static final Set<Role> READERS =
            EnumSet.of(Role.MANAGE_ACCOUNTS, Role.MANAGE_GROUPS, Role.ACCESS_CONTROL, Role.MANAGE_LINKS);
    private static final Set<Role> CHANGERS = EnumSet.of(Role.MANAGE_ACCOUNTS, Role.ACCESS_CONTROL, Role.MANAGE_LINKS);

    /** Whoever has one of these uses the administration; publishing links does not take it. */
    private static final Set<Role> ADMINISTRATORS = EnumSet.complementOf(EnumSet.of(Role.PUBLISH_LINKS));

    @Inject
    PolicyRepository policies;

    @Inject
    SeenAddresses seen;

    @EJB
    TenantLookup lookup;

    @Inject
    TenantDirectory tenants;

    @Inject
    SessionCache sessions;

    @Inject
    AfterCommit afterCommit;

    @EJB
    OperationLog log;

    /** An account that would not get in any more from where it came last. */
    public record ShutOut(AddressArea area, String account, String address, Instant lastSeen) {}

    /**
     * What ranges would do.
     *
     * @param named the first of them by area and name
     * @param total how many there are
     * @param you whether the caller himself would not get in
     */
    public record Preview(List<ShutOut> named, int total, boolean you) {}

    public Policies read(Caller caller) {
        requireOneOf(READERS, caller);
        return now(caller.tenant()).policies();
    }

    /** How many links may be in force at once by the contract. */
    public int contractLinks(Caller caller) {
        requireOneOf(READERS, caller);
        return now(caller.tenant()).contractLinks();
    }

    private void requireOneOf(Set<Role> roles, Caller caller) {
        if (roles.stream().noneMatch(caller::has)) {
            throw refused(caller, Role.MANAGE_ACCOUNTS);
        }
    }

    private TenantInfo now(TenantId tenant) {
        return lookup.byId(tenant).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    /** All of the change or nothing; what it leaves as it is needs no role. */
    public Policies change(Caller caller, UnaryOperator<Policies> change) {
        requireOneOf(CHANGERS, caller);
        policies.hold(caller.tenant());
        TenantInfo tenant = now(caller.tenant());
        Policies before = tenant.policies();
        Policies after = change.apply(before);
        boolean signingIn = !before.password().equals(after.password())
                || !before.sessions().equals(after.sessions())
                || before.mainPassword() != after.mainPassword();
        boolean control = !before.addresses().equals(after.addresses())
                || !before.forbiddenNames().equals(after.forbiddenNames());
        requireIf(signingIn, caller, Role.MANAGE_ACCOUNTS);
        boolean links = !before.links().equals(after.links());
        requireIf(control, caller, Role.ACCESS_CONTROL);
        requireIf(links, caller, Role.MANAGE_LINKS);
        PolicyRules.require(after);
        PolicyRules.requireWithinContract(before, after, tenant.contractLinks());
        PolicyRules.requireInside(before, after, caller.address());
        if (signingIn || control || links) {
            save(caller, before, after);
        }
        return after;
    }

    private void requireIf(boolean needed, Caller caller, Role role) {
        if (needed && !caller.has(role)) {
            throw refused(caller, role);
        }
    }

    private Refusal refused(Caller caller, Role role) {
        log.recordApart(LogEvent.of(caller, Action.POLICIES, "").ended(Problem.ROLE_MISSING.name()), Optional.empty());
        return new Refusal(Problem.ROLE_MISSING, role.name());
    }

    private void save(Caller caller, Policies before, Policies after) {
        TenantId tenant = caller.tenant();
        policies.save(tenant, after);
        if (!before.ranges(AddressArea.PORTAL).equals(after.ranges(AddressArea.PORTAL))) {
            policies.endSessionsOutside(tenant, after.ranges(AddressArea.PORTAL));
        }
        PolicyRules.lines(before, after)
                .forEach(line ->
                        log.record(LogEvent.of(caller, Action.POLICIES, "").to(line)));
        Runnable forget = () -> {
            tenants.forget(tenant);
            sessions.forget(tenant);
        };
        afterCommit.run(forget, forget);
    }

    /** Who would be shut out by ranges, judging by where sessions run and by the operation log of the last 30 days. */
    public Preview preview(Caller caller, Map<AddressArea, List<AddressRange>> wanted) {
        requireIf(true, caller, Role.ACCESS_CONTROL);
        Set<String> accounts = policies.names(caller.tenant());
        Set<String> administrators = policies.namesWith(caller.tenant(), ADMINISTRATORS);
        List<Seen> all = Stream.concat(policies.sessions(caller.tenant()).stream(), seen.list(caller.tenant()).stream())
                .filter(one -> accounts.contains(one.account()))
                .toList();
        List<ShutOut> shutOut = Arrays.stream(AddressArea.values())
                .filter(wanted::containsKey)
                .flatMap(area -> last(all, area).stream()
                        .filter(one -> area != AddressArea.ADMINISTRATION || administrators.contains(one.account()))
                        .filter(one -> !Policies.admits(wanted.get(area), one.address()))
                        .map(one -> new ShutOut(area, one.account(), one.address(), one.at())))
                .toList();
        boolean you = Stream.of(AddressArea.PORTAL, AddressArea.ADMINISTRATION)
                .anyMatch(area -> !Policies.admits(wanted.getOrDefault(area, List.of()), caller.address()));
        return new Preview(shutOut.stream().limit(MOST_NAMED).toList(), shutOut.size(), you);
    }

    /** Where each account came from last, by name. */
    private static List<Seen> last(List<Seen> all, AddressArea area) {
        BinaryOperator<Seen> later = BinaryOperator.maxBy(Comparator.comparing(Seen::at));
        return all.stream()
                .filter(one -> isOf(one, area))
                .collect(Collectors.toMap(Seen::account, one -> one, later))
                .values()
                .stream()
                .sorted(Comparator.comparing(Seen::account))
                .toList();
    }

    /** The administration has pages and calls, and no door of its own. */
    private static boolean isOf(Seen one, AddressArea area) {
        return Stream.of(Surface.PORTAL, Surface.DAV, Surface.API)
                .filter(surface -> surface.label().equals(one.surface()))
                .anyMatch(surface -> AddressArea.of(surface).equals(Optional.of(area))
                        || area == AddressArea.ADMINISTRATION && surface != Surface.DAV);
    }
}
