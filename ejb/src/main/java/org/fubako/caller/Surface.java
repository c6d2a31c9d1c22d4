package org.fubako.caller;

/** The door through which somebody came; a column of the operation log. */
public enum Surface {
    PORTAL,
    DAV,
    API,
    LINK,
    MAIL,
    GATEWAY,
    /** A timer or a message listener, not a person. */
    JOB;

    /** As written in the log. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
