package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;

/**
 * Keeps every space within its quota and every tenant within its contract, exactly, without a database row for which writers
 * queue: bytes are reserved here before they are written and settled after the commit that made them count. What is
 * committed lies in {@code space_usage}; this only adds what is under way on this node.
 */
@ApplicationScoped
public class QuotaLedger {

    @Inject
    QuotaReader reader;

    private final Map<UUID, Account> tenants = new HashMap<>();

    private static final class Account {
        private final Map<UUID, Long> used;
        private final Map<UUID, Long> quotas;
        private final long capacity;
        private final Map<UUID, Long> reserved = new HashMap<>();

        Account(QuotaReader.Figures figures) {
            used = new HashMap<>(figures.used());
            quotas = figures.quotas();
            capacity = figures.capacity();
        }

        long free(UUID space) {
            long taken = used.getOrDefault(space, 0L) + reserved.getOrDefault(space, 0L);
            long all = used.values().stream().mapToLong(Long::longValue).sum()
                    + reserved.values().stream().mapToLong(Long::longValue).sum();
            return Math.min(quotas.getOrDefault(space, 0L) - taken, capacity - all);
        }
    }

    /** Bytes set aside in a space until they are settled or given back. Not for use by several threads. */
    public final class Reservation implements AutoCloseable {

        private final TenantId tenant;
        private final UUID space;
        private long bytes;

        private Reservation(TenantId tenant, UUID space) {
            this.tenant = tenant;
            this.space = space;
        }

        /** Raises the reservation to at least this many bytes, or refuses with OVER_QUOTA. */
        public void ensure(long wanted) {
            if (wanted > bytes) {
                reserve(tenant, space, wanted - bytes);
                bytes = wanted;
            }
        }

        /** Turns the reservation into use, after the commit; {@code change} is what the commit has added. */
        public void settle(long change) {
            used(tenant, space, change);
            close();
        }

        /** Gives back what is still reserved; harmless when nothing is. */
        @Override
        public void close() {
            release(tenant, space, bytes);
            bytes = 0;
        }
    }

    public Reservation open(TenantId tenant, UUID space) {
        return new Reservation(tenant, space);
    }

    /** Tells of use that has changed by a commit without a reservation: what was purged, or moved between spaces. */
    public synchronized void used(TenantId tenant, UUID space, long change) {
        account(tenant).used.merge(space, change, Long::sum);
    }

    /** Reads quotas anew at next use: after a space was made or its quota changed. Figures under way are kept. */
    public synchronized void forget(TenantId tenant) {
        Account old = tenants.remove(tenant.value());
        if (old != null) {
            account(tenant).reserved.putAll(old.reserved);
        }
    }

    private synchronized void reserve(TenantId tenant, UUID space, long bytes) {
        Account account = account(tenant);
        if (account.free(space) < bytes) {
            throw new Refusal(Problem.OVER_QUOTA, "");
        }
        account.reserved.merge(space, bytes, Long::sum);
    }

    private synchronized void release(TenantId tenant, UUID space, long bytes) {
        account(tenant).reserved.merge(space, -bytes, Long::sum);
    }

    private Account account(TenantId tenant) {
        return tenants.computeIfAbsent(tenant.value(), id -> new Account(reader.figures(tenant)));
    }
}
