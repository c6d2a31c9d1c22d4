package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fubako.account.AccountQuery.Part;
import org.fubako.account.PasswordHash.Cost;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.mail.MailAddress;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;

/**
 * The accounts of a tenant, for the role MANAGE_ACCOUNTS. What stops an account, or gives it another password, ends its sessions and what
 * else is remembered of it. Nobody stops or removes himself, and one manager who can sign in is always left.
 */
@Stateless
public class AccountService {

    @Inject
    AccountRepository accounts;

    @Inject
    AccountListing listing;

    @Inject
    GroupRepository groups;

    @Inject
    Membership membership;

    @EJB
    AccountAdmin admin;

    @EJB
    AccountLinkService links;

    @Inject
    LinkRepository mailed;

    @Inject
    RoleAccess access;

    @Inject
    Passwords passwords;

    @Inject
    GuessingCeiling ceiling;

    @Inject
    TenantDirectory tenants;

    @Inject
    Event<AccountDeleted> deleted;

    @EJB
    OperationLog log;

    @Inject
    Clock clock;

    /** An account that was made, with its password where one was drawn for it: shown this one time. */
    public record NewAccount(UUID id, Optional<String> temporaryPassword) {}

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<AccountView> find(Caller caller, AccountQuery query, Part part) {
        requireRole(caller, Action.ACCOUNT_CHANGE, "");
        return listing.find(caller.tenant(), query, part, today(caller));
    }

    /** How many {@link #find} has in all. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public int count(Caller caller, AccountQuery query) {
        requireRole(caller, Action.ACCOUNT_CHANGE, "");
        return listing.count(caller.tenant(), query, today(caller));
    }

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public AccountView details(Caller caller, UUID id) {
        requireRole(caller, Action.ACCOUNT_CHANGE, "");
        return view(caller, id);
    }

    /** As {@link #details}; empty when there is no such account. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<AccountView> lookUp(Caller caller, UUID id) {
        requireRole(caller, Action.ACCOUNT_CHANGE, "");
        return listing.byId(caller.tenant(), id, today(caller));
    }

    private AccountView view(Caller caller, UUID id) {
        return listing.byId(caller.tenant(), id, today(caller)).orElseThrow(AccountService::unknown);
    }

    /** What a new account has unless something else is said. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public AccountTerms usualTerms(Caller caller) {
        return new AccountTerms(
                Optional.empty(),
                tenants.info(caller.tenant()).policies().password().lifetime());
    }

    /** An account without a password, whose holder gets a link by mail to choose one. */
    public UUID invite(Caller caller, String name, AccountChange change, Locale language) {
        requireRole(caller, Action.ACCOUNT_CREATE, Refusal.shown(name));
        requireRoom(caller);
        Account account = admin.make(caller, name);
        apply(caller, view(caller, account.id()), change);
        links.send(caller, account.id(), language);
        return account.id();
    }

    /** An account with a password that must be changed at the first sign-in: the given one, else one that is drawn. */
    public NewAccount create(Caller caller, String name, Optional<String> password, AccountChange change) {
        requireRole(caller, Action.ACCOUNT_CREATE, Refusal.shown(name));
        requireRoom(caller);
        String temporary = password.orElseGet(TemporaryPassword::draw);
        requireGood(caller, temporary, name);
        Account account = admin.make(caller, name);
        account.giveTemporaryPassword(passwords.hash(temporary, Cost.USUAL), clock.instant(), today(caller));
        accounts.save();
        apply(caller, view(caller, account.id()), change);
        return new NewAccount(account.id(), password.isPresent() ? Optional.empty() : Optional.of(temporary));
    }

    private void requireGood(Caller caller, String password, String name) {
        TenantInfo tenant = tenants.info(caller.tenant());
        PasswordRules.require(tenant, password, name);
    }

    private void requireRoom(Caller caller) {
        int most = accounts.holdLimit(caller.tenant());
        if (accounts.count(caller.tenant()) >= most) {
            throw new Refusal(Problem.ACCOUNTS_AT_LIMIT, Integer.toString(most));
        }
    }

