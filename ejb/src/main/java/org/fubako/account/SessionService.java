package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.AfterCommit;
import org.fubako.platform.Hashes;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.SecretKeys;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;
import org.fubako.platform.UuidConverter;
import org.fubako.tenant.SessionPolicy;
import org.fubako.tenant.TenantDirectory;

/**
 * Portal sessions: 256 random bits in a cookie, a keyed hash of them in the database. They end 30 minutes after the last
 * request and 12 hours after the first unless configured otherwise or the tenant wants it sooner, when signed out, and when the
 * password changes; at most five per account unless the tenant wants another number.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SessionService {

    /** So many wrong codes lead back to the password. */
    private static final int MOST_CODES = 5;

    private static final Duration TIME_FOR_CODE = Duration.ofMinutes(10);

    /** A session that is used is written down again after this part of its idle time. */
    private static final int PARTS_OF_IDLE = 30;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    SecretKeys keys;

    @Inject
    IdSource ids;

    @EJB
    OperationLog log;

    @Inject
    TenantSql sql;

    @Inject
    AccountRepository accounts;

    @Inject
    AfterCommit afterCommit;

    @Inject
    SessionCache cache;

    @Inject
    TenantDirectory tenants;

    @Inject
    @ConfigProperty(name = "fubako.session.idle", defaultValue = "PT30M")
    Duration idle;

    @Inject
    @ConfigProperty(name = "fubako.session.longest", defaultValue = "PT12H")
    Duration longest;

    /** Whose session it is. */
    public record Owner(TenantId tenant, UUID account) {}

    /**
     * A session as it is known; there is a new one with each proof of who it is.
     *
     * @param codeMissing when it opens nothing, because the second factor is still to come
     */
    public record Session(Owner owner, boolean codeMissing, Instant provedAt) {}

    /** Starts a session and answers the token for the cookie, which is not kept anywhere. */
    public String start(Caller caller, String userAgent) {
        return start(caller, userAgent, false);
    }

    /** Starts one that opens nothing until the code has come, and pushes no other session out. */
    public String startHalf(Caller caller, String userAgent) {
        return start(caller, userAgent, true);
    }

    private String start(Caller caller, String userAgent, boolean codeMissing) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        SessionPolicy policy = policy(caller.tenant());
        byte[] tenant = UuidConverter.bytes(caller.tenant().value());
        byte[] account = UuidConverter.bytes(caller.accountId());
        entities.createNativeQuery("DELETE FROM session WHERE tenant_id = ?1 AND account_id = ?2 AND code_missing = ?3"
                        + " AND id NOT IN (SELECT id FROM (SELECT id FROM session WHERE tenant_id = ?1"
                        + " AND account_id = ?2 AND code_missing = ?3 ORDER BY created_at DESC LIMIT ?4) AS newest)")
                .setParameter(1, tenant)
                .setParameter(2, account)
                .setParameter(3, codeMissing)
                .setParameter(4, policy.most() - 1)
                .executeUpdate();
        entities.createNativeQuery(
                        "INSERT INTO session (tenant_id, id, token_hash, account_id, created_at, last_seen_at,"
                                + " expires_at, address, user_agent, code_missing) VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6),"
                                + " UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL ? SECOND, ?, ?, ?)")
                .setParameter(1, tenant)
                .setParameter(2, UuidConverter.bytes(ids.next()))
                .setParameter(3, hash(token))
                .setParameter(4, account)
                .setParameter(5, (codeMissing ? TIME_FOR_CODE : policy.longest(longest)).toSeconds())
                .setParameter(6, caller.address())
                .setParameter(7, userAgent.length() > 200 ? userAgent.substring(0, 200) : userAgent)
                .setParameter(8, codeMissing)
                .executeUpdate();
        return token;
    }

    /** The session that the token opens, if it has not ended and no code is missing; keeps it alive. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Optional<Session> find(String token) {
        return findAny(token).filter(session -> !session.codeMissing);
    }

    /** Whose session it is that only a code is missing to. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Optional<Owner> findHalf(String token) {
        return findAny(token).filter(Session::codeMissing).map(Session::owner);
    }

    private Optional<Session> findAny(String token) {
        byte[] hash = hash(token);
        Optional<Session> known = cache.find(hash);
        return known.isPresent() ? known : read(hash);
    }

    @SuppressWarnings("unchecked")
    private Optional<Session> read(byte[] hash) {
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT tenant_id, account_id, TIMESTAMPDIFF(SECOND, last_seen_at, UTC_TIMESTAMP(6)),"
                                + " TIMESTAMPDIFF(SECOND, created_at, UTC_TIMESTAMP(6)), code_missing, created_at FROM session"
                                + " WHERE token_hash = ?1 AND expires_at > UTC_TIMESTAMP(6)")
                .setParameter(1, hash)
                .getResultList();
        return rows.stream().findFirst().flatMap(row -> session(hash, row));
    }

    /** What the tenant has shortened holds for sessions that run, too. */
    private Optional<Session> session(byte[] hash, Object... row) {
        Owner owner = new Owner(new TenantId(UuidConverter.uuid((byte[]) row[0])), UuidConverter.uuid((byte[]) row[1]));
        SessionPolicy policy = policy(owner.tenant());
        Duration unused = Duration.ofSeconds(((Number) row[2]).longValue());
        Duration age = Duration.ofSeconds(((Number) row[3]).longValue());
        Duration limit = policy.idle(idle);
        if (unused.compareTo(limit) >= 0 || age.compareTo(policy.longest(longest)) >= 0) {
            return Optional.empty();
        }
        if (unused.compareTo(limit.dividedBy(PARTS_OF_IDLE)) > 0) {
            entities.createNativeQuery("UPDATE session SET last_seen_at = UTC_TIMESTAMP(6) WHERE token_hash = ?")
                    .setParameter(1, hash)
                    .executeUpdate();
        }
        LocalDateTime began = row[5] instanceof Timestamp stamp ? stamp.toLocalDateTime() : (LocalDateTime) row[5];
        Session session = new Session(owner, isTrue(row[4]), began.toInstant(ZoneOffset.UTC));
        cache.remember(hash, session);
        return Optional.of(session);
    }

    private static boolean isTrue(Object stored) {
        return stored instanceof Boolean truth ? truth : ((Number) stored).intValue() != 0;
    }

    /** Counts before a code is looked at, so that many at once are not one. False when there have been enough. */
    public boolean tryCode(Caller caller, String token) {
        return entities.createNativeQuery("UPDATE session SET code_tries = code_tries + 1 WHERE tenant_id = ?"
                                + " AND token_hash = ? AND code_missing AND code_tries < " + MOST_CODES)
                        .setParameter(1, UuidConverter.bytes(caller.tenant().value()))
                        .setParameter(2, hash(token))
                        .executeUpdate()
                == 1;
    }

    /** Ends it when there have been enough. */
    public void codeWasWrong(Caller caller, String token) {
        byte[] hash = hash(token);
        int ended = entities.createNativeQuery(
                        "DELETE FROM session WHERE tenant_id = ? AND token_hash = ? AND code_tries >= " + MOST_CODES)
                .setParameter(1, UuidConverter.bytes(caller.tenant().value()))
                .setParameter(2, hash)
                .executeUpdate();
        if (ended > 0) {
            cache.forget(hash);
        }
    }

    /**
     * A session that has not ended, as its owner sees it.
     *
     * @param current whether the one who asks is in it
     */
    public record SessionView(
            UUID id, Instant startedAt, Instant lastSeenAt, String address, String userAgent, boolean current) {}

    /** One's own, the one used last first. */
    public List<SessionView> list(Caller caller, Optional<String> token) {
        Optional<byte[]> own = token.map(this::hash);
        return sql.query(
                row -> new SessionView(
                        TenantSql.id(row, 1),
                        TenantSql.time(row, 2),
                        TenantSql.time(row, 3),
                        row.getString(4),
                        row.getString(5),
                        own.isPresent() && MessageDigest.isEqual(own.get(), row.getBytes(6))),
                "SELECT id, created_at, last_seen_at, address, user_agent, token_hash FROM session WHERE tenant_id = ?"
                        + " AND account_id = ? AND NOT code_missing AND expires_at > UTC_TIMESTAMP(6)"
                        + " AND last_seen_at > UTC_TIMESTAMP(6) - INTERVAL ? SECOND ORDER BY last_seen_at DESC, id",
                caller.tenant(),
                caller.accountId(),
                policy(caller.tenant()).idle(idle).toSeconds());
    }

    /** Ends one of one's own. */
    public void end(Caller caller, UUID id) {
        int ended = sql.update(
                "DELETE FROM session WHERE tenant_id = ? AND account_id = ? AND id = ?",
                caller.tenant(),
                caller.accountId(),
                id);
        if (ended == 0) {
            throw new Refusal(Problem.NOT_FOUND, "");
        }
        ended(
                caller,
                caller.accountId(),
                LogEvent.of(caller, Action.SESSION_END, "").to("1"));
    }

    /** Ends all of one's own but the one that the token opens; how many there were. */
    public int endOthers(Caller caller, Optional<String> token) {
        int ended = sql.update(
                "DELETE FROM session WHERE tenant_id = ? AND account_id = ? AND token_hash <> ?",
                caller.tenant(),
                caller.accountId(),
                token.map(this::hash).orElse(new byte[0]));
        ended(
                caller,
                caller.accountId(),
                LogEvent.of(caller, Action.SESSION_END, "").to(Integer.toString(ended)));
        return ended;
    }

    /** Ends all of somebody else of the same tenant, for the role MANAGE_ACCOUNTS; how many there were. */
    public int endAll(Caller caller, UUID account) {
        if (!caller.has(Role.MANAGE_ACCOUNTS)) {
            LogEvent refused = LogEvent.of(caller, Action.SESSION_END, "").ended("refused");
            log.recordApart(refused, Optional.empty());
            throw new Refusal(Problem.ROLE_MISSING, "");
        }
        String name = accounts.byId(caller.tenant(), account)
                .map(Account::name)
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
        int ended = sql.update("DELETE FROM session WHERE tenant_id = ? AND account_id = ?", caller.tenant(), account);
        ended(caller, account, LogEvent.of(caller, Action.SESSION_END, name).to(Integer.toString(ended)));
        return ended;
    }

    private void ended(Caller caller, UUID account, LogEvent event) {
        log.record(event);
        // other nodes find out within the seconds that they remember a session
        afterCommit.run(() -> cache.forget(caller.tenant(), account), () -> {});
    }

    /** That of a tenant which is not active does not matter: nobody enters it. */
    private SessionPolicy policy(TenantId tenant) {
        return tenants.find(tenant).map(info -> info.policies().sessions()).orElse(SessionPolicy.DEFAULT);
    }

    public void end(Caller caller, String token) {
        remove(token);
        log.record(LogEvent.of(caller, Action.SIGN_OUT, ""));
    }

    /** The cookie gets a new token, as after every change of who is signed in or how; the old one, whosever it was, is worth nothing. */
    public String replace(Caller caller, String token, String userAgent) {
        remove(token);
        return start(caller, userAgent);
    }

    /** As {@link #replace}, by one that opens nothing until the code has come. */
    public String replaceByHalf(Caller caller, String token, String userAgent) {
        remove(token);
        return startHalf(caller, userAgent);
    }

    private void remove(String token) {
        byte[] hash = hash(token);
        entities.createNativeQuery("DELETE FROM session WHERE token_hash = ?")
                .setParameter(1, hash)
                .executeUpdate();
        cache.forget(hash);
    }

    private byte[] hash(String token) {
        return Hashes.hmac(keys.derive("session"), token);
    }
}
