package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.fubako.job.Job;

/** Makes the hashes of passwords that came by the thousand as slow as they must be, one after the other. */
@ApplicationScoped
public class PasswordHashJob implements Job {

    static final String NAME = "password-hash";

    @EJB
    PasswordHashTransaction transaction;

    @Inject
    Passwords passwords;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run() {
        List<PasswordHashTransaction.Pending> some = transaction.pending();
        while (!some.isEmpty()) {
            some.forEach(this::slowDown);
            some = transaction.pending();
        }
    }

    private void slowDown(PasswordHashTransaction.Pending pending) {
        transaction.replace(pending, passwords.slowDown(pending.hash()).orElse(pending.hash()));
    }
}
