package org.fubako.tenant;

/** What is contracted; stored by name. */
public enum ServiceItem {
    /** Under the customer's own host name and certificate. */
    OWN_DOMAIN,
    /** Under the provider's host name. */
    SHARED_DOMAIN,
    /** Under the provider's host name, with larger limits. */
    LARGE
}
