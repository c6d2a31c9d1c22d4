package org.fubako.job;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.fubako.platform.AfterCommit;

/** Wakes a job at once through a JMS message. A lost bell costs a minute, until the timer comes; a doubled one nothing. */
@ApplicationScoped
public class Bell {

    static final String QUEUE = "fubako.bell";

    private static final Logger LOG = System.getLogger(Bell.class.getName());

    @Resource(lookup = "java:app/jms/fubako")
    ConnectionFactory connections;

    @Resource
    ManagedExecutorService executor;

    @Inject
    AfterCommit afterCommit;

    /** Rings apart from any transaction of the caller's. */
    public void ring(String job) {
        ring(job, Duration.ZERO);
    }

    /** Rings as soon as what the transaction under way has changed is committed, or so much later; not when it is rolled back. */
    public void ringAfterCommit(String job, Duration later) {
        afterCommit.run(() -> ring(job, later), () -> {});
    }

    /** As {@link #ringAfterCommit(String, Duration)}, at once. */
    public void ringAfterCommit(String job) {
        ringAfterCommit(job, Duration.ZERO);
    }

    private void ring(String job, Duration later) {
        executor.execute(() -> send(job, later));
    }

    private void send(String job, Duration later) {
        try (JMSContext context = connections.createContext()) {
            context.createProducer().setDeliveryDelay(later.toMillis()).send(context.createQueue(QUEUE), job);
        } catch (JMSRuntimeException e) {
            LOG.log(Level.WARNING, "the broker does not take the bell for " + job + "; the timer will", e);
        }
    }
}
