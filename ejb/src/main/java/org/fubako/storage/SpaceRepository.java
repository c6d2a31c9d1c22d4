package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.persistence.config.HintValues;
import org.eclipse.persistence.config.QueryHints;
import org.fubako.caller.AddressRange;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantRepository;
import org.fubako.platform.TenantSql;

@ApplicationScoped
class SpaceRepository extends TenantRepository {

    private static final String INSERT_USAGE =
            "INSERT INTO space_usage (tenant_id, space_id, id, bytes) VALUES (?, ?, ?, ?)";

    @Inject
    TenantSql sql;

    void add(Space space) {
        persist(space);
        flush();
    }

    /** An account or group in a project. */
    record Member(UUID principal, boolean administrator) {}

    /** What spaces of a tenant are shared by several, and the accounts and groups that may enter its projects. */
    record Layout(List<Space> spaces, Map<UUID, List<Member>> members) {

        Stream<Member> members(Space project) {
            return members.getOrDefault(project.id(), List.of()).stream();
        }
    }

    /** Two statements, however many there are; private spaces, of which there are as many as accounts, are not among them. */
    Layout layout(TenantId tenant) {
        List<Space> spaces = query(
                        tenant,
                        "select s from Space s where s.tenant = :tenant and s.kind <> :except and s.deletedAt is null",
                        Space.class)
                .setParameter("except", SpaceKind.PRIVATE)
                .setHint(QueryHints.READ_ONLY, HintValues.TRUE)
                .getResultList();
        boolean projects = spaces.stream().anyMatch(space -> space.kind() == SpaceKind.PROJECT);
        return new Layout(List.copyOf(spaces), projects ? members(tenant) : Map.of());
    }

    /** Not one that is being taken apart. */
    Optional<Space> find(TenantId tenant, UUID id) {
        return first(
                byId(tenant, id, "e.deletedAt is null", Space.class).setHint(QueryHints.READ_ONLY, HintValues.TRUE));
    }

    /** That of a group, if it has one. */
    Optional<Space> ofGroup(TenantId tenant, UUID group) {
        return of(tenant, SpaceKind.GROUP, group);
    }

    /** The private one of an account. */
    Optional<Space> ofAccount(TenantId tenant, UUID account) {
        return of(tenant, SpaceKind.PRIVATE, account);
    }

    private Optional<Space> of(TenantId tenant, SpaceKind kind, UUID owner) {
        return first(query(
                        tenant,
                        "select s from Space s where s.tenant = :tenant and s.kind = :kind and s.ownerId = :owner"
                                + " and s.deletedAt is null",
                        Space.class)
                .setParameter("kind", kind)
                .setParameter("owner", owner)
                .setHint(QueryHints.READ_ONLY, HintValues.TRUE));
    }

    boolean hasProject(TenantId tenant, String name) {
        return layout(tenant).spaces().stream()
                .anyMatch(space -> space.kind() == SpaceKind.PROJECT && space.hasKey(NodeName.key(name)));
    }

    /** Everything in it stays as it is. */
    void becomeProject(Space space, String name) {
        sql.update(
                "UPDATE space SET kind = 'PROJECT', owner_id = id, name = ?, name_key = ? WHERE tenant_id = ? AND id = ?",
                name,
                NodeName.key(name),
                space.tenant(),
                space.id());
    }

    private Map<UUID, List<Member>> members(TenantId tenant) {
        Map<UUID, List<Member>> members = new HashMap<>();
        sql.query(
                row -> members.computeIfAbsent(TenantSql.id(row, 1), space -> new ArrayList<>())
                        .add(new Member(TenantSql.id(row, 2), row.getBoolean(3))),
                "SELECT space_id, principal_id, administrator FROM space_member WHERE tenant_id = ?",
                tenant);
        return members;
    }

    void change(Space space, SpaceSettings settings) {
        sql.update(
                "UPDATE space SET trash = ?, trash_days = ?, auto_delete_days = ? WHERE tenant_id = ? AND id = ?",
                settings.trash(),
                settings.trashDays(),
                settings.autoDeleteDays(),
                space.tenant(),
                space.id());
    }

    void changeQuota(Space space, long bytes) {
        sql.update(
                "UPDATE space SET quota_bytes = ? WHERE tenant_id = ? AND id = ?", bytes, space.tenant(), space.id());
    }

    void changeAddresses(Space space, List<AddressRange> allowed) {
        sql.update(
                "UPDATE space SET allowed_addresses = ? WHERE tenant_id = ? AND id = ?",
                allowed.stream().map(AddressRange::toString).collect(Collectors.joining(",")),
                space.tenant(),
                space.id());
    }

