package org.fubako.delivery;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.fubako.account.RecipientPassword;
import org.fubako.caller.Caller;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantSeal;

/**
 * What each account has chosen for the mails that it will write. The password among it is for others to be told, so it is kept sealed
 * and not hashed; the doors learn only whether there is one.
 */
@ApplicationScoped
public class ComposeDefaultsService {

    @EJB
    ComposeDefaultsTransaction transaction;

    @Inject
    TenantSeal seal;

    /**
     * How it stands.
     *
     * @param password whether there is one
     * @param inForce what a mail begins with
     */
    public record View(ComposeDefaults chosen, boolean password, DeliveryTerms inForce, DeliveryRules rules) {}

    public View read(Caller caller) {
        return view(transaction.read(caller));
    }

    private static View view(ComposeDefaultsTransaction.Known known) {
        DeliveryRules rules = DeliveryRules.INITIAL;
        return new View(known.chosen(), known.sealedPassword().isPresent(), rules.inForce(known.chosen()), rules);
    }

    /**
     * Changes the caller's own, all of it or nothing.
     *
     * @param change from what is chosen to what shall be
     * @throws Refusal for what the company does not allow, and for what is no password
     */
    public View change(Caller caller, UnaryOperator<ComposeDefaults> change, PasswordChange password) {
        Optional<byte[]> sealed = password.fresh()
                .map(RecipientPassword::require)
                .map(fresh -> seal.seal(
                        caller.tenant(), context(caller.accountId()), fresh.getBytes(StandardCharsets.UTF_8)));
        return view(transaction.change(caller, DeliveryRules.INITIAL, change, password.stays(), sealed));
    }

    /** The stored password in clear, to be put into a mail that is being written and shown nowhere else. */
    public Optional<String> password(Caller caller) {
        return transaction
                .read(caller)
                .sealedPassword()
                .map(closed -> seal.open(caller.tenant(), context(caller.accountId()), closed))
                .map(clear -> new String(clear, StandardCharsets.UTF_8));
    }

    private static String context(UUID account) {
        return "delivery password|" + account;
    }
}
