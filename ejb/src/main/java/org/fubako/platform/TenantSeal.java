package org.fubako.platform;

/** Closes small secrets under a key that belongs to the tenant, so that they go with that key. */
public interface TenantSeal {

    /** @param context what it is and whose: it opens under exactly this again */
    byte[] seal(TenantId tenant, String context, byte[] secret);

    /** Fails when it was sealed for another tenant or context, or is damaged. */
    byte[] open(TenantId tenant, String context, byte[] sealed);
}
