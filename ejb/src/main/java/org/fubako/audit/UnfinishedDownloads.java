package org.fubako.audit;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.fubako.job.Job;
import org.fubako.platform.IdSource;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;

/**
 * Writes the ends of downloads that a dead process cannot write any more. Only the death of the process keeps a download from
 * writing its end, so what began before the start of this one and has no end was cut off. Works once after a start, and for
 * the days that can matter: the last ones on which anything happened. Like the whole server, it counts on being the only node.
 */
@ApplicationScoped
class UnfinishedDownloads implements Job {

    private static final int BATCH = 500;

    private static final String SELECT = """
            SELECT tenant_id, id, service_code, address, account, surface, space, path FROM operation_log s
            WHERE day BETWEEN ?1 AND ?2 AND action = 'DOWNLOAD' AND result = 'started' AND at < ?3 AND NOT EXISTS
              (SELECT 1 FROM operation_log e WHERE e.tenant_id = s.tenant_id AND e.refers_to = s.id AND e.day >= s.day)
            LIMIT\s""";

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @EJB
    LogWriter writer;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    private volatile boolean done;

    @Override
    public String name() {
        return "download-ends";
    }

    @Override
    public void run() {
        if (done) {
            return;
        }
        Instant started =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        List<LogRow> ends = ends(started);
        while (!ends.isEmpty()) {
            writer.commit(ends);
            ends = ends(started);
        }
        done = true;
    }

    private List<LogRow> ends(Instant started) {
        LocalDate last = LogRow.dayOf(started);
        List<?> found = entities.createNativeQuery(SELECT + BATCH)
                .setParameter(1, firstDay(last).toString())
                .setParameter(2, last.toString())
                .setParameter(3, LogTable.TIME.format(started))
                .getResultList();
        return found.stream().map(row -> end((Object[]) row)).toList();
    }

    /** A download may have begun the day before the last one on which anything was logged. */
    private LocalDate firstDay(LocalDate last) {
        Object before = entities.createNativeQuery("SELECT CAST(MAX(day) AS CHAR) FROM operation_log WHERE day < ?")
                .setParameter(1, last.toString())
                .getSingleResult();
        return before == null ? last : LocalDate.parse((String) before).minusDays(1);
    }

    private LogRow end(Object[] start) {
        Instant now = clock.instant();
        return new LogRow(
                LogRow.dayOf(now),
                new TenantId(UuidConverter.uuid((byte[]) start[0])),
                ids.next(),
                now.truncatedTo(ChronoUnit.MICROS),
                (String) start[2],
                (String) start[3],
                (String) start[4],
                (String) start[5],
                Action.DOWNLOAD.name(),
                (String) start[6],
                (String) start[7],
                "",
                0,
                0,
                LogEvent.ABORTED,
                Optional.of(UuidConverter.uuid((byte[]) start[1])));
    }
}
