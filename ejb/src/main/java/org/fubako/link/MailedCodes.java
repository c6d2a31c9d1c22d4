package org.fubako.link;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.fubako.mail.Mail;
import org.fubako.mail.MailAddress;
import org.fubako.mail.MailBrake;
import org.fubako.mail.MailQueue;
import org.fubako.mail.MailWords;
import org.fubako.platform.Hashes;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.SecretKeys;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;
import org.fubako.tenant.TenantInfo;

/**
 * Codes by which people without an account prove that a mail address is theirs: eight digits, good once, for ten minutes and five
 * tries. A new one takes the place of the one from before. In transactions of their own, so that a refusal takes back no try.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class MailedCodes {

    static final Duration VALIDITY = Duration.ofMinutes(10);

    private static final int MOST_TRIES = 5;
    private static final int CODES = 100_000_000;

    @Inject
    TenantSql sql;

    @Inject
    MailQueue mails;

    @Inject
    MailBrake brake;

    @Inject
    LinkTries tries;

    @Inject
    SecretKeys keys;

    @Inject
    Clock clock;

    private final SecureRandom random = new SecureRandom();

    /**
     * Mails a code.
     *
     * @param subject what it is for, such as a link
     * @throws Refusal TOO_MANY_MAILS with the seconds to wait
     */
    public void send(TenantInfo tenant, UUID subject, MailAddress to, Locale language) {
        Optional<Duration> wait = tries.tryCodeTo(subject, key(to));
        if (wait.isPresent() || !brake.tryTake(tenant.id(), 1)) {
            throw new Refusal(
                    Problem.TOO_MANY_MAILS, Long.toString(wait.orElse(VALIDITY).toSeconds() + 1));
        }
        String code = String.format(Locale.ROOT, "%08d", random.nextInt(CODES));
        sql.update(
                "REPLACE INTO mailed_code (tenant_id, subject_id, mail, code_hash, expires_at, tries) VALUES (?, ?, ?, ?, ?, 0)",
                tenant.id(),
                subject,
                key(to),
                hash(subject, to, code),
                clock.instant().plus(VALIDITY));
        MailWords words = MailWords.of("fubako.link.code", language);
        String shown = code.substring(0, 4) + " " + code.substring(4);
        mails.put(
                tenant.id(),
                new Mail(
                        to,
                        words.say("subject", tenant.name()),
                        words.say("text", tenant.name(), shown) + "\n\n-- \n" + words.word("why") + "\n",
                        language));
    }

    /** Whether it is the code that was mailed; it is good once. Blanks in it do not count. */
    public boolean prove(TenantId tenant, UUID subject, MailAddress mail, String code) {
        boolean may = sql.update(
                        "UPDATE mailed_code SET tries = tries + 1 WHERE tenant_id = ? AND subject_id = ? AND mail = ?"
                                + " AND tries < ? AND expires_at > UTC_TIMESTAMP(6)",
                        tenant,
                        subject,
                        key(mail),
                        MOST_TRIES)
                == 1;
        byte[] tried = hash(subject, mail, code.replaceAll("[\\s\\p{Z}]", ""));
        List<byte[]> right = sql.query(
                row -> row.getBytes(1),
                "SELECT code_hash FROM mailed_code WHERE tenant_id = ? AND subject_id = ? AND mail = ?",
                tenant,
                subject,
                key(mail));
        boolean proved = may && right.stream().anyMatch(one -> MessageDigest.isEqual(one, tried));
        return proved
                && sql.update(
                                "DELETE FROM mailed_code WHERE tenant_id = ? AND subject_id = ? AND mail = ? AND code_hash = ?",
                                tenant,
                                subject,
                                key(mail),
                                tried)
                        == 1;
    }

    private byte[] hash(UUID subject, MailAddress mail, String code) {
        return Hashes.hmac(keys.derive("mailed-code"), subject + "|" + key(mail) + "|" + code);
    }

    /** The same for all spellings of one address. */
    static String key(MailAddress mail) {
        return mail.value().toLowerCase(Locale.ROOT);
    }
}
