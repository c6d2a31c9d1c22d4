package org.fubako.tenant;

import java.time.ZoneId;
import java.util.List;
import org.fubako.caller.Caller;
import org.fubako.platform.TenantId;

/**
 * What the rest of the program needs to know of a tenant; capacity in bytes.
 *
 * @param secondFactorDemanded whether an account without a second factor may do nothing but set one up
 */
public record TenantInfo(
        TenantId id,
        String code,
        String name,
        String serviceCode,
        ZoneId zone,
        Policies policies,
        long capacityBytes,
        boolean secondFactorDemanded) {

    public List<String> forbiddenNames() {
        return policies.forbiddenNames();
    }

    /** In whose name the program itself works for the tenant. */
    public Caller program() {
        return Caller.program(id, code, serviceCode, zone);
    }
}
