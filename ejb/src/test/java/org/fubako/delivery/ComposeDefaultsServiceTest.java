package org.fubako.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSeal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComposeDefaultsServiceTest {

    private final ComposeDefaultsService service = new ComposeDefaultsService();
    private final FakeTransaction stored = new FakeTransaction();

    /** Opens what was sealed under the same context only. */
    private static final class FakeSeal implements TenantSeal {

        private final Map<String, byte[]> secrets = new HashMap<>();

        @Override
        public byte[] seal(TenantId tenant, String context, byte[] secret) {
            secrets.put(tenant + context, secret);
            return new byte[] {42};
        }

        @Override
        public byte[] open(TenantId tenant, String context, byte[] sealed) {
            return Optional.ofNullable(secrets.get(tenant + context)).orElseThrow();
        }
    }

    private static final class FakeTransaction extends ComposeDefaultsTransaction {

        private final Map<UUID, Known> rows = new HashMap<>();

        @Override
        public Known read(Caller caller) {
            return rows.getOrDefault(caller.accountId(), Known.NOTHING);
        }

        @Override
        public Known change(
                Caller caller,
                DeliveryRules rules,
                UnaryOperator<ComposeDefaults> change,
                boolean passwordStays,
                Optional<byte[]> sealedPassword) {
            Known before = read(caller);
            rows.put(
                    caller.accountId(),
                    new Known(change.apply(before.chosen()), passwordStays ? before.sealedPassword() : sealedPassword));
            return read(caller);
        }
    }

    @BeforeEach
    void wire() {
        service.transaction = stored;
        service.seal = new FakeSeal();
    }

    @Test
    void aPasswordIsStoredSealedAndOpensForItsAccountOnly() {
        Caller alice = caller(new UUID(8, 1));
        assertThat(service.change(alice, before -> before, PasswordChange.to("seven lamps"))
                        .password())
                .isTrue();

        assertThat(service.password(alice)).hasValue("seven lamps");
        byte[] row = stored.rows.get(alice.accountId()).sealedPassword().orElseThrow();
        assertThat(new String(row, StandardCharsets.UTF_8)).doesNotContain("seven");
        Caller bob = caller(new UUID(8, 2));
        stored.rows.put(bob.accountId(), stored.rows.get(alice.accountId()));
        assertThatThrownBy(() -> service.password(bob)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void thePasswordStaysUntilItIsRemoved() {
        Caller alice = caller(new UUID(8, 1));
        service.change(alice, before -> before, PasswordChange.to("seven lamps"));
        service.change(alice, before -> before.withValidDays(Optional.of(2)), PasswordChange.NONE);
        assertThat(service.password(alice)).hasValue("seven lamps");

        service.change(alice, before -> before, PasswordChange.REMOVAL);
        assertThat(service.password(alice)).isEmpty();
        assertThat(service.read(alice).chosen().validDays()).hasValue(2);
    }

    @Test
    void whatIsNoPasswordChangesNothing() {
        Caller alice = caller(new UUID(8, 1));
        assertThatThrownBy(() -> service.change(
                        alice, before -> before.withValidDays(Optional.of(2)), PasswordChange.to("short")))
                .isInstanceOf(Refusal.class);
        assertThat(stored.rows).isEmpty();
    }

    private static Caller caller(UUID account) {
        return new Caller(
                new TenantId(new UUID(7, 1)),
                "demo",
                "FBK000005724",
                account,
                "alice",
                Set.of(),
                Set.of(),
                Surface.PORTAL,
                "192.0.2.7",
                ZoneOffset.UTC);
    }

    @Test
    void aChangeDoesNotTellThePasswordToALog() {
        assertThat(PasswordChange.to("seven lamps")).asString().doesNotContain("seven");
    }
}
