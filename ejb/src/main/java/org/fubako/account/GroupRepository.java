package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.account.AccountAdmin.BuiltIn;
import org.fubako.caller.Role;
import org.fubako.platform.NameKey;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** Groups, their roles and who is in them. */
@ApplicationScoped
class GroupRepository {

    private static final String COLUMNS =
            "SELECT g.id, g.name, g.comment, g.built_in, (SELECT COUNT(*) FROM group_member c"
                    + " WHERE c.tenant_id = g.tenant_id AND c.group_id = g.id) FROM account_group g WHERE g.tenant_id = ?";

    private static final String FOUND =
            " AND (? = '' OR INSTR(g.name_key, ?) > 0 OR INSTR(LOWER(g.comment), ?) > 0 OR EXISTS (SELECT 1 FROM group_member m"
                    + " JOIN account a ON a.tenant_id = m.tenant_id AND a.id = m.account_id WHERE m.tenant_id = g.tenant_id"
                    + " AND m.group_id = g.id AND INSTR(a.name_key, ?) > 0))";

    @Inject
    TenantSql sql;

    /** Somebody in a group. */
    record Member(UUID id, String name) {}

    /** In the order of their names; those whose name, comment or a member's name contains the words. */
    List<GroupView> find(TenantId tenant, String words, String after, int offset, int limit) {
        byte[] key = NameKey.of(words);
        List<GroupView> bare = sql.query(
                GroupRepository::bare,
                COLUMNS + FOUND + " AND g.name_key > ? ORDER BY g.name_key LIMIT ? OFFSET ?",
                tenant,
                words,
                key,
                words.toLowerCase(Locale.ROOT),
                key,
                NameKey.of(after),
                limit,
                offset);
        return withRoles(tenant, bare);
    }

    /** How many {@link #find} has in all. */
    int count(TenantId tenant, String words) {
        byte[] key = NameKey.of(words);
        return sql.query(
                        row -> row.getInt(1),
                        "SELECT COUNT(*) FROM account_group g WHERE g.tenant_id = ?" + FOUND,
                        tenant,
                        words,
                        key,
                        words.toLowerCase(Locale.ROOT),
                        key)
                .get(0);
    }

    Optional<GroupView> byId(TenantId tenant, UUID id) {
        return withRoles(tenant, sql.query(GroupRepository::bare, COLUMNS + " AND g.id = ?", tenant, id)).stream()
                .findFirst();
    }

    private static GroupView bare(ResultSet row) throws SQLException {
        return new GroupView(
                TenantSql.id(row, 1),
                row.getString(2),
                row.getString(3),
                Optional.ofNullable(row.getString(4)).map(BuiltIn::valueOf),
                Set.of(),
                row.getInt(5));
    }

    private List<GroupView> withRoles(TenantId tenant, List<GroupView> bare) {
        if (bare.isEmpty()) {
            return bare;
        }
        Map<UUID, Set<Role>> roles = new HashMap<>();
        List<UUID> ids = bare.stream().map(GroupView::id).toList();
        sql.query(
                row -> roles.computeIfAbsent(TenantSql.id(row, 1), id -> EnumSet.noneOf(Role.class))
                        .add(Role.valueOf(row.getString(2))),
                "SELECT group_id, role FROM group_role WHERE tenant_id = ? AND group_id IN ("
                        + TenantSql.marks(ids.size()) + ")",
                tenant,
                ids);
        return bare.stream()
                .map(group -> new GroupView(
                        group.id(),
                        group.name(),
                        group.comment(),
                        group.builtIn(),
                        roles.getOrDefault(group.id(), Set.of()),
                        group.members()))
                .toList();
    }

    /** In the order of their names. */
    List<Member> members(TenantId tenant, UUID group) {
        return sql.query(
                row -> new Member(TenantSql.id(row, 1), row.getString(2)),
                "SELECT a.id, a.name FROM group_member m JOIN account a ON a.tenant_id = m.tenant_id AND a.id = m.account_id"
                        + " WHERE m.tenant_id = ? AND m.group_id = ? ORDER BY a.name_key",
                tenant,
                group);
    }

    /** The groups of each of the accounts that is in any. */
    Map<UUID, Set<UUID>> memberships(TenantId tenant, Collection<UUID> accounts) {
        Map<UUID, Set<UUID>> found = new HashMap<>();
        if (!accounts.isEmpty()) {
            sql.query(
                    row -> found.computeIfAbsent(TenantSql.id(row, 1), id -> new HashSet<>())
                            .add(TenantSql.id(row, 2)),
                    "SELECT account_id, group_id FROM group_member WHERE tenant_id = ? AND account_id IN ("
                            + TenantSql.marks(accounts.size()) + ")",
                    tenant,
                    accounts);
        }
        return found;
    }

