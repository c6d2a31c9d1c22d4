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
import java.time.Duration;
import java.time.Instant;
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

/**
 * Portal sessions: 256 random bits in a cookie, a keyed hash of them in the database. They end 30 minutes after the last
 * request and 12 hours after the first unless configured otherwise, when signed out, and when the password changes; at most five per account.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SessionService {

    private static final int MOST = 5;

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
    @ConfigProperty(name = "fubako.session.idle", defaultValue = "PT30M")
    Duration idle;

    @Inject
    @ConfigProperty(name = "fubako.session.longest", defaultValue = "PT12H")
    Duration longest;

    /** Whose session it is. */
    public record Owner(TenantId tenant, UUID account) {}

    /** Starts a session and answers the token for the cookie, which is not kept anywhere. */
    public String start(Caller caller, String userAgent) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        byte[] tenant = UuidConverter.bytes(caller.tenant().value());
        byte[] account = UuidConverter.bytes(caller.accountId());
        entities.createNativeQuery(
                        "DELETE FROM session WHERE tenant_id = ?1 AND account_id = ?2 AND id NOT IN (SELECT id"
                                + " FROM (SELECT id FROM session WHERE tenant_id = ?1 AND account_id = ?2"
                                + " ORDER BY created_at DESC LIMIT " + (MOST - 1) + ") AS newest)")
                .setParameter(1, tenant)
                .setParameter(2, account)
                .executeUpdate();
        entities.createNativeQuery(
                        "INSERT INTO session (tenant_id, id, token_hash, account_id, created_at, last_seen_at,"
                                + " expires_at, address, user_agent) VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6),"
                                + " UTC_TIMESTAMP(6) + INTERVAL ? SECOND, ?, ?)")
                .setParameter(1, tenant)
                .setParameter(2, UuidConverter.bytes(ids.next()))
                .setParameter(3, hash(token))
                .setParameter(4, account)
                .setParameter(5, longest.toSeconds())
                .setParameter(6, caller.address())
                .setParameter(7, userAgent.length() > 200 ? userAgent.substring(0, 200) : userAgent)
                .executeUpdate();
        return token;
    }

    /** Whose session the token opens, if it has not ended; keeps it alive. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Optional<Owner> find(String token) {
        byte[] hash = hash(token);
        Optional<Owner> known = cache.find(hash);
        return known.isPresent() ? known : read(hash);
    }

    @SuppressWarnings("unchecked")
    private Optional<Owner> read(byte[] hash) {
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT tenant_id, account_id, last_seen_at < UTC_TIMESTAMP(6) - INTERVAL ?2 SECOND FROM session"
                                + " WHERE token_hash = ?1 AND expires_at > UTC_TIMESTAMP(6)"
                                + " AND last_seen_at > UTC_TIMESTAMP(6) - INTERVAL ?3 SECOND")
                .setParameter(1, hash)
                .setParameter(2, idle.dividedBy(PARTS_OF_IDLE).toSeconds())
                .setParameter(3, idle.toSeconds())
                .getResultList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Object[] row = rows.get(0);
        boolean stale = row[2] instanceof Boolean truth ? truth : ((Number) row[2]).intValue() != 0;
        if (stale) {
            entities.createNativeQuery("UPDATE session SET last_seen_at = UTC_TIMESTAMP(6) WHERE token_hash = ?")
                    .setParameter(1, hash)
                    .executeUpdate();
        }
        Owner owner = new Owner(new TenantId(UuidConverter.uuid((byte[]) row[0])), UuidConverter.uuid((byte[]) row[1]));
        cache.remember(hash, owner);
        return Optional.of(owner);
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
                        + " AND account_id = ? AND expires_at > UTC_TIMESTAMP(6)"
                        + " AND last_seen_at > UTC_TIMESTAMP(6) - INTERVAL ? SECOND ORDER BY last_seen_at DESC, id",
                caller.tenant(),
                caller.accountId(),
                idle.toSeconds());
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

    public void end(Caller caller, String token) {
        remove(token);
        log.record(LogEvent.of(caller, Action.SIGN_OUT, ""));
    }

    /** The cookie gets a new token, as after every change of who is signed in or how; the old one, whosever it was, is worth nothing. */
    public String replace(Caller caller, String token, String userAgent) {
        remove(token);
        return start(caller, userAgent);
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
