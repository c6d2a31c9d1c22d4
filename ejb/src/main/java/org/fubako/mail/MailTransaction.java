package org.fubako.mail;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;
import org.fubako.platform.UuidConverter;

/** The short transactions of {@link MailJob}. Looks over all tenants for mails, and works on one at a time. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class MailTransaction {

    private static final int AT_ONCE = 100;
    private static final int LONGEST_ERROR = 200;

    /** Longer than a mail server may take to answer. */
    private static final int MINUTES_TO_SEND = 15;

    /** How long it waits before each further try; after these, as long as the last of them. */
    private static final List<Duration> PATIENCE = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(8));

    private static final String GIVEN_UP = "created_at < UTC_TIMESTAMP(6) - INTERVAL 72 HOUR";

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    TenantSql sql;

    /** A mail in the queue. */
    public record Queued(TenantId tenant, UUID id, Instant created, int tries) {}

    /** Those whose time has come, the oldest first. */
    @SuppressWarnings("unchecked")
    public List<Queued> due() {
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT tenant_id, id, CAST(created_at AS CHAR), tries FROM outbox"
                                + " WHERE done_at IS NULL AND not_before <= UTC_TIMESTAMP(6) AND kind = 'mail'"
                                + " ORDER BY created_at LIMIT " + AT_ONCE)
                .getResultList();
        return rows.stream()
                .map(row -> new Queued(
                        new TenantId(UuidConverter.uuid((byte[]) row[0])),
                        UuidConverter.uuid((byte[]) row[1]),
                        LocalDateTime.parse(((String) row[2]).replace(' ', 'T')).toInstant(ZoneOffset.UTC),
                        ((Number) row[3]).intValue()))
                .toList();
    }

    /** Takes a mail to be sent now; empty when somebody else has. Nobody else does until long after an answer must have come. */
    public Optional<Mail> take(Queued queued) {
        int taken = sql.update(
                "UPDATE outbox SET tries = tries + 1, not_before = UTC_TIMESTAMP(6) + INTERVAL " + MINUTES_TO_SEND
                        + " MINUTE WHERE tenant_id = ? AND id = ? AND tries = ? AND done_at IS NULL",
                queued.tenant(),
                queued.id(),
                queued.tries());
        return taken == 0
                ? Optional.empty()
                : sql
                        .query(
                                row -> read(row.getString(1)),
                                "SELECT payload FROM outbox WHERE tenant_id = ? AND id = ?",
                                queued.tenant(),
                                queued.id())
                        .stream()
                        .findFirst();
    }

    private static Mail read(String payload) {
        try (JsonReader reader = Json.createReader(new StringReader(payload))) {
            JsonObject mail = reader.readObject();
            return new Mail(
                    new MailAddress(mail.getString("to")),
                    mail.getString("subject"),
                    mail.getString("text"),
                    Locale.forLanguageTag(mail.getString("language")));
        }
    }

    /** Nothing of it is kept. */
    public void sent(Queued queued) {
        sql.update("DELETE FROM outbox WHERE tenant_id = ? AND id = ?", queued.tenant(), queued.id());
    }

    /** Tries again later; not when that would be refused again, or when three days are over. */
    public void failed(Queued queued, MailFailure failure) {
        boolean unreachable = failure.kind() == MailFailure.Kind.UNREACHABLE;
        // what says nothing about this mail does not make it wait longer
        Duration patience =
                unreachable ? Duration.ofSeconds(30) : PATIENCE.get(Math.min(queued.tries(), PATIENCE.size() - 1));
        sql.update(
                "UPDATE outbox SET not_before = UTC_TIMESTAMP(6) + INTERVAL ? SECOND, last_error = ?,"
                        + " tries = tries - ?, done_at = CASE WHEN ? OR " + GIVEN_UP + " THEN UTC_TIMESTAMP(6) END"
                        + " WHERE tenant_id = ? AND id = ?",
                patience.toSeconds(),
                fit(failure.getMessage()),
                unreachable ? 1 : 0,
                failure.kind() == MailFailure.Kind.PERMANENT,
                queued.tenant(),
                queued.id());
    }

    private static String fit(String why) {
        String line = why.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > LONGEST_ERROR ? line.substring(0, LONGEST_ERROR) : line;
    }

    /** Forgets what was given up a month ago. */
    public void forget() {
        entities.createNativeQuery("DELETE FROM outbox WHERE done_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY")
                .executeUpdate();
    }
}
