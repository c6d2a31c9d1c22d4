package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;

/** Asks somebody who is signed in for the password again. A stolen session must not serve for guessing it, so the brake of the sign-in holds. */
@ApplicationScoped
class OwnPassword {

    @EJB
    SignInTransaction transaction;

    @Inject
    Passwords passwords;

    @Inject
    GuessingBrake brake;

    @Inject
    TenantDirectory tenants;

    @EJB
    OperationLog log;

    /**
     * The hash of the password, if it is the right one.
     *
     * @param action for which it is asked: a wrong password is in the log as this one refused
     */
    String require(Caller caller, String password, Action action) {
        String who = brakeKey(caller);
        TenantInfo tenant = tenants.info(caller.tenant());
        return brake.inTurn(who, caller.address(), () -> requireInTurn(caller, tenant, who, password, action));
    }

    /** The same as when signing in. */
    static String brakeKey(Caller caller) {
        return SignIn.brakeKey(caller.tenant(), LoginName.key(caller.accountName()));
    }

    private String requireInTurn(Caller caller, TenantInfo tenant, String who, String password, Action action) {
        brake.requireOpen(who, caller.address());
        Optional<String> known = transaction
                .byId(tenant, caller.accountId())
                .flatMap(SignInTransaction.Known::passwordHash)
                .filter(hash -> passwords.matches(password, hash));
        if (known.isEmpty()) {
            brake.failed(who, caller.address());
            log.recordApart(LogEvent.of(caller, action, "").ended("refused"), Optional.empty());
            throw new Refusal(Problem.PASSWORD_WRONG, "");
        }
        return known.get();
    }
}
