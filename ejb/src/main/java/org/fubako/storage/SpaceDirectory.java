package org.fubako.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.TenantId;

/**
 * Which spaces a tenant has and who may enter them. Every request asks, so it is remembered for five seconds per tenant; what
 * this node changes holds at once.
 */
@ApplicationScoped
class SpaceDirectory {

    @Inject
    SpaceRepository spaces;

    @Inject
    AfterCommit afterCommit;

    private final Cache<TenantId, SpaceRepository.Layout> layouts = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofSeconds(5))
            .build();

    private SpaceRepository.Layout layout(TenantId tenant) {
        return layouts.get(tenant, spaces::layout);
    }

    /** The spaces that the caller may enter. */
    List<Space> enterable(Caller caller) {
        SpaceRepository.Layout layout = layout(caller.tenant());
        return layout.spaces().stream()
                .filter(space -> mayEnter(caller, layout, space))
                .toList();
    }

    /** The space that the first segments of a path name, if the caller may enter it. */
    Optional<Space> at(Caller caller, FilePath path) {
        return path.segments().stream()
                .findFirst()
                .flatMap(SpaceKind::ofSegment)
                .filter(kind -> !kind.named() || path.segments().size() > 1)
                .flatMap(kind -> find(caller, kind, path));
    }

    private Optional<Space> find(Caller caller, SpaceKind kind, FilePath path) {
        SpaceRepository.Layout layout = layout(caller.tenant());
        byte[] key = kind.named() ? NodeName.key(path.segments().get(1)) : new byte[0];
        return layout.spaces().stream()
                .filter(space -> space.kind() == kind && (!kind.named() || space.hasKey(key)))
                .filter(space -> mayEnter(caller, layout, space))
                .findFirst();
    }

    private static boolean mayEnter(Caller caller, SpaceRepository.Layout layout, Space space) {
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

    /** Whether the caller, who may enter the space, may also change its settings. */
    boolean isAdministered(Caller caller, Space space) {
        return switch (space.kind()) {
            case PRIVATE -> true;
            case COMMON, GROUP -> caller.has(Role.MANAGE_GROUPS);
            case PROJECT ->
                caller.has(Role.MANAGE_GROUPS)
                        || layout(caller.tenant())
                                .members(space)
                                .anyMatch(member -> member.administrator() && isOrIsIn(caller, member));
        };
    }

    /** To be called in the transaction that changes spaces or members. */
    void changes(TenantId tenant) {
        afterCommit.run(() -> layouts.invalidate(tenant), () -> {});
    }
}
