package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.fubako.job.Job;

/** Keeps the entries few from which the use of a space is summed. */
@ApplicationScoped
public class UsageJob implements Job {

    @Inject
    UsageTransaction transaction;

    @Override
    public String name() {
        return "usage";
    }

    @Override
    public void run() {
        transaction.crowded().forEach(transaction::fold);
    }
}
