package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.fubako.job.Job;

/**
 * Deletes documents that were not changed for as long as their folder or space says: into the trash where there is one. Some time after
 * the day has come, not at it.
 */
@ApplicationScoped
public class AutoDeleteJob implements Job {

    static final String NAME = "auto-delete";

    @EJB
    AutoDeleteTransaction transaction;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return Duration.ofMinutes(10);
    }

    @Override
    public boolean isDestructive() {
        return true;
    }

    @Override
    public void run() {
        for (AutoDeleteTransaction.Rule rule : transaction.rules()) {
            transaction.folders(rule).forEach(folder -> empty(rule, folder));
        }
    }

    private void empty(AutoDeleteTransaction.Rule rule, UUID folder) {
        try {
            while (transaction.remove(rule, folder)) {
                // the next ones
            }
        } catch (NameRace somebodyWorksThere) {
            // what is left is found in the next run
        }
    }
}
