package org.fubako.link;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.fubako.job.Job;

/** Forgets receive folders whose log is no longer kept, and visitors who have sent nothing. */
@ApplicationScoped
public class ReceiveJob implements Job {

    @EJB
    ReceiveJobTransaction transaction;

    @Override
    public String name() {
        return "receive-folders";
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
        while (transaction.forgetFolders() == ReceiveJobTransaction.AT_ONCE) {
            // the rest
        }
        while (transaction.forgetVisits() == ReceiveJobTransaction.AT_ONCE) {
            // the rest
        }
    }
}
