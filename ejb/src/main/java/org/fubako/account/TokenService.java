package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.account.SessionService.Owner;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.AddressRanges;
import org.fubako.caller.Caller;
import org.fubako.platform.Hashes;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** API tokens of one's own account: for programs that should not know the password. They end after a year at the latest. */
@Stateless
public class TokenService {

    /** What an account may have at once. */
    static final int MOST = 50;

    private static final int LONGEST_DAYS = 365;

    @Inject
    TokenRepository tokens;

    @Inject
    IdSource ids;

    @EJB
    OperationLog log;

    @Inject
    Clock clock;

    /** What is to be made. */
    public record Wish(String label, Scope scope, List<String> addresses, int validDays) {}

    /** Whose token it is, and how far it reaches. */
    public record Found(Owner owner, Reach reach) {}

    /** A token as its owner sees it later; the token itself is shown once. */
    public record TokenView(
            UUID id,
            String label,
            Scope scope,
            AddressRanges addresses,
            Instant createdAt,
            Instant expiresAt,
            Optional<Instant> lastUsedAt,
            Optional<String> lastAddress) {}

    /** A new token, in clear for this one time. */
    public record NewToken(TokenView view, String token) {}

    public NewToken create(Caller caller, Wish wish) {
        if (wish.validDays < 1 || wish.validDays > LONGEST_DAYS) {
            throw new Refusal(Problem.REQUEST_MALFORMED, Integer.toString(wish.validDays));
        }
        String label = SecretLabel.require(wish.label);
        AddressRanges addresses = AddressRanges.parse(wish.addresses);
        requireRoom(caller);
        String token = TokenText.random(new SecureRandom());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        TokenView view = new TokenView(
                ids.next(),
                label,
                wish.scope,
                addresses,
                now,
                now.plus(wish.validDays, ChronoUnit.DAYS),
                Optional.empty(),
                Optional.empty());
        tokens.add(caller.tenant(), caller.accountId(), view, hash(token));
        log.record(LogEvent.of(caller, Action.TOKEN_CREATE, "").to(label));
        return new NewToken(view, token);
    }

    /** One of the account's requests at a time, so that the limit is one. */
    private void requireRoom(Caller caller) {
        tokens.hold(caller.tenant(), caller.accountId());
        tokens.dropEnded(caller.tenant(), caller.accountId(), now());
        if (tokens.list(caller.tenant(), caller.accountId()).size() >= MOST) {
            throw new Refusal(Problem.TOKENS_AT_LIMIT, "");
        }
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    public List<TokenView> list(Caller caller) {
        return tokens.list(caller.tenant(), caller.accountId());
    }

    public void delete(Caller caller, UUID id) {
        TokenView token = list(caller).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
        tokens.delete(caller.tenant(), caller.accountId(), id);
        log.record(LogEvent.of(caller, Action.TOKEN_DELETE, "").to(token.label()));
    }

    /** Whose token it is, if it is one, has not ended and is good from this address. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<Found> find(String token, String address) {
        return TokenText.isWellFormed(token) ? tokens.use(hash(token), address, now()) : Optional.empty();
    }

    /** No slow hash needed: nobody guesses 256 random bits. */
    private static byte[] hash(String token) {
        return Hashes.sha256(token);
    }
}
