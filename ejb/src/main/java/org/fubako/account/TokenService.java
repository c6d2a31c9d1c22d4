package org.fubako.account;

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
import org.fubako.caller.Caller;
import org.fubako.platform.Hashes;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** API tokens of one's own account: for programs that should not know the password. They end after a year at the latest. */
@Stateless
public class TokenService {

    private static final int LONGEST_DAYS = 366;
    private static final int LONGEST_LABEL = 80;

    @Inject
    TokenRepository tokens;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    /** A token as its owner sees it later; the token itself is shown once. */
    public record TokenView(
            UUID id, String label, Instant createdAt, Instant expiresAt, Optional<Instant> lastUsedAt) {}

    /** A new token, in clear for this one time. */
    public record NewToken(TokenView view, String token) {}

    public NewToken create(Caller caller, String label, int validDays) {
        if (label.isBlank() || label.length() > LONGEST_LABEL || validDays < 1 || validDays > LONGEST_DAYS) {
            throw new Refusal(Problem.REQUEST_MALFORMED, label);
        }
        String token = TokenText.random(new SecureRandom());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        TokenView view = new TokenView(ids.next(), label, now, now.plus(validDays, ChronoUnit.DAYS), Optional.empty());
        tokens.add(caller.tenant(), caller.accountId(), view, hash(token));
        return new NewToken(view, token);
    }

    public List<TokenView> list(Caller caller) {
        return tokens.list(caller.tenant(), caller.accountId());
    }

    public void delete(Caller caller, UUID id) {
        if (!tokens.delete(caller.tenant(), caller.accountId(), id)) {
            throw new Refusal(Problem.NOT_FOUND, "");
        }
    }

    /** Whose token it is, if it is one and has not ended. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<Owner> find(String token) {
        return TokenText.isWellFormed(token)
                ? tokens.use(hash(token), LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                : Optional.empty();
    }

    /** No slow hash needed: nobody guesses 256 random bits. */
    private static byte[] hash(String token) {
        return Hashes.sha256(token);
    }
}
