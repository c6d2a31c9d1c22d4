package org.fubako.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;

/** Signing in by name and password, for the form and for Basic alike; the same answer for everything that is wrong. */
@ApplicationScoped
public class SignIn {

    private final byte[] nodeKey = new byte[32];

    /** Programs send their password with every request: what was verified is remembered under a key of this process only. */
    private final Cache<String, Verified> verified = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    /** Rights may be five seconds old. */
    private final Cache<String, SignedIn> callers = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofSeconds(5))
            .build();

    @Inject
    SignInTransaction transaction;

    @Inject
    TenantDirectory tenants;

    @Inject
    Passwords passwords;

    @Inject
    GuessingBrake brake;

    @Inject
    OperationLog log;

    public SignIn() {
        new SecureRandom().nextBytes(nodeKey);
    }

    private record Verified(UUID account, int version) {}

    /** A caller, and whether a new password must be chosen before anything else. */
    public record SignedIn(Caller caller, boolean passwordLapsed, int version) {}

    /**
     * @param login {@code account@tenant}; a bare account where the host name tells the tenant
     * @throws Refusal PASSWORD_WRONG whatever is wrong, TOO_MANY_TRIES with the seconds to wait
     */
    public SignedIn signIn(String login, String password, String host, Surface surface, String address) {
        brake.requireOpen(login, address);
        String name = login.substring(login.lastIndexOf('\\') + 1);
        int at = name.lastIndexOf('@');
        Optional<TenantInfo> tenant = at < 0 ? tenants.byHost(host) : tenants.byCode(name.substring(at + 1));
        String account = at < 0 ? name : name.substring(0, at);
        Optional<SignedIn> result = tenant.flatMap(found -> {
            String key = cacheKey(found.id(), account, password);
            return cached(found, key, surface, address)
                    .or(() -> fresh(found, account, password, key, surface, address));
        });
        if (tenant.isEmpty()) {
            passwords.matchNothing(password);
        }
        if (result.isEmpty()) {
            brake.failed(login, address);
            throw new Refusal(Problem.PASSWORD_WRONG, "");
        }
        brake.succeeded(login, address);
        return result.get();
    }

    private Optional<SignedIn> cached(TenantInfo tenant, String key, Surface surface, String address) {
        Verified known = verified.getIfPresent(key);
        return Optional.ofNullable(known)
                .flatMap(found -> caller(tenant, found.account, surface, address))
                .filter(found -> found.version == known.version);
    }

    private Optional<SignedIn> fresh(
            TenantInfo tenant, String account, String password, String key, Surface surface, String address) {
        Optional<SignInTransaction.Known> known = transaction.byName(tenant, account);
        Optional<String> hash = known.flatMap(SignInTransaction.Known::passwordHash);
        boolean right;
        if (hash.isPresent()) {
            right = passwords.matches(password, hash.get());
        } else {
            passwords.matchNothing(password);
            right = false;
        }
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Caller caller = transaction.caller(tenant, known.get(), surface, address);
        boolean admitted = right && known.get().maySignIn();
        log.recordApart(
                LogEvent.of(caller, Action.SIGN_IN, "").ended(admitted ? LogEvent.OK : "refused"), Optional.empty());
        if (!admitted) {
            return Optional.empty();
        }
        verified.put(key, new Verified(known.get().id(), known.get().version()));
        return Optional.of(
                new SignedIn(caller, known.get().passwordLapsed(), known.get().version()));
    }

    /** The caller behind an account that has proved itself some other way; empty when it may not sign in any more. */
    public Optional<SignedIn> caller(TenantInfo tenant, UUID account, Surface surface, String address) {
        SignedIn known = callers.get(tenant.id() + "|" + account, key -> transaction
                .byId(tenant, account)
                .filter(SignInTransaction.Known::maySignIn)
                .map(found -> new SignedIn(
                        transaction.caller(tenant, found, surface, address), found.passwordLapsed(), found.version()))
                .orElse(null));
        return Optional.ofNullable(known)
                .map(found -> new SignedIn(at(found.caller, surface, address), found.passwordLapsed, found.version));
    }

    private static Caller at(Caller caller, Surface surface, String address) {
        return new Caller(
                caller.tenant(),
                caller.tenantCode(),
                caller.serviceCode(),
                caller.accountId(),
                caller.accountName(),
                caller.groups(),
                caller.roles(),
                surface,
                address,
                caller.zone());
    }

    /** Forgets what is remembered of an account, so that a change holds at once. */
    public void forget(TenantId tenant, UUID account) {
        callers.invalidate(tenant + "|" + account);
    }

    private String cacheKey(TenantId tenant, String account, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(nodeKey, "HmacSHA256"));
            String secret = tenant + "|" + account.length() + "|" + account + "|" + password;
            return HexFormat.of().formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
