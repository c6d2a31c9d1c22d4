package org.fubako.web.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.fubako.account.SessionService;
import org.fubako.account.SignIn;
import org.fubako.caller.Surface;
import org.fubako.platform.Refusal;
import org.fubako.web.error.Failures;

/** Starting and ending a portal session. */
@RequestScoped
public class PortalSignIn {

    @Inject
    SignIn signIn;

    @Inject
    SessionService sessions;

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
        try {
            SignIn.SignedIn found =
                    signIn.signIn(login, password, request.getServerName(), Surface.PORTAL, addresses.of(request));
            dropPageState(request);
            String agent = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
            cookie.set(request, response, sessions.start(found.caller(), agent));
            lapsed = found.passwordLapsed();
            return Optional.empty();
        } catch (RuntimeException failure) {
            return Optional.of(Failures.refusalIn(failure).orElseThrow(() -> failure));
        }
    }

    public void signOut(HttpServletRequest request, HttpServletResponse response) {
        cookie.find(request).ifPresent(token -> sessions.end(current.require(), token));
        cookie.clear(request, response);
        dropPageState(request);
    }

    /** What pages have kept belongs to whoever was signed in before. */
    private static void dropPageState(HttpServletRequest request) {
        Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
    }

    public boolean passwordLapsed() {
        return lapsed;
    }
}
