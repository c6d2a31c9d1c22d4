package org.fubako.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The clock and the ids of the running server. */
@ApplicationScoped
public class PlatformProducers {

    private final Clock clock = Clock.systemUTC();
    private final IdSource ids = new TimeOrderedIds(clock);

    @Produces
    public Clock clock() {
        return clock;
    }

    @Produces
    public IdSource ids() {
        return ids;
    }
}
