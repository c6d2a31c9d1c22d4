package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.fubako.account.LinkRepository.Link;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.caller.Surface;
import org.fubako.mail.Mail;
import org.fubako.mail.MailAddress;
import org.fubako.mail.MailBrake;
import org.fubako.mail.MailQueue;
import org.fubako.mail.MailSettings;
import org.fubako.mail.MailWords;
import org.fubako.platform.Hashes;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.SecretKeys;
import org.fubako.platform.SecretToken;
import org.fubako.platform.TenantId;
import org.fubako.tenant.PasswordPolicy;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;

/**
 * Links by which the holder of an account, and nobody else, chooses its password. Each has 256 random bits, of which a keyed hash is kept,
 * works once and for a while, and ends when somebody signs in with the password from before. To look at one changes nothing.
 */
@Stateless
public class AccountLinkService {

    private static final String BUNDLE = "fubako.account.link";

    /** Where such a link leads; its token comes behind. */
    public static final String PATH = "/key/";

    /** Nobody fills the mailbox of another. */
    private static final Duration BETWEEN_FORGOTTEN = Duration.ofMinutes(15);

    @Inject
    LinkRepository links;

    @Inject
    AccountRepository accounts;

    @Inject
    Membership membership;

    @Inject
    RoleAccess access;

    @EJB
    SignInTransaction signIn;

    @Inject
    Passwords passwords;

    @Inject
    PasswordHistory history;

    @Inject
    GuessingBrake brake;

    @Inject
    GuessingCeiling ceiling;

    @Inject
    TenantDirectory tenants;

    @Inject
    MailQueue mails;

    @Inject
    MailBrake mailBrake;

    @Inject
    MailSettings settings;

    @Inject
    SecretKeys keys;

    @EJB
    OperationLog log;

    @Inject
    Clock clock;

    /** What a link is for, to be shown to who has it. */
    public record Opened(LinkPurpose purpose, String login, String tenantName, PasswordPolicy policy) {}

