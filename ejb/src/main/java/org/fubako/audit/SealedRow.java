package org.fubako.audit;

/** A row and the seal that stands beside it in the database, right or wrong. */
record SealedRow(LogRow row, byte[] mac) {

    byte[] leafHash() {
        return MerkleTree.leafHash(CanonicalForm.of(row));
    }
}
