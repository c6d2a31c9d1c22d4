package org.fubako.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.AfterCommit;
import org.fubako.platform.NameKey;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantKey;
import org.fubako.platform.TenantSql;

/** Lines of access rules. */
@ApplicationScoped
class RightRepository {

    @Inject
    TenantSql sql;

    @Inject
    AfterCommit afterCommit;

    /** What a rule says about somebody. */
    private record Line(Grant.PrincipalKind kind, UUID principal, AccessMode mode) {

        boolean isAbout(Caller caller) {
            return switch (kind) {
                case ACCOUNT -> principal.equals(caller.accountId());
                case GROUP -> caller.groups().contains(principal);
                case EVERYONE -> true;
            };
        }
    }

    /** Rules may be five seconds old, those that this node changes are not. */
    private final Cache<TenantKey, List<Line>> rules = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofSeconds(5))
            .build();

    /** What the own rules of folders allow the caller, by folder: the union over all lines that are about the caller. */
    Map<UUID, Set<Operation>> allowed(Caller caller, Collection<UUID> folders) {
        if (folders.isEmpty()) {
            return Map.of();
        }
        List<TenantKey> keys = folders.stream()
                .map(folder -> new TenantKey(caller.tenant().value(), folder))
                .toList();
        Map<UUID, Set<Operation>> allowed = new HashMap<>();
        rules.getAll(keys, missing -> load(caller.tenant(), missing))
                .forEach((key, lines) -> allowed.put(key.id(), union(caller, lines)));
        return allowed;
    }

    private static Set<Operation> union(Caller caller, List<Line> lines) {
        Set<Operation> allowed = EnumSet.noneOf(Operation.class);
        lines.stream()
                .filter(line -> line.isAbout(caller))
                .forEach(line -> allowed.addAll(line.mode().allowed()));
        return allowed;
    }

    /** One statement. A rule may have no lines: nobody may do anything then. */
    private Map<TenantKey, List<Line>> load(TenantId tenant, Set<? extends TenantKey> missing) {
        List<UUID> folders = missing.stream().map(TenantKey::id).toList();
        Map<TenantKey, List<Line>> found = new HashMap<>();
        missing.forEach(key -> found.put(key, new ArrayList<>()));
        sql.query(
                row -> found.get(new TenantKey(tenant.value(), TenantSql.id(row, 1)))
                        .add(new Line(
                                Grant.PrincipalKind.valueOf(row.getString(2)),
                                TenantSql.id(row, 3),
                                AccessMode.valueOf(row.getString(4)))),
                "SELECT node_id, principal_kind, principal_id, mode FROM node_right WHERE tenant_id = ? AND node_id IN ("
                        + TenantSql.marks(folders.size()) + ")",
                tenant,
                folders);
        return found;
    }

    List<Grant> rule(Node folder) {
        return sql.query(
                row -> new Grant(
                        Grant.PrincipalKind.valueOf(row.getString(1)),
                        row.getString(2),
                        AccessMode.valueOf(row.getString(3))),
                "SELECT r.principal_kind, COALESCE(a.name, g.name, ''), r.mode FROM node_right r"
                        + " LEFT JOIN account a ON a.tenant_id = r.tenant_id AND a.id = r.principal_id"
                        + " LEFT JOIN account_group g ON g.tenant_id = r.tenant_id AND g.id = r.principal_id"
                        + " WHERE r.tenant_id = ? AND r.node_id = ? ORDER BY 1, 2",
                folder.tenant(),
                folder.id());
    }

    void replaceRule(Node folder, List<Grant> rule, List<UUID> principals) {
        sql.update("DELETE FROM node_right WHERE tenant_id = ? AND node_id = ?", folder.tenant(), folder.id());
        List<Object[]> lines = new ArrayList<>();
        for (int line = 0; line < rule.size(); line++) {
            lines.add(new Object[] {
                folder.tenant(),
                folder.id(),
                rule.get(line).kind().name(),
                principals.get(line),
                rule.get(line).mode().name()
            });
        }
        sql.insert("INSERT INTO node_right (tenant_id, node_id, principal_kind, principal_id, mode)", lines);
        TenantKey key = new TenantKey(folder.tenant().value(), folder.id());
        afterCommit.run(() -> rules.invalidate(key), () -> {});
    }

    /** The id behind a name in a rule; everyone is the tenant itself. */
    Optional<UUID> principal(TenantId tenant, Grant.PrincipalKind kind, String name) {
        String select =
                switch (kind) {
                    case ACCOUNT -> "SELECT id FROM account WHERE tenant_id = ? AND name_key = ?";
                    case GROUP -> "SELECT id FROM account_group WHERE tenant_id = ? AND name_key = ?";
                    case EVERYONE -> "";
                };
        if (select.isEmpty()) {
            return Optional.of(tenant.value());
        }
        return sql.query(row -> TenantSql.id(row, 1), select, tenant, NodeName.key(name)).stream()
                .findFirst();
    }

    /** A group of an account, and whether it carries the role for access. */
    record AccountGroup(UUID id, String name, boolean accessControl) {}

    /** An account as rights are given to it: by itself and by its groups, in the order of their names. */
    record Holder(UUID id, String name, List<AccountGroup> groups) {

        /** Whether a line of a rule, or a member of a space, is this account, one of its groups, or everyone. */
        boolean is(Grant.PrincipalKind kind, String principal) {
            return switch (kind) {
                case ACCOUNT -> principal.equals(name);
                case GROUP -> groups.stream().anyMatch(group -> group.name().equals(principal));
                case EVERYONE -> true;
            };
        }
    }

    /** The account of that name, whatever its case. */
    Optional<Holder> holder(TenantId tenant, String account) {
        return sql
                .query(
                        row -> new Holder(TenantSql.id(row, 1), row.getString(2), List.of()),
                        "SELECT id, name FROM account WHERE tenant_id = ? AND name_key = ?",
                        tenant,
                        NodeName.key(account))
                .stream()
                .findFirst()
                .map(found -> new Holder(found.id(), found.name(), groups(tenant, found.id())));
    }

    private List<AccountGroup> groups(TenantId tenant, UUID account) {
        return sql.query(
                row -> new AccountGroup(TenantSql.id(row, 1), row.getString(2), row.getBoolean(3)),
                "SELECT g.id, g.name, r.role IS NOT NULL FROM group_member m"
                        + " JOIN account_group g ON g.tenant_id = m.tenant_id AND g.id = m.group_id"
                        + " LEFT JOIN group_role r ON r.tenant_id = m.tenant_id AND r.group_id = m.group_id AND r.role = ?"
                        + " WHERE m.tenant_id = ? AND m.account_id = ? ORDER BY g.name_key",
                Role.ACCESS_CONTROL.name(),
                tenant,
                account);
    }

    /** Of one kind or both, groups first, whose names begin so; after {@code after} when it is given. */
    List<PrincipalView> principals(
            TenantId tenant,
            Optional<Grant.PrincipalKind> kind,
            String beginning,
            Optional<PrincipalView> after,
            int limit) {
        byte[] from = NameKey.of(beginning);
        byte[] behind = Arrays.copyOf(from, from.length + 1);
        // above every octet of UTF-8
        behind[from.length] = (byte) 0xFF;
        return sql.query(
                row -> new PrincipalView(
                        Grant.PrincipalKind.valueOf(row.getString(1)), row.getString(2), row.getString(3)),
                "SELECT kind, name, comment FROM ("
                        + "SELECT 'GROUP' AS kind, name, comment, name_key FROM account_group WHERE tenant_id = ?"
                        + " UNION ALL SELECT 'ACCOUNT', name, comment, name_key FROM account WHERE tenant_id = ?) p"
                        + " WHERE (? IS NULL OR kind = ?) AND name_key >= ? AND name_key < ?"
                        + " AND (? IS NULL OR kind < ? OR kind = ? AND name_key > ?)"
                        + " ORDER BY kind DESC, name_key LIMIT ?",
                tenant,
                tenant,
                kind.map(Grant.PrincipalKind::name),
                kind.map(Grant.PrincipalKind::name),
                from,
                behind,
                after.map(last -> last.kind().name()),
                after.map(last -> last.kind().name()),
                after.map(last -> last.kind().name()),
                after.map(last -> NameKey.of(last.name())),
                limit);
    }
}
