package org.fubako.audit;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.fubako.job.Job;
import org.fubako.platform.TenantId;

/** Verifies each day once when it has been closed. What it finds stands in log_verification and, as an error, in the log. */
@ApplicationScoped
class VerifyJob implements Job {

    private static final Logger LOG = System.getLogger(VerifyJob.class.getName());
    private static final int REPORT_LENGTH = 4_000;

    @Inject
    LogTrees trees;

    @EJB
    LogTreeTransaction transaction;

    @Inject
    DayVerifier verifier;

    @Inject
    Clock clock;

    @Override
    public String name() {
        return "log-verify";
    }

    /** So that what was found stands in the result of the job for longer than a minute. */
    @Override
    public Duration interval() {
        return Duration.ofMinutes(30);
    }

    /** @throws LogTampered when a day is not as it was written; in every run until another day is closed */
    @Override
    public void run() {
        LocalDate today = LogRow.dayOf(clock.instant());
        LocalDate oldest = today.minusDays(LogService.DAYS_KEPT - 1L);
        long fresh = 0;
        for (LocalDate day : trees.unverified(oldest)) {
            fresh += verify(day, oldest);
        }
        long found = Math.max(fresh, trees.found(today.minusDays(1)));
        if (found > 0) {
            throw new LogTampered(found + " findings in the operation log, see log_verification");
        }
    }

    private long verify(LocalDate day, LocalDate oldest) {
        List<TenantId> tenants = trees.tenants(day);
        StringBuilder report = new StringBuilder();
        Findings days = verifier.verifyDays(oldest);
        tell(report, TreeHead.DAYS, days.count(), days.first());
        long found = days.count();
        long leaves = 0;
        for (TenantId tenant : tenants) {
            DayReport one = verifier.verify(tenant, day);
            tell(report, TreeHead.origin(tenant, day), one.found(), one.findings());
            found += one.found();
            leaves += one.leaves();
        }
        String text = report.length() > REPORT_LENGTH ? report.substring(0, REPORT_LENGTH) : report.toString();
        transaction.verified(day, tenants.size(), leaves, found, text);
        LOG.log(Level.INFO, "operation log of {0} verified: {1} lines, {2} findings", day, leaves, found);
        return found;
    }

    private static void tell(StringBuilder report, String tree, long found, List<Finding> first) {
        if (found > 0) {
            String text = tree + ": " + found + " findings, first "
                    + first.stream()
                            .limit(10)
                            .map(finding -> finding.kind() + " " + finding.where())
                            .collect(Collectors.joining("; "));
            LOG.log(Level.ERROR, "the operation log was tampered with: " + text);
            report.append(text).append('\n');
        }
    }
}
