package org.fubako.storage;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Sees to it that what people have used is written down within seconds, and before the server goes. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RecentUseTimer {

    @Inject
    RecentUses uses;

    /** Single statements, no transaction: that of a timer would keep its connection. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    public void flush() {
        uses.flush();
    }

    @PreDestroy
    void flushBeforeTheEnd() {
        uses.flush();
    }
}
