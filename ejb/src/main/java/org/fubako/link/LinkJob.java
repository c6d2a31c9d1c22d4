package org.fubako.link;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.fubako.job.Job;

/**
 * Removes links of both kinds with their logs, 30 days after their time is over, codes that are of no use any more, and visitors who have
 * sent nothing.
 */
@ApplicationScoped
public class LinkJob implements Job {

    @EJB
    LinkTransaction transaction;

    @Override
    public String name() {
        return "links";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    public boolean isDestructive() {
        return true;
    }

    @Override
    public void run() {
        while (transaction.removeOld() == LinkTransaction.AT_ONCE) {
            // the rest
        }
        while (transaction.forgetCodes() == LinkTransaction.AT_ONCE) {
            // the rest
        }
        while (transaction.forgetFolders() == LinkTransaction.FEW_AT_ONCE) {
            // the rest
        }
        while (transaction.forgetVisits() == LinkTransaction.FEW_AT_ONCE) {
            // the rest
        }
    }
}
