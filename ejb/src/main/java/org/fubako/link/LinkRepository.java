package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.fubako.caller.AddressRanges;
import org.fubako.caller.Caller;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;
import org.fubako.platform.UuidConverter;

/** One-time URLs in the database. The clock of the database decides what is in force. */
@ApplicationScoped
class LinkRepository {

    private static final String COLUMNS =
            "l.id, l.account_name, l.issued_at, l.expires_at, l.ended_at, l.stopped_by, l.max_downloads, l.downloads,"
                    + " l.password_hash IS NOT NULL, l.recipients, l.addresses, l.expires_at > UTC_TIMESTAMP(6)";

    private static final String IN_FORCE = "l.ended_at IS NULL AND l.expires_at > UTC_TIMESTAMP(6)";

    /** What has ended stays in the list for a while. */
    private static final String LISTED =
            "COALESCE(l.ended_at, l.expires_at) > UTC_TIMESTAMP(6) - INTERVAL 30 DAY AND NOT (" + IN_FORCE + ")";

    @PersistenceContext(unitName = "fubako")
    EntityManager everyTenant;

    @Inject
    TenantSql sql;

    /** A document that is given out. */
    record Item(UUID node, String path) {}

    /** What only the visit of a link needs to know of it. */
    record Secret(
            TenantId tenant,
            UUID id,
            UUID account,
            LinkState state,
            Optional<String> passwordHash,
            List<String> recipients,
            AddressRanges addresses) {

        Secret {
            recipients = List.copyOf(recipients);
        }

        /** Whether something has to be known or proved. */
        boolean isGuarded() {
            return passwordHash.isPresent() || !recipients.isEmpty();
        }
    }

    void add(Caller issuer, LinkView link, byte[] tokenHash, Optional<String> passwordHash, List<Item> items) {
        sql.update(
                "INSERT INTO link (tenant_id, id, token_hash, account_id, account_name, issued_at, expires_at, max_downloads,"
                        + " password_hash, recipients, addresses) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                issuer.tenant(),
                link.id(),
                tokenHash,
                issuer.accountId(),
                issuer.accountName(),
                link.issuedAt(),
                link.expiresAt(),
                link.maxDownloads(),
                passwordHash,
                String.join(" ", link.recipients()),
                link.addresses().toString());
        sql.insert(
                "INSERT INTO link_item (tenant_id, link_id, position, node_id, path)",
                IntStream.range(0, items.size())
                        .mapToObj(at -> new Object[] {
                            issuer.tenant(),
                            link.id(),
                            at,
                            items.get(at).node(),
                            items.get(at).path()
                        })
                        .toList());
    }

    /** Which links are asked for: of one account or all, in force or not, and behind one of them in a list from the newest on. */
    record Wanted(Optional<UUID> account, boolean inForce, String words, Optional<UUID> before, int limit) {}

    List<LinkView> list(TenantId tenant, Wanted wanted) {
        List<Object> parameters = new ArrayList<>(List.of(tenant));
        StringBuilder condition = new StringBuilder(wanted.inForce ? IN_FORCE : LISTED);
        wanted.account.ifPresent(account -> {
            condition.append(" AND l.account_id = ?");
            parameters.add(account);
        });
        narrow(condition, parameters, wanted.words);
        wanted.before.ifPresent(before -> {
            condition.append(" AND l.id < ?");
            parameters.add(before);
        });
        parameters.add(wanted.limit);
        List<LinkView> found = sql.query(
                LinkRepository::read,
                "SELECT " + COLUMNS + " FROM link l WHERE l.tenant_id = ? AND " + condition
                        + " ORDER BY l.id DESC LIMIT ?",
                parameters.toArray());
        return withPaths(tenant, found);
    }

    /** To those of which the issuer's name or the path of a document has the words, which are in lower case. */
    private static void narrow(StringBuilder condition, List<Object> parameters, String words) {
        if (!words.isEmpty()) {
            condition.append(" AND (LOCATE(?, CONVERT(LOWER(l.account_name) USING utf8mb4) COLLATE utf8mb4_bin) > 0"
                    + " OR EXISTS (SELECT 1 FROM link_item i WHERE i.tenant_id = l.tenant_id AND i.link_id = l.id"
                    + " AND LOCATE(?, LOWER(i.path)) > 0))");
            parameters.add(words);
            parameters.add(words);
        }
    }

    int count(TenantId tenant, Optional<UUID> account, boolean inForce, String words) {
        List<Object> parameters = new ArrayList<>(List.of(tenant));
        StringBuilder condition = new StringBuilder(inForce ? IN_FORCE : LISTED);
        account.ifPresent(one -> {
            condition.append(" AND l.account_id = ?");
            parameters.add(one);
        });
        narrow(condition, parameters, words);
        return sql.query(
                        row -> row.getInt(1),
                        "SELECT COUNT(*) FROM link l WHERE l.tenant_id = ? AND " + condition,
                        parameters.toArray())
                .get(0);
    }

