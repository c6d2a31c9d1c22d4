package org.fubako.audit;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.IdSource;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;
import org.fubako.platform.UuidConverter;

/**
 * Lines that are left out of the operation log when what they tell of turns out to be the beginning of something else. Each is written
 * with its change; a crash loses none.
 */
@Stateless
public class WaitingLines {

    private static final int AT_ONCE = 500;

    private static final String DUE =
            "SELECT tenant_id, subject_id, service_code, address, account, surface, action, space, path, bytes, millis"
                    + " FROM waiting_line WHERE due_at < UTC_TIMESTAMP(6) ORDER BY due_at LIMIT " + AT_ONCE;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    TenantSql sql;

    @Inject
    LogTable table;

    @Inject
    Clock clock;

    @Inject
    IdSource ids;

    /** Joins the caller's transaction; the line is in the log within two minutes unless somebody takes it. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void put(LogEvent event, UUID subject) {
        LogRow row = LogRow.of(event, subject, clock.instant(), Optional.empty());
        sql.update(
                "INSERT INTO waiting_line (tenant_id, subject_id, due_at, service_code, address, account, surface, action,"
                        + " space, path, bytes, millis) VALUES (?, ?, UTC_TIMESTAMP(6) + INTERVAL 30 SECOND, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?)",
                row.tenant(),
                subject,
                row.serviceCode(),
                row.address(),
                row.account(),
                row.surface(),
                row.action(),
                row.space(),
                row.path(),
                row.bytes(),
                row.millis());
    }

    /** Lets a line wait for an hour, because what may take it has begun. */
    public void hold(TenantId tenant, UUID subject) {
        sql.update(
                "UPDATE waiting_line SET due_at = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR WHERE tenant_id = ? AND subject_id = ?",
                tenant,
                subject);
    }

    /** Takes a line away; false when there is none, or none any more. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public boolean take(TenantId tenant, UUID subject) {
        return sql.update("DELETE FROM waiting_line WHERE tenant_id = ? AND subject_id = ?", tenant, subject) == 1;
    }

    /** Brings those that nobody has taken into the log; how many. */
    @SuppressWarnings("unchecked")
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int writeDue() {
        List<Object[]> due = entities.createNativeQuery(DUE).getResultList();
        List<LogRow> rows = due.stream()
                .filter(line -> take(tenant(line), UuidConverter.uuid((byte[]) line[1])))
                .map(this::row)
                .toList();
        if (!rows.isEmpty()) {
            table.insert(rows);
        }
        return rows.size();
    }

    private static TenantId tenant(Object[] line) {
        return new TenantId(UuidConverter.uuid((byte[]) line[0]));
    }

    private LogRow row(Object[] line) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new LogRow(
                LogRow.dayOf(now),
                tenant(line),
                ids.next(),
                now,
                (String) line[2],
                (String) line[3],
                (String) line[4],
                (String) line[5],
                (String) line[6],
                (String) line[7],
                (String) line[8],
                "",
                ((Number) line[9]).longValue(),
                ((Number) line[10]).intValue(),
                LogEvent.OK,
                Optional.empty());
    }
}
