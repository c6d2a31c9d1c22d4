package org.fubako.audit;

/** Something in the operation log that is not as Fubako wrote it, and where. */
public record Finding(Kind kind, String where) {

    /** In what way. */
    public enum Kind {
        /** A line, its seal or its leaf has another content. */
        CHANGED,
        /** A line, leaf or checkpoint is gone. */
        MISSING,
        /** A line or leaf is there that Fubako did not write, or not in time. */
        ADDED,
        /** Every leaf is one that was written, but they do not stand as they were signed. */
        REORDERED,
        /** The newest part of the tree is gone. */
        TRUNCATED,
        /** A checkpoint is not one that Fubako has signed. */
        FORGED
    }
}
