package org.fubako.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.time.Clock;
import java.time.Instant;
import org.fubako.job.Bell;
import org.fubako.platform.IdSource;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** Takes mails that are to be sent. */
@ApplicationScoped
public class MailQueue {

    @Inject
    TenantSql sql;

    @Inject
    Bell bell;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    /** The mail leaves when the transaction under way is committed, and only then; also when broker and mail server are away. */
    public void put(TenantId tenant, Mail mail) {
        Instant now = clock.instant();
        String payload = Json.createObjectBuilder()
                .add("to", mail.to().value())
                .add("subject", mail.subject())
                .add("text", mail.text())
                .add("language", mail.language().toLanguageTag())
                .build()
                .toString();
        sql.update(
                "INSERT INTO outbox (tenant_id, id, kind, payload, created_at, not_before)"
                        + " VALUES (?, ?, 'mail', ?, ?, UTC_TIMESTAMP(6))",
                tenant,
                ids.next(),
                payload,
                now);
        bell.ringAfterCommit(MailJob.NAME);
    }
}
