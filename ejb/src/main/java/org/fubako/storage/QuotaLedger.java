package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.tenant.TenantDirectory;

/**
 * Keeps every space within its quota and every tenant within its contract, exactly, without a database row for which writers
 * queue: bytes are reserved here before they are written and settled after the commit that made them count. What is
 * committed lies in {@code space_usage}; this adds what is under way. At any moment what is committed is at most what stands
 * here, so nothing is ever granted twice.
 *
 * <p>Every transaction that writes to {@code space_usage} has a {@link Reservation} open from before its commit until after it,
 * also when it takes no bytes or gives some back: figures are read anew only while none is open.
 */
@ApplicationScoped
public class QuotaLedger {

    /** After which a commit that nobody has heard of any more is done, or never will be. */
    private static final Duration DECIDED = Duration.ofMinutes(1);

    @EJB
    QuotaReader reader;

    @Inject
    TenantDirectory contracts;

    private final Map<TenantId, Account> accounts = new ConcurrentHashMap<>();

    /** What a tenant has used and reserved. All access under its monitor. */
    private static final class Account {
        private Map<UUID, Long> used;
        private long usedInAll;
        private final Map<UUID, Long> reserved = new HashMap<>();
        private long reservedInAll;
        private int open;
        private Optional<Long> doubtedAtNanos = Optional.empty();

        Account(Map<UUID, Long> used) {
            read(used);
        }

        private void read(Map<UUID, Long> figures) {
            used = new HashMap<>(figures);
            usedInAll = figures.values().stream().mapToLong(Long::longValue).sum();
        }

        boolean mustBeRead() {
            return open == 0
                    && doubtedAtNanos
                            .filter(at -> System.nanoTime() - at > DECIDED.toNanos())
                            .isPresent();
        }

        /** With nothing under way, what is still reserved is what was doubted: the figures know by now whether it counts. */
        void readAnew(Map<UUID, Long> figures) {
            read(figures);
            reserved.clear();
            reservedInAll = 0;
            doubtedAtNanos = Optional.empty();
        }

        long free(UUID space, long quota, long capacity) {
            long taken = used.getOrDefault(space, 0L) + reserved.getOrDefault(space, 0L);
            return Math.min(quota - taken, capacity - usedInAll - reservedInAll);
        }

        void reserve(UUID space, long bytes) {
            reserved.merge(space, bytes, Long::sum);
            reservedInAll += bytes;
        }

        void use(UUID space, long bytes) {
            used.merge(space, bytes, Long::sum);
            usedInAll += bytes;
        }
    }

    /**
     * Bytes set aside in a space until the outcome is known. Ends by exactly one of {@link #settle}, {@link #doubt} and
     * {@link #close}; a later one does nothing. Not for use by several threads at once.
     */
    public final class Reservation implements AutoCloseable {

        private final Account account;
        private final TenantId tenant;
        private final UUID space;
        private final long quota;
        private long bytes;
        private long change;
        private boolean ended;

        private Reservation(Account account, TenantId tenant, UUID space, long quota) {
            this.account = account;
            this.tenant = tenant;
            this.space = space;
            this.quota = quota;
        }

        /** Raises the reservation to at least this many bytes, or refuses with OVER_QUOTA. */
        public void ensure(long wanted) {
            if (wanted <= bytes) {
                return;
            }
            long capacity = contracts.info(tenant).capacityBytes();
            synchronized (account) {
                if (account.free(space, quota, capacity) < wanted - bytes) {
                    throw new Refusal(Problem.OVER_QUOTA, "");
                }
                account.reserve(space, wanted - bytes);
            }
            bytes = wanted;
        }

        /** As {@link #ensure}; the commit that follows will change the use of the space by exactly so many bytes; below 0 for less. */
        public void expect(long exactly) {
            ensure(exactly);
            change = exactly;
        }

        /** Turns the reservation into use, after the commit of what was expected. */
        public void settle() {
            end(() -> {
                account.use(space, change);
                account.reserve(space, -bytes);
            });
        }

        /** Nobody knows whether the commit has happened: the bytes stay reserved until the figures are read anew. */
        public void doubt() {
            end(() -> account.doubtedAtNanos = Optional.of(System.nanoTime()));
        }

        /** Nothing was committed: gives back what is reserved. */
        @Override
        public void close() {
            end(() -> account.reserve(space, -bytes));
        }

        private void end(Runnable outcome) {
            synchronized (account) {
                if (!ended) {
                    ended = true;
                    outcome.run();
                    account.open--;
                }
            }
        }
    }

    /** For what will take bytes of a space. */
    public Reservation open(Space space) {
        return open(space.tenant(), space.id(), space.quotaBytes());
    }

    /** For what will only give bytes back. */
    public Reservation openReturn(TenantId tenant, UUID space) {
        return open(tenant, space, 0);
    }

    private Reservation open(TenantId tenant, UUID space, long quota) {
        Account account = accounts.computeIfAbsent(tenant, id -> new Account(reader.used(id)));
        synchronized (account) {
            if (account.mustBeRead()) {
                account.readAnew(reader.used(tenant));
            }
            account.open++;
        }
        return new Reservation(account, tenant, space, quota);
    }
}
