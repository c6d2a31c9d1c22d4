package org.fubako.account;

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

/** Changing one's own password. Ends all sessions, the present one too: the portal starts a new one. */
@ApplicationScoped
public class PasswordService {

    @Inject
    SignInTransaction transaction;

    @Inject
    SignIn signIn;

    @Inject
    SessionService sessions;

    @Inject
    Passwords passwords;

    @Inject
    TenantDirectory tenants;

    @Inject
    OperationLog log;

    public void change(Caller caller, String current, String fresh, String repeated) {
        String hash = transaction
                .byId(tenants.info(caller.tenant()), caller.accountId())
                .flatMap(SignInTransaction.Known::passwordHash)
                .filter(known -> passwords.matches(current, known))
                .orElseThrow(() -> refused(caller));
        if (!fresh.equals(repeated)) {
            throw new Refusal(Problem.PASSWORD_REPEAT_DIFFERS, "");
        }
        PasswordRules.require(fresh, caller.accountName(), caller.tenantCode());
        if (passwords.matches(fresh, hash)) {
            throw new Refusal(Problem.PASSWORD_UNCHANGED, "");
        }
        transaction.changePassword(caller.tenant(), caller.accountId(), passwords.hash(fresh));
        signIn.forget(caller.tenant(), caller.accountId());
        sessions.endAll(caller);
        log.recordApart(LogEvent.of(caller, Action.PASSWORD_CHANGE, ""), Optional.empty());
    }

    private Refusal refused(Caller caller) {
        log.recordApart(LogEvent.of(caller, Action.PASSWORD_CHANGE, "").ended("refused"), Optional.empty());
        return new Refusal(Problem.PASSWORD_WRONG, "");
    }
}
