package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.SettableClock;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSeal;
import org.fubako.tenant.TenantDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondFactorServiceTest {

    private static final TenantId TENANT = new TenantId(new UUID(7, 1));
    private static final UUID ALICE = new UUID(8, 1);
    private static final UUID MANAGER = new UUID(8, 2);
    private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_109);
    private static final long STEP = 1_111_111_109 / 30;

    private final SecondFactorService service = new SecondFactorService();
    private final FakeTransaction stored = new FakeTransaction();
    private final List<String> log = new ArrayList<>();
    private final SettableClock clock = new SettableClock(NOW);

    @BeforeEach
    void wire() {
        service.transaction = stored;
        service.tenants = new TenantDirectory();
        service.clock = clock;
        service.brake = new GuessingBrake();
        service.brake.clock = clock;
        service.keys = label -> new byte[32];
        service.signIn = new SignIn();
        service.sessions = new SessionCache();
        service.seal = new TenantSeal() {
            @Override
            public byte[] seal(TenantId tenant, String context, byte[] secret) {
                return secret;
            }

            @Override
            public byte[] open(TenantId tenant, String context, byte[] sealed) {
                return sealed;
            }
        };
        service.own = new OwnPassword() {
            @Override
            String require(Caller caller, String password, Action action) {
                if (!password.equals("right")) {
                    throw new Refusal(Problem.PASSWORD_WRONG, "");
                }
                return "";
            }
        };
        service.log = new OperationLog() {
            @Override
            public UUID recordApart(LogEvent event, Optional<UUID> refersTo) {
                log.add(event.action() + " " + event.result());
                return new UUID(0, 0);
            }
        };
    }

    private static Caller caller(UUID account, Role... roles) {
        return new Caller(
                TENANT,
                "demo",
                "FBK000005724",
                account,
                "alice",
                Set.of(),
                Set.of(roles),
                Surface.PORTAL,
                "192.0.2.7",
                ZoneOffset.UTC);
    }

    private static Problem refusal(Runnable call) {
        return catchThrowableOfType(Refusal.class, call::run).problem();
    }

    @Test
    void r01SettingItUpNeedsThePasswordAndAFirstRightCode() {
        Caller alice = caller(ALICE);
        String seed = service.seed(alice);
        String code = Totp.code(Base32.decode(seed).orElseThrow(), STEP);
        String other = Totp.code(Base32.decode(seed).orElseThrow(), STEP + 5);

        assertThat(refusal(() -> service.add(alice, seed, "wrong", code))).isEqualTo(Problem.PASSWORD_WRONG);
        assertThat(refusal(() -> service.add(alice, seed, "right", other))).isEqualTo(Problem.SECOND_FACTOR_CODE);
        assertThat(refusal(() -> service.add(alice, "MZXW6YTB", "right", code))).isEqualTo(Problem.REQUEST_MALFORMED);
        assertThat(service.add(alice, seed, "right", code)).hasSize(10);
        assertThat(stored.calls).containsExactly("add " + STEP);
        assertThat(stored.hashes).hasSize(10).allMatch(hash -> hash.length() == 64);
    }

    @Test
    void r01TakingItAwayNeedsThePasswordAndACode() {
        stored.seed = Optional.of(SEED);
        Caller alice = caller(ALICE);
        String code = Totp.code(SEED, STEP);

        assertThat(refusal(() -> service.remove(alice, "wrong", code))).isEqualTo(Problem.PASSWORD_WRONG);
        assertThat(refusal(() -> service.remove(alice, "right", "000000"))).isEqualTo(Problem.SECOND_FACTOR_CODE);
        assertThat(log).containsExactly("SECOND_FACTOR_REMOVE refused");
        service.remove(alice, "right", code.substring(0, 3) + " " + code.substring(3));
        assertThat(stored.calls).containsExactly("remove " + ALICE);
    }

    /** Japanese keyboards type full-width digits. */
    @Test
    void r01FullWidthDigitsAreDigits() {
        stored.seed = Optional.of(SEED);
        StringBuilder wide = new StringBuilder();
        Totp.code(SEED, STEP).chars().forEach(digit -> wide.append((char) (digit - '0' + '０')));

        assertThatCode(() -> service.prove(caller(ALICE), wide.toString())).doesNotThrowAnyException();
    }

    @Test
    void r01AnAccountWithoutOneProvesItselfByThePassword() {
        assertThatCode(() -> service.prove(caller(ALICE), "right")).doesNotThrowAnyException();
        assertThat(refusal(() -> service.prove(caller(ALICE), "wrong"))).isEqualTo(Problem.PASSWORD_WRONG);
    }

    @Test
    void r01AHundredWrongCodesFromAnywhereCloseItToCodesButNotToRecoveryCodes() {
        stored.seed = Optional.of(SEED);
        stored.wrong = 99;
        Caller alice = caller(ALICE);

        assertThat(refusal(() -> service.prove(alice, "000000"))).isEqualTo(Problem.SECOND_FACTOR_CODE);
        assertThat(refusal(() -> service.prove(alice, Totp.code(SEED, STEP)))).isEqualTo(Problem.SECOND_FACTOR_CLOSED);
        stored.recoveryTaken = true;
        assertThatCode(() -> service.prove(alice, "abcd-efgh-ijkl-mnop")).doesNotThrowAnyException();
    }

    @Test
    void r01OnlyAManagerTakesThatOfAnotherAway() {
        assertThat(refusal(() -> service.reset(caller(ALICE, Role.MANAGE_GROUPS), MANAGER)))
                .isEqualTo(Problem.ROLE_MISSING);
        assertThat(refusal(() -> service.reset(caller(MANAGER, Role.MANAGE_ACCOUNTS), MANAGER)))
                .isEqualTo(Problem.ROLE_MISSING);
        assertThat(log).containsExactly("SECOND_FACTOR_REMOVE refused", "SECOND_FACTOR_REMOVE refused");
        service.reset(caller(MANAGER, Role.MANAGE_ACCOUNTS), ALICE);
        assertThat(stored.calls).containsExactly("remove " + ALICE);
    }

    @Test
    void r01OnlyAManagerDemandsIt() {
        assertThat(refusal(() -> service.demand(caller(ALICE), true))).isEqualTo(Problem.ROLE_MISSING);
        service.demand(caller(MANAGER, Role.MANAGE_ACCOUNTS), true);
        assertThat(stored.calls).containsExactly("demand true");
    }

    /** One account's factor in memory. */
    private static final class FakeTransaction extends SecondFactorTransaction {

        private final List<String> calls = new ArrayList<>();
        private final List<String> hashes = new ArrayList<>();
        private Optional<byte[]> seed = Optional.empty();
        private long last;
        private int wrong;
        private boolean recoveryTaken;

        @Override
        public Optional<Known> find(Caller caller) {
            return seed.map(bytes -> new Known(bytes, last, wrong));
        }

        @Override
        public void add(Caller caller, byte[] sealedSeed, long step, List<byte[]> recoveryHashes) {
            calls.add("add " + step);
            recoveryHashes.forEach(hash -> hashes.add(HexFormat.of().formatHex(hash)));
        }

        @Override
        public void remove(Caller caller, UUID of) {
            calls.add("remove " + of);
        }

        @Override
        public boolean take(Caller caller, long step) {
            boolean taken = step > last;
            last = step;
            return taken;
        }

        @Override
        public boolean takeRecoveryCode(Caller caller, byte[] hash) {
            return recoveryTaken;
        }

        @Override
        public void countWrong(Caller caller) {
            wrong++;
        }

        @Override
        public void demand(Caller caller, boolean demanded) {
            calls.add("demand " + demanded);
        }
    }
}
