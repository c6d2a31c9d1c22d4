package org.fubako.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.AfterCommit;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;

/**
 * Which spaces a tenant has and who may enter them. Every request asks, so it is remembered for five seconds, what is shared per
 * tenant and what is private per account; what this node changes holds at once.
 */
@ApplicationScoped
class SpaceDirectory {

    @Inject
    SpaceRepository spaces;

    @Inject
    AfterCommit afterCommit;

    @EJB
    OperationLog log;

    private static final Duration KNOWN_FOR = Duration.ofSeconds(5);

    private final Cache<TenantId, SpaceRepository.Layout> layouts =
            Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(KNOWN_FOR).build();

    private final Cache<Owner, Optional<Space>> own = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(KNOWN_FOR)
            .build();

    private record Owner(TenantId tenant, UUID account) {}

    private SpaceRepository.Layout layout(TenantId tenant) {
        return layouts.get(tenant, spaces::layout);
    }

    private Optional<Space> own(Caller caller) {
        return own.get(
                new Owner(caller.tenant(), caller.accountId()), owner -> spaces.ofAccount(owner.tenant, owner.account));
    }

    /** The spaces that the caller may enter from where he is. */
    List<Space> enterable(Caller caller) {
        SpaceRepository.Layout layout = layout(caller.tenant());
        return Stream.concat(
                        own(caller).stream(),
                        layout.spaces().stream().filter(space -> belongsTo(caller, layout, space)))
                .filter(space -> space.admits(caller.address()))
                .toList();
    }

    /** The spaces of which the caller may change something, whether he may enter them or not; his private one is not among them. */
    List<Space> managed(Caller caller) {
        return layout(caller.tenant()).spaces().stream()
                .filter(space -> holds(caller, Role.MANAGE_GROUPS, space) || holds(caller, Role.ACCESS_CONTROL, space))
                .toList();
    }

    /**
     * The space that the first segments of a path name, if it is one of the caller's. Refuses with ADDRESS_NOT_ALLOWED where he may
     * not enter it from where he is.
     */
    Optional<Space> at(Caller caller, FilePath path) {
        Optional<Space> found = path.segments().stream()
                .findFirst()
                .flatMap(SpaceKind::ofSegment)
                .filter(kind -> !kind.named() || path.segments().size() > 1)
                .flatMap(kind -> find(caller, kind, path));
        found.filter(space -> !space.admits(caller.address())).ifPresent(space -> {
            String top = space.path().toString();
            log.recordApart(LogEvent.of(caller, Action.ACCESS, top).ended("refused"), Optional.empty());
            throw new Refusal(Problem.ADDRESS_NOT_ALLOWED, top);
        });
        return found;
    }

    private Optional<Space> find(Caller caller, SpaceKind kind, FilePath path) {
        if (kind == SpaceKind.PRIVATE) {
            return own(caller);
        }
        SpaceRepository.Layout layout = layout(caller.tenant());
        byte[] key = kind.named() ? NodeName.key(path.segments().get(1)) : new byte[0];
        return layout.spaces().stream()
                .filter(space -> space.kind() == kind && (!kind.named() || space.hasKey(key)))
                .filter(space -> belongsTo(caller, layout, space))
                .findFirst();
    }

    /** Whether the caller may enter the space, from wherever that is allowed. */
    boolean belongsTo(Caller caller, Space space) {
        return belongsTo(caller, layout(caller.tenant()), space);
    }

    private static boolean belongsTo(Caller caller, SpaceRepository.Layout layout, Space space) {
        return switch (space.kind()) {
            case COMMON -> true;
            case PRIVATE -> space.ownerId().equals(caller.accountId());
            case GROUP -> caller.groups().contains(space.ownerId());
            case PROJECT -> layout.members(space).anyMatch(member -> isOrIsIn(caller, member));
        };
    }

    private static boolean isOrIsIn(Caller caller, SpaceRepository.Member member) {
        return member.principal().equals(caller.accountId()) || caller.groups().contains(member.principal());
    }

    /** Who a space is for, by name: of a group space the group, of a project its members; nobody in particular for the others. */
    List<SpaceMember> members(Space space) {
        return switch (space.kind()) {
            case COMMON, PRIVATE -> List.of();
            case GROUP -> List.of(new SpaceMember(Grant.PrincipalKind.GROUP, space.name(), false));
            case PROJECT -> spaces.members(space);
        };
    }

    /** Whether the caller has the role in this space: for the whole tenant, or as an administrator of the project. */
    boolean holds(Caller caller, Role role, Space space) {
        return caller.has(role) || space.kind() == SpaceKind.PROJECT && administersProject(caller, space);
    }

    private boolean administersProject(Caller caller, Space project) {
        return layout(caller.tenant())
                .members(project)
                .anyMatch(member -> member.administrator() && isOrIsIn(caller, member));
    }

    /** Whether the caller may change its settings: the owner of a private one, else who holds MANAGE_GROUPS there. */
    boolean isAdministered(Caller caller, Space space) {
        return space.kind() == SpaceKind.PRIVATE
                ? space.ownerId().equals(caller.accountId())
                : holds(caller, Role.MANAGE_GROUPS, space);
    }

    /** Whether the caller decides who may do what in it. Nobody but its owner sees a private one. */
    boolean isAccessControlled(Caller caller, Space space) {
        return space.kind() != SpaceKind.PRIVATE && holds(caller, Role.ACCESS_CONTROL, space);
    }

    /** To be called in the transaction that changes spaces or members. */
    void changes(TenantId tenant) {
        afterCommit.run(() -> forget(tenant), () -> {});
    }

    private void forget(TenantId tenant) {
        layouts.invalidate(tenant);
        own.asMap().keySet().removeIf(owner -> owner.tenant.equals(tenant));
    }
}
