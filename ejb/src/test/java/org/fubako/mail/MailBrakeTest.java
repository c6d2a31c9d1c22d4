package org.fubako.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.fubako.SettableClock;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailBrakeTest {

    private static final TenantId TENANT = new TenantId(new UUID(1, 1));
    private static final TenantId OTHER = new TenantId(new UUID(1, 2));
    private static final UUID ALICE = new UUID(2, 1);

    private final MailBrake brake = new MailBrake();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));

    @BeforeEach
    void allowTen() {
        brake.clock = clock;
        brake.hourly = 10;
    }

    private Refusal refused(UUID account, int mails) {
        return catchThrowableOfType(Refusal.class, () -> brake.take(TENANT, account, mails));
    }

    @Test
    void anAccountSendsSoManyWithinAnHourAndIsToldHowLongToWait() {
        brake.take(TENANT, ALICE, 4);
        clock.pass(Duration.ofMinutes(20));
        brake.take(TENANT, ALICE, 6);
        clock.pass(Duration.ofMinutes(30));

        Refusal refusal = refused(ALICE, 1);
        assertThat(refusal.problem()).isEqualTo(Problem.TOO_MANY_MAILS);
        assertThat(refusal.subject()).isEqualTo("601");

        clock.pass(Duration.ofMinutes(10));
        assertThat(refused(ALICE, 10)).isNull();
        assertThat(refused(ALICE, 1)).isNotNull();
    }

    @Test
    void whatIsRefusedIsNotCounted() {
        brake.take(TENANT, ALICE, 9);

        assertThat(refused(ALICE, 2)).isNotNull();
        assertThat(refused(ALICE, 1)).isNull();
    }

    @Test
    void aTenantSendsTenTimesAsManyWhoeverSendsThem() {
        for (int account = 0; account < 9; account++) {
            brake.take(TENANT, new UUID(3, account), 10);
        }
        assertThat(brake.tryTake(TENANT, 8)).isTrue();

        assertThat(brake.tryTake(TENANT, 3)).isFalse();
        assertThat(refused(ALICE, 3)).isNotNull();
        assertThat(refused(ALICE, 2)).isNull();
        assertThat(brake.tryTake(OTHER, 100)).isTrue();
    }
}
