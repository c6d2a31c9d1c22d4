package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.fubako.job.Job;

/** Throws away uploads that were broken off and not resumed in time. */
@ApplicationScoped
public class ResumableJob implements Job {

    @EJB
    ResumableTransaction transaction;

    @Override
    public String name() {
        return "resumable";
    }

    @Override
    public boolean isDestructive() {
        return true;
    }

    @Override
    public void run() {
        transaction.expired().forEach(transaction::drop);
    }
}
