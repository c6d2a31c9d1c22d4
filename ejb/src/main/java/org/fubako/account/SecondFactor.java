package org.fubako.account;

import org.fubako.tenant.TenantInfo;

/** How an account stands with the second factor. */
public enum SecondFactor {
    NOT_USED,
    /** The tenant demands one and there is none yet: nothing else works until it is set up. */
    DEMANDED,
    /** The password alone opens nothing. */
    IN_USE;

    static SecondFactor of(TenantInfo tenant, boolean inUse) {
        if (inUse) {
            return IN_USE;
        }
        return tenant.secondFactorDemanded() ? DEMANDED : NOT_USED;
    }
}
