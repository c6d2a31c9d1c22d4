package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Period;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fubako.audit.SeenAddresses.Seen;
import org.fubako.caller.AddressRange;
import org.fubako.caller.Role;
import org.fubako.caller.Surface;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;
import org.fubako.tenant.AddressArea;
import org.fubako.tenant.LinkPolicy;
import org.fubako.tenant.PasswordPolicy;
import org.fubako.tenant.Policies;
import org.fubako.tenant.SessionPolicy;

@ApplicationScoped
class PolicyRepository {

    @Inject
    TenantSql sql;

    /** A session and from where it began. */
    private record Open(UUID id, String address) {}

    /** Waits until nobody else changes the tenant's policies. */
    void hold(TenantId tenant) {
        // the tenant first: each row that refers to it shares its lock, and two who share one both wait to write
        sql.query(row -> true, "SELECT 1 FROM tenant WHERE id = ? FOR UPDATE", tenant);
        sql.update("INSERT IGNORE INTO policy (tenant_id) VALUES (?)", tenant);
    }

    void save(TenantId tenant, Policies policies) {
        PasswordPolicy password = policies.password();
        SessionPolicy sessions = policies.sessions();
        LinkPolicy links = policies.links();
        sql.update(
                "UPDATE policy SET password_style = ?, password_shortest = ?, password_kinds = ?, password_blocklist = ?,"
                        + " password_lifetime = ?, password_remembered = ?, session_idle_minutes = ?,"
                        + " session_longest_hours = ?, session_most = ?, main_password = ?, addresses_portal = ?,"
                        + " addresses_administration = ?, addresses_dav = ?, addresses_api = ?, link_longest_days = ?,"
                        + " link_most_downloads = ?, link_demand = ?, link_confidential = ?, link_most_live = ?,"
                        + " link_allowed_domains = ?, link_forbidden_domains = ? WHERE tenant_id = ?",
                password.style().name(),
                password.shortest(),
                password.kinds().stream().sorted().map(Enum::name).collect(Collectors.joining(",")),
                password.blocklist(),
                password.lifetime().map(Period::toString),
                password.remembered(),
                sessions.idleMinutes(),
                sessions.longestHours(),
                sessions.most(),
                policies.mainPassword(),
                inWords(policies.ranges(AddressArea.PORTAL)),
                inWords(policies.ranges(AddressArea.ADMINISTRATION)),
                inWords(policies.ranges(AddressArea.DAV)),
                inWords(policies.ranges(AddressArea.API)),
                links.longestDays(),
                links.mostDownloads(),
                links.demand().name(),
                links.confidential().name(),
                links.mostLive(),
                String.join(",", links.allowedDomains()),
                String.join(",", links.forbiddenDomains()),
                tenant);
        sql.update(
                "UPDATE tenant SET forbidden_names = ? WHERE id = ?",
                String.join(",", policies.forbiddenNames()),
                tenant);
    }

    static String inWords(List<AddressRange> ranges) {
        return ranges.stream().map(AddressRange::toString).collect(Collectors.joining(","));
    }

    Optional<Period> lifetimeOfNewAccounts(TenantId tenant) {
        return sql
                .query(
                        row -> Period.parse(row.getString(1)),
                        "SELECT password_lifetime FROM policy WHERE tenant_id = ? AND password_lifetime IS NOT NULL",
                        tenant)
                .stream()
                .findFirst();
    }

    /** From where sessions that have not ended are used, as it was known when they began. */
    List<Seen> sessions(TenantId tenant) {
        return sql.query(
                row -> new Seen(row.getString(1), Surface.PORTAL.label(), row.getString(2), TenantSql.time(row, 3)),
                "SELECT a.name, s.address, s.last_seen_at FROM session s JOIN account a ON a.tenant_id = s.tenant_id"
                        + " AND a.id = s.account_id WHERE s.tenant_id = ? AND s.expires_at > UTC_TIMESTAMP(6)",
                tenant);
    }

    /** Ends those that began outside. */
    void endSessionsOutside(TenantId tenant, List<AddressRange> ranges) {
        List<UUID> outside = sql
                .query(
                        row -> new Open(TenantSql.id(row, 1), row.getString(2)),
                        "SELECT id, address FROM session WHERE tenant_id = ?",
                        tenant)
                .stream()
                .filter(session -> !Policies.admits(ranges, session.address))
                .map(Open::id)
                .toList();
        sql.updateEach(
                "DELETE FROM session WHERE tenant_id = ? AND id = ?",
                outside.stream().map(id -> new Object[] {tenant, id}).toList());
    }

    Set<String> names(TenantId tenant) {
        return new HashSet<>(
                sql.query(row -> row.getString(1), "SELECT name FROM account WHERE tenant_id = ?", tenant));
    }

    /** Names of accounts that have one of the roles. */
    Set<String> namesWith(TenantId tenant, Collection<Role> roles) {
        return new HashSet<>(sql.query(
                row -> row.getString(1),
                "SELECT DISTINCT a.name FROM account a JOIN group_member m ON m.tenant_id = a.tenant_id"
                        + " AND m.account_id = a.id JOIN group_role r ON r.tenant_id = m.tenant_id"
                        + " AND r.group_id = m.group_id WHERE a.tenant_id = ? AND r.role IN ("
                        + TenantSql.marks(roles.size()) + ")",
                tenant,
                roles.stream().map(Enum::name).toList()));
    }
}
