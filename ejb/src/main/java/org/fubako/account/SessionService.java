package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.Hashes;
import org.fubako.platform.IdSource;
import org.fubako.platform.SecretKeys;
import org.fubako.platform.TenantId;
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

    /** Starts a session and answers the token for the cookie, which is not kept anywhere. */
    public String start(Caller caller, String userAgent) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        SessionPolicy policy = policy(caller.tenant());
        byte[] tenant = UuidConverter.bytes(caller.tenant().value());
        byte[] account = UuidConverter.bytes(caller.accountId());
        entities.createNativeQuery(
                        "DELETE FROM session WHERE tenant_id = ?1 AND account_id = ?2 AND id NOT IN (SELECT id"
                                + " FROM (SELECT id FROM session WHERE tenant_id = ?1 AND account_id = ?2"
                                + " ORDER BY created_at DESC LIMIT ?3) AS newest)")
                .setParameter(1, tenant)
                .setParameter(2, account)
                .setParameter(3, policy.most() - 1)
                .executeUpdate();
        entities.createNativeQuery(
                        "INSERT INTO session (tenant_id, id, token_hash, account_id, created_at, last_seen_at,"
                                + " expires_at, address, user_agent) VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6),"
                                + " UTC_TIMESTAMP(6) + INTERVAL ? SECOND, ?, ?)")
                .setParameter(1, tenant)
                .setParameter(2, UuidConverter.bytes(ids.next()))
                .setParameter(3, hash(token))
                .setParameter(4, account)
                .setParameter(5, policy.longest(longest).toSeconds())
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
                        "SELECT tenant_id, account_id, TIMESTAMPDIFF(SECOND, last_seen_at, UTC_TIMESTAMP(6)),"
                                + " TIMESTAMPDIFF(SECOND, created_at, UTC_TIMESTAMP(6)) FROM session"
                                + " WHERE token_hash = ?1 AND expires_at > UTC_TIMESTAMP(6)")
                .setParameter(1, hash)
                .getResultList();
        return rows.stream().findFirst().flatMap(row -> owner(hash, row));
    }

    /** What the tenant has shortened holds for sessions that run, too. */
    private Optional<Owner> owner(byte[] hash, Object... row) {
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
        cache.remember(hash, owner);
        return Optional.of(owner);
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
