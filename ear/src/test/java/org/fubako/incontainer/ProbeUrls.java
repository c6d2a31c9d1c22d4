package org.fubako.incontainer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.OneTimeUrlWanted;

/** Remembers for which documents a one-time URL was wanted, or refuses to make one. */
@ApplicationScoped
public class ProbeUrls {

    private final List<UUID> documents = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    void made(@Observes OneTimeUrlWanted wanted) {
        if (refusing) {
            throw new Refusal(Problem.ACCESS_DENIED, "one-time URL");
        }
        documents.add(wanted.document());
    }

    List<UUID> documents() {
        return documents;
    }

    void refuse(boolean now) {
        refusing = now;
    }
}