    /** All of it or nothing. */
    public void change(Caller caller, UUID id, AccountChange change) {
        requireRole(caller, Action.ACCOUNT_CHANGE, "");
        account(caller, id);
        apply(caller, view(caller, id), change);
    }

    private void apply(Caller caller, AccountView account, AccountChange change) {
        change.comment()
                .map(text -> Comment.require(text, account.name()))
                .filter(comment -> !comment.equals(account.comment()))
                .ifPresent(comment -> {
                    account(caller, account.id()).comment(comment);
                    told(caller, account, "comment", account.comment(), comment);
                });
        change.mail().map(String::strip).ifPresent(mail -> changeMail(caller, account, mail));
        change.terms()
                .filter(terms -> !terms.equals(account.terms()))
                .ifPresent(terms -> changeTerms(caller, account, terms));
        accounts.save();
        changeGroups(caller, account, change);
    }

    private void changeMail(Caller caller, AccountView account, String text) {
        if (text.equals(account.mail().orElse(""))) {
            return;
        }
        Optional<MailAddress> address = text.isEmpty()
                ? Optional.empty()
                : Optional.of(MailAddress.parse(text)
                        .orElseThrow(() -> new Refusal(Problem.MAIL_ADDRESS_MALFORMED, Refusal.shown(text))));
        if (address.isPresent() && accounts.hasMail(caller.tenant(), address.get(), account.id())) {
            throw new Refusal(Problem.MAIL_ADDRESS_TAKEN, text);
        }
        account(caller, account.id()).mail(address);
        // what went to the address from before was perhaps not for its reader, and must not bring that address back
        mailed.drop(caller.tenant(), account.id(), List.of(LinkPurpose.values()));
        told(caller, account, "mail", account.mail().orElse(""), text);
    }

    private void changeTerms(Caller caller, AccountView account, AccountTerms terms) {
        account(caller, account.id()).change(terms, today(caller));
        accounts.save();
        membership.requireManagerLeft(caller, account.name());
        membership.forget(caller, List.of(account.id()));
        told(caller, account, "terms", inWords(account.terms()), inWords(terms));
    }

    private static String inWords(AccountTerms terms) {
        return "expires " + terms.expiresOn().map(Object::toString).orElse("never") + ", password "
                + terms.passwordLifetime().map(Object::toString).orElse("unlimited");
    }

    private void changeGroups(Caller caller, AccountView account, AccountChange change) {
        List<GroupView> before = groups.ofAccount(caller.tenant(), account.id());
        Map<UUID, GroupView> wanted =
                byId(change.groups().map(names -> named(caller, names)).orElse(before));
        wanted.putAll(byId(named(caller, change.add())));
        named(caller, change.remove()).forEach(group -> wanted.remove(group.id()));

        Map<UUID, String> who = Map.of(account.id(), account.name());
        Map<UUID, GroupView> had = byId(before);
        wanted.values().stream()
                .filter(group -> !had.containsKey(group.id()))
                .forEach(group -> membership.change(caller, group, who, Map.of()));
        before.stream()
                .filter(group -> !wanted.containsKey(group.id()))
                .forEach(group -> membership.change(caller, group, Map.of(), who));
    }

    private static Map<UUID, GroupView> byId(List<GroupView> some) {
        return some.stream().collect(Collectors.toMap(GroupView::id, Function.identity()));
    }

