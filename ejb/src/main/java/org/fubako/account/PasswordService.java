package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.Optional;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.NameKey;
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
    GuessingBrake brake;

    @Inject
    TenantDirectory tenants;

    @EJB
    OperationLog log;

    /** A stolen session must not serve for guessing the password, so the brake of the sign-in holds here too. */
    public void change(Caller caller, String current, String fresh, String repeated) {
        String who = SignIn.brakeKey(caller.tenant(), HexFormat.of().formatHex(NameKey.of(caller.accountName())));
        TenantInfo tenant = tenants.info(caller.tenant());
        String known = brake.inTurn(who, caller.address(), () -> requireCurrent(caller, tenant, who, current));
        if (!fresh.equals(repeated)) {
            throw new Refusal(Problem.PASSWORD_REPEAT_DIFFERS, "");
        }
        if (passwords.matches(fresh, known)) {
            throw new Refusal(Problem.PASSWORD_UNCHANGED, "");
        }
        PasswordPolicy policy = tenant.policies().password();
        PasswordRules.require(policy, fresh, caller.accountName(), tenant.code(), tenant.name());
        if (transaction.remembered(caller, policy.remembered()).stream()
                .anyMatch(old -> passwords.matches(fresh, old))) {
            throw new Refusal(Problem.PASSWORD_REUSED, "");
        }
        String hash = passwords.hash(fresh, Passwords.costFor(caller.roles()));
        transaction.changePassword(caller, hash, policy.remembered());
        signIn.forget(caller.tenant(), caller.accountId());
        sessions.forget(caller.tenant(), caller.accountId());
    }

    private String requireCurrent(Caller caller, TenantInfo tenant, String who, String current) {
        brake.requireOpen(who, caller.address());
        Optional<String> known = transaction
                .byId(tenant, caller.accountId())
                .flatMap(SignInTransaction.Known::passwordHash)
                .filter(hash -> passwords.matches(current, hash));
        if (known.isEmpty()) {
            brake.failed(who, caller.address());
            log.recordApart(LogEvent.of(caller, Action.PASSWORD_CHANGE, "").ended("refused"), Optional.empty());
            throw new Refusal(Problem.PASSWORD_WRONG, "");
        }
        return known.get();
    }
}
