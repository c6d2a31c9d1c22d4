package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.job.Bell;
import org.fubako.mail.MailAddress;
import org.fubako.platform.NameKey;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;

/**
 * Makes and overwrites accounts from the lines of a file, for the role MANAGE_ACCOUNTS. A line is done whole or not at all, and what is wrong
 * with one keeps no other from it. Passwords are temporary. Who is a manager is never changed by a file.
 */
@Stateless
public class AccountImportService {

    /** Of a file. */
    public static final int MOST_LINES = 20_000;

    @Inject
    AccountRepository accounts;

    @Inject
    AccountListing listing;

    @Inject
    GroupRepository groups;

    @Inject
    LinkRepository mailed;

    @EJB
    AccountAdmin admin;

    @Inject
    Membership membership;

    @Inject
    RoleAccess access;

    @Inject
    Passwords passwords;

    @Inject
    TenantDirectory tenants;

    @Inject
    Bell bell;

    @EJB
    OperationLog log;

    @Inject
    Clock clock;

    /** What is, or was, to be done with a line. */
    public enum Outcome {
        CREATE,
        CHANGE,
        REFUSE
    }

    /**
     * A line that was looked at.
     *
     * @param refusal why nothing is done with it; empty unless it is refused
     */
    public record Checked(AccountLine line, Outcome outcome, Optional<Refusal> refusal) {}

    /** What there is before the first line, and what the lines before have taken. */
    private static final class Ledger {

        private final Map<String, UUID> accounts;
        private final Map<String, UUID> mails;
        private final Map<String, GroupView> groups;
        private final Set<String> seen = new HashSet<>();
        private int room;

        private Ledger(Map<String, UUID> accounts, Map<String, UUID> mails, Map<String, GroupView> groups, int room) {
            this.accounts = accounts;
            this.mails = mails;
            this.groups = groups;
            this.room = room;
        }
    }

    /** Looks at all lines and changes nothing. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public List<Checked> check(Caller caller, List<AccountLine> lines) {
        access.require(caller, Role.MANAGE_ACCOUNTS, Action.ACCOUNT_CREATE, "");
        if (lines.size() > MOST_LINES) {
            throw new Refusal(Problem.FILE_TOO_LONG, Integer.toString(MOST_LINES));
        }
        Ledger ledger = ledger(caller);
        TenantInfo tenant = tenants.info(caller.tenant());
        return lines.stream().map(line -> check(caller, tenant, ledger, line)).toList();
    }

    private Ledger ledger(Caller caller) {
        Map<String, UUID> names = new HashMap<>();
        Map<String, UUID> mails = new HashMap<>();
        listing.names(caller.tenant()).forEach(one -> {
            names.put(key(one.name()), one.id());
            one.mail().ifPresent(mail -> mails.put(key(mail), one.id()));
        });
        Map<String, GroupView> all = groups.find(caller.tenant(), "", "", 0, Integer.MAX_VALUE).stream()
                .collect(Collectors.toMap(group -> key(group.name()), Function.identity()));
        return new Ledger(names, mails, all, accounts.holdLimit(caller.tenant()) - names.size());
    }

    private static String key(String name) {
        return new String(NameKey.of(name), StandardCharsets.UTF_8);
    }

    private static Checked check(Caller caller, TenantInfo tenant, Ledger ledger, AccountLine line) {
        try {
            return new Checked(line, require(caller, tenant, ledger, line), Optional.empty());
        } catch (Refusal refusal) {
            return new Checked(line, Outcome.REFUSE, Optional.of(refusal));
        }
    }

    private static Outcome require(Caller caller, TenantInfo tenant, Ledger ledger, AccountLine line) {
        if (line.columns().size() != AccountLine.COLUMNS) {
            throw new Refusal(
                    Problem.FILE_COLUMNS, Integer.toString(line.columns().size()));
        }
        AccountAdmin.requireAccountName(line.name());
        if (!ledger.seen.add(key(line.name()))) {
            throw new Refusal(Problem.FILE_TWICE, line.name());
        }
        Optional<UUID> known = Optional.ofNullable(ledger.accounts.get(key(line.name())));
        if (known.filter(caller.accountId()::equals).isPresent()) {
            throw new Refusal(Problem.OWN_ACCOUNT, line.name());
        }
        Comment.require(line.comment(), line.name());
        requireMail(ledger, line, known);
        line.groups().forEach(group -> requireGroup(ledger, group));
        requirePassword(tenant, line, known.isPresent());
        if (known.isEmpty() && ledger.room-- <= 0) {
            throw new Refusal(Problem.ACCOUNTS_AT_LIMIT, "");
        }
        return known.isPresent() ? Outcome.CHANGE : Outcome.CREATE;
    }

    private static void requireMail(Ledger ledger, AccountLine line, Optional<UUID> known) {
        if (line.mail().isEmpty()) {
            return;
        }
        if (MailAddress.parse(line.mail()).isEmpty()) {
            throw new Refusal(Problem.MAIL_ADDRESS_MALFORMED, Refusal.shown(line.mail()));
        }
        // somebody who is made by a line before has it under an id that nobody else has
        UUID own = known.orElseGet(() -> UUID.nameUUIDFromBytes(NameKey.of(line.name())));
        UUID owner = ledger.mails.putIfAbsent(key(line.mail()), own);
        if (owner != null && !owner.equals(own)) {
            throw new Refusal(Problem.MAIL_ADDRESS_TAKEN, line.mail());
        }
    }

    private static void requireGroup(Ledger ledger, String name) {
        GroupView group = Optional.ofNullable(ledger.groups.get(key(name)))
                .orElseThrow(() -> new Refusal(Problem.GROUP_UNKNOWN, Refusal.shown(name)));
        if (group.isManagers()) {
            throw new Refusal(Problem.MANAGERS_NOT_BY_FILE, group.name());
        }
    }

    /** Of an account that is there it may be empty: it keeps what it has. */
    private static void requirePassword(TenantInfo tenant, AccountLine line, boolean there) {
        if (!there || !line.password().isEmpty()) {
            PasswordRules.require(tenant, line.password(), line.name());
        }
    }

