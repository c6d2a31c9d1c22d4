package org.fubako.account;

/** Whether somebody can sign in to an account, and if not, why. */
public enum AccountState {
    ACTIVE,
    /** It has no password yet: its holder has not followed the invitation. */
    INVITED,
    /** Stopped by those who manage accounts, until they let it in again. */
    SUSPENDED,
    /** Its last day is over. */
    EXPIRED
}
