package org.fubako.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fubako.audit.TreeFixture.DAY;
import static org.fubako.audit.TreeFixture.DEMO;
import static org.fubako.audit.TreeFixture.OTHER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.fubako.audit.Finding.Kind;
import org.fubako.audit.LogTrees.DayHead;
import org.fubako.audit.TreeFixture.LeafRow;
import org.fubako.audit.TreeFixture.Node;
import org.fubako.audit.TreeFixture.Verification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceJobTest {

    /** 00:30 in Tokyo on the day after. */
    private static final Instant CLOSING = Instant.parse("2026-11-24T15:30:00Z");

    private final TreeFixture fixture = new TreeFixture();

    @TempDir
    Path folder;

    private Node node;

    @BeforeEach
    void start() {
        node = fixture.node(folder.resolve("one"));
    }

    private Instant now() {
        return fixture.clock.instant();
    }

    private void pass(Duration time) {
        fixture.clock.pass(time);
    }

    private void minute(Node runs) {
        pass(Duration.ofMinutes(1));
        runs.sequence.run();
    }

    private List<LeafRow> leaves() {
        return fixture.tables.leaves;
    }

    @Test
    void everyRowGetsItsPlaceAndEveryRunThatAddedSomeASignedHead() {
        fixture.write(now());
        fixture.write(OTHER, now());
        minute(node);
        fixture.write(now());
        fixture.write(now());
        minute(node);
        minute(node);

        assertThat(leaves())
                .filteredOn(leaf -> leaf.tenant().equals(DEMO))
                .extracting(LeafRow::position)
                .containsExactly(0L, 1L, 2L);
        assertThat(fixture.tables.checkpoints(DEMO, DAY, 0))
                .extracting(LogTrees.Checkpoint::size)
                .containsExactly(1L, 3L);
        assertThat(node.files.notes(DAY, TreeHead.origin(DEMO, DAY))).hasSize(2);
        assertThat(node.report(DAY))
                .matches(DayReport::intact)
                .matches(report -> report.leaves() == 3 && !report.closed());
    }

    @Test
    void aRowCommittedAfterOthersWithLargerIdsIsFoundWithoutReadingTheWholeDay() {
        Instant early = now();
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofMinutes(5));
            fixture.write(now());
        }
        minute(node);
        Instant late = now().minusSeconds(90);
        fixture.write(late);
        minute(node);

        assertThat(leaves()).hasSize(11);
        assertThat(fixture.tables.lookedAfter)
                .isNotEmpty()
                .allMatch(id -> id.getMostSignificantBits() >>> 16
                        > early.plus(Duration.ofMinutes(40)).toEpochMilli());
    }

    @Test
    void whatComesEvenLaterIsFoundWhenTheDayIsClosed() {
        fixture.write(now());
        minute(node);
        fixture.write(now().minus(Duration.ofHours(1)));
        minute(node);
        minute(node);
        assertThat(leaves()).hasSize(1);
        assertThat(node.report(DAY).pending()).isEqualTo(1);

        fixture.clock.set(CLOSING);
        node.sequence.run();

        assertThat(leaves()).hasSize(2);
        assertThat(node.report(DAY)).matches(DayReport::intact).matches(DayReport::closed);
    }

    @Test
    void rowsOfATimeWhenTheServerStoodStillAreFound() {
        fixture.write(now());
        minute(node);
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofMinutes(30));
            fixture.write(now());
        }
        minute(node);

        assertThat(leaves()).hasSize(6);
    }

    @Test
    void aDayIsClosedHalfAnHourAfterMidnightInTokyo() {
        fixture.write(now());
        fixture.clock.set(CLOSING.minusMillis(1));
        node.sequence.run();
        assertThat(fixture.tables.isClosed(DAY)).isFalse();

        fixture.clock.set(CLOSING);
        node.sequence.run();
        node.sequence.run();

        assertThat(fixture.tables.heads).extracting(DayHead::day).containsExactly(DAY);
        assertThat(fixture.tables.roots).hasSize(1);
        assertThat(node.files.head(DAY, TreeHead.DAYS).orElseThrow().size()).isEqualTo(1);
    }

    @Test
    void daysOfALongStandstillAreClosedOneByOneEmptyOnesToo() {
        fixture.write(now());
        fixture.write(OTHER, now());
        pass(Duration.ofDays(3));
        fixture.write(now());
        node.sequence.run();
        pass(Duration.ofDays(1));
        node.sequence.run();

        assertThat(fixture.tables.heads)
                .extracting(head -> head.day() + " " + head.size())
                .containsExactly("2026-11-24 2", "2026-11-25 2", "2026-11-26 2", "2026-11-27 3");
        assertThat(node.verifier.verifyDays(DAY).count()).isZero();
    }

    @Test
    void moreRowsThanOneTransactionTakesAreAllTaken() {
        for (int i = 0; i < 2 * LogTreeTransaction.CHUNK + 5; i++) {
            fixture.write(now());
        }
        minute(node);

        assertThat(leaves()).hasSize(2 * LogTreeTransaction.CHUNK + 5);
        assertThat(fixture.tables.checkpoints(DEMO, DAY, 0)).hasSize(3);
        assertThat(node.report(DAY).intact()).isTrue();
    }

    @Test
    void aCrashBeforeTheFileIsMadeGoodByTheNextRun() throws IOException {
        fixture.write(now());
        minute(node);
        fixture.write(now());
        // the transaction of a node that died right after it
        node.transaction.append(DEMO, DAY, java.util.Optional.empty(), java.util.Optional.empty());
        assertThat(node.report(DAY).findings()).extracting(Finding::kind).containsExactly(Kind.MISSING);

        minute(fixture.node(folder.resolve("one")));

        assertThat(fixture.node(folder.resolve("one")).report(DAY).intact()).isTrue();
    }

    @Test
    void aCrashBetweenClosingAndTheFileIsMadeGoodByTheNextRun() {
        fixture.write(now());
        fixture.clock.set(CLOSING);
        node.transaction.append(DEMO, DAY, java.util.Optional.empty(), java.util.Optional.empty());
        node.transaction.close(DAY, fixture.tables.tenants(DAY));

        fixture.node(folder.resolve("one")).sequence.run();

        Node restarted = fixture.node(folder.resolve("one"));
        assertThat(restarted.report(DAY).intact()).isTrue();
        assertThat(restarted.verifier.verifyDays(DAY).count()).isZero();
    }

    @Test
    void ofTwoNodesAtTheSameWorkOneFailsAndNothingIsTwice() {
        Node second = fixture.node(folder.resolve("two"));
        for (int i = 0; i < 20; i++) {
            fixture.write(now());
        }
        fixture.tables.beforeLeaves = () -> {
            fixture.tables.beforeLeaves = () -> {};
            second.sequence.run();
        };

        assertThatThrownBy(() -> node.sequence.run())
                .hasRootCauseMessage("duplicate key")
                .isInstanceOf(IllegalStateException.class);
        assertThat(leaves()).hasSize(20);
        fixture.write(now());
        minute(node);
        minute(second);

        assertThat(leaves()).hasSize(21);
        assertThat(node.report(DAY).intact()).isTrue();
        assertThat(second.report(DAY).intact()).isTrue();
    }

    @Test
    void aForgedRowGetsNoPlaceAndStopsNobody() {
        fixture.write(now());
        fixture.tables.rows.add(fixture.sealed(DEMO, now(), "/common/forged", TreeFixture.seal(2)));
        fixture.write(now());
        minute(node);

        assertThat(leaves()).hasSize(2);
        assertThat(node.report(DAY).findings()).extracting(Finding::kind).containsExactly(Kind.ADDED);
    }

    @Test
    void aTreeThatWasTakenBackIsNotContinuedButOthersAre() {
        fixture.write(now());
        minute(node);
        fixture.write(now());
        minute(node);
        fixture.tables.checkpoints.remove(1);
        fixture.tables.leaves.remove(1);
        fixture.write(OTHER, now());

        assertThatThrownBy(() -> minute(node)).hasMessageContaining("were not continued");

        assertThat(fixture.tables.checkpoints(DEMO, DAY, 0)).hasSize(1);
        assertThat(fixture.tables.checkpoints(OTHER, DAY, 0)).hasSize(1);
        assertThat(node.report(DAY).findings()).extracting(Finding::kind).contains(Kind.TRUNCATED);
    }

    @Test
    void aForgedFrontierIsNotContinued() {
        fixture.write(now());
        minute(node);
        TreeFixture.CheckpointRow last = fixture.tables.checkpoints.remove(0);
        fixture.tables.checkpoints.add(
                new TreeFixture.CheckpointRow(last.day(), last.tenant(), last.size(), new byte[32], last.note()));
        fixture.write(now());

        assertThatThrownBy(() -> minute(node)).isInstanceOf(IllegalStateException.class);

        assertThat(leaves()).hasSize(1);
    }

    @Test
    void theClosedDayIsVerifiedOnceAndTheResultIsKept() {
        fixture.write(now());
        fixture.write(OTHER, now());
        fixture.clock.set(CLOSING);
        node.sequence.run();
        node.verify.run();
        node.verify.run();

        assertThat(fixture.tables.verifications).containsExactly(new Verification(DAY, 2, 2, 0, ""));
    }

    @Test
    void whatTheDailyVerificationFindsFailsTheJobAndStandsInItsReport() {
        fixture.write(now());
        LogRow gone = fixture.write(now());
        fixture.clock.set(CLOSING);
        node.sequence.run();
        fixture.tables.rows.remove(1);

        assertThatThrownBy(() -> node.verify.run()).isInstanceOf(LogTampered.class);
        assertThatThrownBy(() -> node.verify.run()).isInstanceOf(LogTampered.class);

        assertThat(fixture.tables.verifications).singleElement().satisfies(done -> {
            assertThat(done.findings()).isEqualTo(1);
            assertThat(done.report()).contains("MISSING", gone.id().toString(), DEMO.toString());
        });
    }

    @Test
    void aWholeDayThatIsGoneWithItsRootIsMissed() {
        fixture.write(now());
        fixture.write(OTHER, now());
        fixture.clock.set(CLOSING);
        node.sequence.run();
        fixture.tables.rows.removeIf(row -> row.row().tenant().equals(DEMO));
        fixture.tables.leaves.removeIf(leaf -> leaf.tenant().equals(DEMO));
        fixture.tables.checkpoints.removeIf(one -> one.tenant().equals(DEMO));
        fixture.tables.roots.removeIf(root -> root.tenant().equals(DEMO));

        // even by whoever has no file of that day
        assertThat(fixture.node(folder.resolve("empty")).report(DAY).findings())
                .extracting(Finding::kind)
                .contains(Kind.MISSING);
        assertThat(node.verifier.verifyDays(DAY).count()).isPositive();
    }

    @Test
    void theRestVerifiesWhenTheRowsOfOldDaysAreGone() throws IOException {
        for (int i = 0; i < 5; i++) {
            fixture.write(now());
            fixture.write(OTHER, now());
            pass(Duration.ofDays(1));
            node.sequence.run();
            node.verify.run();
        }
        LocalDate purged = DAY.plusDays(1);
        fixture.tables.rows.removeIf(row -> !row.row().day().isAfter(purged));
        fixture.tables.leaves.removeIf(leaf -> !leaf.day().isAfter(purged));
        fixture.tables.checkpoints.removeIf(one -> !one.day().isAfter(purged));
        Files.delete(folder.resolve("one").resolve(DAY + ".log"));
        Files.delete(folder.resolve("one").resolve(purged + ".log"));

        Node restarted = fixture.node(folder.resolve("one"));
        assertThat(restarted.verifier.verifyDays(purged.plusDays(1)).count()).isZero();
        assertThat(restarted.report(purged.plusDays(1)).intact()).isTrue();
        assertThat(fixture.tables.roots).hasSize(10);
    }
}
