package org.fubako.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.fubako.account.GuessingCeiling.Guess;
import org.fubako.account.PasswordHash.Cost;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.ClientNetwork;
import org.fubako.caller.Surface;
import org.fubako.platform.Hashes;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.tenant.AddressArea;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;

/** Signing in by name and password, for the form and for Basic alike; the same answer for everything that is wrong. */
@ApplicationScoped
public class SignIn {

    /** Longer ones are nobody's, and need not be hashed. */
    private static final int LONGEST_INPUT = 1024;

    /** The result of the line about the wrong password after which strangers may try no more. */
    static final String CLOSED = "closed";

    private static final System.Logger LOG = System.getLogger(SignIn.class.getName());

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

    @EJB
    SignInTransaction transaction;

    @Inject
    TenantDirectory tenants;

    @Inject
    Passwords passwords;

    @Inject
    DevicePasswords devices;

    @Inject
    GuessingBrake brake;

    @Inject
    GuessingCeiling ceiling;

    @Inject
    KnownDevices knownDevices;

    @Inject
    AddressGate gate;

    @EJB
    OperationLog log;

    public SignIn() {
        new SecureRandom().nextBytes(nodeKey);
    }

    private record Verified(UUID account, int version) {}

    /**
     * A caller, with what must be done before anything else.
     *
     * @param passwordLapsed whether a new password must be chosen
     * @param reach how far that reaches which was shown
     * @param secondFactor whether a code belongs to the password
     */
    public record SignedIn(Caller caller, boolean passwordLapsed, int version, Reach reach, SecondFactor secondFactor) {

        /** With something that reaches less far than the password. */
        public SignedIn within(Reach other) {
            return new SignedIn(caller, passwordLapsed, version, other, secondFactor);
        }
    }

    /**
     * Asks where somebody comes from before it asks for the password.
     *
     * @param login {@code account@tenant}; a bare account where the host name tells the tenant
     * @throws Refusal PASSWORD_WRONG whatever is wrong, TOO_MANY_TRIES with the seconds to wait, ADDRESS_NOT_ALLOWED from outside;
     *     SIGN_IN_CLOSED when there were too many wrong passwords for strangers to go on; SECOND_FACTOR_PASSWORD where the right
     *     password is not enough, and no code can be asked for; PASSWORD_NOT_HERE where the tenant wants other credentials than a right
     *     password
     */
    public SignedIn signIn(String login, String password, String host, Surface surface, String address) {
        return signIn(login, password, host, surface, address, "");
    }

    /**
     * As {@link #signIn(String, String, String, Surface, String)}, by a browser that the account may be known by.
     *
     * @param device what {@link KnownDevices} has given to it; empty for none
     */
    public SignedIn signIn(String login, String password, String host, Surface surface, String address, String device) {
        if (login.length() > LONGEST_INPUT || password.length() > LONGEST_INPUT) {
            throw new Refusal(Problem.PASSWORD_WRONG, "");
        }
        LoginName name = LoginName.parse(login);
        Optional<TenantInfo> tenant = tenant(name, host);
        if (tenant.isEmpty()) {
            return strange(name, password, address);
        }
        requireInside(tenant.get(), SignInTransaction.strangerFrom(tenant.get(), name.account(), surface, address));
        // asked before the brake: somebody else's guesses in the same office must not stop a mounted drive
        Optional<SignedIn> known = byDevice(tenant.get(), name, password, surface, address)
                .or(() -> remembered(tenant.get(), name, password, surface, address));
        SignedIn found = known.orElseGet(() -> {
            Attempt attempt = attempt(tenant.get(), name, password, surface, address, device);
            return brake.inTurn(attempt.who, attempt.from, () -> verify(attempt));
        });
        if (found.reach.inPerson()) {
            requireTaken(tenant.get(), found, surface);
        }
        return found;
    }

    private Optional<TenantInfo> tenant(LoginName name, String host) {
        return name.tenantCode()
                .map(tenants::byCode)
                .orElseGet(() -> tenants.byHost(host))
                .filter(found -> tenants.serves(host, found.id()));
    }

    /**
     * Somebody who gives a name and proves nothing; empty if the name is of no tenant.
     *
     * @throws Refusal ADDRESS_NOT_ALLOWED from outside
     */
    Optional<Caller> stranger(String login, String host, Surface surface, String address) {
        LoginName name = LoginName.parse(login);
        return tenant(name, host).map(tenant -> {
            Caller stranger = SignInTransaction.strangerFrom(tenant, name.account(), surface, address);
            requireInside(tenant, stranger);
            return stranger;
        });
    }

