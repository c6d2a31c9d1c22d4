package org.fubako.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.fubako.audit.Finding.Kind;
import org.fubako.audit.LogTrees.Checkpoint;
import org.fubako.audit.LogTrees.DayHead;
import org.fubako.audit.LogTrees.DayRoot;
import org.fubako.audit.LogTrees.Leaf;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;

/** Reads what {@link DayCheck} checks, in chunks; and checks the tree over all days. */
@ApplicationScoped
class DayVerifier {

    private static final int CHUNK = 2_000;

    private final Semaphore alone = new Semaphore(1);

    @Inject
    LogTrees trees;

    @Inject
    CheckpointFile files;

    @Inject
    LogSeal seal;

    @Inject
    CheckpointKey key;

    /** For those who ask through a door: one at a time, because each reads a whole day. */
    DayReport verifyAlone(TenantId tenant, LocalDate day) {
        if (!alone.tryAcquire()) {
            throw new Refusal(Problem.BUSY, day.toString());
        }
        try {
            return verify(tenant, day);
        } finally {
            alone.release();
        }
    }

    /** The file is read before the table and checkpoints before leaves: what comes meanwhile is behind, and no finding. */
    DayReport verify(TenantId tenant, LocalDate day) {
        List<String> inFile = files.notes(day, TreeHead.origin(tenant, day));
        DayCheck check = new DayCheck(tenant, day, trees.isClosed(day), seal, key);
        List<Checkpoint> checkpoints = trees.checkpoints(tenant, day, 0);
        check.signed(checkpoints, inFile, trees.dayRoot(tenant, day));
        long size = checkpoints.isEmpty()
                ? 0
                : checkpoints.get(checkpoints.size() - 1).size();
        leaves(check, tenant, day, size);
        if (trees.leavesBeyondCheckpoint(tenant, day) > 0) {
            check.findings().add(Kind.ADDED, "leaves behind the last checkpoint");
        }
        rowsWithoutLeaf(check, tenant, day);
        if (trees.lacksHead(day) || trees.missingRoots(day) != 0) {
            check.findings().add(Kind.MISSING, "roots of the day");
        }
        return check.report();
    }

    private void leaves(DayCheck check, TenantId tenant, LocalDate day, long size) {
        long from = Long.MIN_VALUE;
        List<Leaf> chunk;
        do {
            chunk = trees.leaves(tenant, day, from, CHUNK);
            for (Leaf leaf : chunk) {
                if (leaf.position() < size) {
                    check.leaf(leaf);
                }
                from = leaf.position() + 1;
            }
        } while (chunk.size() == CHUNK && from < size);
    }

    private void rowsWithoutLeaf(DayCheck check, TenantId tenant, LocalDate day) {
        Optional<UUID> after = Optional.empty();
        List<SealedRow> chunk;
        do {
            chunk = trees.unsequenced(tenant, day, after, CHUNK);
            chunk.forEach(check::withoutLeaf);
            if (!chunk.isEmpty()) {
                after = Optional.of(chunk.get(chunk.size() - 1).row().id());
            }
        } while (chunk.size() == CHUNK);
    }

    /** The tree whose leaves are the days' last checkpoints: it tells when a whole day of a tenant is gone. */
    Findings verifyDays(LocalDate oldestFile) {
        Findings findings = new Findings();
        MerkleTree tree = new MerkleTree();
        boolean comparable = true;
        for (DayHead head : trees.dayHeads()) {
            if (comparable) {
                grow(tree, head.size());
            }
            Optional<TreeHead> signed = key.open(head.note());
            if (signed.isEmpty()) {
                findings.add(Kind.FORGED, "head of the days up to " + head.day());
            } else if (comparable && !signed.get().equals(TreeHead.of(TreeHead.DAYS, tree))) {
                comparable = false;
                findings.add(Kind.MISSING, "roots of days up to " + head.day());
            }
            if (!head.day().isBefore(oldestFile)
                    && !files.notes(head.day(), TreeHead.DAYS).contains(head.note())) {
                findings.add(Kind.MISSING, "head of the days up to " + head.day() + " in the file");
            }
        }
        if (comparable && !trees.dayRoots(tree.size(), 1).isEmpty()) {
            findings.add(Kind.ADDED, "roots of days behind the last head");
        }
        return findings;
    }

    private void grow(MerkleTree tree, long size) {
        boolean gap = false;
        while (tree.size() < size && !gap) {
            List<DayRoot> chunk = trees.dayRoots(tree.size(), (int) Math.min(CHUNK, size - tree.size()));
            gap = chunk.isEmpty() || chunk.get(0).position() != tree.size();
            if (!gap) {
                chunk.forEach(root -> tree.append(LogTreeTransaction.dayLeafHash(root.note())));
            }
        }
    }
}
