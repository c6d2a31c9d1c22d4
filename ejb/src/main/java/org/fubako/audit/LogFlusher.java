package org.fubako.audit;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Sees to it that lines nobody waits for are written within a second, and before the server goes. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LogFlusher {

    private static final Logger LOG = System.getLogger(LogFlusher.class.getName());

    @EJB
    OperationLog log;

    /**
     * Catches everything: the container gives up a timer whose method fails twice. By way of another bean, because the container does
     * not get connections back that were used by a transaction which a timer begins directly.
     */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void flush() {
        try {
            log.flush();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "lines of the operation log wait to be written", e);
        }
    }

    @PreDestroy
    void flushBeforeTheEnd() {
        flush();
    }
}
