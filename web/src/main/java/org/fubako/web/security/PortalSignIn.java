package org.fubako.web.security;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.fubako.account.PasswordService;
import org.fubako.account.SessionService;
import org.fubako.account.SignIn;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
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
    TenantDirectory tenants;

    @Inject
    SessionCookie cookie;

    @Inject
    ClientAddress addresses;

    @Inject
    CurrentCaller current;

    private boolean lapsed;

    /** Signs in and sets the cookie; what was wrong, or empty when all is well. */
    public Optional<Refusal> signIn(
            HttpServletRequest request, HttpServletResponse response, String login, String password) {
        return attempt(() -> {
            SignIn.SignedIn found =
                    signIn.signIn(login, password, request.getServerName(), Surface.PORTAL, addresses.of(request));
            startSession(request, response, found.caller());
            lapsed = found.passwordLapsed();
        });
    }

    /** The name of the tenant whose own host name was asked for; empty on a shared one. */
    public Optional<String> tenantAt(HttpServletRequest request) {
        return tenants.byHost(request.getServerName()).map(TenantInfo::name);
    }

    /** Changes the own password; this browser goes on with a new session, all others end. */
    public Optional<Refusal> changePassword(
            HttpServletRequest request, HttpServletResponse response, String old, String fresh, String repeated) {
        return attempt(() -> {
            Caller caller = current.require();
            passwords.change(caller, old, fresh, repeated);
            startSession(request, response, caller);
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
        return lapsed ? "/password" : LocalAddress.of(next);
    }

    /** Whether whoever sends this request must choose a new password before anything else. */
    public boolean passwordLapsed(HttpServletRequest request) {
        return SignedInRequest.of(request)
                .map(found -> found.who().passwordLapsed())
                .orElse(lapsed);
    }

    private void startSession(HttpServletRequest request, HttpServletResponse response, Caller caller) {
        dropPageState(request);
        String agent = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
        String token = cookie.find(request)
                .map(old -> sessions.replace(caller, old, agent))
                .orElseGet(() -> sessions.start(caller, agent));
        cookie.set(request, response, token);
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
