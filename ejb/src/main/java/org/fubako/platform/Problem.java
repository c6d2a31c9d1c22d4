package org.fubako.platform;

/**
 * Everything that Fubako can refuse, one by one. The doors have a text for each of them in every language (a test holds
 * that), saying what happened, what was kept and what to do.
 */
public enum Problem {
    PATH_MALFORMED(Reason.INVALID),
    PATH_TOO_LONG(Reason.INVALID),
    NAME_EMPTY(Reason.INVALID),
    NAME_TOO_LONG(Reason.INVALID),
    NAME_CHARACTER(Reason.INVALID),
    NAME_RESERVED(Reason.INVALID),
    NAME_ENDING(Reason.INVALID),
    NAME_FORBIDDEN(Reason.INVALID),
    COMMENT_TOO_LONG(Reason.INVALID),
    REQUEST_MALFORMED(Reason.INVALID),
    RANGE_ON_PUT(Reason.INVALID),
    LENGTH_MISMATCH(Reason.INVALID),
    DIGEST_MISMATCH(Reason.INVALID),
    DIGEST_MALFORMED(Reason.INVALID),
    UPLOAD_BROKEN_OFF(Reason.INVALID),
    XML_MALFORMED(Reason.INVALID),
    CURSOR_INVALID(Reason.INVALID),
    DATE_INVALID(Reason.INVALID),
    PERIOD_NOT_KEPT(Reason.INVALID),
    IDEMPOTENCY_KEY_REUSED(Reason.INVALID),
    PASSWORD_TOO_SHORT(Reason.INVALID),
    PASSWORD_TOO_LONG(Reason.INVALID),
    PASSWORD_COMMON(Reason.INVALID),
    PASSWORD_IS_NAME(Reason.INVALID),
    PASSWORD_UNCHANGED(Reason.INVALID),
    PASSWORD_COMPOSITION(Reason.INVALID),
    PASSWORD_REPEAT_DIFFERS(Reason.INVALID),
    PASSWORD_WRONG(Reason.FORBIDDEN),
    PASSWORD_LAPSED(Reason.FORBIDDEN),
    ACCESS_DENIED(Reason.FORBIDDEN),
    ROLE_MISSING(Reason.FORBIDDEN),
    NOT_FOUND(Reason.NOT_FOUND),
    NAME_TAKEN(Reason.EXISTS),
    PARENT_MISSING(Reason.CONFLICT),
    IS_FOLDER(Reason.CONFLICT),
    NOT_A_FOLDER(Reason.CONFLICT),
    TOKENS_AT_LIMIT(Reason.CONFLICT),
    TARGET_INSIDE_SOURCE(Reason.CONFLICT),
    TARGET_IS_SOURCE(Reason.FORBIDDEN),
    SPACE_IS_FIXED(Reason.FORBIDDEN),
    CHANGED_MEANWHILE(Reason.CONFLICT),
    PRECONDITION_FAILED(Reason.STALE),
    DOCUMENT_TOO_LARGE(Reason.TOO_LARGE),
    BODY_TOO_LARGE(Reason.TOO_LARGE),
    BODY_NOT_TAKEN(Reason.UNSUPPORTED),
    LOCKED(Reason.LOCKED),
    LOCK_UNKNOWN(Reason.CONFLICT),
    TOO_MANY_TRIES(Reason.TOO_MANY),
    BUSY(Reason.UNAVAILABLE),
    OVER_QUOTA(Reason.OVER_QUOTA),
    STORAGE_FULL(Reason.STORAGE_FULL),
    UNAVAILABLE(Reason.UNAVAILABLE);

    private final Reason reason;

    Problem(Reason reason) {
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
