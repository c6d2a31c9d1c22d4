package org.fubako.audit;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fubako.platform.Hashes;

/**
 * A Merkle tree of RFC 6962, section 2.1, that only grows. Of its leaves it keeps the hashes of the complete subtrees at its
 * right edge: enough to go on and to tell the root, a few hundred bytes however many leaves there are.
 */
final class MerkleTree {

    static final int HASH_LENGTH = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /** From the largest subtree, which is leftmost, to the smallest: one for each bit that is set in the size. */
    private final List<byte[]> frontier = new ArrayList<>();

    private long size;

    MerkleTree() {}

    /** The tree whose {@link #frontier} this is. */
    MerkleTree(long size, byte[] frontier) {
        if (size < 0 || frontier.length != Long.bitCount(size) * HASH_LENGTH) {
            throw new IllegalArgumentException("not the frontier of a tree of " + size + " leaves");
        }
        this.size = size;
        for (int at = 0; at < frontier.length; at += HASH_LENGTH) {
            this.frontier.add(Arrays.copyOfRange(frontier, at, at + HASH_LENGTH));
        }
    }

    static byte[] leafHash(byte[] leaf) {
        MessageDigest hash = Hashes.sha256();
        hash.update(LEAF);
        return hash.digest(leaf);
    }

    private static byte[] node(byte[] left, byte[] right) {
        MessageDigest hash = Hashes.sha256();
        hash.update(NODE);
        hash.update(left);
        return hash.digest(right);
    }

    void append(byte[] leafHash) {
        byte[] hash = leafHash;
        for (long rest = size; (rest & 1) == 1; rest >>= 1) {
            hash = node(frontier.remove(frontier.size() - 1), hash);
        }
        frontier.add(hash);
        size++;
    }

    long size() {
        return size;
    }

    byte[] root() {
        if (frontier.isEmpty()) {
            return Hashes.sha256().digest();
        }
        byte[] root = frontier.get(frontier.size() - 1);
        for (int at = frontier.size() - 2; at >= 0; at--) {
            root = node(frontier.get(at), root);
        }
        return root;
    }

    byte[] frontier() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(frontier.size() * HASH_LENGTH);
        frontier.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }
}
