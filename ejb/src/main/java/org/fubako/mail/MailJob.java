package org.fubako.mail;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.fubako.job.Job;

/**
 * Sends what is in the queue. A mail is taken before it is sent and goes from the queue when the mail server has taken it; should the
 * server of this program die in between, it is sent once more, under the same message id.
 */
@ApplicationScoped
public class MailJob implements Job {

    static final String NAME = "mail";

    private static final Logger LOG = System.getLogger(MailJob.class.getName());

    @EJB
    MailTransaction transaction;

    @Inject
    Postman postman;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run() {
        transaction.forget();
        List<MailTransaction.Queued> due = transaction.due();
        while (!due.isEmpty()) {
            if (!due.stream().allMatch(this::send)) {
                // nobody takes any mail now: the next run tries again
                return;
            }
            due = transaction.due();
        }
    }

    /** Whether there is somebody to send to. */
    private boolean send(MailTransaction.Queued queued) {
        Optional<Mail> mail = transaction.take(queued);
        if (mail.isEmpty()) {
            return true;
        }
        try {
            postman.deliver(queued.id(), queued.created(), mail.get());
            transaction.sent(queued);
            return true;
        } catch (MailFailure failure) {
            LOG.log(Level.WARNING, "mail {0} was not taken: {1}", queued.id(), failure.getMessage());
            transaction.failed(queued, failure);
            return failure.kind() != MailFailure.Kind.UNREACHABLE;
        }
    }
}
