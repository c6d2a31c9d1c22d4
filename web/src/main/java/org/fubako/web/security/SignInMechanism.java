package org.fubako.web.security;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.fubako.account.AddressGate;
import org.fubako.account.SessionService;
import org.fubako.account.SignIn;
import org.fubako.account.SignIn.SignedIn;
import org.fubako.account.TokenService;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.AddressArea;
import org.fubako.tenant.TenantDirectory;
import org.fubako.web.error.Failures;
import org.fubako.web.error.ProblemJson;

/**
 * The one way in for every door: the portal's session cookie, Basic for WebDAV and API, a token for the API. Decides by
 * address which of them count, and tells the container who it is. What was made for reading gets no further with anything else.
 */
@ApplicationScoped
public class SignInMechanism implements HttpAuthenticationMechanism {

    /** What changes nothing (RFC 9110, section 9.2.1, and RFC 4918): all that is left to who may only read. */
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "PROPFIND");

    @Inject
    SignIn signIn;

    @EJB
    SessionService sessions;

    @EJB
    TokenService tokens;

    @Inject
    SessionCookie cookie;

    @Inject
    TenantDirectory tenants;

    @Inject
    AddressGate gate;

    @Inject
    ClientAddress addresses;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        Area area = Area.of(request);
        SecurityHeaders.add(request, response, area, addresses.isSecure(request));
        try {
            return RequestForm.refuses(request, response, area)
                    ? AuthenticationStatus.SEND_FAILURE
                    : authenticate(request, response, context, area);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AuthenticationStatus authenticate(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context, Area area)
            throws IOException {
        boolean ofAnybody = area == Area.PUBLIC && !Area.mappedPath(request).startsWith("/signin");
        if (ofAnybody || area == Area.LINK) {
            return context.doNothing(); // health and style sheets must not ask the database who it is
        }
        try {
            Optional<SignedInRequest> found = identify(request, area);
            if (found.isPresent()) {
                return admit(request, response, context, area, found.get());
            }
            return area == Area.PUBLIC ? context.doNothing() : challenge(request, response, area);
        } catch (RuntimeException failure) {
            Refusal refusal = Failures.refusalIn(failure).orElseThrow(() -> failure);
            if (refusal.problem() == Problem.PASSWORD_WRONG) {
                return challenge(request, response, area);
            }
            return refuse(request, response, context, area, refusal);
        }
    }

    /** From an address outside of what the tenant has opened, the page for signing in can be seen all the same. */
    private static AuthenticationStatus refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpMessageContext context,
            Area area,
            Refusal refusal)
            throws IOException {
        boolean outside = refusal.problem() == Problem.ADDRESS_NOT_ALLOWED;
        if (outside && area == Area.PUBLIC) {
            return context.doNothing();
        }
        if (outside && area == Area.PORTAL) {
            Challenge.shutOut(request, response);
        } else {
            ProblemJson.write(request, response, refusal);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }

    /** Credentials in a header count more than a cookie that happens to come along. */
    private Optional<SignedInRequest> identify(HttpServletRequest request, Area area) {
        String address = addresses.of(request);
        String header = area.takesBasic() ? request.getHeader("Authorization") : null;
        Optional<BasicCredentials> basic = BasicCredentials.parse(header);
        if (basic.isPresent()) {
            SignedIn who = signIn.signIn(
                    basic.get().login(), basic.get().password(), request.getServerName(), area.surface(), address);
            return Optional.of(SignedInRequest.byHeader(who));
        }
        Optional<String> token = area == Area.API ? BearerToken.parse(header) : Optional.empty();
        if (token.isPresent()) {
            SignedIn who = tokens.find(token.get(), address)
                    .flatMap(found -> caller(found.owner(), request, Surface.API, address)
                            .map(owner -> owner.within(found.reach())))
                    .orElseThrow(() -> new Refusal(Problem.PASSWORD_WRONG, ""));
            return Optional.of(SignedInRequest.byHeader(who));
        }
        return area.takesCookie() ? byCookie(request, address) : Optional.empty();
    }

    private Optional<SignedInRequest> byCookie(HttpServletRequest request, String address) {
        return cookie.find(request).flatMap(sessions::find).flatMap(session -> caller(
                        session.owner(), request, Surface.PORTAL, address)
                .map(who -> SignedInRequest.byCookie(who, session.provedAt())));
    }

    private Optional<SignedIn> caller(
            SessionService.Owner owner, HttpServletRequest request, Surface surface, String address) {
        return tenants.find(owner.tenant())
                .filter(tenant -> tenants.serves(request.getServerName(), tenant.id()))
                .flatMap(tenant -> signIn.caller(tenant, owner.account(), surface, address));
    }

    private AuthenticationStatus admit(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpMessageContext context,
            Area area,
            SignedInRequest found)
            throws IOException {
        requireInside(request, found.who().caller());
        Optional<Duty> duty = Duty.of(found.who());
        if (duty.isPresent() && area.takesBasic()) {
            ProblemJson.write(request, response, new Refusal(duty.get().problem(), ""));
            return AuthenticationStatus.SEND_FAILURE;
        }
        if (found.who().reach().readOnly() && !READING.contains(request.getMethod())) {
            ProblemJson.write(request, response, new Refusal(Problem.READING_ONLY, ""));
            return AuthenticationStatus.SEND_FAILURE;
        }
        if (duty.isPresent() && area == Area.PORTAL && !duty.get().allows(request)) {
            Challenge.redirect(request, response, duty.get().page());
            return AuthenticationStatus.SEND_CONTINUE;
        }
        found.keepOn(request);
        Caller caller = found.who().caller();
        Set<String> roles = new HashSet<>(Set.of("account"));
        caller.roles().forEach(role -> roles.add(role.name()));
        return context.notifyContainerAboutLogin(caller.accountName() + "@" + caller.tenantCode(), roles);
    }

    /** The administration may be closed where the rest is open. */
    private void requireInside(HttpServletRequest request, Caller caller) {
        if (Area.administers(request.getMethod(), Area.mappedPath(request))) {
            gate.require(tenants.info(caller.tenant()), AddressArea.ADMINISTRATION, caller);
        }
    }

    private static AuthenticationStatus challenge(HttpServletRequest request, HttpServletResponse response, Area area)
            throws IOException {
        Challenge.send(request, response, area);
        return AuthenticationStatus.SEND_CONTINUE;
    }
}
