package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.account.SecondFactorRepository.Stored;
import org.fubako.account.SecondFactorService.State;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;

/** What the second factor reads and writes in the database. Each change ends all sessions of the account. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SecondFactorTransaction {

    @Inject
    SecondFactorRepository factors;

    @Inject
    AccountRepository accounts;

    @EJB
    OperationLog log;

    @Inject
    Clock clock;

    /** What is to be compared with a code. */
    public record Known(byte[] sealedSeed, long lastStep, int wrongCodes) {

        static Known of(Stored stored) {
            return new Known(stored.sealedSeed(), stored.lastStep(), stored.wrongCodes());
        }

        /** Without the seed: this may end up in a log. */
        @Override
        public String toString() {
            return "Known[lastStep=" + lastStep + "]";
        }
    }

    public Optional<Known> find(Caller caller) {
        return factors.find(caller.tenant(), caller.accountId()).map(Known::of);
    }

    public Optional<State> state(Caller caller) {
        return factors.find(caller.tenant(), caller.accountId())
                .map(stored -> new State(stored.addedAt(), factors.recoveryCodes(caller.tenant(), caller.accountId())));
    }

    public void add(Caller caller, byte[] sealedSeed, long step, List<byte[]> recoveryHashes) {
        Account account = locked(caller.tenant(), caller.accountId());
        if (factors.exists(caller.tenant(), caller.accountId())) {
            throw new Refusal(Problem.SECOND_FACTOR_IN_USE, "");
        }
        factors.add(caller.tenant(), caller.accountId(), sealedSeed, step, clock.instant());
        factors.replaceRecoveryCodes(caller.tenant(), caller.accountId(), recoveryHashes);
        account.changeSecondFactor();
        accounts.endSessions(caller.tenant(), caller.accountId());
        log.record(LogEvent.of(caller, Action.SECOND_FACTOR_ADD, ""));
    }

    public void remove(Caller caller, UUID of) {
        Account account = locked(caller.tenant(), of);
        if (!factors.remove(caller.tenant(), of)) {
            throw new Refusal(Problem.SECOND_FACTOR_NOT_IN_USE, account.name());
        }
        account.changeSecondFactor();
        accounts.endSessions(caller.tenant(), of);
        String whose = of.equals(caller.accountId()) ? "" : account.name();
        log.record(LogEvent.of(caller, Action.SECOND_FACTOR_REMOVE, whose));
    }

    /** One change of an account at a time. */
    private Account locked(TenantId tenant, UUID account) {
        accounts.hold(tenant, account);
        return accounts.byId(tenant, account).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    public void replaceRecoveryCodes(Caller caller, List<byte[]> hashes) {
        locked(caller.tenant(), caller.accountId());
        if (!factors.exists(caller.tenant(), caller.accountId())) {
            throw new Refusal(Problem.SECOND_FACTOR_NOT_IN_USE, "");
        }
        factors.replaceRecoveryCodes(caller.tenant(), caller.accountId(), hashes);
        log.record(LogEvent.of(caller, Action.SECOND_FACTOR_RECOVERY, ""));
    }

    public boolean take(Caller caller, long step) {
        return factors.take(caller.tenant(), caller.accountId(), step);
    }

    public boolean takeRecoveryCode(Caller caller, byte[] hash) {
        boolean taken = factors.takeRecoveryCode(caller.tenant(), caller.accountId(), hash);
        if (taken) {
            factors.forgetWrong(caller.tenant(), caller.accountId());
            log.record(LogEvent.of(caller, Action.SECOND_FACTOR_USED_RECOVERY, ""));
        }
        return taken;
    }

    public void countWrong(Caller caller) {
        factors.countWrong(caller.tenant(), caller.accountId());
    }

    public void demand(Caller caller, boolean demanded) {
        factors.demand(caller.tenant(), demanded);
        log.record(LogEvent.of(caller, Action.SECOND_FACTOR_DEMAND, "").to(demanded ? "on" : "off"));
    }
}
