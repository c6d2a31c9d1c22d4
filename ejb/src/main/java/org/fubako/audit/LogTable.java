package org.fubako.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;
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
    TenantSql sql;

    @Inject
    LogSeal seal;

    /** One statement, however many rows. */
    void insert(List<LogRow> rows) {
        List<Object> parameters = new ArrayList<>();
        rows.forEach(row -> bind(parameters, row));
        sql.update(LogSql.insert(rows.size()), parameters.toArray());
    }

    private void bind(List<Object> parameters, LogRow row) {
        parameters.add(row.day().toString());
        parameters.add(row.tenant());
        parameters.add(row.id());
        parameters.add(TIME.format(row.at()));
        parameters.add(row.serviceCode());
        parameters.add(row.address());
        parameters.add(row.account());
        parameters.add(row.surface());
        parameters.add(row.action());
        parameters.add(row.space());
        parameters.add(row.path());
        parameters.add(row.destination());
        parameters.add(row.bytes());
        parameters.add(row.millis());
        parameters.add(row.result());
        parameters.add(seal.of(row));
        parameters.add(row.refersTo());
    }

    /** Rows of a day that are older than {@code before}, newest first; all, or those that name a path. */
    List<LogRow> older(TenantId tenant, LocalDate day, Optional<UUID> before, Optional<String> about, int limit) {
        String named = about.isPresent() ? "< ?3 AND ?5 IN (l.path, l.destination)" : "< ?3";
        return rows(SELECT + named + " ORDER BY l.id DESC", tenant, day, before.orElse(HIGHEST), about, limit);
    }

    /** Rows of a day that are newer than {@code after}, oldest first. */
    List<LogRow> newer(TenantId tenant, LocalDate day, Optional<UUID> after, int limit) {
        return rows(SELECT + "> ?3 ORDER BY l.id", tenant, day, after.orElse(LOWEST), Optional.empty(), limit);
    }

    private List<LogRow> rows(
            String sql, TenantId tenant, LocalDate day, UUID edge, Optional<String> about, int limit) {
        Query query = entities.createNativeQuery(sql + " LIMIT ?4")
                .setParameter(1, day.toString())
                .setParameter(2, UuidConverter.bytes(tenant.value()))
                .setParameter(3, UuidConverter.bytes(edge))
                .setParameter(4, limit);
        about.ifPresent(path -> query.setParameter(5, path));
        List<?> found = query.getResultList();
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
        if (starts.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(sql.query(
                row -> TenantSql.id(row, 1),
                LogSql.ended(starts.size()),
                from.toString(),
                to.toString(),
                tenant,
                starts));
    }
}
