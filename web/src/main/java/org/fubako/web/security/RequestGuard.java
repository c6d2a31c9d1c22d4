package org.fubako.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.error.ProblemJson;

/**
 * What holds for every request before anything else looks at it: who may send it from where, and headers on every answer. The
 * first filter, which is why it stands in web.xml. An address that takes signing in and got nobody is closed here once more.
 */
public class RequestGuard implements Filter {

    @Inject
    ClientAddress addresses;

    @Inject
    CurrentCaller current;

    @Inject
    @ConfigProperty(name = "fubako.base.url")
    Optional<String> baseUrl;

    @Override
    public void doFilter(ServletRequest incoming, ServletResponse outgoing, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) incoming;
        HttpServletResponse response = (HttpServletResponse) outgoing;
        Area area = area(request);
        SecurityHeaders.add(request, response, area, addresses.isSecure(request));
        if (request.getDispatcherType() == DispatcherType.ERROR || passes(request, response, area)) {
            chain.doFilter(request, response);
        }
    }

    /** The page of an error is that of the address that was asked for. */
    private static Area area(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                .filter(Area::isOfLinks)
                .map(address -> Area.LINK)
                .orElseGet(() -> Area.of(request));
    }

    private boolean passes(HttpServletRequest request, HttpServletResponse response, Area area) throws IOException {
        Optional<SignedInRequest> signedIn = SignedInRequest.of(request);
        signedIn.ifPresent(current::set);
        if (isInternal(Area.mappedPath(request)) && !addresses.isDirectFromHere(request)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return false;
        }
        if (!area.isOpen() && signedIn.isEmpty()) {
            Challenge.send(request, response, area);
            return false;
        }
        boolean byHeader = signedIn.map(SignedInRequest::byHeader).orElse(false);
        boolean link = area == Area.LINK;
        // a page that tells nobody where it is says so of its own form, too
        Optional<String> origin =
                Optional.ofNullable(request.getHeader("Origin")).filter(from -> !link || !from.equals("null"));
        boolean allowed = RequestOrigin.isAllowed(
                request.getMethod(),
                Optional.ofNullable(request.getHeader("Sec-Fetch-Site")),
                origin,
                ownOrigins(request),
                byHeader || link);
        if (!allowed) {
            ProblemJson.write(request, response, new Refusal(Problem.ACCESS_DENIED, "Origin"));
        }
        return allowed;
    }

    private static boolean isInternal(String path) {
        return path.startsWith("/health") || path.startsWith("/metrics");
    }

    private Set<String> ownOrigins(HttpServletRequest request) {
        Set<String> own = new HashSet<>();
        String scheme = addresses.isSecure(request) ? "https://" : "http://";
        Optional.ofNullable(request.getHeader("Host")).ifPresent(host -> own.add(RequestOrigin.normal(scheme + host)));
        baseUrl.ifPresent(base -> own.add(RequestOrigin.normal(base.replaceFirst("^(https?://[^/]+).*$", "$1"))));
        return own;
    }
}