    /** Does what {@link #check} says of the lines now: all that are not refused, or, where something comes in between, none. */
    public List<Checked> apply(Caller caller, List<AccountLine> lines) {
        List<Checked> checked = check(caller, lines);
        Map<String, AccountLine> fresh = lines(checked, Outcome.CREATE);
        Map<String, AccountLine> there = lines(checked, Outcome.CHANGE);
        List<Account> all = new ArrayList<>(admin.makeAll(
                caller, fresh.values().stream().map(AccountLine::name).toList()));
        List<LogEvent> events = new ArrayList<>();
        all.forEach(account -> events.add(
                LogEvent.of(caller, Action.ACCOUNT_CREATE, account.name()).to("file")));
        for (Account account : accounts.named(
                caller.tenant(), there.values().stream().map(AccountLine::name).toList())) {
            all.add(account);
            events.add(
                    LogEvent.of(caller, Action.ACCOUNT_CHANGE, account.name()).to("file"));
        }
        Map<String, AccountLine> wanted = new HashMap<>(fresh);
        wanted.putAll(there);
        LocalDate today = LocalDate.ofInstant(clock.instant(), caller.zone());
        // as when a manager changes one account: what was mailed to the address from before leads nowhere
        all.stream()
                .filter(account -> there.containsKey(key(account.name())))
                .filter(account -> !account.mail()
                        .equals(MailAddress.parse(
                                wanted.get(key(account.name())).mail())))
                .forEach(account -> mailed.drop(caller.tenant(), account.id(), List.of(LinkPurpose.values())));
        all.forEach(account -> fill(account, wanted.get(key(account.name())), today));
        accounts.save();
        changeGroups(caller, all, wanted);
        Set<String> reset = there.values().stream()
                .filter(line -> !line.password().isEmpty())
                .map(line -> key(line.name()))
                .collect(Collectors.toSet());
        all.stream()
                .filter(account -> reset.contains(key(account.name())))
                .forEach(account -> accounts.endSessions(caller.tenant(), account.id()));
        membership.forget(caller, all.stream().map(Account::id).toList());
        log.recordAll(events);
        bell.ringAfterCommit(PasswordHashJob.NAME);
        return checked;
    }

    private static Map<String, AccountLine> lines(List<Checked> checked, Outcome outcome) {
        Map<String, AccountLine> some = new LinkedHashMap<>();
        checked.stream()
                .filter(one -> one.outcome() == outcome)
                .forEach(one -> some.put(key(one.line().name()), one.line()));
        return some;
    }

    private void fill(Account account, AccountLine line, LocalDate today) {
        account.comment(line.comment());
        Optional<MailAddress> mail = MailAddress.parse(line.mail());
        if (!mail.equals(account.mail())) {
            account.mail(mail);
        }
        if (!line.password().isEmpty()) {
            account.giveTemporaryPassword(passwords.quickHash(line.password()), clock.instant(), today);
        }
    }

    /** Group by group, since many come into few. */
    private void changeGroups(Caller caller, List<Account> all, Map<String, AccountLine> wanted) {
        Map<UUID, Set<UUID>> had = groups.memberships(
                caller.tenant(), all.stream().map(Account::id).toList());
        Map<UUID, Set<String>> shall = new HashMap<>();
        all.forEach(account -> shall.put(
                account.id(),
                wanted.get(key(account.name())).groups().stream()
                        .map(AccountImportService::key)
                        .collect(Collectors.toSet())));
        for (GroupView group : groups.find(caller.tenant(), "", "", 0, Integer.MAX_VALUE)) {
            if (group.isManagers()) {
                continue;
            }
            Map<UUID, String> coming = new LinkedHashMap<>();
            Map<UUID, String> leaving = new LinkedHashMap<>();
            String groupKey = key(group.name());
            for (Account account : all) {
                boolean is = had.getOrDefault(account.id(), Set.of()).contains(group.id());
                boolean comes = shall.get(account.id()).contains(groupKey);
                if (comes && !is) {
                    coming.put(account.id(), account.name());
                } else if (is && !comes) {
                    leaving.put(account.id(), account.name());
                }
            }
            membership.change(caller, group, coming, leaving);
        }
    }
}
