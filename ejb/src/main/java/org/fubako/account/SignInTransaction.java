package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.TenantId;
import org.fubako.tenant.TenantInfo;

/** What signing in reads and writes in the database; hashing happens outside. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SignInTransaction {

    private static final UUID NOBODY = new UUID(0, 0);
    private static final Pattern ACCOUNT_NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}");

    @Inject
    AccountRepository accounts;

    @Inject
    LinkRepository links;

    @Inject
    SecondFactorRepository secondFactors;

    @Inject
    PasswordHistory history;

    @EJB
    OperationLog log;

    @Inject
    Clock clock;

    /** An account as it stands now. */
    public record Known(
            UUID id,
            String name,
            Optional<String> passwordHash,
            int version,
            boolean maySignIn,
            boolean passwordLapsed,
            boolean secondFactor) {}

    /** An account that does not exist is one that nobody can sign in to. */
    public Known byName(TenantInfo tenant, String name) {
        Optional<Account> account = accounts.byName(tenant.id(), name);
        // asked for strangers too: the work, and so the time, is the same
        boolean secondFactor =
                secondFactors.exists(tenant.id(), account.map(Account::id).orElse(NOBODY));
        return account.map(found -> known(tenant, found, secondFactor)).orElseGet(() -> stranger(name));
    }

    static Known stranger(String name) {
        return new Known(NOBODY, loggable(name), Optional.empty(), 0, false, false, false);
    }

    /** Somebody who has said a name and proved nothing; nothing is asked of the database. */
    static Caller strangerFrom(TenantInfo tenant, String name, Surface surface, String address) {
        return new Caller(
                tenant.id(),
                tenant.code(),
                tenant.serviceCode(),
                NOBODY,
                loggable(name),
                Set.of(),
                Set.of(),
                surface,
                address,
                tenant.zone());
    }

    /** What cannot be an account may be a password that went into the wrong field. */
    private static String loggable(String name) {
        return ACCOUNT_NAME.matcher(name).matches() ? name : "?";
    }

    public Optional<Known> byId(TenantInfo tenant, UUID id) {
        return accounts.byId(tenant.id(), id)
                .map(account -> known(tenant, account, secondFactors.exists(tenant.id(), id)));
    }

    private Known known(TenantInfo tenant, Account account, boolean secondFactor) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), tenant.zone());
        return new Known(
                account.id(),
                account.name(),
                account.passwordHash(),
                account.version(),
                account.maySignIn(today),
                account.mustChangePassword(today),
                secondFactor);
    }

    public Caller caller(TenantInfo tenant, Known account, Surface surface, String address) {
        return new Caller(
                tenant.id(),
                tenant.code(),
                tenant.serviceCode(),
                account.id(),
                account.name(),
                accounts.groups(tenant.id(), account.id()),
                accounts.roles(tenant.id(), account.id()),
                surface,
                address,
                tenant.zone());
    }

    /**
     * The hashes of passwords that may not come back, the newest first; none while the password has no lifetime: who need not change
     * it does not go back to an old one either.
     */
    public List<String> remembered(Caller caller, int most) {
        return accounts.byId(caller.tenant(), caller.accountId())
                .filter(account -> most > 0 && account.passwordLifetime().isPresent())
                .map(account -> history.list(caller.tenant(), account.id(), most))
                .orElse(List.of());
    }

    /**
     * The new password, the end of all sessions with the old one, and the line in the log: all or nothing.
     *
     * @param remembered so many old passwords of the account are kept, as hashes
     */
    public void changePassword(Caller caller, String hash, int remembered) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), caller.zone());
        Account account = accounts.byId(caller.tenant(), caller.accountId()).orElseThrow();
        history.add(caller.tenant(), account.id(), account.passwordHash(), remembered);
        account.changePassword(hash, clock.instant(), today);
        accounts.endSessions(caller.tenant(), caller.accountId());
        log.record(LogEvent.of(caller, Action.PASSWORD_CHANGE, ""));
    }

    /** Remembers that somebody has come in with the password, so that a link to choose another is no longer needed. */
    public void cameIn(TenantId tenant, UUID account) {
        accounts.byId(tenant, account).ifPresent(found -> found.cameIn(clock.instant()));
        links.drop(tenant, account, LinkPurpose.FOR_PASSWORDS);
    }

    /** Unless the password was changed while the new hash was computed. */
    public void rehash(TenantId tenant, UUID account, String old, String fresh) {
        accounts.byId(tenant, account)
                .filter(found -> found.passwordHash().equals(Optional.of(old)))
                .ifPresent(found -> found.rehash(fresh));
    }
}
