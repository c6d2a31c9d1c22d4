package org.fubako.account;

import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * How long an account, and each of its passwords, is good.
 *
 * @param expiresOn sign-in stops from 00:00 of this day in the tenant's zone; empty for never
 * @param passwordLifetime 1 to 99 days, months or years; empty for no end
 */
public record AccountTerms(Optional<LocalDate> expiresOn, Optional<Period> passwordLifetime) {

    public static final AccountTerms NONE = new AccountTerms(Optional.empty(), Optional.empty());

    private static final Pattern LIFETIME = Pattern.compile("P[1-9][0-9]?[DMY]");

    /** As in ISO 8601: {@code P90D}, {@code P3M}, {@code P1Y}. */
    public static Period lifetime(String text) {
        if (!LIFETIME.matcher(text).matches()) {
            throw new Refusal(Problem.PASSWORD_LIFETIME, Refusal.shown(text));
        }
        return Period.parse(text);
    }

    public AccountTerms {
        passwordLifetime.map(Period::toString).ifPresent(AccountTerms::lifetime);
    }
}
