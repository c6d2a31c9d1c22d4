package org.fubako.caller;

/** A right to administer or operate. Given to groups only; an account has the union over its groups; there is no deny. */
public enum Role {
    PUBLISH_LINKS,
    MANAGE_LINKS,
    MANAGE_GROUPS,
    ACCESS_CONTROL,
    VIEW_LOGS,
    MANAGE_MAIL,
    MANAGE_ACCOUNTS
}
