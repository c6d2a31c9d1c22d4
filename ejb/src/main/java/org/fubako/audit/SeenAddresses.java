package org.fubako.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** From where accounts have come, as the operation log knows it. */
@ApplicationScoped
public class SeenAddresses {

    /** How far it looks back. */
    public static final int DAYS = 30;

    @Inject
    TenantSql sql;

    @Inject
    Clock clock;

    /** The last time that an account has come from an address through a door, by its label. */
    public record Seen(String account, String surface, String address, Instant at) {}

    /** Programs with a token do not sign in: what they have done over the API counts. */
    public List<Seen> list(TenantId tenant) {
        LocalDate today = LogRow.dayOf(clock.instant());
        // day by day, so that only the tenant's own rows are read
        List<LocalDate> days =
                IntStream.range(0, DAYS).mapToObj(today::minusDays).toList();
        return sql.query(
                row -> new Seen(row.getString(1), row.getString(2), row.getString(3), TenantSql.time(row, 4)),
                "SELECT account, surface, address, MAX(at) FROM operation_log WHERE day IN (" + TenantSql.marks(DAYS)
                        + ") AND tenant_id = ? AND (action = 'SIGN_IN' OR surface = 'api') AND result = 'ok'"
                        + " GROUP BY account, surface, address",
                days,
                tenant);
    }
}
