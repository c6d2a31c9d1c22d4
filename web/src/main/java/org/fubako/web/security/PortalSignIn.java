package org.fubako.web.security;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Locale;
import java.util.Optional;
import org.fubako.account.ForgottenPassword;
import org.fubako.account.PasswordService;
import org.fubako.account.SecondFactor;
import org.fubako.account.SecondFactorService;
import org.fubako.account.SessionService;
import org.fubako.account.SignIn;
import org.fubako.account.SignIn.SignedIn;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;
import org.fubako.web.error.Failures;

/** Starting and ending a portal session. */
@RequestScoped
public class PortalSignIn {

    @Inject
    SignIn signIn;

    @EJB
    SessionService sessions;

    @Inject
    PasswordService passwords;

    @Inject
    ForgottenPassword forgotten;

    @Inject
    SecondFactorService secondFactor;

    @Inject
    TenantDirectory tenants;

    @Inject
    SessionCookie cookie;

    @Inject
    DeviceCookie device;

    @Inject
    ClientAddress addresses;

    @Inject
    CurrentCaller current;

    private Optional<SignedIn> fresh = Optional.empty();
    private boolean codeGiven;

    /** Signs in and sets the cookie, which opens nothing yet where a code is to follow; what was wrong, or empty when all is well. */
    public Optional<Refusal> signIn(
            HttpServletRequest request, HttpServletResponse response, String login, String password) {
        return attempt(() -> {
            SignedIn found = signIn.signIn(
                    login,
                    password,
                    request.getServerName(),
                    Surface.PORTAL,
                    addresses.of(request),
                    device.find(request));
            dropPageState(request);
            startSession(request, response, found.caller(), found.secondFactor() == SecondFactor.IN_USE);
            fresh = Optional.of(found);
        });
    }

    /** Asks for a link by mail; what was refused, which depends on the sender alone and not on the account. */
    public Optional<Refusal> forgotten(HttpServletRequest request, String login, Locale language) {
        return attempt(() -> forgotten.ask(login, request.getServerName(), addresses.of(request), language));
    }

    /** Whether the password was right and the code is still to come. */
    public boolean awaitsCode(HttpServletRequest request) {
        return halfSignedIn(request).isPresent();
    }

    private Optional<SignedIn> halfSignedIn(HttpServletRequest request) {
        return cookie.find(request).flatMap(sessions::findHalf).flatMap(owner -> tenants.find(owner.tenant())
                .filter(tenant -> tenants.serves(request.getServerName(), tenant.id()))
                .flatMap(tenant -> signIn.caller(tenant, owner.account(), Surface.PORTAL, addresses.of(request))));
    }

    /** Completes the sign-in by a code; the session gets another token. */
    public Optional<Refusal> enterCode(HttpServletRequest request, HttpServletResponse response, String code) {
        return attempt(() -> {
            SignedIn found = halfSignedIn(request).orElseThrow(() -> new Refusal(Problem.SECOND_FACTOR_CODE, ""));
            String half = cookie.find(request).orElseThrow();
            secondFactor.signIn(found.caller(), half, code);
            dropPageState(request);
            startSession(request, response, found.caller(), false);
            codeGiven = true;
            fresh = Optional.of(found);
        });
    }

    /** Gives the sign-in up that waits for a code. */
    public void startOver(HttpServletRequest request, HttpServletResponse response) {
        Optional<SignedIn> found = halfSignedIn(request);
        if (found.isPresent()) {
            sessions.end(found.get().caller(), cookie.find(request).orElseThrow());
        }
        cookie.clear(request, response);
    }

    /** After a change of how one signs in: this browser goes on with another token. */
    public void renewSession(HttpServletRequest request, HttpServletResponse response) {
        startSession(request, response, current.require(), false);
    }

    /** Proves again who it is, by the code where there is a second factor, else by the password. */
    public Optional<Refusal> prove(HttpServletRequest request, HttpServletResponse response, String passwordOrCode) {
        return attempt(() -> {
            secondFactor.prove(current.require(), passwordOrCode);
            renewSession(request, response);
        });
    }

    /** The name of the tenant whose own host name was asked for; empty on a shared one. */
    public Optional<TenantInfo> tenantAt(HttpServletRequest request) {
        return tenants.byHost(request.getServerName());
    }

    /** Changes the own password; this browser goes on with a new session, all others end. */
    public Optional<Refusal> changePassword(
            HttpServletRequest request, HttpServletResponse response, String old, String fresh, String repeated) {
        return attempt(() -> {
            Caller caller = current.require();
            passwords.change(caller, old, fresh, repeated);
            dropPageState(request);
            startSession(request, response, caller, false);
        });
    }

    public void signOut(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> token = cookie.find(request);
        if (token.isPresent() && current.find().isPresent()) {
            sessions.end(current.require(), token.get());
        }
        cookie.clear(request, response);
        dropPageState(request);
    }

    /** Where to go after signing in: what the sign-in page was asked for, if that is a place of this portal. */
    public String target(String next) {
        String address = LocalAddress.of(next);
        boolean half = fresh.filter(found -> found.secondFactor() == SecondFactor.IN_USE)
                        .isPresent()
                && !codeGiven;
        if (half) {
            return LocalAddress.codeFor(address);
        }
        return fresh.flatMap(Duty::of).map(Duty::page).orElse(address);
    }

    /** The page that asks for the code, and leads on to {@code next}. */
    public String codePage(String next) {
        return LocalAddress.codeFor(LocalAddress.of(next));
    }

    /** The sign-in page, that leads on to {@code next}. */
    public String signInPage(String next, boolean ended) {
        return LocalAddress.signInFor(LocalAddress.of(next), ended);
    }

    /** Whether whoever sends this request must choose a new password before anything else. */
    public boolean passwordLapsed(HttpServletRequest request) {
        return duty(request).filter(Duty.NEW_PASSWORD::equals).isPresent();
    }

    /** Whether whoever sends this request must set up a second factor before anything else. */
    public boolean secondFactorDemanded(HttpServletRequest request) {
        return duty(request).filter(Duty.SECOND_FACTOR::equals).isPresent();
    }

    private Optional<Duty> duty(HttpServletRequest request) {
        return SignedInRequest.of(request)
                .map(SignedInRequest::who)
                .or(() -> fresh)
                .flatMap(Duty::of);
    }

    private void startSession(HttpServletRequest request, HttpServletResponse response, Caller caller, boolean half) {
        String agent = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
        Optional<String> old = cookie.find(request);
        String token = half
                ? old.map(each -> sessions.replaceByHalf(caller, each, agent))
                        .orElseGet(() -> sessions.startHalf(caller, agent))
                : old.map(each -> sessions.replace(caller, each, agent)).orElseGet(() -> sessions.start(caller, agent));
        cookie.set(request, response, token);
        if (!half) {
            device.remember(request, response, caller);
        }
    }

    /** What pages have kept belongs to whoever was signed in before. */
    private static void dropPageState(HttpServletRequest request) {
        Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
    }

    private static Optional<Refusal> attempt(Runnable action) {
        try {
            action.run();
            return Optional.empty();
        } catch (RuntimeException failure) {
            return Optional.of(Failures.refusalIn(failure).orElseThrow(() -> failure));
        }
    }
}
