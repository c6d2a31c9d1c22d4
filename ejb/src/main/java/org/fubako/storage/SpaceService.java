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

    private static final int LONGEST_DAYS = 3_650;

    @Inject
    SpaceRepository spaces;

    @Inject
    SpaceDirectory directory;

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
                        space.trash(),
                        space.trashDays(),
                        directory.isAdministered(caller, space)))
                .toList();
    }

    /**
     * Whether what is deleted goes into a trash from now on, and when it leaves that by itself. What is in it stays in it when it is
     * switched off. For administrators of the project, for the role MANAGE_GROUPS, and for the owner of a private space.
     *
     * @param days from 1 to 3,650; empty for never
     */
    public void setTrash(Caller caller, UUID id, boolean on, Optional<Integer> days) {
        Space space = directory.enterable(caller).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
        if (!directory.isAdministered(caller, space)) {
            log.recordApart(event(caller, space).ended("refused"), Optional.empty());
            throw new Refusal(Problem.ROLE_MISSING, space.path().toString());
        }
        if (days.filter(count -> count < 1 || count > LONGEST_DAYS).isPresent()) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "trashDays");
        }
        spaces.setTrash(space, on, days);
        directory.changes(caller.tenant());
        String kept = days.map(count -> " " + count + " days").orElse("");
        log.record(event(caller, space).to((on ? "trash" : "no trash") + kept));
    }

    private static LogEvent event(Caller caller, Space space) {
        return LogEvent.of(caller, Action.SPACE_SETTINGS, space.path().toString());
    }
}
