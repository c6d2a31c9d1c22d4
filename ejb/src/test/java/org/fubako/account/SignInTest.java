package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.SettableClock;
import org.fubako.account.GuessingCeiling.Guess;
import org.fubako.account.PasswordHash.Cost;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.tenant.AddressArea;
import org.fubako.tenant.Policies;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {

    private static final String SECRET = "four lamps under a bridge";
    private static final String HERE = "192.0.2.7";
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final TenantInfo DEMO = new TenantInfo(
            new TenantId(new UUID(7, 1)),
            "demo",
            "Demo",
            "FBK000005724",
            ZONE,
            Policies.DEFAULT,
            1,
            false,
            10,
            Optional.empty());

    private final SignIn signIn = new SignIn();
    private final Passwords passwords = new CountingPasswords();
    private final FakeTransaction accounts = new FakeTransaction();
    private final FakeFailures failures = new FakeFailures();
    private final List<String> log = new ArrayList<>();
    private TenantInfo demo = DEMO;
    private int hashes;

    @BeforeEach
    void wire() {
        signIn.passwords = passwords;
        signIn.transaction = accounts;
        signIn.devices = new DevicePasswords();
        signIn.tenants = new TenantDirectory() {
            @Override
            public Optional<TenantInfo> byCode(String code) {
                return Optional.of(demo).filter(tenant -> code.equals("demo"));
            }

            @Override
            public Optional<TenantInfo> byHost(String host) {
                return Optional.of(demo).filter(tenant -> host.equals("demo.example"));
            }
        };
        signIn.brake = new GuessingBrake();
        signIn.brake.clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
        signIn.ceiling = FakeFailures.ceiling(failures, signIn.brake.clock);
        signIn.knownDevices = new KnownDevices();
        signIn.knownDevices.clock = signIn.brake.clock;
        signIn.knownDevices.keys = label -> new byte[32];
        signIn.log = new OperationLog() {
            @Override
            public UUID recordApart(LogEvent event, Optional<UUID> refersTo) {
                log.add(event.caller().accountName() + " " + event.action() + " " + event.result());
                return new UUID(0, 0);
            }
        };
        signIn.gate = new AddressGate();
        signIn.gate.log = signIn.log;
        accounts.add("alice", true, Set.of());
        accounts.add("gone", false, Set.of());
        accounts.add("manager", true, Set.of(Role.MANAGE_ACCOUNTS));
        hashes = 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@demo", "OFFICE\\alice@demo", "ALICE@demo", "alice"})
    void admitsWithTheRightPassword(String login) {
        Caller caller = signIn.signIn(login, SECRET, "demo.example", Surface.PORTAL, HERE)
                .caller();

        assertThat(caller.accountName()).isEqualTo("alice");
        assertThat(log).containsExactly("alice SIGN_IN ok");
    }

    @Test
    void r07AnswersTheSameAndWorksTheSameWhateverIsWrong() {
        for (String login : List.of("alice@demo", "nobody@demo", "alice@nowhere", "alice")) {
            hashes = 0;
            assertThat(refusal(login, "wrong")).as(login).isEqualTo(Problem.PASSWORD_WRONG);
            assertThat(hashes).as(login).isGreaterThanOrEqualTo(1);
        }
        assertThat(refusal("gone@demo", SECRET)).isEqualTo(Problem.PASSWORD_WRONG);
        assertThat(log).containsExactly("alice SIGN_IN refused", "nobody SIGN_IN refused", "gone SIGN_IN refused");
    }

    @Test
    void writesNothingToTheLogThatMayBeAMisplacedPassword() {
        refusal("my secret phrase!@demo", "x");

        assertThat(log).containsExactly("? SIGN_IN refused");
    }

    @Test
    void remembersProgramsWithoutHashingOrLoggingAgain() {
        basic("alice@demo", SECRET);
        hashes = 0;

        basic("alice@demo", SECRET);
        basic("OFFICE\\Alice@demo", SECRET);

        assertThat(hashes).isZero();
        assertThat(log).hasSize(1);
    }

    @Test
    void neverAnswersTheFormFromMemory() {
        basic("alice@demo", SECRET);

        signIn.signIn("alice@demo", SECRET, "", Surface.PORTAL, HERE);

        assertThat(log).hasSize(2);
    }

    @Test
    void forgetsWhenTheAccountChanges() {
        basic("alice@demo", SECRET);
        accounts.change("alice");
        signIn.forget(DEMO.id(), accounts.byName(DEMO, "alice").id());
        hashes = 0;

        basic("alice@demo", SECRET);

        assertThat(hashes).isEqualTo(1);
    }

    @Test
    void r07BrakesGuessingInAnySpellingButNotAMountedDrive() {
        basic("alice@demo", SECRET);
        for (String login : List.of("alice@demo", "A\\alice@demo", "B\\Alice@demo", "ALICE@demo", "aLice@demo")) {
            assertThat(refusal(login, "wrong")).isEqualTo(Problem.PASSWORD_WRONG);
        }

        assertThat(refusal("alice@demo", "wrong")).isEqualTo(Problem.TOO_MANY_TRIES);
        assertThat(basic("alice@demo", SECRET).accountName()).isEqualTo("alice");
    }

    /** So many wrong passwords, each from another network. */
    private void guessedFromEverywhere(TenantId tenant, String name, int times) {
        for (int time = 0; time < times; time++) {
            signIn.ceiling.failed(new Guess(tenant, name, "10.0." + time + ".1", false));
        }
    }

    private void guessedFromEverywhere(String account, int times) {
        guessedFromEverywhere(DEMO.id(), LoginName.key(account), times);
    }

    private Problem atTheForm(String login, String password) {
        return refusal(login, password, Surface.PORTAL, HERE);
    }

    private String byDevice(String login, String password, String address, String device) {
        return signIn.signIn(login, password, "demo.example", Surface.PORTAL, address, device)
                .caller()
                .accountName();
    }

    private Problem refusalOfDevice(String password, String address, String device) {
        return catchThrowableOfType(Refusal.class, () -> byDevice("alice@demo", password, address, device))
                .problem();
    }

    /** Signs in at the form; what the browser keeps from then on. */
    private String deviceOf(String login) {
        Caller caller = signIn.signIn(login, SECRET, "", Surface.PORTAL, HERE).caller();
        return signIn.knownDevices.remember(caller, "");
    }

    @Test
    void r07AHundredWrongPasswordsCloseAnAccountToStrangersWithoutAnyWorkWhetherItExistsOrNot() {
        guessedFromEverywhere("alice", 99);
        guessedFromEverywhere("nobody", 99);
        guessedFromEverywhere(GuessingCeiling.NOWHERE, "nowhere@|" + LoginName.key("alice"), 99);
        for (String login : List.of("alice@demo", "nobody@demo", "alice@nowhere")) {
            assertThat(atTheForm(login, "wrong")).as(login).isEqualTo(Problem.PASSWORD_WRONG);
            hashes = 0;
            int lines = log.size();

            assertThat(atTheForm(login, "wrong")).as(login).isEqualTo(Problem.SIGN_IN_CLOSED);
            assertThat(atTheForm(login, SECRET)).as(login).isEqualTo(Problem.SIGN_IN_CLOSED);
            assertThat(refusal(login, SECRET, Surface.DAV, HERE)).as(login).isEqualTo(Problem.SIGN_IN_CLOSED);
            assertThat(hashes).as(login).isZero();
            assertThat(log).as(login).hasSize(lines);
        }
        assertThat(log).containsExactly("alice SIGN_IN closed", "nobody SIGN_IN closed");
    }

    @Test
    void r07AKnownDeviceComesInAndOpensTheAccountAgain() {
        String device = deviceOf("alice@demo");
        String ofSomebodyElse = deviceOf("manager@demo");
        guessedFromEverywhere("alice", 100);
        assertThat(atTheForm("alice@demo", SECRET)).isEqualTo(Problem.SIGN_IN_CLOSED);
        assertThat(refusalOfDevice(SECRET, HERE, ofSomebodyElse)).isEqualTo(Problem.SIGN_IN_CLOSED);
        assertThat(refusalOfDevice("wrong", HERE, device)).isEqualTo(Problem.PASSWORD_WRONG);

        assertThat(byDevice("alice@demo", SECRET, HERE, device)).isEqualTo("alice");

        assertThat(failures.counts).isEmpty();
        assertThat(deviceOf("alice@demo")).isNotEmpty();
    }

    @Test
    void r07WhatIsRememberedFromOneNetworkAnswersNoGuessesFromAnother() {
        basic("alice@demo", SECRET);
        for (int time = 0; time < 5; time++) {
            signIn.brake.failed(SignIn.brakeKey(DEMO.id(), LoginName.key("alice")), "198.51.100.7");
        }

        assertThat(refusal("alice@demo", SECRET, Surface.DAV, "198.51.100.7")).isEqualTo(Problem.TOO_MANY_TRIES);
        guessedFromEverywhere("alice", 100);
        assertThat(refusal("alice@demo", SECRET, Surface.DAV, "203.0.113.7")).isEqualTo(Problem.SIGN_IN_CLOSED);
        assertThat(basic("alice@demo", SECRET).accountName()).isEqualTo("alice");
    }

    @Test
    void r07GuessesInTheSameOfficeDoNotSlowAKnownDeviceDownAndItsOwnDoInEachNetwork() {
        String device = deviceOf("alice@demo");
        for (int time = 0; time < 5; time++) {
            signIn.brake.failed(SignIn.brakeKey(DEMO.id(), LoginName.key("alice")), HERE);
        }
        assertThat(atTheForm("alice@demo", SECRET)).isEqualTo(Problem.TOO_MANY_TRIES);
        assertThat(byDevice("alice@demo", SECRET, HERE, device)).isEqualTo("alice");

        for (int time = 0; time < 5; time++) {
            assertThat(refusalOfDevice("wrong", "10.0." + time + ".1", device)).isEqualTo(Problem.PASSWORD_WRONG);
        }
        assertThat(refusalOfDevice(SECRET, "10.9.9.9", device)).isEqualTo(Problem.TOO_MANY_TRIES);
    }

    @Test
    void r07WhoIsInTheRangesOfTheTenantMayGoOn() {
        decide(Policies.DEFAULT.withAddresses(AddressArea.PORTAL, Policies.ranges(List.of("192.0.2.0/24"))));
        guessedFromEverywhere("alice", 100);

        assertThat(refusal("alice@demo", SECRET, Surface.DAV, "198.51.100.7")).isEqualTo(Problem.SIGN_IN_CLOSED);
        assertThat(basic("alice@demo", SECRET).accountName()).isEqualTo("alice");
        guessedFromEverywhere("alice", 100);
        assertThat(deviceOf("alice@demo")).isNotEmpty();
    }

    @Test
    void r07ANetworkThatTriesManyNamesIsHeldUpAndThoseWhoAreKnownThereAreNot() {
        String device = deviceOf("alice@demo");
        basic("manager@demo", SECRET);
        for (int number = 0; number < 99; number++) {
            signIn.ceiling.failed(new Guess(DEMO.id(), "name" + number, HERE, false));
        }
        assertThat(refusal("alice@nowhere", "x")).isEqualTo(Problem.PASSWORD_WRONG);
        hashes = 0;

        assertThat(refusal("bob@demo", "x")).isEqualTo(Problem.TOO_MANY_TRIES);
        assertThat(refusal("bob@nowhere", "x")).isEqualTo(Problem.TOO_MANY_TRIES);
        assertThat(hashes).isZero();
        assertThat(basic("manager@demo", SECRET).accountName()).as("remembered").isEqualTo("manager");
        assertThat(byDevice("alice@demo", SECRET, HERE, device)).isEqualTo("alice");
        assertThat(refusal("bob@demo", "x", Surface.DAV, "198.51.100.7")).isEqualTo(Problem.PASSWORD_WRONG);
    }

    @Test
    void bringsTheHashOfAManagerToTheHigherCost() {
        basic("manager@demo", SECRET);

        assertThat(accounts.byName(DEMO, "manager").passwordHash().orElseThrow())
                .contains("m=65536,t=3");
    }

    @Test
    void r01WithASecondFactorThePasswordAloneOpensNothingAndNobodyLearnsOfItWithoutIt() {
        basic("alice@demo", SECRET);
        accounts.setSecondFactor("alice");
        signIn.forget(DEMO.id(), accounts.byName(DEMO, "alice").id());
        log.clear();

        assertThat(refusal("alice@demo", "wrong")).isEqualTo(Problem.PASSWORD_WRONG);
        assertThat(refusal("alice@demo", SECRET)).isEqualTo(Problem.SECOND_FACTOR_PASSWORD);
        assertThat(log).containsExactly("alice SIGN_IN refused", "alice SIGN_IN refused");
        hashes = 0;
        assertThat(refusal("alice@demo", SECRET)).isEqualTo(Problem.SECOND_FACTOR_PASSWORD);
        assertThat(hashes).isZero();
    }

    @Test
    void r01TheFormGoesOnToTheCodeAndTheLogSaysThatItIsNotOverYet() {
        accounts.setSecondFactor("alice");

        assertThat(signIn.signIn("alice@demo", SECRET, "", Surface.PORTAL, HERE).secondFactor())
                .isEqualTo(SecondFactor.IN_USE);
        assertThat(log).containsExactly("alice SIGN_IN started");
    }

    private Caller basic(String login, String password) {
        return signIn.signIn(login, password, "", Surface.DAV, HERE).caller();
    }

    private Problem refusal(String login, String password) {
        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> signIn.signIn(login, password, "", Surface.DAV, HERE));
        return refusal.problem();
    }

    private final class CountingPasswords extends Passwords {

        CountingPasswords() {
            super(label -> new byte[32]);
        }

        @Override
        public boolean matches(String password, String stored) {
            hashes++;
            return super.matches(password, stored);
        }
    }

    /** Accounts in memory. */
    private void decide(Policies policies) {
        demo = new TenantInfo(
                DEMO.id(),
                DEMO.code(),
                DEMO.name(),
                DEMO.serviceCode(),
                ZONE,
                policies,
                1,
                false,
                10,
                Optional.empty());
    }

    private Problem refusal(String login, String password, Surface surface, String address) {
        return catchThrowableOfType(
                        Refusal.class, () -> signIn.signIn(login, password, "demo.example", surface, address))
                .problem();
    }

    @Test
    void fromOutsideNothingIsHashedAndNothingCounted() {
        decide(Policies.DEFAULT.withAddresses(AddressArea.PORTAL, Policies.ranges(List.of("198.51.100.0/24"))));
        for (int time = 0; time < 8; time++) {
            assertThat(refusal("alice@demo", SECRET, Surface.PORTAL, HERE)).isEqualTo(Problem.ADDRESS_NOT_ALLOWED);
            assertThat(refusal("nobody@demo", "x", Surface.PORTAL, HERE)).isEqualTo(Problem.ADDRESS_NOT_ALLOWED);
        }

        assertThat(hashes).isZero();
        assertThat(log).containsExactly("alice SIGN_IN address", "nobody SIGN_IN address");
        decide(Policies.DEFAULT);
        assertThat(signIn.signIn("alice@demo", SECRET, "demo.example", Surface.PORTAL, HERE)
                        .caller()
                        .accountName())
                .isEqualTo("alice");
    }

    @Test
    void aFloodFromOutsideIsTenLines() {
        decide(Policies.DEFAULT.withAddresses(AddressArea.DAV, Policies.ranges(List.of("198.51.100.0/24"))));
        for (int number = 0; number < 500; number++) {
            refusal("a" + number + "@demo", "x", Surface.DAV, "192.0.2." + number % 250);
        }

        assertThat(log).hasSize(10);
    }

    @Test
    void aRememberedPasswordOpensNothingFromOutside() {
        signIn.signIn("alice@demo", SECRET, "demo.example", Surface.DAV, HERE);
        decide(Policies.DEFAULT.withAddresses(AddressArea.DAV, Policies.ranges(List.of("198.51.100.0/24"))));

        assertThat(refusal("alice@demo", SECRET, Surface.DAV, HERE)).isEqualTo(Problem.ADDRESS_NOT_ALLOWED);
        assertThat(signIn.signIn("alice@demo", SECRET, "demo.example", Surface.API, HERE)
                        .caller()
                        .surface())
                .isEqualTo(Surface.API);
    }

    @Test
    void whereTheMainPasswordIsNotTakenOnlyWhoKnowsItIsToldSo() {
        decide(Policies.DEFAULT.withMainPassword(false));

        assertThat(refusal("alice@demo", SECRET, Surface.DAV, HERE)).isEqualTo(Problem.PASSWORD_NOT_HERE);
        assertThat(refusal("alice@demo", SECRET, Surface.API, HERE)).isEqualTo(Problem.PASSWORD_NOT_HERE);
        assertThat(refusal("alice@demo", "wrong", Surface.DAV, HERE)).isEqualTo(Problem.PASSWORD_WRONG);
        assertThat(signIn.signIn("alice@demo", SECRET, "demo.example", Surface.PORTAL, HERE)
                        .caller()
                        .accountName())
                .isEqualTo("alice");
        assertThat(log).containsExactly("alice SIGN_IN refused", "alice SIGN_IN refused", "alice SIGN_IN ok");
    }

    private final class FakeTransaction extends SignInTransaction {

        private final Map<String, Known> known = new HashMap<>();
        private final Map<UUID, Set<Role>> roles = new HashMap<>();

        void add(String name, boolean maySignIn, Set<Role> has) {
            UUID id = new UUID(8, known.size());
            String hash = passwords.hash(SECRET, Cost.USUAL);
            known.put(name, new Known(id, name, Optional.of(hash), 0, maySignIn, false, false));
            roles.put(id, has);
        }

        void change(String name) {
            Known old = known.get(name);
            known.put(name, new Known(old.id(), name, old.passwordHash(), old.version() + 1, true, false, false));
        }

        void setSecondFactor(String name) {
            Known old = known.get(name);
            known.put(name, new Known(old.id(), name, old.passwordHash(), old.version() + 1, true, false, true));
        }

        @Override
        public Known byName(TenantInfo tenant, String name) {
            return Optional.ofNullable(known.get(name.toLowerCase(java.util.Locale.ROOT)))
                    .orElseGet(() -> stranger(name));
        }

        @Override
        public Optional<Known> byId(TenantInfo tenant, UUID id) {
            return known.values().stream().filter(one -> one.id().equals(id)).findFirst();
        }

        @Override
        public Caller caller(TenantInfo tenant, Known account, Surface surface, String address) {
            return new Caller(
                    tenant.id(),
                    tenant.code(),
                    tenant.serviceCode(),
                    account.id(),
                    account.name(),
                    Set.of(),
                    roles.getOrDefault(account.id(), Set.of()),
                    surface,
                    address,
                    tenant.zone());
        }

        @Override
        public void cameIn(TenantId tenant, UUID account) {
            // told nobody
        }

        @Override
        public void rehash(TenantId tenant, UUID account, String old, String fresh) {
            Known one = byId(DEMO, account).orElseThrow();
            known.put(
                    one.name(),
                    new Known(account, one.name(), Optional.of(fresh), one.version(), one.maySignIn(), false, false));
        }
    }
}
