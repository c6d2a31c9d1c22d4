package org.fubako.web.error;

import org.fubako.platform.Reason;

/** The one table from a reason to a status, for REST and WebDAV alike. */
public final class HttpStatus {

    private HttpStatus() {}

    public static int of(Reason reason) {
        return switch (reason) {
            case INVALID -> 400;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case EXISTS, CONFLICT -> 409;
            case STALE -> 412;
            case TOO_LARGE -> 413;
            case UNSUPPORTED -> 415;
            case INFECTED -> 422;
            case LOCKED -> 423;
            case TOO_MANY -> 429;
            case UNAVAILABLE -> 503;
            case OVER_QUOTA, STORAGE_FULL -> 507;
        };
    }
}
