package org.fubako.mail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;

/**
 * Bounds how many mails an account, and a tenant, can have sent to addresses of its choice: nobody makes a mailer for strangers of
 * the service. In hours that begin with the first mail. Bounded, and of this node only.
 */
@ApplicationScoped
public class MailBrake {

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int ACCOUNTS_WORTH = 10;

    private final Cache<Object, Count> counts =
            Caffeine.newBuilder().maximumSize(100_000).build();

    @Inject
    @ConfigProperty(name = "fubako.mail.hourly", defaultValue = "200")
    int hourly;

    @Inject
    Clock clock;

    private record Count(Instant since, int mails) {}

    /** Who sends, and how many it may send within an hour. */
    private record Limit(Object sender, int most) {}

    /** @throws Refusal TOO_MANY_MAILS with the seconds to wait; nothing is counted then */
    public void take(TenantId tenant, UUID account, int mails) {
        Optional<Duration> wait = take(List.of(ofTenant(tenant), new Limit(account, hourly)), mails);
        if (wait.isPresent()) {
            throw new Refusal(Problem.TOO_MANY_MAILS, Long.toString(wait.get().toSeconds() + 1));
        }
    }

    /** As {@link #take(TenantId, UUID, int)}, of what is sent for nobody in particular; false if it has to wait. */
    public boolean tryTake(TenantId tenant, int mails) {
        return take(List.of(ofTenant(tenant)), mails).isEmpty();
    }

    private Limit ofTenant(TenantId tenant) {
        return new Limit(tenant, hourly * ACCOUNTS_WORTH);
    }

    private synchronized Optional<Duration> take(List<Limit> limits, int mails) {
        Instant now = clock.instant();
        for (Limit limit : limits) {
            Count count = current(limit, now);
            if (count.mails + mails > limit.most) {
                return Optional.of(Duration.between(now, count.since.plus(WINDOW)));
            }
        }
        for (Limit limit : limits) {
            Count count = current(limit, now);
            counts.put(limit.sender, new Count(count.since, count.mails + mails));
        }
        return Optional.empty();
    }

    private Count current(Limit limit, Instant now) {
        return Optional.ofNullable(counts.getIfPresent(limit.sender))
                .filter(count -> now.isBefore(count.since.plus(WINDOW)))
                .orElse(new Count(now, 0));
    }
}
