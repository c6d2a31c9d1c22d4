package org.fubako.job;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Wakes a job at once through a JMS message. A lost bell costs a minute, until the timer comes; a doubled one nothing. */
@ApplicationScoped
public class Bell {

    static final String QUEUE = "fubako.bell";

    private static final Logger LOG = System.getLogger(Bell.class.getName());

    @Resource(lookup = "java:app/jms/fubako")
    ConnectionFactory connections;

    @Resource
    ManagedExecutorService executor;

    /** Rings apart from any transaction of the caller's. */
    public void ring(String job) {
        executor.execute(() -> send(job));
    }

    private void send(String job) {
        try (JMSContext context = connections.createContext()) {
            context.createProducer().send(context.createQueue(QUEUE), job);
        } catch (JMSRuntimeException e) {
            LOG.log(Level.WARNING, "the broker does not take the bell for " + job + "; the timer will", e);
        }
    }
}
