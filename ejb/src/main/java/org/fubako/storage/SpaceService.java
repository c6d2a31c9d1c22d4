package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** The spaces of a tenant. */
@Stateless
public class SpaceService {

    @Inject
    SpaceRepository spaces;

    @Inject
    SpaceDirectory directory;

    @Inject
    AutoDeleteAccess autoDelete;

    @Inject
    OperationLog log;

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
                        space.settings(),
                        directory.isAdministered(caller, space),
                        autoDelete.isAllowed(caller, space)))
                .toList();
    }

    /**
     * Changes what is set for a whole space. What is in the trash stays in it when that is switched off. For administrators of the
     * project, for the role MANAGE_GROUPS, and for the owner of a private space.
     */
    public void change(Caller caller, UUID id, SpaceSettings settings) {
        Space space = directory.enterable(caller).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
        if (!directory.isAdministered(caller, space)) {
            log.recordApart(event(caller, space).ended("refused"), Optional.empty());
            throw new Refusal(Problem.ROLE_MISSING, space.path().toString());
        }
        AutoDeleteAccess.requireDays(settings.trashDays(), "trashDays");
        AutoDeleteAccess.requireDays(settings.autoDeleteDays(), "autoDeleteDays");
        spaces.change(space, settings);
        directory.changes(caller.tenant());
        autoDelete.ringAfterCommit();
        log.record(event(caller, space).to(settings.inWords()));
    }

    private static LogEvent event(Caller caller, Space space) {
        return LogEvent.of(caller, Action.SPACE_SETTINGS, space.path().toString());
    }
}
