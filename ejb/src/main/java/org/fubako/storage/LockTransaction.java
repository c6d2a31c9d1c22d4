package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** The transaction of {@link LockJob}. */
@Stateless
public class LockTransaction {

    @Inject
    LockRepository locks;

    /** Drops the ended locks of all tenants, with the names that only they have held. */
    public void dropEnded() {
        locks.dropEnded();
    }
}
