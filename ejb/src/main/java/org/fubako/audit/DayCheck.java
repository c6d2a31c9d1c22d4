package org.fubako.audit;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.fubako.audit.Finding.Kind;
import org.fubako.audit.LogTrees.Checkpoint;
import org.fubako.audit.LogTrees.Leaf;
import org.fubako.platform.TenantId;

/**
 * Holds one tenant's day against itself: rows against their seals and leaves, leaves against the checkpoints, checkpoints
 * against their signatures, one another, the file, and the day's root. Fed in order, in constant memory; reads nothing itself.
 */
final class DayCheck {

    private final LocalDate day;
    private final String origin;
    private final boolean closed;
    private final LogSeal seal;
    private final CheckpointKey key;

    private final Findings findings = new Findings();
    private final MerkleTree tree = new MerkleTree();

    /** Genuine checkpoints of the table, by size. */
    private final NavigableMap<Long, TreeHead> signed = new TreeMap<>();

    private long headSize;
    private int checkpoints;
    private Optional<String> head = Optional.empty();

    private long nextPosition;
    private long pending;
    private long leavesFaulty;
    private boolean comparable = true;

    DayCheck(TenantId tenant, LocalDate day, boolean closed, LogSeal seal, CheckpointKey key) {
        this.day = day;
        this.origin = TreeHead.origin(tenant, day);
        this.closed = closed;
        this.seal = seal;
        this.key = key;
    }

    /** First: what is signed. {@code inFile} in the order of the file; {@code root} is the day's leaf in the tree of days. */
    void signed(List<Checkpoint> inTable, List<String> inFile, Optional<String> root) {
        checkpoints = inTable.size();
        for (Checkpoint checkpoint : inTable) {
            Optional<TreeHead> opened = key.open(checkpoint.note())
                    .filter(found -> found.origin().equals(origin) && found.size() == checkpoint.size());
            opened.ifPresentOrElse(
                    found -> signed.put(found.size(), found),
                    () -> findings.add(Kind.FORGED, "checkpoint of size " + checkpoint.size()));
            headSize = checkpoint.size();
            head = Optional.of(checkpoint.note());
        }
        NavigableMap<Long, TreeHead> filed = file(inFile);
        for (Checkpoint checkpoint : inTable) {
            boolean due = checkpoint.settled()
                    || !filed.tailMap(checkpoint.size(), false).isEmpty();
            if (due && !filed.containsKey(checkpoint.size())) {
                findings.add(Kind.MISSING, "checkpoint of size " + checkpoint.size() + " in the file");
            }
        }
        root(root);
    }

    private NavigableMap<Long, TreeHead> file(List<String> inFile) {
        NavigableMap<Long, TreeHead> filed = new TreeMap<>();
        for (String note : inFile) {
            Optional<TreeHead> opened =
                    key.open(note).filter(found -> found.origin().equals(origin));
            opened.ifPresentOrElse(
                    found -> filed.put(found.size(), found), () -> findings.add(Kind.FORGED, "checkpoint in the file"));
        }
        for (TreeHead found : filed.values()) {
            if (found.size() > headSize) {
                findings.add(Kind.TRUNCATED, "the file knows a checkpoint of size " + found.size());
            } else if (!signed.containsKey(found.size())) {
                findings.add(Kind.MISSING, "checkpoint of size " + found.size() + " in the table");
            } else if (!signed.get(found.size()).equals(found)) {
                findings.add(Kind.FORGED, "another checkpoint of size " + found.size() + " is in the file");
            }
        }
        return filed;
    }

    private void root(Optional<String> root) {
        if (!closed) {
            return;
        }
        if (root.isEmpty() && headSize > 0) {
            findings.add(Kind.MISSING, "root of the day");
        }
        Optional<TreeHead> opened =
                root.flatMap(key::open).filter(found -> found.origin().equals(origin));
        if (root.isPresent() && opened.isEmpty()) {
            findings.add(Kind.FORGED, "root of the day");
        }
        opened.filter(found -> found.size() > headSize)
                .ifPresent(found -> findings.add(Kind.TRUNCATED, "the root of the day has size " + found.size()));
        opened.filter(found -> found.size() < headSize)
                .ifPresent(found -> findings.add(Kind.ADDED, "checkpoints after the root of size " + found.size()));
        opened.filter(found -> found.size() == headSize && !found.equals(signed.get(headSize)))
                .ifPresent(found -> findings.add(Kind.FORGED, "the root of the day is not the last checkpoint"));
    }

    /** Then all leaves, by position. */
    void leaf(Leaf leaf) {
        if (leaf.position() != nextPosition) {
            leavesFaulty++;
            comparable = false;
            findings.add(Kind.MISSING, "leaves " + nextPosition + " to " + (leaf.position() - 1));
        }
        nextPosition = leaf.position() + 1;
        if (leaf.position() >= headSize) {
            findings.add(Kind.ADDED, "leaf " + leaf.position() + " behind the last checkpoint");
            return;
        }
        row(leaf);
        tree.append(leaf.hash());
        compare();
    }

    private void row(Leaf leaf) {
        String where = "line " + leaf.rowId() + " of leaf " + leaf.position();
        if (leaf.row().isEmpty()) {
            leavesFaulty++;
            findings.add(Kind.MISSING, where);
            return;
        }
        SealedRow row = leaf.row().get();
        if (!seal.isGenuine(row) || !Arrays.equals(row.leafHash(), leaf.hash())) {
            leavesFaulty++;
            findings.add(Kind.CHANGED, where);
        }
    }

    /** After the first difference all later roots differ too. */
    private void compare() {
        TreeHead expected = signed.get(tree.size());
        if (comparable && expected != null && !expected.equals(TreeHead.of(origin, tree))) {
            comparable = false;
            findings.add(
                    leavesFaulty == 0 ? Kind.REORDERED : Kind.CHANGED,
                    "leaves up to checkpoint of size " + tree.size());
        }
    }

    /** Then the rows that no leaf stands for. */
    void withoutLeaf(SealedRow row) {
        if (!seal.isGenuine(row)) {
            findings.add(Kind.ADDED, "line " + row.row().id());
        } else if (closed) {
            findings.add(Kind.ADDED, "line " + row.row().id() + " after the day was closed");
        } else {
            pending++;
        }
    }

    /** At last: what it comes to. */
    DayReport report() {
        if (nextPosition < headSize) {
            findings.add(Kind.TRUNCATED, "leaves " + nextPosition + " to " + (headSize - 1));
        }
        return new DayReport(
                day,
                closed,
                Math.min(nextPosition, headSize),
                pending,
                checkpoints,
                head,
                key.verifierKey(),
                findings.count(),
                findings.first());
    }

    /** For what only the reader of the tables can see. */
    Findings findings() {
        return findings;
    }
}
