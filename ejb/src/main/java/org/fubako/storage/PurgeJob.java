package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.fubako.job.Job;
import org.fubako.platform.TenantId;
import org.fubako.storage.blob.BlobStore;
import org.fubako.storage.blob.RestoreGuard;

/** Takes apart what was deleted, a few rows at a time, and removes contents that nothing shows any more. */
@ApplicationScoped
public class PurgeJob implements Job {

    static final String NAME = "purge";

    @EJB
    PurgeTransaction transaction;

    @Inject
    QuotaLedger quota;

    @Inject
    BlobStore blobs;

    @Inject
    RestoreGuard restored;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isDestructive() {
        return true;
    }

    @Override
    public void run() {
        for (PurgeTransaction.Deleted deleted : transaction.deleted()) {
            purge(deleted);
        }
        transaction.dropEmptySpaces();
        if (!restored.isSuspected()) {
            transaction.unused().forEach(this::remove);
        }
    }

    private void remove(PurgeTransaction.Unused unused) {
        if (transaction.forget(unused)) {
            blobs.delete(unused.tenant(), unused.blob());
        }
        transaction.done(unused);
    }

    private void purge(PurgeTransaction.Deleted deleted) {
        boolean more;
        do {
            more = purgeSome(deleted);
        } while (more);
    }

    private boolean purgeSome(PurgeTransaction.Deleted deleted) {
        try (QuotaLedger.Reservation returned = quota.openReturn(deleted.tenant(), deleted.space())) {
            Optional<Long> freed = chunk(deleted, returned);
            returned.expect(-freed.orElse(0L));
            returned.settle();
            return freed.isPresent();
        }
    }

    private Optional<Long> chunk(PurgeTransaction.Deleted deleted, QuotaLedger.Reservation returned) {
        try {
            return transaction.chunk(deleted);
        } catch (RuntimeException unknown) {
            returned.doubt();
            throw unknown;
        }
    }

    static TenantId tenant(byte[] id) {
        return new TenantId(org.fubako.platform.UuidConverter.uuid(id));
    }

    static UUID uuid(Object column) {
        return org.fubako.platform.UuidConverter.uuid((byte[]) column);
    }
}
