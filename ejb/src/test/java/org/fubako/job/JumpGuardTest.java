package org.fubako.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JumpGuardTest {

    private final JumpGuard guard = new JumpGuard();
    private Instant database = Instant.parse("2026-03-01T00:00:00Z");
    private long nanos = Long.MAX_VALUE - 1_000; // the counter may run over

    @Test
    void aClockThatRunsWithTimeIsTrusted() {
        for (int minute = 0; minute < 100; minute++) {
            assertThat(pass(Duration.ofMinutes(1), Duration.ofSeconds(59))).isFalse();
        }
        assertThat(pass(Duration.ofDays(2), Duration.ofDays(2))).isFalse();
        assertThat(guard.hasJumped()).isFalse();
    }

    @Test
    void aJumpIsToldOnceAndStays() {
        pass(Duration.ZERO, Duration.ZERO);

        assertThat(pass(Duration.ofDays(30), Duration.ofMinutes(1))).isTrue();
        assertThat(guard.jump()).isEqualTo(Duration.ofDays(30).minusMinutes(1));
        assertThat(pass(Duration.ofMinutes(1), Duration.ofMinutes(1))).isFalse();
        assertThat(guard.hasJumped()).isTrue();
    }

    @Test
    void aJumpBackCounts() {
        pass(Duration.ZERO, Duration.ZERO);

        assertThat(pass(Duration.ofHours(-2), Duration.ofMinutes(1))).isTrue();
        assertThat(guard.jump()).isNegative();
    }

    private boolean pass(Duration inDatabase, Duration really) {
        database = database.plus(inDatabase);
        nanos += really.toNanos();
        return guard.tick(database, nanos);
    }
}
