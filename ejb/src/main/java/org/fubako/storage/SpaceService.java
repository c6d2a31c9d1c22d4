package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fubako.caller.Caller;

/** The spaces of a tenant. */
@Stateless
public class SpaceService {

    @Inject
    SpaceRepository spaces;

    @Inject
    SpaceDirectory directory;

    /** The spaces the caller may enter, with their usage: common, private, groups by name, projects by name. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<SpaceView> list(Caller caller) {
        Map<UUID, Long> used = spaces.used(caller.tenant());
        return directory.enterable(caller).stream()
                .sorted(Comparator.comparing(Space::kind).thenComparing(Space::name))
                .map(space -> new SpaceView(
                        space.id(),
                        space.kind(),
                        space.name(),
                        space.path(),
                        used.getOrDefault(space.id(), 0L),
                        space.quotaBytes(),
                        space.trash()))
                .toList();
    }
}
