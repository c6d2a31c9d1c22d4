package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.persistence.config.HintValues;
import org.eclipse.persistence.config.QueryHints;
import org.fubako.caller.Caller;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantRepository;
import org.fubako.platform.UuidConverter;

@ApplicationScoped
class SpaceRepository extends TenantRepository {

    void add(Space space) {
        persist(space);
        flush();
    }

    /** The spaces that the caller may enter: two statements, however many there are. */
    List<Space> enterable(Caller caller) {
        List<Space> spaces = query(caller.tenant(), "select s from Space s where s.tenant = :tenant", Space.class)
                .setHint(QueryHints.READ_ONLY, HintValues.TRUE)
                .getResultList();
        boolean projects = spaces.stream().anyMatch(space -> space.kind() == SpaceKind.PROJECT);
        List<UUID> memberships = projects ? memberships(caller) : List.of();
        return spaces.stream()
                .filter(space -> switch (space.kind()) {
                    case COMMON -> true;
                    case PRIVATE -> space.ownerId().equals(caller.accountId());
                    case GROUP -> caller.groups().contains(space.ownerId());
                    case PROJECT -> memberships.contains(space.id());
                })
                .toList();
    }

    private List<UUID> memberships(Caller caller) {
        List<Object[]> members =
                rows(sql(caller.tenant(), "SELECT space_id, principal_id FROM space_member WHERE tenant_id = ?"));
        return members.stream()
                .filter(row -> {
                    UUID principal = UuidConverter.uuid((byte[]) row[1]);
                    return principal.equals(caller.accountId())
                            || caller.groups().contains(principal);
                })
                .map(row -> UuidConverter.uuid((byte[]) row[0]))
                .toList();
    }

    void addMember(Space space, Grant.PrincipalKind kind, UUID principal, boolean administrator) {
        sql(
                        space.tenant(),
                        "INSERT INTO space_member (tenant_id, space_id, principal_kind, principal_id, administrator)"
                                + " VALUES (?, ?, ?, ?, ?)")
                .setParameter(2, UuidConverter.bytes(space.id()))
                .setParameter(3, kind.name())
                .setParameter(4, UuidConverter.bytes(principal))
                .setParameter(5, administrator)
                .executeUpdate();
    }

    /** Bytes used per space, by what is committed. */
    Map<UUID, Long> used(TenantId tenant) {
        return rows(sql(
                        tenant,
                        "SELECT s.id, s.used_bytes + COALESCE((SELECT SUM(u.bytes) FROM space_usage u"
                                + " WHERE u.tenant_id = s.tenant_id AND u.space_id = s.id), 0)"
                                + " FROM space s WHERE s.tenant_id = ?"))
                .stream()
                .collect(Collectors.toMap(
                        row -> UuidConverter.uuid((byte[]) row[0]), row -> ((Number) row[1]).longValue()));
    }

    void use(TenantId tenant, UUID space, UUID entry, long bytes) {
        if (bytes == 0) {
            return;
        }
        sql(tenant, "INSERT INTO space_usage (tenant_id, space_id, id, bytes) VALUES (?, ?, ?, ?)")
                .setParameter(2, UuidConverter.bytes(space))
                .setParameter(3, UuidConverter.bytes(entry))
                .setParameter(4, bytes)
                .executeUpdate();
    }

    Optional<Long> quota(TenantId tenant, UUID space) {
        return values(sql(tenant, "SELECT quota_bytes FROM space WHERE tenant_id = ? AND id = ?")
                        .setParameter(2, UuidConverter.bytes(space)))
                .stream()
                .findFirst()
                .map(value -> ((Number) value).longValue());
    }

    /** Makes folder moves of a tenant wait for one another, so that two of them can never close a circle. */
    void lockTree(TenantId tenant) {
        sql(tenant, "SELECT id FROM space WHERE tenant_id = ? AND kind = 'COMMON' FOR UPDATE")
                .getResultList();
    }
}
