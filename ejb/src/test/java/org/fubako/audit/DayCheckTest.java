package org.fubako.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fubako.audit.TreeFixture.DAY;
import static org.fubako.audit.TreeFixture.DEMO;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fubako.audit.Finding.Kind;
import org.fubako.audit.LogTrees.Checkpoint;
import org.fubako.audit.LogTrees.Leaf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody who rules the database, but has not the keys, cannot change a day without being found. */
class DayCheckTest {

    private static final int LINES = 40;

    private final TreeFixture fixture = new TreeFixture();
    private final LogSeal foreignSeal = TreeFixture.seal(2);
    private final CheckpointKey foreignKey = TreeFixture.key(2);
    private final List<SealedRow> written = IntStream.range(0, LINES)
            .mapToObj(
                    at -> fixture.sealed(DEMO, fixture.clock.instant().plusSeconds(at), "/common/" + at, fixture.seal))
            .toList();

    /** A day as it lies in the tables and the file, free to be tampered with. */
    private final class Day {

        final List<SealedRow> rows = new ArrayList<>(written);
        final List<Leaf> leaves = new ArrayList<>();
        final List<Checkpoint> checkpoints = new ArrayList<>();
        final List<String> file = new ArrayList<>();
        Optional<String> root;
        final boolean closed;

        Day(boolean closed, Random random) {
            this.closed = closed;
            MerkleTree tree = new MerkleTree();
            for (SealedRow row : rows) {
                leaves.add(new Leaf(leaves.size(), row.row().id(), row.leafHash(), Optional.empty()));
                tree.append(row.leafHash());
                if (random.nextInt(12) == 0 || leaves.size() == LINES) {
                    sign(tree, fixture.key);
                }
            }
            checkpoints.forEach(one -> file.add(one.note()));
            root = closed ? Optional.of(file.get(file.size() - 1)) : Optional.empty();
        }

        void sign(MerkleTree tree, CheckpointKey by) {
            String note = by.sign(TreeHead.of(TreeHead.origin(DEMO, DAY), tree));
            checkpoints.add(new Checkpoint(tree.size(), tree.frontier(), note, true));
        }

        DayReport report() {
            DayCheck check = new DayCheck(DEMO, DAY, closed, fixture.seal, fixture.key);
            check.signed(checkpoints, file, root);
            Set<UUID> withLeaf = new HashSet<>();
            for (Leaf leaf : leaves) {
                withLeaf.add(leaf.rowId());
                Optional<SealedRow> row = rows.stream()
                        .filter(one -> one.row().id().equals(leaf.rowId()))
                        .findFirst();
                check.leaf(new Leaf(leaf.position(), leaf.rowId(), leaf.hash(), row));
            }
            rows.stream().filter(row -> !withLeaf.contains(row.row().id())).forEach(check::withoutLeaf);
            return check.report();
        }

        Set<Kind> kinds() {
            return report().findings().stream()
                    .map(Finding::kind)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
        }

        void removeRow(UUID id) {
            rows.removeIf(row -> row.row().id().equals(id));
        }

        /** Positions from 0 again, as somebody would who wants to hide a gap. */
        void renumber() {
            for (int at = 0; at < leaves.size(); at++) {
                Leaf leaf = leaves.get(at);
                leaves.set(at, new Leaf(at, leaf.rowId(), leaf.hash(), Optional.empty()));
            }
        }

        /** New heads over the leaves as they are now, signed with a key of the thief's own. */
        void signAgain(CheckpointKey by) {
            checkpoints.clear();
            MerkleTree tree = new MerkleTree();
            leaves.forEach(leaf -> tree.append(leaf.hash()));
            sign(tree, by);
        }
    }

