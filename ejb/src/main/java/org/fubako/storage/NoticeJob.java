package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.fubako.job.Job;

/** Tells by mail what has arrived in folders: one mail for all that came together. */
@ApplicationScoped
public class NoticeJob implements Job {

    static final String NAME = "notice";

    @Inject
    NoticeTransaction transaction;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run() {
        transaction.due().forEach(transaction::tell);
    }
}
