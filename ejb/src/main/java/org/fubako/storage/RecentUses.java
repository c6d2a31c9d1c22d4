package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.TenantId;

/**
 * Remembers what people use, and writes it down together and later, so that nobody waits for a commit more. What a crash takes along is
 * no loss that anybody notices.
 */
@ApplicationScoped
class RecentUses {

    /** Of one account. */
    static final int KEPT = 50;

    private static final Logger LOG = System.getLogger(RecentUses.class.getName());

    /** More in the few seconds between two writings than people can cause. */
    private static final int MOST_WAITING = 10_000;

    @Inject
    RecentRepository recents;

    @Inject
    Clock clock;

    private Map<Who, Map<UUID, Instant>> waiting = new HashMap<>();
    private int count;

    private record Who(TenantId tenant, UUID account) {}

    /** Somebody has opened or stored a document. Counts only through the portal: what programs read is not what a person looks for. */
    void used(Caller caller, UUID document) {
        if (caller.surface() == Surface.PORTAL) {
            add(new Who(caller.tenant(), caller.accountId()), document);
        }
    }

    private synchronized void add(Who who, UUID document) {
        if (count < MOST_WAITING) {
            waiting.computeIfAbsent(who, account -> new HashMap<>()).put(document, clock.instant());
            count++;
        }
    }

    private synchronized Map<Who, Map<UUID, Instant>> take() {
        Map<Who, Map<UUID, Instant>> taken = waiting;
        waiting = new HashMap<>();
        count = 0;
        return taken;
    }

    /** Writes what waits; what cannot be written is forgotten. To be called outside of any transaction. */
    void flush() {
        Map<Who, Map<UUID, Instant>> taken = take();
        if (taken.isEmpty()) {
            return;
        }
        try {
            recents.write(taken.entrySet().stream()
                    .flatMap(of -> of.getValue().entrySet().stream().map(use -> use(of.getKey(), use)))
                    .toList());
            taken.keySet().forEach(who -> recents.prune(who.tenant(), who.account(), KEPT));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "what was used last could not be written down", e);
        }
    }

    private static RecentRepository.Use use(Who who, Map.Entry<UUID, Instant> use) {
        return new RecentRepository.Use(who.tenant(), who.account(), use.getKey(), use.getValue());
    }
}
