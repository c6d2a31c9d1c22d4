package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.caller.Role;
import org.fubako.mail.MailAddress;
import org.fubako.platform.NameKey;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantRepository;
import org.fubako.platform.UuidConverter;

@ApplicationScoped
class AccountRepository extends TenantRepository {

    void add(Account account) {
        persist(account);
    }

    /** What has changed so far, so that plain statements see it. */
    void save() {
        flush();
    }

    Optional<Account> byName(TenantId tenant, String name) {
        return first(
                query(tenant, "select a from Account a where a.tenant = :tenant and a.nameKey = :key", Account.class)
                        .setParameter("key", NameKey.of(name)));
    }

    /** Those whose names are among these. */
    List<Account> named(TenantId tenant, List<String> names) {
        return names.isEmpty()
                ? List.of()
                : query(
                                tenant,
                                "select a from Account a where a.tenant = :tenant and a.nameKey in :keys",
                                Account.class)
                        .setParameter("keys", names.stream().map(NameKey::of).toList())
                        .getResultList();
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

    /** The most accounts of the tenant. Who asks waits for others who have asked, until their transactions end. */
    int holdLimit(TenantId tenant) {
        return numbers(sql(tenant, "SELECT max_accounts FROM contract WHERE tenant_id = ? FOR UPDATE"));
    }

    int count(TenantId tenant) {
        return numbers(sql(tenant, "SELECT COUNT(*) FROM account WHERE tenant_id = ?"));
    }

    private static int numbers(Query query) {
        return values(query).stream()
                .mapToInt(value -> ((Number) value).intValue())
                .sum();
    }

    /** Keeps others from changing it until the transaction ends. */
    void hold(TenantId tenant, UUID account) {
        sql(tenant, "SELECT id FROM account WHERE tenant_id = ? AND id = ? FOR UPDATE")
                .setParameter(2, UuidConverter.bytes(account))
                .getResultList();
    }

    /** Whether another account has the address. */
    boolean hasMail(TenantId tenant, MailAddress address, UUID but) {
        return !values(sql(tenant, "SELECT 1 FROM account WHERE tenant_id = ? AND mail_key = ? AND id <> ?")
                        .setParameter(2, NameKey.of(address.value()))
                        .setParameter(3, UuidConverter.bytes(but)))
                .isEmpty();
    }

    void drop(TenantId tenant, UUID account) {
        sql(tenant, "DELETE FROM account WHERE tenant_id = ? AND id = ?")
                .setParameter(2, UuidConverter.bytes(account))
                .executeUpdate();
    }

    void endSessions(TenantId tenant, UUID account) {
        sql(tenant, "DELETE FROM session WHERE tenant_id = ? AND account_id = ?")
                .setParameter(2, UuidConverter.bytes(account))
                .executeUpdate();
    }
}
