package org.fubako.account;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An account as those who manage accounts see it.
 *
 * @param mail where mail goes
 * @param mailConfirmed whether its holder has shown that mail arrives there
 * @param groups names of the groups that it is in, in their order
 * @param passwordDue the day from which a new password must be chosen
 * @param passwordTemporary whether a new password must be chosen at the next sign-in
 * @param lastSignIn when somebody last came in with the password
 */
public record AccountView(
        UUID id,
        String name,
        String comment,
        Optional<String> mail,
        boolean mailConfirmed,
        List<String> groups,
        AccountState state,
        AccountTerms terms,
        Optional<LocalDate> passwordDue,
        boolean passwordTemporary,
        Instant created,
        Optional<Instant> lastSignIn) {

    /** The same account with the names of its groups. */
    AccountView in(List<String> names) {
        return new AccountView(
                id,
                name,
                comment,
                mail,
                mailConfirmed,
                names,
                state,
                terms,
                passwordDue,
                passwordTemporary,
                created,
                lastSignIn);
    }
}
