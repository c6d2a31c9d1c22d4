package org.fubako.platform;

/** Why something is refused, as coarse as a protocol needs it. The doors map each to a status in one place. */
public enum Reason {
    /** What was sent cannot be understood or breaks a rule of form. */
    INVALID,
    /** The caller may know that the thing exists, but may not do this with it. */
    FORBIDDEN,
    /** Missing, hidden from the caller, or another tenant's. */
    NOT_FOUND,
    /** The thing to be made exists already. */
    EXISTS,
    /** The state of things does not allow it: parent missing, target inside source. */
    CONFLICT,
    /** A precondition of the caller (ETag, time) does not hold any more. */
    STALE,
    /** More than one request or one document may carry. */
    TOO_LARGE,
    /** The kind of content is not taken here. */
    UNSUPPORTED,
    /** A virus was found in it. */
    INFECTED,
    /** Somebody else's lock is in the way. */
    LOCKED,
    /** Too often in too short a time. */
    TOO_MANY,
    /** The space or the contract is full. */
    OVER_QUOTA,
    /** The disk is full. */
    STORAGE_FULL,
    /** A neighbour (database, store) does not answer now; trying again may help. */
    UNAVAILABLE
}
