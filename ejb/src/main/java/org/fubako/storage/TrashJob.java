package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.fubako.job.Job;

/** Removes for good what has been in a trash for as long as its space keeps it. Some time after the day has come, not at it. */
@ApplicationScoped
public class TrashJob implements Job {

    @EJB
    TrashTransaction transaction;

    @Override
    public String name() {
        return "trash";
    }

    @Override
    public boolean isDestructive() {
        return true;
    }

    @Override
    public void run() {
        transaction.due().forEach(transaction::remove);
    }
}
