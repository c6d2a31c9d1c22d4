package org.fubako.caller;

import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.fubako.platform.TenantId;

/**
 * Who asks: made once at the edge after signing in, and handed to every service method.
 *
 * @param tenant the only source of the tenant anywhere
 * @param tenantCode the code in {@code account@tenant}
 * @param serviceCode the code of the contract, on every log line
 * @param accountId the account
 * @param accountName its name as written at creation
 * @param groups groups the account is a member of
 * @param roles union of the roles of these groups
 * @param surface the door
 * @param address the client's address as seen by the edge, without a port
 * @param zone the tenant's time zone
 */
public record Caller(
        TenantId tenant,
        String tenantCode,
        String serviceCode,
        UUID accountId,
        String accountName,
        Set<UUID> groups,
        Set<Role> roles,
        Surface surface,
        String address,
        ZoneId zone) {

    private static final UUID PROGRAM = new UUID(0, 0);

    public Caller {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(accountId, "accountId");
        groups = Set.copyOf(groups);
        roles = Set.copyOf(roles);
    }

    /** In whose name the program itself works for a tenant. */
    public static Caller program(TenantId tenant, String tenantCode, String serviceCode, ZoneId zone) {
        return new Caller(
                tenant, tenantCode, serviceCode, PROGRAM, "fubako", Set.of(), Set.of(), Surface.JOB, "", zone);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** Another account of the same tenant, to find out what it may do; nothing is ever done in its name. */
    public Caller asAccount(UUID account, String name, Set<UUID> otherGroups, Set<Role> otherRoles) {
        return new Caller(
                tenant, tenantCode, serviceCode, account, name, otherGroups, otherRoles, surface, address, zone);
    }

    /** The same caller through another door: the portal's pages call the API of their own. */
    public Caller over(Surface other) {
        return new Caller(tenant, tenantCode, serviceCode, accountId, accountName, groups, roles, other, address, zone);
    }
}