    /**
     * A password that is tried.
     *
     * @param who under which it is braked
     * @param from the network, or the device by which the account is known: others in the same network do not slow it down, and in
     *     another network it is no other one
     */
    private record Attempt(
            TenantInfo tenant,
            LoginName name,
            String password,
            Surface surface,
            String address,
            String who,
            String from,
            Guess guess) {}

    private Attempt attempt(
            TenantInfo tenant, LoginName name, String password, Surface surface, String address, String device) {
        Optional<String> known = knownDevices.find(tenant.id(), name.accountKey(), device);
        boolean familiar = known.isPresent() || isOwnNetwork(tenant, surface, address);
        return new Attempt(
                tenant,
                name,
                password,
                surface,
                address,
                brakeKey(tenant.id(), name.accountKey()),
                known.map(number -> "device " + number).orElse(address),
                new Guess(tenant.id(), name.accountKey(), address, familiar));
    }

    /** Where the tenant has said from where the portal, or this door, is used. */
    private static boolean isOwnNetwork(TenantInfo tenant, Surface surface, String address) {
        return Stream.concat(Stream.of(AddressArea.PORTAL), AddressArea.of(surface).stream())
                .anyMatch(area -> !tenant.policies().ranges(area).isEmpty()
                        && tenant.policies().admits(area, address));
    }

    private void requireInside(TenantInfo tenant, Caller caller) {
        AddressArea.of(caller.surface()).ifPresent(area -> gate.require(tenant, area, caller));
    }

    /** Says so only to who knows the password: everybody else is told that it is wrong. */
    private static void requireTaken(TenantInfo tenant, SignedIn found, Surface surface) {
        if (found.secondFactor == SecondFactor.IN_USE && surface != Surface.PORTAL) {
            throw new Refusal(Problem.SECOND_FACTOR_PASSWORD, "");
        }
        if (!takes(tenant, surface)) {
            throw new Refusal(Problem.PASSWORD_NOT_HERE, "");
        }
    }

    /** Whether the password of an account is enough. */
    private static boolean takes(TenantInfo tenant, Surface surface) {
        return surface == Surface.PORTAL || tenant.policies().mainPassword();
    }

    static String brakeKey(TenantId tenant, String accountKey) {
        return tenant + "|" + accountKey;
    }

    private SignedIn strange(LoginName name, String password, String address) {
        String who = name.tenantCode().orElse("") + "@|" + name.accountKey();
        Guess guess = new Guess(GuessingCeiling.NOWHERE, who, address, false);
        return brake.inTurn(who, address, () -> {
            brake.requireOpen(who, address);
            ceiling.requireOpen(guess);
            passwords.matchNothing(password);
            brake.failed(who, address);
            ceiling.failed(guess);
            LOG.log(Level.INFO, "sign-in to an unknown tenant from {0}", address);
            throw new Refusal(Problem.PASSWORD_WRONG, "");
        });
    }

    /** By a device password, which the form does not take; each hour in which one is used has its line in the operation log. */
    private Optional<SignedIn> byDevice(
            TenantInfo tenant, LoginName name, String password, Surface surface, String address) {
        if (surface == Surface.PORTAL) {
            return Optional.empty();
        }
        return devices.find(tenant.id(), name.account(), password, surface, address)
                .flatMap(shown -> caller(tenant, shown.account(), surface, address)
                        .map(found -> {
                            if (devices.noteUse(tenant.id(), shown, address)) {
                                LogEvent used = LogEvent.of(found.caller, Action.SIGN_IN, "");
                                log.recordApart(used.to(shown.label()), Optional.empty());
                            }
                            return found.within(shown.reach());
                        }));
    }

    /** The form is never answered from memory: each sign-in there is one line of the operation log. */
    private Optional<SignedIn> remembered(
            TenantInfo tenant, LoginName name, String password, Surface surface, String address) {
        if (surface == Surface.PORTAL) {
            return Optional.empty();
        }
        Verified known = verified.getIfPresent(memoryKey(tenant.id(), name, password, address));
        return Optional.ofNullable(known)
                .flatMap(found -> known(tenant, found.account, surface, address))
                .filter(found -> found.version == known.version);
    }

