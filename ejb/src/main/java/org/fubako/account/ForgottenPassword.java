package org.fubako.account;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Locale;
import org.fubako.caller.Caller;
import org.fubako.caller.ClientNetwork;
import org.fubako.caller.Surface;
import org.fubako.caller.Tries;
import org.fubako.platform.Refusal;

/**
 * Somebody says that he has forgotten the password of an account. He learns nothing about it: whether there is such an account is looked
 * up, and the mail written, when he has been answered.
 */
@ApplicationScoped
public class ForgottenPassword {

    private static final System.Logger LOG = System.getLogger(ForgottenPassword.class.getName());

    private static final int LONGEST_INPUT = 1024;

    /** Of each network, which then asks once a minute. */
    private static final int AT_ONCE = 20;

    private final Tries networks = new Tries(AT_ONCE, 1);

    @Inject
    SignIn signIn;

    @EJB
    AccountLinkService links;

    @Resource
    ManagedExecutorService executor;

    @Inject
    Clock clock;

    /**
     * Mails a link for choosing another password to the confirmed address of the account, if there is one.
     *
     * @param login as for signing in
     * @throws Refusal TOO_MANY_TRIES with the seconds to wait, ADDRESS_NOT_ALLOWED from outside of what the tenant has opened
     */
    public void ask(String login, String host, String address, Locale language) {
        networks.requireTake(ClientNetwork.of(address), clock.instant());
        if (login.length() <= LONGEST_INPUT) {
            signIn.stranger(login, host, Surface.PORTAL, address)
                    .ifPresent(who -> executor.execute(() -> send(who, language)));
        }
    }

    private void send(Caller stranger, Locale language) {
        try {
            links.sendForgotten(stranger, language);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a link for a forgotten password was not sent", e);
        }
    }
}
