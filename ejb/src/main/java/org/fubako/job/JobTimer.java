package org.fubako.job;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Pokes all jobs again and again on every node; whoever gets the claim works. */
@Singleton
@Startup
@DependsOn("Migrator")
@Lock(LockType.READ)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JobTimer {

    private static final Logger LOG = System.getLogger(JobTimer.class.getName());

    @EJB
    JobRunner runner;

    @EJB
    JobClaims claims;

    @Resource
    TimerService timers;

    @Inject
    @ConfigProperty(name = "fubako.jobs.every", defaultValue = "PT1M")
    String every;

    @PostConstruct
    void begin() {
        claims.giveUpOwn();
        long millis = Duration.parse(every).toMillis();
        timers.createIntervalTimer(millis, millis, new TimerConfig("jobs", false));
    }

    /** Catches everything: the container gives up a timer whose method fails twice, and a database may be away for longer. */
    @Timeout
    void poke() {
        try {
            runner.runDue();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "no jobs this time", e);
        }
    }
}