    /** By their names in small letters; a name that no account has is missing. */
    Map<String, Member> accounts(TenantId tenant, Collection<String> names) {
        Map<String, Member> found = new HashMap<>();
        if (!names.isEmpty()) {
            List<byte[]> keys = names.stream().map(NameKey::of).toList();
            sql.query(
                    row -> found.put(
                            row.getString(2).toLowerCase(Locale.ROOT),
                            new Member(TenantSql.id(row, 1), row.getString(2))),
                    "SELECT id, name FROM account WHERE tenant_id = ? AND name_key IN (" + TenantSql.marks(keys.size())
                            + ")",
                    tenant,
                    keys);
        }
        return found;
    }

    /** In the order of their names; a name that no group has is missing. */
    List<GroupView> named(TenantId tenant, Collection<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        List<byte[]> keys = names.stream().map(NameKey::of).toList();
        return withRoles(
                tenant,
                sql.query(
                        GroupRepository::bare,
                        COLUMNS + " AND g.name_key IN (" + TenantSql.marks(keys.size()) + ") ORDER BY g.name_key",
                        tenant,
                        keys));
    }

    /** In the order of their names. */
    List<GroupView> ofAccount(TenantId tenant, UUID account) {
        return withRoles(
                tenant,
                sql.query(
                        GroupRepository::bare,
                        COLUMNS
                                + " AND g.id IN (SELECT m.group_id FROM group_member m WHERE m.tenant_id = ? AND m.account_id = ?)"
                                + " ORDER BY g.name_key",
                        tenant,
                        tenant,
                        account));
    }

    /** The most groups beside the built-in ones. Who asks waits for others who have asked, until their transactions end. */
    int limit(TenantId tenant) {
        return sql
                .query(row -> row.getInt(1), "SELECT max_groups FROM contract WHERE tenant_id = ? FOR UPDATE", tenant)
                .stream()
                .findFirst()
                .orElse(0);
    }

    int count(TenantId tenant) {
        return sql.query(
                        row -> row.getInt(1),
                        "SELECT COUNT(*) FROM account_group WHERE tenant_id = ? AND built_in IS NULL",
                        tenant)
                .get(0);
    }

    boolean isTaken(TenantId tenant, String name) {
        return !sql.query(
                        row -> true,
                        "SELECT 1 FROM account_group WHERE tenant_id = ? AND name_key = ?",
                        tenant,
                        NameKey.of(name))
                .isEmpty();
    }

    /** Keeps others from changing the group until the transaction ends; false when it is gone. */
    boolean hold(TenantId tenant, UUID id) {
        return !sql.query(
                        row -> true,
                        "SELECT 1 FROM account_group WHERE tenant_id = ? AND id = ? FOR UPDATE",
                        tenant,
                        id)
                .isEmpty();
    }

    void comment(TenantId tenant, UUID id, String comment) {
        sql.update("UPDATE account_group SET comment = ? WHERE tenant_id = ? AND id = ?", comment, tenant, id);
    }

    void setRoles(TenantId tenant, UUID id, Set<Role> roles) {
        sql.update("DELETE FROM group_role WHERE tenant_id = ? AND group_id = ?", tenant, id);
        sql.insert(
                "INSERT INTO group_role (tenant_id, group_id, role)",
                roles.stream()
                        .map(role -> new Object[] {tenant, id, role.name()})
                        .toList());
    }

    void add(TenantId tenant, UUID id, Collection<UUID> accounts) {
        sql.insert(
                "INSERT INTO group_member (tenant_id, group_id, account_id)",
                accounts.stream()
                        .map(account -> new Object[] {tenant, id, account})
                        .toList());
    }

    void remove(TenantId tenant, UUID id, Collection<UUID> accounts) {
        if (!accounts.isEmpty()) {
            sql.update(
                    "DELETE FROM group_member WHERE tenant_id = ? AND group_id = ? AND account_id IN ("
                            + TenantSql.marks(accounts.size()) + ")",
                    tenant,
                    id,
                    accounts);
        }
    }

    void drop(TenantId tenant, UUID id) {
        sql.update("DELETE FROM account_group WHERE tenant_id = ? AND id = ?", tenant, id);
    }

    /** Whether there is a manager who can sign in. */
    boolean hasManager(TenantId tenant, LocalDate today) {
        return !sql.query(
                        row -> true,
                        "SELECT 1 FROM group_member m JOIN account_group g ON g.tenant_id = m.tenant_id AND g.id = m.group_id"
                                + " JOIN account a ON a.tenant_id = m.tenant_id AND a.id = m.account_id"
                                + " WHERE m.tenant_id = ? AND g.built_in = 'MANAGERS' AND a.locked_at IS NULL"
                                + " AND (a.expires_on IS NULL OR a.expires_on > ?) LIMIT 1",
                        tenant,
                        today)
                .isEmpty();
    }
}
