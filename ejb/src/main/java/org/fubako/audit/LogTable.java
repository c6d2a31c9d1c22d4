package org.fubako.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;

/**
 * The statements of the operation log. Native, because an insert-only table of partitions gains nothing from being
 * managed. Days and times go in and out as text: no driver or server may shift them by a zone.
 */
@ApplicationScoped
class LogTable {

    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    /** Reads one partition through the primary key, however many other tenants have rows on that day. */
    private static final String SELECT =
            "SELECT " + LogSql.COLUMNS + " FROM operation_log l WHERE l.day = ?1 AND l.tenant_id = ?2 AND l.id ";

    private static final UUID LOWEST = new UUID(0, 0);
    private static final UUID HIGHEST = new UUID(-1, -1);

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    LogSeal seal;

    /** One statement, however many rows. */
    void insert(List<LogRow> rows) {
        Query insert = entities.createNativeQuery(LogSql.insert(rows));
        // what else this transaction has changed need not be written before its log lines
        insert.setFlushMode(FlushModeType.COMMIT);
        int at = 0;
        for (LogRow row : rows) {
            at = bind(insert, at, row);
        }
        insert.executeUpdate();
    }

    private int bind(Query insert, int before, LogRow row) {
        int at = before;
        insert.setParameter(++at, row.day().toString());
        insert.setParameter(++at, UuidConverter.bytes(row.tenant().value()));
        insert.setParameter(++at, UuidConverter.bytes(row.id()));
        insert.setParameter(++at, TIME.format(row.at()));
        insert.setParameter(++at, row.serviceCode());
        insert.setParameter(++at, row.address());
        insert.setParameter(++at, row.account());
        insert.setParameter(++at, row.surface());
        insert.setParameter(++at, row.action());
        insert.setParameter(++at, row.space());
        insert.setParameter(++at, row.path());
        insert.setParameter(++at, row.destination());
        insert.setParameter(++at, row.bytes());
        insert.setParameter(++at, row.millis());
        insert.setParameter(++at, row.result());
        insert.setParameter(++at, seal.of(row));
        if (row.refersTo().isPresent()) {
            insert.setParameter(++at, UuidConverter.bytes(row.refersTo().get()));
        }
        return at;
    }

    /** Rows of a day that are older than {@code before}, newest first. */
    List<LogRow> older(TenantId tenant, LocalDate day, Optional<UUID> before, int limit) {
        return rows(SELECT + "< ?3 ORDER BY l.id DESC", tenant, day, before.orElse(HIGHEST), limit);
    }

    /** Rows of a day that are newer than {@code after}, oldest first. */
    List<LogRow> newer(TenantId tenant, LocalDate day, Optional<UUID> after, int limit) {
        return rows(SELECT + "> ?3 ORDER BY l.id", tenant, day, after.orElse(LOWEST), limit);
    }

    private List<LogRow> rows(String sql, TenantId tenant, LocalDate day, UUID edge, int limit) {
        List<?> found = entities.createNativeQuery(sql + " LIMIT ?4")
                .setParameter(1, day.toString())
                .setParameter(2, UuidConverter.bytes(tenant.value()))
                .setParameter(3, UuidConverter.bytes(edge))
                .setParameter(4, limit)
                .getResultList();
        return found.stream().map(row -> read(tenant, day, (Object[]) row, 0)).toList();
    }

    /** A row whose columns are {@link LogSql#COLUMNS}, the first of them at {@code first}. */
    static LogRow read(TenantId tenant, LocalDate day, Object[] found, int first) {
        Object[] column = Arrays.copyOfRange(found, first, found.length);
        return new LogRow(
                day,
                tenant,
                UuidConverter.uuid((byte[]) column[0]),
                time((String) column[1]),
                (String) column[2],
                (String) column[3],
                (String) column[4],
                (String) column[5],
                (String) column[6],
                (String) column[7],
                (String) column[8],
                (String) column[9],
                ((Number) column[10]).longValue(),
                ((Number) column[11]).intValue(),
                (String) column[12],
                Optional.ofNullable((byte[]) column[13]).map(UuidConverter::uuid));
    }

    static Instant time(String column) {
        return LocalDateTime.parse(column.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    /** Which of these starts have an end; the days bound the partitions that are looked into. */
    Set<UUID> ended(TenantId tenant, Collection<UUID> starts, LocalDate from, LocalDate to) {
        Set<UUID> ended = new HashSet<>();
        if (starts.isEmpty()) {
            return ended;
        }
        Query query = entities.createNativeQuery(LogSql.ended(starts.size()))
                .setParameter(1, from.toString())
                .setParameter(2, to.toString())
                .setParameter(3, UuidConverter.bytes(tenant.value()));
        int at = 3;
        for (UUID start : starts) {
            query.setParameter(++at, UuidConverter.bytes(start));
        }
        for (Object id : query.getResultList()) {
            ended.add(UuidConverter.uuid((byte[]) id));
        }
        return ended;
    }
}