    private SignedIn verify(Attempt attempt) {
        TenantInfo tenant = attempt.tenant;
        LoginName name = attempt.name;
        String password = attempt.password;
        Surface surface = attempt.surface;
        String address = attempt.address;
        Optional<SignedIn> meanwhile = remembered(tenant, name, password, surface, address);
        if (meanwhile.isPresent()) {
            return meanwhile.get();
        }
        brake.requireOpen(attempt.who, attempt.from);
        int failures = ceiling.requireOpen(attempt.guess);
        SignInTransaction.Known known = transaction.byName(tenant, name.account());
        boolean right = isRight(password, known);
        // also for an account that does not exist: the work, and so the time, is the same
        Caller caller = transaction.caller(tenant, known, surface, address);
        boolean admitted = right && known.maySignIn();
        boolean taken = admitted && takes(tenant, surface);
        boolean closes = !admitted && ceiling.failed(attempt.guess);
        String result = taken ? resultOf(known, surface) : closes ? CLOSED : "refused";
        log.recordApart(LogEvent.of(caller, Action.SIGN_IN, "").ended(result), Optional.empty());
        if (!admitted) {
            brake.failed(attempt.who, attempt.from);
            throw new Refusal(Problem.PASSWORD_WRONG, "");
        }
        brake.succeeded(attempt.who, attempt.from);
        if (failures > 0) {
            ceiling.forget(tenant.id(), name.accountKey());
        }
        transaction.cameIn(tenant.id(), known.id());
        rehash(caller, known, password);
        verified.put(memoryKey(tenant.id(), name, password, address), new Verified(known.id(), known.version()));
        return new SignedIn(
                caller,
                known.passwordLapsed(),
                known.version(),
                Reach.FULL,
                SecondFactor.of(tenant, known.secondFactor()));
    }

    /** Of a right password. */
    private static String resultOf(SignInTransaction.Known known, Surface surface) {
        if (!known.secondFactor()) {
            return LogEvent.OK;
        }
        return surface == Surface.PORTAL ? "started" : "refused";
    }

    private boolean isRight(String password, SignInTransaction.Known known) {
        if (known.passwordHash().isEmpty()) {
            passwords.matchNothing(password);
            return false;
        }
        return passwords.matches(password, known.passwordHash().get());
    }

    private void rehash(Caller caller, SignInTransaction.Known known, String password) {
        Cost cost = Passwords.costFor(caller.roles());
        known.passwordHash()
                .filter(hash -> passwords.isOutdated(hash, cost))
                .ifPresent(hash ->
                        transaction.rehash(caller.tenant(), caller.accountId(), hash, passwords.hash(password, cost)));
    }

    /**
     * The caller behind an account that has proved itself some other way; empty when it may not sign in any more.
     *
     * @throws Refusal ADDRESS_NOT_ALLOWED from outside
     */
    public Optional<SignedIn> caller(TenantInfo tenant, UUID account, Surface surface, String address) {
        Optional<SignedIn> found = known(tenant, account, surface, address);
        found.ifPresent(who -> requireInside(tenant, who.caller));
        return found;
    }

    private Optional<SignedIn> known(TenantInfo tenant, UUID account, Surface surface, String address) {
        SignedIn known = callers.get(tenant.id() + "|" + account, key -> transaction
                .byId(tenant, account)
                .filter(SignInTransaction.Known::maySignIn)
                .map(found -> new SignedIn(
                        transaction.caller(tenant, found, surface, address),
                        found.passwordLapsed(),
                        found.version(),
                        Reach.FULL,
                        SecondFactor.of(tenant, found.secondFactor())))
                .orElse(null));
        // what the tenant demands is as old as what is known of the tenant, and not five seconds more
        return Optional.ofNullable(known)
                .map(found -> new SignedIn(
                        at(found.caller, surface, address),
                        found.passwordLapsed,
                        found.version,
                        found.reach,
                        SecondFactor.of(tenant, found.secondFactor == SecondFactor.IN_USE)));
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

    /** Of each network by itself: who asks from elsewhere learns nothing by it that the brake would not tell. */
    private String memoryKey(TenantId tenant, LoginName name, String password, String address) {
        String secret = tenant + "|" + name.accountKey() + "|" + ClientNetwork.of(address) + "|" + password;
        return HexFormat.of().formatHex(Hashes.hmac(nodeKey, secret));
    }
}
