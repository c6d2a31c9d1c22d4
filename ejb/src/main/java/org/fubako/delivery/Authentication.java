package org.fubako.delivery;

/** How somebody who got a mail shows that its files are for him. */
public enum Authentication {
    /** By a password that the sender has chosen. */
    PASSWORD,
    /** By a password that is drawn for this mail. */
    RANDOM,
    /** By signing in to an account of the tenant. */
    ACCOUNT,
    /** The link is enough. */
    NONE
}
