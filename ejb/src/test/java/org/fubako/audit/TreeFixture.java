package org.fubako.audit;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.fubako.SettableClock;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.TenantId;

/** The trees in memory, with a clock that is set by hand: 24 November 2026, noon in Tokyo. */
final class TreeFixture {

    static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    static final TenantId DEMO = new TenantId(new UUID(1, 1));
    static final TenantId OTHER = new TenantId(new UUID(1, 2));

    final Tables tables = new Tables();
    final LogSeal seal = seal(1);
    final CheckpointKey key = key(1);
    final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T03:00:00Z"));
    private int made;

    static LogSeal seal(int secret) {
        LogSeal seal = new LogSeal();
        seal.keys = label -> bytes(secret);
        seal.deriveKey();
        return seal;
    }

    static CheckpointKey key(int secret) {
        CheckpointKey key = new CheckpointKey();
        key.keys = label -> bytes(secret);
        key.deriveKey();
        return key;
    }

    private static byte[] bytes(int secret) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) secret);
        return bytes;
    }

    /** A row that commits now but got its id and its time then. */
    LogRow write(TenantId tenant, Instant then) {
        SealedRow row = sealed(tenant, then, "/common/" + made, seal);
        tables.rows.add(row);
        return row.row();
    }

    LogRow write(Instant then) {
        return write(DEMO, then);
    }

    SealedRow sealed(TenantId tenant, Instant then, String path, LogSeal by) {
        Caller caller = new Caller(
                tenant, "t", "FB-1", new UUID(1, 9), "alice", Set.of(), Set.of(), Surface.API, "::1", ZoneOffset.UTC);
        UUID id = new UUID(then.toEpochMilli() << 16 | 0x7000, ++made);
        LogRow row = LogRow.of(LogEvent.of(caller, Action.UPLOAD, path), id, then, Optional.empty());
        return new SealedRow(row, by.of(row));
    }

    /** A node of its own: with its own file, on the same tables. */
    Node node(Path folder) {
        return new Node(folder);
    }

    final class Node {

        final CheckpointFile files;
        final LogTreeTransaction transaction = new LogTreeTransaction();
        final SequenceJob sequence = new SequenceJob();
        final VerifyJob verify = new VerifyJob();
        final DayVerifier verifier = new DayVerifier();

        Node(Path folder) {
            files = new CheckpointFile(folder, key);
            transaction.trees = tables;
            transaction.seal = seal;
            transaction.key = key;
            sequence.trees = tables;
            sequence.transaction = transaction;
            sequence.files = files;
            sequence.key = key;
            sequence.clock = clock;
            verifier.trees = tables;
            verifier.files = files;
            verifier.seal = seal;
            verifier.key = key;
            verify.trees = tables;
            verify.transaction = transaction;
            verify.verifier = verifier;
            verify.clock = clock;
        }

        DayReport report(LocalDate day) {
            return verifier.verify(DEMO, day);
        }
    }

    record LeafRow(LocalDate day, TenantId tenant, long position, UUID rowId, byte[] hash) {}

    record CheckpointRow(LocalDate day, TenantId tenant, long size, byte[] frontier, String note) {}

    record RootRow(LocalDate day, TenantId tenant, long position, String note) {}

    record Verification(LocalDate day, int trees, long leaves, long findings, String report) {}

    /** With the unique keys of the real ones. */
    static class Tables extends LogTrees {

        final List<SealedRow> rows = new ArrayList<>();
        final List<LeafRow> leaves = new ArrayList<>();
        final List<CheckpointRow> checkpoints = new ArrayList<>();
        final List<RootRow> roots = new ArrayList<>();
        final List<DayHead> heads = new ArrayList<>();
        final List<Verification> verifications = new ArrayList<>();
        final List<UUID> lookedAfter = new ArrayList<>();
        Runnable beforeLeaves = () -> {};
        boolean settled = true;

        @Override
        List<Progress> progress(LocalDate day) {
            return tenants(day).stream()
                    .map(tenant -> new Progress(
                            tenant,
                            ofDay(tenant, day).map(row -> row.row().id()).max(Comparator.naturalOrder()),
                            leavesOf(tenant, day).map(LeafRow::rowId).max(Comparator.naturalOrder()),
                            lastCheckpoint(tenant, day).map(Checkpoint::size).orElse(0L)))
                    .toList();
        }

        @Override
        List<TenantId> tenants(LocalDate day) {
            Set<TenantId> found = new TreeSet<>(Comparator.comparing(TenantId::value));
            rows.stream()
                    .filter(row -> row.row().day().equals(day))
                    .forEach(row -> found.add(row.row().tenant()));
            leaves.stream().filter(leaf -> leaf.day.equals(day)).forEach(leaf -> found.add(leaf.tenant));
            checkpoints.stream().filter(one -> one.day.equals(day)).forEach(one -> found.add(one.tenant));
            roots.stream().filter(root -> root.day.equals(day)).forEach(root -> found.add(root.tenant));
            return List.copyOf(new LinkedHashSet<>(found));
        }

        private Stream<SealedRow> ofDay(TenantId tenant, LocalDate day) {
            return rows.stream()
                    .filter(row ->
                            row.row().tenant().equals(tenant) && row.row().day().equals(day))
                    .sorted(Comparator.comparing(row -> row.row().id()));
        }

        private Stream<LeafRow> leavesOf(TenantId tenant, LocalDate day) {
            return leaves.stream()
                    .filter(leaf -> leaf.tenant.equals(tenant) && leaf.day.equals(day))
                    .sorted(Comparator.comparing(LeafRow::position));
        }

        @Override
        List<SealedRow> unsequenced(TenantId tenant, LocalDate day, Optional<UUID> after, int limit) {
            after.ifPresent(lookedAfter::add);
            Set<UUID> known =
                    new TreeSet<>(leavesOf(tenant, day).map(LeafRow::rowId).toList());
            return ofDay(tenant, day)
                    .filter(row -> after.isEmpty() || row.row().id().compareTo(after.get()) > 0)
                    .filter(row -> !known.contains(row.row().id()))
                    .limit(limit)
                    .toList();
        }

        @Override
        void addLeaves(TenantId tenant, LocalDate day, long first, List<NewLeaf> added) {
            beforeLeaves.run();
            List<LeafRow> fresh = new ArrayList<>();
            for (NewLeaf leaf : added) {
                fresh.add(new LeafRow(day, tenant, first + fresh.size(), leaf.rowId(), leaf.hash()));
            }
            Set<Long> positions =
                    new TreeSet<>(fresh.stream().map(LeafRow::position).toList());
            Set<UUID> ids = new TreeSet<>(fresh.stream().map(LeafRow::rowId).toList());
            if (leavesOf(tenant, day).anyMatch(leaf -> positions.contains(leaf.position) || ids.contains(leaf.rowId))) {
                throw new IllegalStateException("duplicate key");
            }
            leaves.addAll(fresh);
        }

        @Override
        void addCheckpoint(TenantId tenant, LocalDate day, MerkleTree tree, String note) {
            checkpoints.add(new CheckpointRow(day, tenant, tree.size(), tree.frontier(), note));
        }

        @Override
        Optional<Checkpoint> lastCheckpoint(TenantId tenant, LocalDate day) {
            List<Checkpoint> all = checkpoints(tenant, day, 0);
            return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
        }

        @Override
        List<Checkpoint> checkpoints(TenantId tenant, LocalDate day, long above) {
            return checkpoints.stream()
                    .filter(one -> one.tenant.equals(tenant) && one.day.equals(day))
                    .filter(one -> one.size > above)
                    .sorted(Comparator.comparing(CheckpointRow::size))
                    .map(one -> new Checkpoint(one.size, one.frontier, one.note, settled))
                    .toList();
        }

        @Override
        List<Leaf> leaves(TenantId tenant, LocalDate day, long from, int limit) {
            return leavesOf(tenant, day)
                    .filter(leaf -> leaf.position >= from)
                    .limit(limit)
                    .map(leaf -> new Leaf(
                            leaf.position,
                            leaf.rowId,
                            leaf.hash,
                            ofDay(tenant, day)
                                    .filter(row -> row.row().id().equals(leaf.rowId))
                                    .findFirst()))
                    .toList();
        }

        @Override
        long leavesBeyondCheckpoint(TenantId tenant, LocalDate day) {
            long next = leavesOf(tenant, day)
                    .mapToLong(leaf -> leaf.position + 1)
                    .max()
                    .orElse(0);
            return next - lastCheckpoint(tenant, day).map(Checkpoint::size).orElse(0L);
        }

        @Override
        Optional<LocalDate> firstDay() {
            return rows.stream().map(row -> row.row().day()).min(Comparator.naturalOrder());
        }

        @Override
        Optional<DayHead> lastDayHead() {
            return heads.stream().max(Comparator.comparing(DayHead::day));
        }

        @Override
        List<DayHead> dayHeads() {
            return heads.stream().sorted(Comparator.comparing(DayHead::day)).toList();
        }

        @Override
        boolean isClosed(LocalDate day) {
            return heads.stream().anyMatch(head -> head.day().equals(day));
        }

        @Override
        boolean lacksHead(LocalDate day) {
            return !isClosed(day)
                    && heads.stream().anyMatch(head -> head.day().isBefore(day))
                    && heads.stream().anyMatch(head -> head.day().isAfter(day));
        }

        @Override
        long missingRoots(LocalDate day) {
            long before = heads.stream()
                    .filter(head -> head.day().isBefore(day))
                    .mapToLong(DayHead::size)
                    .max()
                    .orElse(0);
            long there = roots.stream().filter(root -> root.day.equals(day)).count();
            return heads.stream()
                    .filter(head -> head.day().equals(day))
                    .mapToLong(head -> head.size() - before - there)
                    .sum();
        }

        @Override
        void addDayRoot(LocalDate day, TenantId tenant, long position, String note) {
            roots.add(new RootRow(day, tenant, position, note));
        }

        @Override
        void addDayHead(LocalDate day, MerkleTree tree, String note) {
            if (isClosed(day)) {
                throw new IllegalStateException("duplicate key");
            }
            heads.add(new DayHead(day, tree.size(), tree.frontier(), note));
        }

        @Override
        Optional<String> dayRoot(TenantId tenant, LocalDate day) {
            return roots.stream()
                    .filter(root -> root.tenant.equals(tenant) && root.day.equals(day))
                    .map(RootRow::note)
                    .findFirst();
        }

        @Override
        List<DayRoot> dayRoots(long from, int limit) {
            return roots.stream()
                    .filter(root -> root.position >= from)
                    .sorted(Comparator.comparing(RootRow::position))
                    .limit(limit)
                    .map(root -> new DayRoot(root.position, root.note))
                    .toList();
        }

        @Override
        List<LocalDate> unverified(LocalDate from) {
            return heads.stream()
                    .map(DayHead::day)
                    .filter(day -> !day.isBefore(from))
                    .filter(day -> verifications.stream().noneMatch(done -> done.day.equals(day)))
                    .sorted()
                    .toList();
        }

        @Override
        long found(LocalDate from) {
            return verifications.stream()
                    .filter(done -> !done.day.isBefore(from))
                    .mapToLong(Verification::findings)
                    .sum();
        }

        @Override
        void addVerification(LocalDate day, int trees, long leafCount, long findings, String report) {
            verifications.add(new Verification(day, trees, leafCount, findings, report));
        }
    }
}
