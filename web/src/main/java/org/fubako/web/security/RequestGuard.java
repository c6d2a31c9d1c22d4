package org.fubako.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.error.PlainAnswer;

/** What holds for every request before anything else looks at it: who may send it from where, and headers on every answer. */
@WebFilter("/*")
public class RequestGuard implements Filter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT");

    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none';"
                    + " frame-ancestors 'none'";
    private static final String CONTENT_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

    @Inject
    ClientAddress addresses;

    @Override
    public void doFilter(ServletRequest incoming, ServletResponse outgoing, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) incoming;
        HttpServletResponse response = (HttpServletResponse) outgoing;
        Area area = Area.of(request);
        addHeaders(request, response, area);
        if (request.getRequestURI().startsWith("/health/") && !isLoopback(request)) {
            response.sendError(404);
        } else if (Collections.list(request.getHeaders("Host")).size() > 1) {
            PlainAnswer.refuse(request, response, new Refusal(Problem.REQUEST_MALFORMED, "Host"));
        } else if (!mayComeFromThere(request)) {
            PlainAnswer.refuse(request, response, new Refusal(Problem.ACCESS_DENIED, "Origin"));
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isLoopback(HttpServletRequest request) throws IOException {
        return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    }

    private boolean mayComeFromThere(HttpServletRequest request) {
        return SAFE.contains(request.getMethod())
                || isSameOrigin(
                        Optional.ofNullable(request.getHeader("Sec-Fetch-Site")),
                        Optional.ofNullable(request.getHeader("Origin")),
                        request.getHeader("Host"),
                        request.getHeader("Authorization") != null);
    }

    /**
     * Whether a changing request comes from our own pages or from a program. A browser always says where from; a program that
     * says nothing must carry its credentials itself.
     */
    static boolean isSameOrigin(
            Optional<String> site, Optional<String> origin, String host, boolean carriesCredentials) {
        if (site.isPresent()) {
            return site.get().equals("same-origin") || site.get().equals("none");
        }
        if (origin.isPresent()) {
            try {
                return host != null && host.equals(URI.create(origin.get()).getAuthority());
            } catch (IllegalArgumentException notAnOrigin) {
                return false;
            }
        }
        return carriesCredentials;
    }

    private void addHeaders(HttpServletRequest request, HttpServletResponse response, Area area) {
        boolean content = area == Area.DAV || area == Area.API;
        response.setHeader("Content-Security-Policy", content ? CONTENT_POLICY : PAGE_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
        if (addresses.isSecure(request)) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        boolean cacheable = request.getRequestURI().startsWith("/jakarta.faces.resource/")
                || request.getRequestURI().startsWith("/resources/");
        if (!cacheable) {
            response.setHeader("Cache-Control", "no-store");
        }
    }
}
