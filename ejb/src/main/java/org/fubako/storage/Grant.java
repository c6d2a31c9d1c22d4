package org.fubako.storage;

/** One line of a folder's access rule. {@code principal} is the name of the account or group; empty for everyone. */
public record Grant(PrincipalKind kind, String principal, AccessMode mode) {

    /** Whom a line of an access rule is about. */
    public enum PrincipalKind {
        ACCOUNT,
        GROUP,
        EVERYONE
    }
}
