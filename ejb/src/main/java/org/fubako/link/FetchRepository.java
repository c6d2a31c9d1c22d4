package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** The log of each link: one row for a download that was counted. */
@ApplicationScoped
class FetchRepository {

    /** A broken transfer may go on for so long. */
    static final int RESUMABLE_MINUTES = 10;

    /** A transfer that runs says so each minute; one that has not for longer has died with its server. */
    private static final String STATE =
            "IF(state = 'RUNNING' AND last_at < UTC_TIMESTAMP(6) - INTERVAL 3 MINUTE," + " 'BROKEN', state)";

    @Inject
    TenantSql sql;

    void add(
            TenantId tenant, UUID link, UUID id, byte[] grantHash, String address, Optional<String> mail, Instant now) {
        sql.update(
                "INSERT INTO link_fetch (tenant_id, id, link_id, grant_hash, at, last_at, address, mail)"
                        + " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?, ?)",
                tenant,
                id,
                link,
                grantHash,
                now,
                address,
                mail);
    }

    /** A download that may go on: it was counted a moment ago, or something was sent then. */
    record Open(UUID id, boolean complete) {}

    Optional<Open> open(TenantId tenant, UUID link, byte[] grantHash) {
        return sql
                .query(
                        row -> new Open(TenantSql.id(row, 1), row.getBoolean(2)),
                        "SELECT id, state = 'COMPLETE' FROM link_fetch WHERE tenant_id = ? AND link_id = ? AND grant_hash = ?"
                                + " AND last_at > UTC_TIMESTAMP(6) - INTERVAL " + RESUMABLE_MINUTES + " MINUTE",
                        tenant,
                        link,
                        grantHash)
                .stream()
                .findFirst();
    }

    /** That a transfer runs, and what it has sent since it last said so. */
    void progress(TenantId tenant, UUID id, long bytes) {
        sql.update(
                "UPDATE link_fetch SET last_at = UTC_TIMESTAMP(6), bytes = bytes + ?,"
                        + " state = IF(state = 'COMPLETE', state, 'RUNNING') WHERE tenant_id = ? AND id = ?",
                bytes,
                tenant,
                id);
    }

    /** What was sent to its end stays complete, whatever is fetched of it again. */
    void end(TenantId tenant, UUID id, long bytes, boolean complete) {
        sql.update(
                "UPDATE link_fetch SET last_at = UTC_TIMESTAMP(6), bytes = bytes + ?,"
                        + " state = IF(state = 'COMPLETE' OR ?, 'COMPLETE', 'BROKEN') WHERE tenant_id = ? AND id = ?",
                bytes,
                complete,
                tenant,
                id);
    }

    List<FetchView> list(TenantId tenant, UUID link) {
        return sql.query(
                row -> new FetchView(
                        TenantSql.id(row, 1),
                        TenantSql.time(row, 2),
                        TenantSql.time(row, 3),
                        row.getString(4),
                        Optional.ofNullable(row.getString(5)),
                        row.getLong(6),
                        FetchView.State.valueOf(row.getString(7))),
                "SELECT id, at, last_at, address, mail, bytes, " + STATE
                        + " FROM link_fetch WHERE tenant_id = ? AND link_id = ? ORDER BY id",
                tenant,
                link);
    }
}
