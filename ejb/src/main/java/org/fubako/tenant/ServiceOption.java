package org.fubako.tenant;

/** What a contract may include beyond the service itself; stored by name. */
public enum ServiceOption {
    /** An area for each account that nobody else uses. */
    PRIVATE_SPACE,
    /** Attachments of ordinary mail become deliveries. */
    MAIL_GATEWAY,
    /** A copy at a second site; with {@link ServiceItem#LARGE} only. */
    DISASTER_RECOVERY
}
