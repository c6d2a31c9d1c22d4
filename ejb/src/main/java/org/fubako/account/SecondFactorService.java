package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.fubako.account.SecondFactorTransaction.Known;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.Hashes;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.SecretKeys;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSeal;
import org.fubako.tenant.TenantDirectory;

/**
 * The second factor of an account: a code from the phone (RFC 6238), or one of ten recovery codes; each counts once. Setting it up needs
 * the password and a first right code, and taking it away the password and a code; either ends all sessions, the present one too.
 */
@ApplicationScoped
public class SecondFactorService {

    /** Then only a recovery code counts: whoever knows the password must not guess on from network to network. */
    private static final int MOST_WRONG_CODES = 100;

    private final SecureRandom random = new SecureRandom();

    @EJB
    SecondFactorTransaction transaction;

    @EJB
    SessionService sessionService;

    @Inject
    TenantDirectory tenants;

    @Inject
    OwnPassword own;

    @Inject
    GuessingBrake brake;

    @Inject
    TenantSeal seal;

    @Inject
    SecretKeys keys;

    @Inject
    SignIn signIn;

    @Inject
    SessionCache sessions;

    @EJB
    OperationLog log;

    @Inject
    Clock clock;

    /** Since when there is one, and how many recovery codes have not been used. */
    public record State(Instant since, int recoveryCodes) {}

    /** Empty when there is none. */
    public Optional<State> state(Caller caller) {
        return transaction.state(caller);
    }

    /** A fresh seed in base 32, of which nothing is kept until it comes back to {@link #add}. */
    public String seed(Caller caller) {
        byte[] seed = new byte[Totp.SEED_BYTES];
        random.nextBytes(seed);
        return Base32.encode(seed);
    }

    /** What an authenticator reads. */
    public String address(Caller caller, String seed) {
        return "otpauth://totp/Fubako:" + caller.accountName() + "%40" + caller.tenantCode() + "?secret=" + seed
                + "&issuer=Fubako&algorithm=SHA1&digits=" + Totp.DIGITS + "&period=" + Totp.STEP_SECONDS;
    }

    /**
     * Sets it up.
     *
     * @param seed from {@link #seed}
     * @return the recovery codes, which are not shown again
     */
    public List<String> add(Caller caller, String seed, String password, String code) {
        own.require(caller, password, Action.SECOND_FACTOR_ADD);
        byte[] secret = Base32.decode(seed)
                .filter(bytes -> bytes.length == Totp.SEED_BYTES)
                .orElseThrow(() -> new Refusal(Problem.REQUEST_MALFORMED, ""));
        long step = Totp.step(secret, normal(code), clock.instant(), Long.MIN_VALUE)
                .orElseThrow(() -> new Refusal(Problem.SECOND_FACTOR_CODE, ""));
        List<String> recovery = RecoveryCode.random(random);
        byte[] sealed = seal.seal(caller.tenant(), context(caller.accountId()), secret);
        transaction.add(caller, sealed, step, hashes(caller, recovery));
        forget(caller.tenant(), caller.accountId());
        return recovery;
    }

    /** @param code one from the phone or a recovery code */
    public void remove(Caller caller, String password, String code) {
        own.require(caller, password, Action.SECOND_FACTOR_REMOVE);
        prove(caller, code, Action.SECOND_FACTOR_REMOVE);
        transaction.remove(caller, caller.accountId());
        forget(caller.tenant(), caller.accountId());
    }

    /** Ten new recovery codes instead of those that are left. */
    public List<String> renewRecoveryCodes(Caller caller) {
        List<String> recovery = RecoveryCode.random(random);
        transaction.replaceRecoveryCodes(caller, hashes(caller, recovery));
        return recovery;
    }

    /** Completes a session that only the code is missing to; its holder then gets another one. */
    public void signIn(Caller caller, String token, String code) {
        try {
            prove(caller, code, Action.SIGN_IN, () -> {
                if (!sessionService.tryCode(caller, token)) {
                    throw new Refusal(Problem.SECOND_FACTOR_CODE, "");
                }
            });
        } catch (Refusal refusal) {
            sessionService.codeWasWrong(caller, token);
            throw refusal;
        }
        log.recordApart(LogEvent.of(caller, Action.SIGN_IN, ""), Optional.empty());
    }

