package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.fubako.job.Job;

/** Throws away uploads that were broken off and not resumed in time. */
@ApplicationScoped
public class ResumableJob implements Job {

    @Inject
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