    /**
     * Mails a link to the holder of an account: an invitation when it has no password yet, else one to choose another; the password from before
     * stays good until then. For the role MANAGE_ACCOUNTS.
     */
    public LinkPurpose send(Caller caller, UUID id, Locale language) {
        access.require(caller, Role.MANAGE_ACCOUNTS, Action.PASSWORD_LINK, "");
        accounts.hold(caller.tenant(), id);
        Account account = accounts.byId(caller.tenant(), id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
        MailAddress mail = account.mail().orElseThrow(() -> new Refusal(Problem.MAIL_ADDRESS_MISSING, account.name()));
        LinkPurpose purpose = account.passwordHash().isPresent() ? LinkPurpose.RESET : LinkPurpose.INVITATION;
        mailBrake.take(caller.tenant(), caller.accountId(), 1);
        mail(tenants.info(caller.tenant()), account, purpose, mail, language);
        log.record(LogEvent.of(caller, Action.PASSWORD_LINK, account.name()).to(purpose.key()));
        return purpose;
    }

    /**
     * Mails a link to choose another password to the confirmed address of the account whose name the caller has given and who has proved
     * nothing; not more often than each quarter of an hour, and nothing to accounts that may not sign in.
     */
    public void sendForgotten(Caller stranger, Locale language) {
        TenantInfo tenant = tenants.info(stranger.tenant());
        Optional<Account> found = accounts.byName(tenant.id(), stranger.accountName());
        found.ifPresent(account -> accounts.hold(tenant.id(), account.id()));
        Optional<MailAddress> address = found.filter(account -> mayBeSentForgotten(tenant, account))
                .flatMap(Account::mail)
                .filter(mail -> mailBrake.tryTake(tenant.id(), 1));
        if (address.isEmpty()) {
            log.record(LogEvent.of(stranger, Action.PASSWORD_LINK, stranger.accountName())
                    .to(LinkPurpose.RESET.key())
                    .ended("refused"));
            return;
        }
        mail(tenant, found.orElseThrow(), LinkPurpose.RESET, address.get(), language);
        log.record(LogEvent.of(stranger, Action.PASSWORD_LINK, stranger.accountName())
                .to(LinkPurpose.RESET.key()));
    }

    private boolean mayBeSentForgotten(TenantInfo tenant, Account account) {
        return account.maySignIn(LocalDate.ofInstant(clock.instant(), tenant.zone()))
                && account.isMailConfirmed()
                && !links.wasSent(
                        tenant.id(),
                        account.id(),
                        LinkPurpose.RESET,
                        clock.instant().minus(BETWEEN_FORGOTTEN));
    }

    private void mail(TenantInfo tenant, Account account, LinkPurpose purpose, MailAddress to, Locale language) {
        String token = SecretToken.random();
        links.put(tenant.id(), account.id(), purpose, to, hash(token), clock.instant());
        MailWords words = MailWords.of(BUNDLE, language);
        String login = login(tenant, account);
        String text = words.say(purpose.key() + ".text", login, tenant.name()) + "\n" + settings.baseUrl() + PATH
                + token + "\n\n-- \n" + words.say("why") + "\n";
        mails.put(tenant.id(), new Mail(to, words.say(purpose.key() + ".subject", login), text, language));
    }

    private static String login(TenantInfo tenant, Account account) {
        return account.name() + "@" + tenant.code();
    }

    /** What the link is for, if it can be followed. Nothing changes by it: mail scanners look at links, too. */
    public Optional<Opened> open(String token) {
        return find(token).flatMap(link -> tenants.find(link.tenant())
                .flatMap(tenant -> accounts.byId(link.tenant(), link.account())
                        .map(account -> new Opened(
                                link.purpose(),
                                login(tenant, account),
                                tenant.name(),
                                tenant.policies().password()))));
    }

    private Optional<Link> find(String token) {
        return SecretToken.isWellFormed(token) ? links.find(hash(token), clock.instant()) : Optional.empty();
    }

    /**
     * The link is followed: the account gets the password, its sessions end, its mail address is shown to be right, and what was guessed
     * wrong is forgotten.
     *
     * @return the holder of the account, who has not signed in yet
     */
    public Caller choosePassword(String token, String fresh, String repeated, String address) {
        Link link = find(token)
                .filter(found -> LinkPurpose.FOR_PASSWORDS.contains(found.purpose()))
                .orElseThrow(AccountLinkService::ended);
        TenantInfo tenant = tenants.find(link.tenant()).orElseThrow(AccountLinkService::ended);
        if (!links.take(link, hash(token))) {
            throw ended();
        }
        SignInTransaction.Known known = signIn.byId(tenant, link.account())
                .filter(SignInTransaction.Known::maySignIn)
                .orElseThrow(AccountLinkService::ended);
        Caller caller = signIn.caller(tenant, known, Surface.PORTAL, address);
        if (!fresh.equals(repeated)) {
            throw new Refusal(Problem.PASSWORD_REPEAT_DIFFERS, "");
        }
        PasswordRules.require(tenant, fresh, known.name());
        int remembered = tenant.policies().password().remembered();
        if (signIn.remembered(caller, remembered).stream().anyMatch(old -> passwords.matches(fresh, old))) {
            throw new Refusal(Problem.PASSWORD_REUSED, "");
        }
        Account account = accounts.byId(link.tenant(), link.account()).orElseThrow(AccountLinkService::ended);
        history.add(link.tenant(), account.id(), account.passwordHash(), remembered);
        account.changePassword(
                passwords.hash(fresh, Passwords.costFor(caller.roles())),
                clock.instant(),
                LocalDate.ofInstant(clock.instant(), tenant.zone()));
        account.mail()
                .filter(mail -> mail.value().equals(link.mail()))
                .ifPresent(mail -> account.confirmMail(clock.instant()));
        accounts.save();
        links.drop(link.tenant(), link.account(), LinkPurpose.FOR_PASSWORDS);
        accounts.endSessions(link.tenant(), link.account());
        membership.forget(caller, List.of(link.account()));
        String name = LoginName.key(account.name());
        ceiling.forget(link.tenant(), name);
        brake.succeeded(SignIn.brakeKey(link.tenant(), name), address);
        log.record(LogEvent.of(caller, Action.PASSWORD_CHANGE, "")
                .to(link.purpose().key()));
        return caller;
    }

    /**
     * The mail address of the caller.
     *
     * @param pending one that was entered and will take its place when it is confirmed
     */
    public record OwnMail(Optional<String> mail, boolean confirmed, Optional<String> pending) {}

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public OwnMail ownMail(Caller caller) {
        Account account = own(caller);
        return new OwnMail(
                account.mail().map(MailAddress::value),
                account.isMailConfirmed(),
                links.pending(caller.tenant(), caller.accountId(), LinkPurpose.ADDRESS, clock.instant()));
    }

    private Account own(Caller caller) {
        return accounts.byId(caller.tenant(), caller.accountId()).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    /** Sends a link to an address of the caller's; it counts from when that is followed, and the one from before until then. */
    public void enterMail(Caller caller, String text, Locale language) {
        MailAddress address = MailAddress.parse(text.strip())
                .orElseThrow(() -> new Refusal(Problem.MAIL_ADDRESS_MALFORMED, Refusal.shown(text)));
        accounts.hold(caller.tenant(), caller.accountId());
        Account account = own(caller);
        requireFree(caller.tenant(), address, account);
        mailBrake.take(caller.tenant(), caller.accountId(), 1);
        mail(tenants.info(caller.tenant()), account, LinkPurpose.ADDRESS, address, language);
        log.record(LogEvent.of(caller, Action.MAIL_ADDRESS, account.name()).to("entered: " + address));
    }

    /**
     * As {@link #enterMail}, for the address that has yet to be confirmed, if there is one and no link to do so is under way: what a
     * screen does that needs it.
     *
     * @return where it was sent; empty if there was nothing to send
     */
    public Optional<String> confirmOnUse(Caller caller, Locale language) {
        accounts.hold(caller.tenant(), caller.accountId());
        Account account = own(caller);
        if (account.isMailConfirmed()
                || links.pending(caller.tenant(), caller.accountId(), LinkPurpose.ADDRESS, clock.instant())
                        .isPresent()) {
            return Optional.empty();
        }
        Optional<MailAddress> waiting = account.mail()
                .or(() -> links.last(caller.tenant(), caller.accountId(), LinkPurpose.ADDRESS)
                        .map(MailAddress::new))
                .filter(address -> !accounts.hasMail(caller.tenant(), address, account.id()));
        waiting.ifPresent(address -> {
            mailBrake.take(caller.tenant(), caller.accountId(), 1);
            mail(tenants.info(caller.tenant()), account, LinkPurpose.ADDRESS, address, language);
            log.record(LogEvent.of(caller, Action.MAIL_ADDRESS, account.name()).to("asked to confirm: " + address));
        });
        return waiting.map(MailAddress::value);
    }

    private void requireFree(TenantId tenant, MailAddress address, Account account) {
        if (accounts.hasMail(tenant, address, account.id())) {
            throw new Refusal(Problem.MAIL_ADDRESS_TAKEN, address.value());
        }
    }

    /** The caller has no mail address any more, and none that could become it. */
    public void removeMail(Caller caller) {
        accounts.hold(caller.tenant(), caller.accountId());
        Account account = own(caller);
        links.drop(caller.tenant(), caller.accountId(), List.of(LinkPurpose.values()));
        account.mail().ifPresent(mail -> {
            account.mail(Optional.empty());
            log.record(LogEvent.of(caller, Action.MAIL_ADDRESS, account.name()).to("removed: " + mail));
        });
    }

    /** The link is followed: the address becomes that of its account. */
    public void confirmMail(String token, String address) {
        Link link = find(token)
                .filter(found -> found.purpose() == LinkPurpose.ADDRESS)
                .orElseThrow(AccountLinkService::ended);
        TenantInfo tenant = tenants.find(link.tenant()).orElseThrow(AccountLinkService::ended);
        if (!links.take(link, hash(token))) {
            throw ended();
        }
        SignInTransaction.Known known = signIn.byId(tenant, link.account())
                .filter(SignInTransaction.Known::maySignIn)
                .orElseThrow(AccountLinkService::ended);
        Account account = accounts.byId(link.tenant(), link.account()).orElseThrow(AccountLinkService::ended);
        MailAddress mail = new MailAddress(link.mail());
        requireFree(link.tenant(), mail, account);
        account.mail(Optional.of(mail));
        account.confirmMail(clock.instant());
        log.record(LogEvent.of(signIn.caller(tenant, known, Surface.PORTAL, address), Action.MAIL_ADDRESS, known.name())
                .to("confirmed: " + mail));
    }

    private static Refusal ended() {
        return new Refusal(Problem.LINK_ENDED, "");
    }

    private byte[] hash(String token) {
        return Hashes.hmac(keys.derive("account-link"), token);
    }
}
