package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantRepository;
import org.fubako.platform.UuidConverter;

/** Lines of access rules. */
@ApplicationScoped
class RightRepository extends TenantRepository {

    /** What the folder's own rule allows the caller: the union over all lines that are about the caller. */
    Set<Operation> allowed(Caller caller, Node folder) {
        return allowed(
                        caller,
                        rows(sql(
                                        caller.tenant(),
                                        "SELECT node_id, principal_kind, principal_id, mode FROM node_right"
                                                + " WHERE tenant_id = ? AND node_id = ?")
                                .setParameter(2, UuidConverter.bytes(folder.id()))))
                .getOrDefault(folder.id(), Set.of());
    }

    /** As {@link #allowed} for all folders directly below one, in one statement. */
    Map<UUID, Set<Operation>> allowedWithin(Caller caller, Node folder) {
        return allowed(
                caller,
                rows(sql(
                                caller.tenant(),
                                "SELECT r.node_id, r.principal_kind, r.principal_id, r.mode FROM node n"
                                        + " JOIN node_right r ON r.tenant_id = n.tenant_id AND r.node_id = n.id"
                                        + " WHERE n.tenant_id = ? AND n.parent_id = ? AND n.own_rule")
                        .setParameter(2, UuidConverter.bytes(folder.id()))));
    }

    private static Map<UUID, Set<Operation>> allowed(Caller caller, List<Object[]> lines) {
        Map<UUID, Set<Operation>> allowed = new HashMap<>();
        for (Object[] line : lines) {
            Grant.PrincipalKind kind = Grant.PrincipalKind.valueOf((String) line[1]);
            UUID principal = UuidConverter.uuid((byte[]) line[2]);
            boolean meant =
                    switch (kind) {
                        case ACCOUNT -> principal.equals(caller.accountId());
                        case GROUP -> caller.groups().contains(principal);
                        case EVERYONE -> true;
                    };
            if (meant) {
                allowed.computeIfAbsent(UuidConverter.uuid((byte[]) line[0]), id -> EnumSet.noneOf(Operation.class))
                        .addAll(AccessMode.valueOf((String) line[3]).allowed());
            }
        }
        return allowed;
    }

    List<Grant> rule(Node folder) {
        return rows(sql(
                                folder.tenant(),
                                "SELECT r.principal_kind, COALESCE(a.name, g.name, ''), r.mode FROM node_right r"
                                        + " LEFT JOIN account a ON a.tenant_id = r.tenant_id AND a.id = r.principal_id"
                                        + " LEFT JOIN account_group g ON g.tenant_id = r.tenant_id AND g.id = r.principal_id"
                                        + " WHERE r.tenant_id = ? AND r.node_id = ? ORDER BY 1, 2")
                        .setParameter(2, UuidConverter.bytes(folder.id())))
                .stream()
                .map(row -> new Grant(
                        Grant.PrincipalKind.valueOf((String) row[0]), (String) row[1], AccessMode.valueOf((String)
                                row[2])))
                .toList();
    }

    void replaceRule(Node folder, List<Grant> rule, List<UUID> principals) {
        sql(folder.tenant(), "DELETE FROM node_right WHERE tenant_id = ? AND node_id = ?")
                .setParameter(2, UuidConverter.bytes(folder.id()))
                .executeUpdate();
        for (int line = 0; line < rule.size(); line++) {
            sql(
                            folder.tenant(),
                            "INSERT INTO node_right (tenant_id, node_id, principal_kind, principal_id, mode)"
                                    + " VALUES (?, ?, ?, ?, ?)")
                    .setParameter(2, UuidConverter.bytes(folder.id()))
                    .setParameter(3, rule.get(line).kind().name())
                    .setParameter(4, UuidConverter.bytes(principals.get(line)))
                    .setParameter(5, rule.get(line).mode().name())
                    .executeUpdate();
        }
    }

    /** The id behind a name in a rule; everyone is the tenant itself. */
    Optional<UUID> principal(TenantId tenant, Grant grant) {
        String table =
                switch (grant.kind()) {
                    case ACCOUNT -> "account";
                    case GROUP -> "account_group";
                    case EVERYONE -> "";
                };
        if (table.isEmpty()) {
            return Optional.of(tenant.value());
        }
        return values(sql(tenant, "SELECT id FROM " + table + " WHERE tenant_id = ? AND name_key = ?")
                        .setParameter(2, NodeName.key(grant.principal())))
                .stream()
                .findFirst()
                .map(id -> UuidConverter.uuid((byte[]) id));
    }
}
