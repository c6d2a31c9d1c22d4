package org.fubako.audit;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.fubako.job.Job;

/** Ends the waiting of lines that nobody has taken. */
@ApplicationScoped
class WaitingLinesJob implements Job {

    @EJB
    WaitingLines lines;

    @Override
    public String name() {
        return "waiting-lines";
    }

    @Override
    public void run() {
        int written;
        do {
            written = lines.writeDue();
        } while (written > 0);
    }
}