    /** Those in force to a document, the newest first. */
    List<LinkView> ofDocument(TenantId tenant, UUID document, Optional<UUID> account, int limit) {
        List<Object> parameters = new ArrayList<>(List.of(tenant, document));
        account.ifPresent(parameters::add);
        parameters.add(limit);
        List<LinkView> found = sql.query(
                LinkRepository::read,
                "SELECT " + COLUMNS + " FROM link_item i JOIN link l ON l.tenant_id = i.tenant_id AND l.id = i.link_id"
                        + " WHERE i.tenant_id = ? AND i.node_id = ? AND " + IN_FORCE
                        + (account.isPresent() ? " AND l.account_id = ?" : "") + " ORDER BY l.id DESC LIMIT ?",
                parameters.toArray());
        return withPaths(tenant, found);
    }

    /** One that may be in no list any more, as long as its log is kept. */
    Optional<LinkView> find(TenantId tenant, UUID id, Optional<UUID> account) {
        List<Object> parameters = new ArrayList<>(List.of(tenant, id));
        account.ifPresent(parameters::add);
        List<LinkView> found = sql.query(
                LinkRepository::read,
                "SELECT " + COLUMNS + " FROM link l WHERE l.tenant_id = ? AND l.id = ?"
                        + (account.isPresent() ? " AND l.account_id = ?" : ""),
                parameters.toArray());
        return withPaths(tenant, found).stream().findFirst();
    }

    private List<LinkView> withPaths(TenantId tenant, List<LinkView> links) {
        if (links.isEmpty()) {
            return links;
        }
        Map<UUID, List<String>> paths = new HashMap<>();
        sql.query(
                row -> paths.computeIfAbsent(TenantSql.id(row, 1), id -> new ArrayList<>())
                        .add(row.getString(2)),
                "SELECT link_id, path FROM link_item WHERE tenant_id = ? AND link_id IN ("
                        + TenantSql.marks(links.size()) + ") ORDER BY link_id, position",
                tenant,
                links.stream().map(LinkView::id).toList());
        return links.stream()
                .map(link -> link.of(paths.getOrDefault(link.id(), List.of())))
                .toList();
    }

    private static LinkView read(ResultSet row) throws SQLException {
        Optional<Instant> ended = TenantSql.findTime(row, 5);
        Optional<String> stoppedBy = Optional.ofNullable(row.getString(6));
        return new LinkView(
                TenantSql.id(row, 1),
                row.getString(2),
                TenantSql.time(row, 3),
                TenantSql.time(row, 4),
                ended,
                stoppedBy,
                row.getInt(7),
                row.getInt(8),
                row.getBoolean(9),
                words(row.getString(10)),
                AddressRanges.stored(row.getString(11)),
                state(ended.isPresent(), stoppedBy.isPresent(), row.getBoolean(12)),
                List.of());
    }

    private static LinkState state(boolean ended, boolean stopped, boolean inTime) {
        if (stopped) {
            return LinkState.STOPPED;
        }
        if (ended) {
            return LinkState.USED_UP;
        }
        return inTime ? LinkState.VALID : LinkState.EXPIRED;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    /** False when it was not in force any more. */
    boolean stop(TenantId tenant, UUID id, String by) {
        return sql.update(
                        "UPDATE link l SET l.ended_at = UTC_TIMESTAMP(6), l.stopped_by = ? WHERE l.tenant_id = ? AND l.id = ? AND "
                                + IN_FORCE,
                        by,
                        tenant,
                        id)
                == 1;
    }

    /** The link of a token, whether it is in force or not: the token is what tells the tenant. */
    @SuppressWarnings("unchecked")
    Optional<Secret> byToken(byte[] tokenHash) {
        List<Object[]> rows = everyTenant
                .createNativeQuery(
                        "SELECT tenant_id, id, account_id, password_hash, recipients, addresses,"
                                + " ended_at IS NOT NULL, stopped_by IS NOT NULL, expires_at > UTC_TIMESTAMP(6) FROM link WHERE token_hash = ?")
                .setParameter(1, tokenHash)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Secret(
                        new TenantId(UuidConverter.uuid((byte[]) row[0])),
                        UuidConverter.uuid((byte[]) row[1]),
                        UuidConverter.uuid((byte[]) row[2]),
                        state(isTrue(row[6]), isTrue(row[7]), isTrue(row[8])),
                        Optional.ofNullable((String) row[3]),
                        words((String) row[4]),
                        AddressRanges.stored((String) row[5])));
    }

    private static boolean isTrue(Object value) {
        return value instanceof Boolean truth ? truth : ((Number) value).intValue() != 0;
    }

    /** One download less, in one statement: of many who try at once, no more get one than there are. */
    boolean consume(TenantId tenant, UUID id) {
        return sql.update(
                        "UPDATE link l SET l.ended_at = IF(l.downloads + 1 >= l.max_downloads, UTC_TIMESTAMP(6), NULL),"
                                + " l.downloads = l.downloads + 1 WHERE l.tenant_id = ? AND l.id = ?"
                                + " AND l.downloads < l.max_downloads AND " + IN_FORCE,
                        tenant,
                        id)
                == 1;
    }

    List<UUID> nodes(TenantId tenant, UUID id) {
        return sql.query(
                row -> TenantSql.id(row, 1),
                "SELECT node_id FROM link_item WHERE tenant_id = ? AND link_id = ? ORDER BY position",
                tenant,
                id);
    }
}
