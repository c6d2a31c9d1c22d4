package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.fubako.job.Job;

/** Keeps the entries few from which the use of a space is summed. */
@ApplicationScoped
public class UsageJob implements Job {

    @EJB
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
