package org.fubako.storage;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Lets figures kept in memory follow the transaction that is under way. */
@ApplicationScoped
class AfterCommit {

    @Resource
    TransactionSynchronizationRegistry transactions;

    /** Exactly one of the two runs, once the outcome of the current transaction is known. */
    void run(Runnable committed, Runnable rolledBack) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // only the outcome matters
            }

            @Override
            public void afterCompletion(int status) {
                (status == Status.STATUS_COMMITTED ? committed : rolledBack).run();
            }
        });
    }
}
