package org.fubako.tenant;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.TenantId;

/**
 * What the rest of the program needs to know of a tenant; capacity in bytes.
 *
 * @param secondFactorDemanded whether an account without a second factor may do nothing but set one up
 * @param contractLinks how many links may be in force at once by the contract; {@link #mostLinks()} is what holds
 * @param logo by which id everybody finds the logo, if there is one
 */
public record TenantInfo(
        TenantId id,
        String code,
        String name,
        String serviceCode,
        ZoneId zone,
        Policies policies,
        long capacityBytes,
        boolean secondFactorDemanded,
        int contractLinks,
        Optional<UUID> logo) {

    public List<String> forbiddenNames() {
        return policies.forbiddenNames();
    }

    /** How many links may be in force at once: what the tenant has decided, and never more than the contract has. */
    public int mostLinks() {
        return Math.min(policies.links().mostLive().orElse(contractLinks), contractLinks);
    }

    /** In whose name the program itself works for the tenant. */
    public Caller program() {
        return Caller.program(id, code, serviceCode, zone);
    }
}
