package org.fubako.audit;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.LogTrees.NewLeaf;
import org.fubako.platform.TenantId;

/**
 * The transactions of the trees: leaves and the checkpoint over them exist together or not at all. Two nodes at the same work
 * meet in the unique keys of position and row, and the second one's transaction fails.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class LogTreeTransaction {

    /** Of rows. */
    static final int CHUNK = 1_000;

    private static final Logger LOG = System.getLogger(LogTreeTransaction.class.getName());

    @Inject
    LogTrees trees;

    @Inject
    LogSeal seal;

    @Inject
    CheckpointKey key;

    /**
     * Gives the next rows of a tenant's day their places in the tree and signs its new head. Rows that Fubako has not written
     * get no place.
     *
     * @param after rows up to here have been looked at
     * @param published the newest head that left the database; the tree must not be behind it
     * @return the last row looked at, or empty when there are no more
     * @throws LogTampered when the tree is not as it was signed
     */
    public Optional<UUID> append(TenantId tenant, LocalDate day, Optional<UUID> after, Optional<TreeHead> published) {
        String origin = TreeHead.origin(tenant, day);
        MerkleTree tree = trees.lastCheckpoint(tenant, day)
                .map(last -> resume(origin, last.size(), last.frontier(), last.note()))
                .orElseGet(MerkleTree::new);
        requireNotTakenBack(TreeHead.of(origin, tree), published);
        List<SealedRow> found = trees.unsequenced(tenant, day, after, CHUNK);
        List<SealedRow> genuine = found.stream().filter(seal::isGenuine).toList();
        if (genuine.size() < found.size()) {
            LOG.log(Level.ERROR, "{0} lines in {1} were not written by Fubako", found.size() - genuine.size(), origin);
        }
        if (!genuine.isEmpty()) {
            long first = tree.size();
            List<NewLeaf> leaves = genuine.stream()
                    .map(row -> new NewLeaf(row.row().id(), row.leafHash()))
                    .toList();
            leaves.forEach(leaf -> tree.append(leaf.hash()));
            trees.addLeaves(tenant, day, first, leaves);
            trees.addCheckpoint(tenant, day, tree, key.sign(TreeHead.of(origin, tree)));
        }
        return found.size() < CHUNK
                ? Optional.empty()
                : Optional.of(found.get(found.size() - 1).row().id());
    }

    private static void requireNotTakenBack(TreeHead ours, Optional<TreeHead> published) {
        boolean behind = published
                .filter(head -> head.size() > ours.size() || head.size() == ours.size() && !head.equals(ours))
                .isPresent();
        if (behind) {
            throw new LogTampered("the tree " + ours.origin() + " was taken back behind its checkpoint of size "
                    + published.get().size());
        }
    }

    /** The tree under a checkpoint, if that is what was signed. */
    private MerkleTree resume(String origin, long size, byte[] frontier, String note) {
        Optional<TreeHead> signed = key.open(note);
        MerkleTree tree;
        try {
            tree = new MerkleTree(size, frontier);
        } catch (IllegalArgumentException e) {
            throw new LogTampered("the tree " + origin + " has a damaged frontier");
        }
        if (!signed.equals(Optional.of(TreeHead.of(origin, tree)))) {
            throw new LogTampered("the last checkpoint of the tree " + origin + " is forged");
        }
        return tree;
    }

    /**
     * Closes a day: the last checkpoint of each tenant becomes a leaf of the tree over all days, whose head is signed.
     *
     * @param tenants in the order in which their leaves are to stand
     */
    public void close(LocalDate day, List<TenantId> tenants) {
        MerkleTree tree = trees.lastDayHead()
                .map(last -> resume(TreeHead.DAYS, last.size(), last.frontier(), last.note()))
                .orElseGet(MerkleTree::new);
        for (TenantId tenant : tenants) {
            Optional<String> root = trees.lastCheckpoint(tenant, day).map(LogTrees.Checkpoint::note);
            if (root.isPresent()) {
                trees.addDayRoot(day, tenant, tree.size(), root.get());
                tree.append(dayLeafHash(root.get()));
            }
        }
        trees.addDayHead(day, tree, key.sign(TreeHead.of(TreeHead.DAYS, tree)));
    }

    static byte[] dayLeafHash(String note) {
        return MerkleTree.leafHash(note.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Notes down what the verification of a closed day has found. */
    public void verified(LocalDate day, int count, long leaves, long findings, String report) {
        trees.addVerification(day, count, leaves, findings, report);
    }
}