    /** Proves again who it is: by a code where there is a second factor, else by the password. */
    public void prove(Caller caller, String passwordOrCode) {
        if (transaction.find(caller).isPresent()) {
            prove(caller, passwordOrCode, Action.PROOF);
        } else {
            own.require(caller, passwordOrCode, Action.PROOF);
        }
        log.recordApart(LogEvent.of(caller, Action.PROOF, ""), Optional.empty());
    }

    private void prove(Caller caller, String code, Action action) {
        prove(caller, code, action, () -> {});
    }

    private void prove(Caller caller, String code, Action action, Runnable first) {
        String who = "code|" + OwnPassword.brakeKey(caller);
        brake.inTurn(who, caller.address(), () -> {
            brake.requireOpen(who, caller.address());
            first.run();
            if (!takes(caller, normal(code), action)) {
                brake.failed(who, caller.address());
                transaction.countWrong(caller);
                throw refused(caller, action, Problem.SECOND_FACTOR_CODE);
            }
            brake.succeeded(who, caller.address());
            return true;
        });
    }

    private boolean takes(Caller caller, String code, Action action) {
        String recovery = RecoveryCode.normal(code);
        if (RecoveryCode.isWellFormed(recovery)) {
            return transaction.takeRecoveryCode(caller, hash(caller, recovery));
        }
        Optional<Known> known = transaction.find(caller);
        if (known.isEmpty() || !Totp.isWellFormed(code)) {
            return false;
        }
        if (known.get().wrongCodes() >= MOST_WRONG_CODES) {
            throw refused(caller, action, Problem.SECOND_FACTOR_CLOSED);
        }
        byte[] seed = seal.open(
                caller.tenant(), context(caller.accountId()), known.get().sealedSeed());
        OptionalLong step = Totp.step(seed, code, clock.instant(), known.get().lastStep());
        return step.isPresent() && transaction.take(caller, step.getAsLong());
    }

    private Refusal refused(Caller caller, Action action, Problem problem) {
        log.recordApart(LogEvent.of(caller, action, "").ended("refused"), Optional.empty());
        return new Refusal(problem, "");
    }

    /** Takes it away from somebody who has lost the phone and the recovery codes; not from oneself, which needs a code. */
    public void reset(Caller caller, UUID account) {
        requireManager(caller, Action.SECOND_FACTOR_REMOVE);
        if (account.equals(caller.accountId())) {
            throw refused(caller, Action.SECOND_FACTOR_REMOVE, Problem.ROLE_MISSING);
        }
        transaction.remove(caller, account);
        forget(caller.tenant(), account);
    }

    /** Whether accounts of the tenant without a second factor may do nothing but set one up. */
    public void demand(Caller caller, boolean demanded) {
        requireManager(caller, Action.SECOND_FACTOR_DEMAND);
        transaction.demand(caller, demanded);
        tenants.forget(caller.tenant());
    }

    /** Whether the tenant demands one of every account. */
    public boolean isDemanded(Caller caller) {
        return tenants.info(caller.tenant()).secondFactorDemanded();
    }

    private void requireManager(Caller caller, Action action) {
        if (!caller.has(Role.MANAGE_ACCOUNTS)) {
            throw refused(caller, action, Problem.ROLE_MISSING);
        }
    }

    private void forget(TenantId tenant, UUID account) {
        signIn.forget(tenant, account);
        sessions.forget(tenant, account);
    }

    /** Full-width digits are digits, and phones show them in two groups. */
    private static String normal(String code) {
        return Normalizer.normalize(code, Normalizer.Form.NFKC).replaceAll("\\s", "");
    }

    private static String context(UUID account) {
        return "second factor|" + account;
    }

    private List<byte[]> hashes(Caller caller, List<String> codes) {
        return codes.stream()
                .map(code -> hash(caller, RecoveryCode.normal(code)))
                .toList();
    }

    /** No slow hash needed: nobody guesses 80 random bits. The key and the account make it worth nothing elsewhere. */
    private byte[] hash(Caller caller, String code) {
        return Hashes.hmac(keys.derive("recovery-code"), caller.tenant() + "|" + caller.accountId() + "|" + code);
    }
}
