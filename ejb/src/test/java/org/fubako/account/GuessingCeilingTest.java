package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.fubako.SettableClock;
import org.fubako.account.GuessingCeiling.Guess;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.junit.jupiter.api.Test;

class GuessingCeilingTest {

    private static final TenantId DEMO = new TenantId(new UUID(7, 1));
    private static final TenantId OTHER = new TenantId(new UUID(7, 2));
    private static final String HERE = "192.0.2.7";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final FakeFailures failures = new FakeFailures();
    private final GuessingCeiling ceiling = FakeFailures.ceiling(failures, clock);

    private static Guess stranger(String name, String address) {
        return new Guess(DEMO, name, address, false);
    }

    private static Guess familiar(String name, String address) {
        return new Guess(DEMO, name, address, true);
    }

    private Optional<Refusal> refusal(Guess guess) {
        return Optional.ofNullable(catchThrowableOfType(Refusal.class, () -> ceiling.requireOpen(guess)));
    }

    private Optional<Problem> problem(Guess guess) {
        return refusal(guess).map(Refusal::problem);
    }

    /** Each from another network. */
    private void fail(int times, String name) {
        for (int time = 0; time < times; time++) {
            ceiling.failed(stranger(name, "10." + time / 250 + "." + time % 250 + ".1"));
        }
    }

    @Test
    void r07AHundredWrongPasswordsFromAnywhereCloseAnAccountToStrangersAndToNobodyElse() {
        fail(99, "alice");
        assertThat(problem(stranger("alice", HERE))).isEmpty();
        assertThat(ceiling.failed(stranger("alice", "10.200.0.1"))).isTrue();

        assertThat(problem(stranger("alice", HERE))).contains(Problem.SIGN_IN_CLOSED);
        assertThat(problem(familiar("alice", HERE))).isEmpty();
        assertThat(problem(stranger("bob", HERE))).isEmpty();
        assertThat(problem(new Guess(OTHER, "alice", HERE, false))).isEmpty();
        assertThat(ceiling.failed(familiar("alice", HERE))).as("closed before").isFalse();
    }

    @Test
    void r07ItStaysClosedWhateverTheTimeAndOpensWhenItIsForgotten() {
        fail(100, "alice");
        clock.pass(Duration.ofDays(7));
        assertThat(problem(stranger("alice", HERE))).contains(Problem.SIGN_IN_CLOSED);

        ceiling.forget(DEMO, "alice");

        assertThat(problem(stranger("alice", HERE))).isEmpty();
        assertThat(failures.counts).isEmpty();
    }

    @Test
    void r07TheNameIsNotKept() {
        fail(1, "alice");

        assertThat(failures.counts.keySet()).hasSize(1).noneMatch(key -> key.contains("alice"));
    }

    @Test
    void r07ANetworkThatTriesManyAccountsIsSlowedDownAndWhoIsFamiliarIsNot() {
        for (int number = 0; number < 100; number++) {
            assertThat(problem(stranger("name" + number, HERE))).isEmpty();
            ceiling.failed(stranger("name" + number, HERE));
        }

        Refusal refusal = refusal(stranger("one-more", "192.0.2.200")).orElseThrow();
        assertThat(refusal.problem()).isEqualTo(Problem.TOO_MANY_TRIES);
        assertThat(Integer.parseInt(refusal.subject())).isBetween(1, 4);
        assertThat(problem(familiar("alice", HERE))).isEmpty();
        assertThat(problem(stranger("alice", "198.51.100.7"))).isEmpty();
        clock.pass(Duration.ofSeconds(3));
        assertThat(problem(stranger("one-more", HERE))).isEmpty();
        ceiling.failed(stranger("one-more", HERE));
        assertThat(problem(stranger("one-more", HERE))).contains(Problem.TOO_MANY_TRIES);
        clock.pass(Duration.ofHours(1));
        for (int number = 0; number < 100; number++) {
            assertThat(problem(stranger("late" + number, HERE))).isEmpty();
            ceiling.failed(stranger("late" + number, HERE));
        }
        assertThat(problem(stranger("late", HERE))).contains(Problem.TOO_MANY_TRIES);
    }

    @Test
    void r07WhoIsFamiliarTakesNoTriesFromTheOffice() {
        for (int time = 0; time < 300; time++) {
            ceiling.failed(familiar("name" + time, HERE));
        }

        assertThat(problem(stranger("alice", HERE))).isEmpty();
    }
}
