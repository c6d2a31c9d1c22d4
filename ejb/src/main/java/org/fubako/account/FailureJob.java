package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.fubako.job.Job;

/** Forgets wrong passwords that are long ago, and keeps those who try names without end from filling the database. */
@ApplicationScoped
public class FailureJob implements Job {

    @EJB
    FailureTransaction transaction;

    @Override
    public String name() {
        return "sign-in-failures";
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
        while (transaction.forgetOld() == FailureTransaction.AT_ONCE) {
            // the rest
        }
        while (transaction.forgetSurplus() == FailureTransaction.AT_ONCE) {
            // the rest
        }
    }
}
