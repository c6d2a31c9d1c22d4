package org.fubako.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TriesTest {

    private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");

    private final Tries tries = new Tries(5, 0.5);

    @Test
    void soManyAtOnceAndThenOneAfterAnother() {
        for (int one = 0; one < 5; one++) {
            assertThat(tries.tryTake("a", NOW)).isEmpty();
        }
        assertThat(tries.tryTake("a", NOW)).hasValue(Duration.ofMinutes(2));
        assertThat(tries.tryTake("b", NOW)).isEmpty();
        assertThat(tries.tryTake("a", NOW.plusSeconds(60))).hasValue(Duration.ofMinutes(1));
        assertThat(tries.tryTake("a", NOW.plusSeconds(120))).isEmpty();
        assertThat(tries.tryTake("a", NOW.plusSeconds(120))).isPresent();
    }

    @Test
    void whatWasNoFailureIsGivenBackAndNeverMoreThanThereWas() {
        tries.tryTake("a", NOW);
        tries.giveBack("a", NOW);
        tries.giveBack("a", NOW);

        assertThat(IntStream.range(0, 10).filter(one -> tries.tryTake("a", NOW).isEmpty()))
                .hasSize(5);
    }

    @Test
    void ofManyAtTheSameTimeNoMoreGetOneThanThereAre() {
        AtomicInteger taken = new AtomicInteger();

        IntStream.range(0, 10_000).parallel().forEach(one -> {
            if (tries.tryTake("a", NOW).isEmpty()) {
                taken.incrementAndGet();
            }
        });

        assertThat(taken).hasValue(5);
    }

    @Test
    void aClockThatGoesBackGivesNothing() {
        IntStream.range(0, 5).forEach(one -> tries.tryTake("a", NOW));

        assertThat(tries.tryTake("a", NOW.minusSeconds(600))).isPresent();
    }
}