    private enum Tamper {
        CHANGE_LINE {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                int at = random.nextInt(LINES);
                day.rows.set(
                        at,
                        new SealedRow(
                                changed(day.rows.get(at).row(), random),
                                day.rows.get(at).mac()));
            }
        },
        CHANGE_LINE_AND_LEAF {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                int at = random.nextInt(LINES);
                SealedRow row = new SealedRow(
                        changed(day.rows.get(at).row(), random),
                        day.rows.get(at).mac());
                day.rows.set(at, row);
                day.leaves.set(at, new Leaf(at, row.row().id(), row.leafHash(), Optional.empty()));
            }
        },
        CHANGE_EVERYTHING_ABOUT_A_LINE {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                int at = random.nextInt(LINES);
                LogRow row = changed(day.rows.get(at).row(), random);
                SealedRow sealed = new SealedRow(row, test.foreignSeal.of(row));
                day.rows.set(at, sealed);
                day.leaves.set(at, new Leaf(at, row.id(), sealed.leafHash(), Optional.empty()));
                day.signAgain(test.foreignKey);
            }
        },
        CHANGE_SEAL {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                int at = random.nextInt(LINES);
                byte[] mac = day.rows.get(at).mac().clone();
                mac[random.nextInt(32)] ^= (byte) (1 + random.nextInt(255));
                day.rows.set(at, new SealedRow(day.rows.get(at).row(), mac));
            }
        },
        CHANGE_LEAF {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                int at = random.nextInt(LINES);
                byte[] hash = day.leaves.get(at).hash().clone();
                hash[random.nextInt(32)] ^= (byte) (1 + random.nextInt(255));
                day.leaves.set(at, new Leaf(at, day.leaves.get(at).rowId(), hash, Optional.empty()));
            }
        },
        DELETE_LINE {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                day.rows.remove(random.nextInt(LINES));
            }
        },
        DELETE_LEAF {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                day.leaves.remove(random.nextInt(LINES));
            }
        },
        DELETE_LINE_AND_LEAF {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                day.removeRow(day.leaves.remove(random.nextInt(LINES)).rowId());
            }
        },
        DELETE_LINE_AND_LEAF_AND_CLOSE_THE_GAP {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                day.removeRow(day.leaves.remove(random.nextInt(LINES)).rowId());
                day.renumber();
            }
        },
        DELETE_AND_SIGN_AGAIN {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                day.removeRow(day.leaves.remove(random.nextInt(LINES)).rowId());
                day.renumber();
                day.signAgain(test.foreignKey);
            }
        },
        TRUNCATE_LINES_AND_LEAVES {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                int kept = random.nextInt(LINES);
                day.leaves.subList(kept, LINES).clear();
                day.rows.subList(kept, LINES).clear();
            }
        },
        TRUNCATE_ALL_OF_THE_DATABASE {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                int kept = random.nextInt(LINES);
                day.leaves.subList(kept, LINES).clear();
                day.rows.subList(kept, LINES).clear();
                day.checkpoints.removeIf(one -> one.size() > kept);
                day.leaves.removeIf(leaf -> day.checkpoints.isEmpty()
                        || leaf.position()
                                >= day.checkpoints
                                        .get(day.checkpoints.size() - 1)
                                        .size());
                day.root = day.root
                        .flatMap(note -> day.checkpoints.stream().reduce((one, other) -> other))
                        .map(Checkpoint::note);
            }
        },
        TRUNCATE_THE_FILE {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                day.file
                        .subList(random.nextInt(day.file.size()), day.file.size())
                        .clear();
            }
        },
        ADD_LINE {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                day.rows.add(test.fixture.sealed(DEMO, test.fixture.clock.instant(), "/x", test.foreignSeal));
            }
        },
        ADD_LINE_AND_LEAF {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                SealedRow row = test.fixture.sealed(DEMO, test.fixture.clock.instant(), "/x", test.foreignSeal);
                day.rows.add(row);
                int at = random.nextInt(LINES + 1);
                day.leaves.add(at, new Leaf(at, row.row().id(), row.leafHash(), Optional.empty()));
                day.renumber();
            }
        },
        ADD_LINE_AND_LEAF_AND_SIGN {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                ADD_LINE_AND_LEAF.on(day, random, test);
                day.signAgain(test.foreignKey);
            }
        },
        SWAP_LEAVES {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                int one = random.nextInt(LINES);
                Collections.swap(day.leaves, one, (one + 1 + random.nextInt(LINES - 1)) % LINES);
                day.renumber();
            }
        },
        SWAP_LINES {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                int one = random.nextInt(LINES);
                int other = (one + 1 + random.nextInt(LINES - 1)) % LINES;
                SealedRow first = day.rows.get(one);
                SealedRow second = day.rows.get(other);
                day.rows.set(one, new SealedRow(withId(second.row(), first.row().id()), second.mac()));
                day.rows.set(
                        other, new SealedRow(withId(first.row(), second.row().id()), first.mac()));
            }
        },
        DELETE_CHECKPOINT {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                day.checkpoints.remove(random.nextInt(day.checkpoints.size()));
            }
        },
        DELETE_CHECKPOINT_IN_THE_FILE {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                day.file.remove(random.nextInt(day.file.size()));
            }
        },
        FORGE_CHECKPOINT {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                int at = random.nextInt(day.checkpoints.size());
                Checkpoint one = day.checkpoints.get(at);
                TreeHead head = test.fixture.key.open(one.note()).orElseThrow();
                String note = test.foreignKey.sign(head);
                day.checkpoints.set(at, new Checkpoint(one.size(), one.frontier(), note, true));
            }
        },
        FORGE_CHECKPOINT_IN_THE_FILE {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                int at = random.nextInt(day.file.size());
                TreeHead head = test.fixture.key.open(day.file.get(at)).orElseThrow();
                day.file.set(at, test.foreignKey.sign(head));
            }
        },
        CHECKPOINT_OF_ANOTHER_DAY {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                int at = random.nextInt(day.checkpoints.size());
                Checkpoint one = day.checkpoints.get(at);
                TreeHead head = test.fixture.key.open(one.note()).orElseThrow();
                TreeHead other = new TreeHead(TreeHead.origin(DEMO, DAY.minusDays(1)), head.size(), head.root());
                day.checkpoints.set(at, new Checkpoint(one.size(), one.frontier(), test.fixture.key.sign(other), true));
            }
        },
        CHECKPOINT_OF_ANOTHER_SIZE {
            @Override
            void on(Day day, Random random, DayCheckTest test) {
                int at = random.nextInt(day.checkpoints.size());
                Checkpoint one = day.checkpoints.get(at);
                day.checkpoints.set(at, new Checkpoint(one.size() + 1, one.frontier(), one.note(), true));
            }
        };

        abstract void on(Day day, Random random, DayCheckTest test);
    }

    private static LogRow withId(LogRow row, UUID id) {
        return copy(row, id, row.account(), row.path(), row.destination(), row.bytes(), row.millis(), row.result());
    }

    /** One field of it says something else. */
    private static LogRow changed(LogRow row, Random random) {
        String other = Integer.toString(1_000 + random.nextInt(1_000));
        return switch (random.nextInt(6)) {
            case 0 ->
                copy(row, row.id(), other, row.path(), row.destination(), row.bytes(), row.millis(), row.result());
            case 1 ->
                copy(row, row.id(), row.account(), other, row.destination(), row.bytes(), row.millis(), row.result());
            case 2 -> copy(row, row.id(), row.account(), row.path(), other, row.bytes(), row.millis(), row.result());
            case 3 ->
                copy(
                        row,
                        row.id(),
                        row.account(),
                        row.path(),
                        row.destination(),
                        row.bytes() + 1,
                        row.millis(),
                        row.result());
            case 4 ->
                copy(
                        row,
                        row.id(),
                        row.account(),
                        row.path(),
                        row.destination(),
                        row.bytes(),
                        row.millis() + 1,
                        row.result());
            default ->
                copy(row, row.id(), row.account(), row.path(), row.destination(), row.bytes(), row.millis(), other);
        };
    }

    private static LogRow copy(
            LogRow row,
            UUID id,
            String account,
            String path,
            String destination,
            long bytes,
            int millis,
            String result) {
        return new LogRow(
                row.day(),
                row.tenant(),
                id,
                row.at(),
                row.serviceCode(),
                row.address(),
                account,
                row.surface(),
                row.action(),
                row.space(),
                path,
                destination,
                bytes,
                millis,
                result,
                row.refersTo());
    }

    @Test
    void aDayThatNobodyTouchedIsIntact() {
        for (int seed = 0; seed < 50; seed++) {
            for (boolean closed : new boolean[] {true, false}) {
                assertThat(new Day(closed, new Random(seed)).report())
                        .matches(DayReport::intact)
                        .matches(report -> report.leaves() == LINES && report.pending() == 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Tamper.class)
    void everyKindOfTamperingIsFoundWhereverItIsDone(Tamper tamper) {
        for (int seed = 0; seed < 120; seed++) {
            Random random = new Random(seed);
            Day day = new Day(random.nextBoolean(), random);
            tamper.on(day, random, this);

            assertThat(day.report().intact())
                    .as("%s with seed %d", tamper, seed)
                    .isFalse();
        }
    }

    @Test
    void severalAtOnceDoNotHideOneAnother() {
        Tamper[] all = Tamper.values();
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Day day = new Day(random.nextBoolean(), random);
            Tamper last = all[random.nextInt(all.length)];
            // these take away nothing that another one needs
            List<Tamper> harmless = List.of(Tamper.CHANGE_SEAL, Tamper.CHANGE_LEAF, Tamper.ADD_LINE);
            harmless.get(random.nextInt(harmless.size())).on(day, random, this);
            last.on(day, random, this);

            assertThat(day.report().intact())
                    .as("then %s with seed %d", last, seed)
                    .isFalse();
        }
    }

    @Test
    void theFindingSaysWhatWasDone() {
        Random random = new Random(1);

        assertThat(kinds(Tamper.CHANGE_LINE, random)).containsExactly(Kind.CHANGED);
        assertThat(kinds(Tamper.CHANGE_SEAL, random)).containsExactly(Kind.CHANGED);
        assertThat(kinds(Tamper.DELETE_LINE, random)).containsExactly(Kind.MISSING);
        assertThat(kinds(Tamper.DELETE_CHECKPOINT_IN_THE_FILE, random)).containsExactly(Kind.MISSING);
        assertThat(kinds(Tamper.ADD_LINE, random)).containsExactly(Kind.ADDED);
        assertThat(kinds(Tamper.SWAP_LEAVES, random)).containsExactly(Kind.REORDERED);
        assertThat(kinds(Tamper.TRUNCATE_ALL_OF_THE_DATABASE, random)).contains(Kind.TRUNCATED);
        assertThat(kinds(Tamper.FORGE_CHECKPOINT_IN_THE_FILE, random)).contains(Kind.FORGED);
    }

    private Set<Kind> kinds(Tamper tamper, Random random) {
        Day day = new Day(true, random);
        tamper.on(day, random, this);
        return day.kinds();
    }

    @Test
    void aGenuineLineWithoutLeafWaitsWhileTheDayIsOpenAndIsTooLateWhenItIsClosed() {
        for (boolean closed : new boolean[] {true, false}) {
            Day day = new Day(closed, new Random(1));
            day.rows.add(fixture.sealed(DEMO, fixture.clock.instant(), "/late", fixture.seal));

            assertThat(day.report().pending()).isEqualTo(closed ? 0 : 1);
            assertThat(day.kinds()).isEqualTo(closed ? Set.of(Kind.ADDED) : Set.of());
        }
    }

    @Test
    void aCheckpointOfTheLastMinutesMayStillBeOnItsWayToTheFile() {
        Day day = new Day(false, new Random(1));
        day.file.remove(day.file.size() - 1);
        Checkpoint last = day.checkpoints.remove(day.checkpoints.size() - 1);
        day.checkpoints.add(new Checkpoint(last.size(), last.frontier(), last.note(), false));

        assertThat(day.report().intact()).isTrue();
    }

    @Test
    void aDayWithoutRowsGivesTheFirstFindingsAndTheirNumber() {
        Day day = new Day(true, new Random(1));
        day.rows.clear();
        DayReport report = day.report();
        Findings many = new Findings();
        for (int at = 0; at < 1_000; at++) {
            many.add(Kind.MISSING, "line " + at);
        }

        assertThat(report.found()).isEqualTo(LINES).isEqualTo(report.findings().size());
        assertThat(many.count()).isEqualTo(1_000);
        assertThat(many.first()).hasSize(Findings.KEPT);
    }
}
