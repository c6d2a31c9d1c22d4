package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.fubako.audit.Action;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.PasswordPolicy;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;

/** Changing one's own password. Ends all sessions, the present one too: the portal starts a new one. */
@ApplicationScoped
public class PasswordService {

    @EJB
    SignInTransaction transaction;

    @Inject
    SignIn signIn;

    @Inject
    SessionCache sessions;

    @Inject
    Passwords passwords;

    @Inject
    OwnPassword own;

    @Inject
    TenantDirectory tenants;

    public void change(Caller caller, String current, String fresh, String repeated) {
        TenantInfo tenant = tenants.info(caller.tenant());
        String known = own.require(caller, current, Action.PASSWORD_CHANGE);
        if (!fresh.equals(repeated)) {
            throw new Refusal(Problem.PASSWORD_REPEAT_DIFFERS, "");
        }
        if (passwords.matches(fresh, known)) {
            throw new Refusal(Problem.PASSWORD_UNCHANGED, "");
        }
        PasswordPolicy policy = tenant.policies().password();
        PasswordRules.require(tenant, fresh, caller.accountName());
        if (transaction.remembered(caller, policy.remembered()).stream()
                .anyMatch(old -> passwords.matches(fresh, old))) {
            throw new Refusal(Problem.PASSWORD_REUSED, "");
        }
        String hash = passwords.hash(fresh, Passwords.costFor(caller.roles()));
        transaction.changePassword(caller, hash, policy.remembered());
        signIn.forget(caller.tenant(), caller.accountId());
        sessions.forget(caller.tenant(), caller.accountId());
    }
}
