package org.fubako.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.fubako.account.SessionService;
import org.fubako.account.SignIn;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.TenantDirectory;
import org.fubako.web.error.Failures;
import org.fubako.web.error.PlainAnswer;

/**
 * The one way in for every door: the portal's session cookie, or Basic for WebDAV and API. Decides by address which of them
 * count, tells the container who it is, and asks for credentials in the form that the client understands.
 */
@ApplicationScoped
public class SignInMechanism implements HttpAuthenticationMechanism {

    @Inject
    SignIn signIn;

    @Inject
    SessionService sessions;

    @Inject
    SessionCookie cookie;

    @Inject
    TenantDirectory tenants;

    @Inject
    ClientAddress addresses;

    @Inject
    CurrentCaller current;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        Area area = Area.of(request);
        if (area == Area.PUBLIC && cookie.find(request).isEmpty()) {
            return context.doNothing();
        }
        try {
            Optional<SignIn.SignedIn> found = identify(request, area);
            if (found.isEmpty()) {
                return area == Area.PUBLIC ? context.doNothing() : challenge(request, response, context, area);
            }
            return admit(request, response, context, area, found.get());
        } catch (RuntimeException failure) {
            Refusal refusal = Failures.refusalIn(failure).orElseThrow(() -> failure);
            if (refusal.problem() == Problem.PASSWORD_WRONG) {
                return challenge(request, response, context, area);
            }
            PlainAnswer.refuse(request, response, refusal);
            return AuthenticationStatus.SEND_FAILURE;
        }
    }

    private Optional<SignIn.SignedIn> identify(HttpServletRequest request, Area area) {
        String address = addresses.of(request);
        Optional<BasicCredentials> basic =
                area.takesBasic() ? BasicCredentials.parse(request.getHeader("Authorization")) : Optional.empty();
        if (basic.isPresent()) {
            return Optional.of(signIn.signIn(
                    basic.get().login(), basic.get().password(), request.getServerName(), area.surface(), address));
        }
        if (!area.takesCookie()) {
            return Optional.empty();
        }
        return cookie.find(request)
                .flatMap(sessions::find)
                .flatMap(
                        owner -> signIn.caller(tenants.info(owner.tenant()), owner.account(), Surface.PORTAL, address));
    }

    private AuthenticationStatus admit(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpMessageContext context,
            Area area,
            SignIn.SignedIn found) {
        request.setAttribute("fubako.password.lapsed", found.passwordLapsed());
        if (found.passwordLapsed() && area.takesBasic()) {
            PlainAnswer.refuse(request, response, new Refusal(Problem.PASSWORD_LAPSED, ""));
            return AuthenticationStatus.SEND_FAILURE;
        }
        if (found.passwordLapsed()
                && area == Area.PORTAL
                && !request.getRequestURI().equals("/password")) {
            return redirect(response, "/password");
        }
        Caller caller = found.caller();
        current.set(caller);
        Set<String> roles = new HashSet<>(Set.of("account"));
        caller.roles().forEach(role -> roles.add(role.name()));
        return context.notifyContainerAboutLogin(caller.accountName() + "@" + caller.tenantCode(), roles);
    }

    private AuthenticationStatus challenge(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context, Area area) {
        if (area == Area.PORTAL) {
            String address =
                    request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
            return redirect(response, "/signin?next=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
        }
        // a page of the portal whose session has lapsed must not make the browser ask for a password
        boolean fromPage = request.getHeader("X-Requested-With") != null;
        if (!fromPage) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Fubako\", charset=\"UTF-8\"");
        }
        PlainAnswer.unauthorized(request, response);
        return AuthenticationStatus.SEND_FAILURE;
    }

    private static AuthenticationStatus redirect(HttpServletResponse response, String address) {
        try {
            response.sendRedirect(address);
            return AuthenticationStatus.SEND_CONTINUE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
