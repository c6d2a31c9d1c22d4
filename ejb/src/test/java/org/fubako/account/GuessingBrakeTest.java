package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import org.fubako.SettableClock;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuessingBrakeTest {

    private static final String HERE = "192.0.2.7";

    private final GuessingBrake brake = new GuessingBrake();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));

    @BeforeEach
    void useTheClock() {
        brake.clock = clock;
    }

    @ParameterizedTest
    @CsvSource({"5, 2", "6, 4", "8, 16", "13, 512", "14, 900", "40, 900"})
    void r07DoublesTheWaitUpToAQuarterOfAnHour(int failures, int seconds) {
        fail(failures, "alice", HERE);

        clock.pass(Duration.ofSeconds(seconds - 1L));
        assertThat(refused("alice", HERE)).isTrue();
        clock.pass(Duration.ofSeconds(1));
        assertThat(refused("alice", HERE)).isFalse();
    }

    @Test
    void r07LeavesFourTriesFree() {
        fail(4, "alice", HERE);

        assertThat(refused("alice", HERE)).isFalse();
    }

    @Test
    void r07NeverLocksOutFromElsewhere() {
        fail(50, "alice", HERE);

        assertThat(refused("alice", "198.51.100.7")).isFalse();
        assertThat(refused("bob", HERE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.250",
        "192.0.2.7, ::ffff:192.0.2.9",
        "2001:db8::1, 2001:db8:0:0:ffff:1:2:3",
        "2001:DB8:1:2::1, 2001:db8:1:2:a:b:c:d"
    })
    void r07CountsNeighboursTogether(String guesser, String neighbour) {
        fail(6, "alice", guesser);

        assertThat(refused("alice", neighbour)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7, 192.0.3.7", "2001:db8:1:2::1, 2001:db8:1:3::1"})
    void r07KeepsNetworksApart(String guesser, String other) {
        fail(6, "alice", guesser);

        assertThat(refused("alice", other)).isFalse();
    }

    @Test
    void r07ForgetsAfterSuccess() {
        fail(6, "alice", HERE);

        brake.succeeded("alice", HERE);

        assertThatCode(() -> brake.requireOpen("alice", HERE)).doesNotThrowAnyException();
    }

    private void fail(int times, String who, String address) {
        for (int time = 0; time < times; time++) {
            brake.failed(who, address);
        }
    }

    private boolean refused(String who, String address) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> brake.requireOpen(who, address));
        return refusal != null && refusal.problem() == Problem.TOO_MANY_TRIES;
    }
}
