package org.fubako.account;

import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.PasswordPolicy;

/**
 * How long an account, and each of its passwords, is good.
 *
 * @param expiresOn sign-in stops from 00:00 of this day in the tenant's zone; empty for never
 * @param passwordLifetime 1 to 99 days, months or years; empty for no end
 */
public record AccountTerms(Optional<LocalDate> expiresOn, Optional<Period> passwordLifetime) {

    /** As in ISO 8601: {@code P90D}, {@code P3M}, {@code P1Y}. */
    public static Period lifetime(String text) {
        return PasswordPolicy.lifetime(text)
                .orElseThrow(() -> new Refusal(Problem.PASSWORD_LIFETIME, Refusal.shown(text)));
    }

    public AccountTerms {
        passwordLifetime.map(Period::toString).ifPresent(AccountTerms::lifetime);
    }
}
