package org.fubako.account;

/** What may be done with a secret that was made for a program. */
public enum Scope {
    READ,
    WRITE
}