    /** Each of the names must be that of a group. */
    private List<GroupView> named(Caller caller, List<String> names) {
        List<GroupView> found = groups.named(caller.tenant(), names);
        Set<String> known = found.stream()
                .map(group -> group.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        names.stream()
                .filter(name -> !known.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .ifPresent(name -> {
                    throw new Refusal(Problem.GROUP_UNKNOWN, Refusal.shown(name));
                });
        return found;
    }

    /** Nobody signs in to it until it is activated again; who is in is out. */
    public void suspend(Caller caller, UUID id) {
        requireRole(caller, Action.ACCOUNT_CHANGE, "");
        Account account = account(caller, id);
        requireOther(caller, account);
        AccountView before = view(caller, id);
        if (before.state() != AccountState.SUSPENDED) {
            account.suspend(clock.instant());
            accounts.save();
            accounts.endSessions(caller.tenant(), id);
            membership.requireManagerLeft(caller, account.name());
            membership.forget(caller, List.of(id));
            told(caller, before, "state", inWords(before.state()), inWords(AccountState.SUSPENDED));
        }
    }

    public void activate(Caller caller, UUID id) {
        requireRole(caller, Action.ACCOUNT_CHANGE, "");
        Account account = account(caller, id);
        AccountView before = view(caller, id);
        if (before.state() == AccountState.SUSPENDED) {
            account.activate();
            accounts.save();
            membership.forget(caller, List.of(id));
            told(
                    caller,
                    before,
                    "state",
                    inWords(before.state()),
                    inWords(view(caller, id).state()));
        }
    }

    private static String inWords(AccountState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Gives the account a password that must be changed at the next sign-in, the given one or one that is drawn, and ends its sessions.
     *
     * @return the password that was drawn
     */
    public Optional<String> resetPassword(Caller caller, UUID id, Optional<String> password) {
        requireRole(caller, Action.PASSWORD_RESET, "");
        Account account = account(caller, id);
        requireOther(caller, account);
        String temporary = password.orElseGet(TemporaryPassword::draw);
        requireGood(caller, temporary, account.name());
        account.giveTemporaryPassword(passwords.hash(temporary, Cost.USUAL), clock.instant(), today(caller));
        accounts.save();
        accounts.endSessions(caller.tenant(), id);
        membership.forget(caller, List.of(id));
        ceiling.forget(caller.tenant(), LoginName.key(account.name()));
        log.record(LogEvent.of(caller, Action.PASSWORD_RESET, account.name()));
        return password.isPresent() ? Optional.empty() : Optional.of(temporary);
    }

    /**
     * Removes the account for good. Its private space goes to another account as a project that this one administers, or is wiped.
     *
     * @param heir the name of the account that takes the space over
     */
    public void delete(Caller caller, UUID id, Optional<String> heir) {
        requireRole(caller, Action.ACCOUNT_DELETE, "");
        Account account = account(caller, id);
        requireOther(caller, account);
        Optional<Account> taker = heir.map(name -> accounts.byName(caller.tenant(), name)
                .filter(found -> !found.id().equals(id))
                .orElseThrow(() -> new Refusal(Problem.MEMBER_UNKNOWN, Refusal.shown(name))));
        deleted.fire(new AccountDeleted(caller.tenant(), id, account.name(), taker.map(Account::id)));
        accounts.drop(caller.tenant(), id);
        membership.requireManagerLeft(caller, account.name());
        membership.forget(caller, List.of(id));
        log.record(LogEvent.of(caller, Action.ACCOUNT_DELETE, account.name())
                .to(taker.map(found -> "documents to " + found.name()).orElse("")));
    }

    /** Keeps others from changing it until the transaction ends. */
    private Account account(Caller caller, UUID id) {
        accounts.hold(caller.tenant(), id);
        return accounts.byId(caller.tenant(), id).orElseThrow(AccountService::unknown);
    }

    private static void requireOther(Caller caller, Account account) {
        if (account.id().equals(caller.accountId())) {
            throw new Refusal(Problem.OWN_ACCOUNT, account.name());
        }
    }

    private void told(Caller caller, AccountView account, String what, String before, String after) {
        log.record(LogEvent.of(caller, Action.ACCOUNT_CHANGE, account.name())
                .to(Stream.of(what + ": " + before, after).collect(Collectors.joining(" -> "))));
    }

    private void requireRole(Caller caller, Action action, String subject) {
        access.require(caller, Role.MANAGE_ACCOUNTS, action, subject);
    }

    private LocalDate today(Caller caller) {
        return LocalDate.ofInstant(clock.instant(), caller.zone());
    }

    private static Refusal unknown() {
        return new Refusal(Problem.NOT_FOUND, "");
    }
}