    /** Accounts and groups of a project by name, accounts first. */
    List<SpaceMember> members(Space project) {
        return sql.query(
                row -> new SpaceMember(
                        Grant.PrincipalKind.valueOf(row.getString(1)), row.getString(2), row.getBoolean(3)),
                "SELECT m.principal_kind, COALESCE(a.name, g.name), m.administrator FROM space_member m"
                        + " LEFT JOIN account a ON a.tenant_id = m.tenant_id AND a.id = m.account_id"
                        + " LEFT JOIN account_group g ON g.tenant_id = m.tenant_id AND g.id = m.group_id"
                        + " WHERE m.tenant_id = ? AND m.space_id = ? ORDER BY 1, 2",
                project.tenant(),
                project.id());
    }

    void dropMembers(Space project) {
        sql.update("DELETE FROM space_member WHERE tenant_id = ? AND space_id = ?", project.tenant(), project.id());
    }

    /**
     * Gives its name and owner free, takes it from everybody, and leaves what is in it, in its trash too, to be taken apart; false when
     * somebody else has done so.
     */
    boolean giveUp(Space space, Instant now) {
        int changed = sql.update(
                "UPDATE space SET kind = 'DELETED', owner_id = id, name_key = id, auto_delete_days = NULL,"
                        + " trash_days = NULL, deleted_at = ? WHERE tenant_id = ? AND id = ? AND deleted_at IS NULL",
                now,
                space.tenant(),
                space.id());
        dropMembers(space);
        sql.update("DELETE FROM trash_item WHERE tenant_id = ? AND space_id = ?", space.tenant(), space.id());
        sql.update(
                "UPDATE node SET deleted_at = ? WHERE tenant_id = ? AND id = ?", now, space.tenant(), space.rootId());
        return changed == 1;
    }

    void addMember(Space space, Grant.PrincipalKind kind, UUID principal, boolean administrator) {
        sql.update(
                "INSERT INTO space_member (tenant_id, space_id, principal_kind, principal_id, administrator)"
                        + " VALUES (?, ?, ?, ?, ?)",
                space.tenant(),
                space.id(),
                kind.name(),
                principal,
                administrator);
    }

    /** Bytes used per space, by what is committed; a space that was never used is missing. */
    Map<UUID, Long> used(TenantId tenant) {
        Map<UUID, Long> used = new HashMap<>();
        sql.query(
                row -> used.put(TenantSql.id(row, 1), row.getLong(2)),
                "SELECT space_id, SUM(bytes) FROM space_usage WHERE tenant_id = ? GROUP BY space_id",
                tenant);
        return used;
    }

    /** As {@link #used(TenantId)}, of some spaces. */
    Map<UUID, Long> used(TenantId tenant, List<Space> some) {
        Map<UUID, Long> used = new HashMap<>();
        if (!some.isEmpty()) {
            sql.query(
                    row -> used.put(TenantSql.id(row, 1), row.getLong(2)),
                    "SELECT space_id, SUM(bytes) FROM space_usage WHERE tenant_id = ? AND space_id IN ("
                            + TenantSql.marks(some.size()) + ") GROUP BY space_id",
                    tenant,
                    some.stream().map(Space::id).toList());
        }
        return used;
    }

    void use(TenantId tenant, UUID space, UUID entry, long bytes) {
        if (bytes != 0) {
            sql.update(INSERT_USAGE, tenant, space, entry, bytes);
        }
    }

    /**
     * Replaces entries by one of their sum. Nobody waits for it: entries are only ever added, and who adds one locks none. What is
     * summed is what is deleted, row by row, so that every reader finds either all of it or its sum.
     *
     * @param before entries with ids from here on stay, as they may be of transactions under way
     */
    void foldUsage(TenantId tenant, UUID space, UUID before, UUID entry) {
        long sum = sql
                .query(
                        row -> row.getLong(1),
                        "DELETE FROM space_usage WHERE tenant_id = ? AND space_id = ? AND id < ? RETURNING bytes",
                        tenant,
                        space,
                        before)
                .stream()
                .mapToLong(Long::longValue)
                .sum();
        use(tenant, space, entry, sum);
    }

    /** Makes folder moves of a tenant wait for one another, so that two of them can never close a circle. */
    void lockTree(TenantId tenant) {
        // a row that no foreign key points to: uploads must not wait for it
        sql.query(row -> true, "SELECT 1 FROM contract WHERE tenant_id = ? FOR UPDATE", tenant);
    }
}
