package org.fubako.link;

/** Whether a link can be used, and if not, why. A link never comes back into force. */
public enum LinkState {
    VALID,
    EXPIRED,
    USED_UP,
    STOPPED;

    public boolean isValid() {
        return this == VALID;
    }
}
