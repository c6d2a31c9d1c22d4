package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.caller.Role;
import org.fubako.platform.NameKey;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantRepository;
import org.fubako.platform.UuidConverter;

@ApplicationScoped
class AccountRepository extends TenantRepository {

    void add(Account account) {
        persist(account);
        flush();
    }

    Optional<Account> byName(TenantId tenant, String name) {
        return first(
                query(tenant, "select a from Account a where a.tenant = :tenant and a.nameKey = :key", Account.class)
                        .setParameter("key", NameKey.of(name)));
    }

    Optional<Account> byId(TenantId tenant, UUID id) {
        return first(byId(tenant, id, Account.class));
    }

    Set<UUID> groups(TenantId tenant, UUID account) {
        List<?> found = sql(tenant, "SELECT group_id FROM group_member WHERE tenant_id = ? AND account_id = ?")
                .setParameter(2, UuidConverter.bytes(account))
                .getResultList();
        Set<UUID> groups = new HashSet<>();
        found.forEach(id -> groups.add(UuidConverter.uuid((byte[]) id)));
        return groups;
    }

    Set<Role> roles(TenantId tenant, UUID account) {
        List<?> found = sql(
                        tenant,
                        "SELECT DISTINCT r.role FROM group_member m JOIN group_role r ON r.tenant_id = m.tenant_id"
                                + " AND r.group_id = m.group_id WHERE m.tenant_id = ? AND m.account_id = ?")
                .setParameter(2, UuidConverter.bytes(account))
                .getResultList();
        Set<Role> roles = EnumSet.noneOf(Role.class);
        found.forEach(role -> roles.add(Role.valueOf((String) role)));
        return roles;
    }

    void addGroup(TenantId tenant, UUID id, String name, Optional<String> builtIn, Set<Role> roles, Instant now) {
        sql(
                        tenant,
                        "INSERT INTO account_group (tenant_id, id, name, name_key, built_in, created_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?)")
                .setParameter(2, UuidConverter.bytes(id))
                .setParameter(3, name)
                .setParameter(4, NameKey.of(name))
                .setParameter(5, builtIn.orElse(null))
                .setParameter(6, java.time.LocalDateTime.ofInstant(now, java.time.ZoneOffset.UTC))
                .executeUpdate();
        for (Role role : roles) {
            sql(tenant, "INSERT INTO group_role (tenant_id, group_id, role) VALUES (?, ?, ?)")
                    .setParameter(2, UuidConverter.bytes(id))
                    .setParameter(3, role.name())
                    .executeUpdate();
        }
    }

    void addMember(TenantId tenant, UUID group, UUID account) {
        sql(tenant, "INSERT INTO group_member (tenant_id, group_id, account_id) VALUES (?, ?, ?)")
                .setParameter(2, UuidConverter.bytes(group))
                .setParameter(3, UuidConverter.bytes(account))
                .executeUpdate();
    }

    /** Waits until nobody else changes the account's secrets. */
    void lock(TenantId tenant, UUID account) {
        sql(tenant, "SELECT id FROM account WHERE tenant_id = ? AND id = ? FOR UPDATE")
                .setParameter(2, UuidConverter.bytes(account))
                .getResultList();
    }

    void endSessions(TenantId tenant, UUID account) {
        sql(tenant, "DELETE FROM session WHERE tenant_id = ? AND account_id = ?")
                .setParameter(2, UuidConverter.bytes(account))
                .executeUpdate();
    }
}
