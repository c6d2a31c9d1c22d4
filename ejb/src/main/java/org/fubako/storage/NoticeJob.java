package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.fubako.job.Job;

/** Tells by mail what has arrived in folders: one mail for all that came together. */
@ApplicationScoped
public class NoticeJob implements Job {

    static final String NAME = "notice";

    @EJB
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
