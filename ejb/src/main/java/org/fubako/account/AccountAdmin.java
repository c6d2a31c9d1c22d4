package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.fubako.account.PasswordHash.Cost;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;

/** Makes accounts and groups. Each method joins the transaction of whoever sets a tenant up. */
@Stateless
public class AccountAdmin {

    private static final Pattern ACCOUNT_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");
    private static final Pattern GROUP_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    @Inject
    AccountRepository accounts;

    @Inject
    PolicyRepository policies;

    @Inject
    Passwords passwords;

    @EJB
    OperationLog log;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    @Inject
    Event<AccountCreated> accountCreated;

    @Inject
    Event<GroupCreated> groupCreated;

    /** The groups that every tenant has. */
    public enum BuiltIn {
        MANAGERS(EnumSet.allOf(Role.class)),
        ADMINISTRATORS(EnumSet.complementOf(EnumSet.of(Role.MANAGE_ACCOUNTS))),
        USERS(EnumSet.noneOf(Role.class));

        private final Set<Role> roles;

        BuiltIn(Set<Role> roles) {
            this.roles = roles;
        }

        /** What its members may administer. */
        public Set<Role> roles() {
            return EnumSet.copyOf(roles.isEmpty() ? EnumSet.noneOf(Role.class) : roles);
        }
    }

    public Map<BuiltIn, UUID> createBuiltInGroups(TenantId tenant) {
        Map<BuiltIn, UUID> groups = new EnumMap<>(BuiltIn.class);
        for (BuiltIn kind : BuiltIn.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            groups.put(kind, addGroup(tenant, name, Optional.of(kind.name()), kind.roles, false));
        }
        return groups;
    }

    public UUID createGroup(Caller caller, String name, Set<Role> roles, boolean withSpace) {
        if (!GROUP_NAME.matcher(name).matches()) {
            throw new Refusal(Problem.GROUP_NAME, Refusal.shown(name));
        }
        return addGroup(caller.tenant(), name, Optional.empty(), roles, withSpace);
    }

    private UUID addGroup(TenantId tenant, String name, Optional<String> builtIn, Set<Role> roles, boolean withSpace) {
        UUID id = ids.next();
        accounts.addGroup(tenant, id, name, builtIn, roles, clock.instant());
        groupCreated.fire(new GroupCreated(tenant, id, name, withSpace));
        return id;
    }

    /** A member of the groups from the start, with a password that may be used as it is. */
    public UUID createAccount(Caller caller, String name, String password, Set<UUID> groups) {
        Account account = make(caller, name);
        LocalDate today = LocalDate.ofInstant(clock.instant(), caller.zone());
        // a manager's first sign-in brings the hash to the higher cost
        account.changePassword(passwords.hash(password, Cost.USUAL), clock.instant(), today);
        accounts.save();
        groups.forEach(group -> accounts.addMember(caller.tenant(), group, account.id()));
        return account.id();
    }

    /** An account in no group, which nobody can sign in to yet. */
    public Account make(Caller caller, String name) {
        requireAccountName(name);
        if (accounts.byName(caller.tenant(), name).isPresent()) {
            throw new Refusal(Problem.NAME_TAKEN, name);
        }
        Account account = add(caller, name, policies.lifetimeOfNewAccounts(caller.tenant()));
        accounts.save();
        accountCreated.fire(new AccountCreated(caller.tenant(), account.id(), name));
        log.record(LogEvent.of(caller, Action.ACCOUNT_CREATE, name));
        return account;
    }

    static void requireAccountName(String name) {
        if (!ACCOUNT_NAME.matcher(name).matches()) {
            throw new Refusal(Problem.ACCOUNT_NAME, Refusal.shown(name));
        }
    }

    private Account add(Caller caller, String name, Optional<Period> lifetime) {
        Account account = new Account(caller.tenant(), ids.next(), name, clock.instant());
        account.renewEvery(lifetime);
        accounts.add(account);
        return account;
    }

    /** As {@link #make}, of names that no account has; nothing is in the log yet. */
    public List<Account> makeAll(Caller caller, List<String> names) {
        Optional<Period> lifetime = policies.lifetimeOfNewAccounts(caller.tenant());
        List<Account> made =
                names.stream().map(name -> add(caller, name, lifetime)).toList();
        accounts.save();
        made.forEach(account -> accountCreated.fire(new AccountCreated(caller.tenant(), account.id(), account.name())));
        return made;
    }
}
