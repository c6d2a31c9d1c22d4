package org.fubako.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.fubako.web.error.ProblemJson;
import org.fubako.web.http.PageQuery;
import org.fubako.web.http.PartialAnswer;

/** Asks for credentials in the form that the client understands. */
public final class Challenge {

    private static final String BASIC = "Basic realm=\"Fubako\", charset=\"UTF-8\"";
    private static final String BEARER = "Bearer realm=\"Fubako\"";

    /** Request attribute that says why a page is refused. */
    public static final String OUTSIDE = "fubako.outside";

    private Challenge() {}

    static void send(HttpServletRequest request, HttpServletResponse response, Area area) throws IOException {
        switch (area) {
            case DAV -> {
                response.setHeader("WWW-Authenticate", BASIC);
                ProblemJson.unauthorized(request, response);
            }
            case API -> {
                if (!isFromPage(request)) {
                    response.setHeader("WWW-Authenticate", BASIC);
                    response.addHeader("WWW-Authenticate", BEARER);
                }
                ProblemJson.unauthorized(request, response);
            }
            default -> sendToSignIn(request, response);
        }
    }

    /** A page whose session has lapsed must not make the browser ask for a password. */
    private static boolean isFromPage(HttpServletRequest request) {
        return request.getHeader("X-Requested-With") != null || request.getHeader("Sec-Fetch-Mode") != null;
    }

    /** What was posted is not carried along (its page keeps it), but its page is found again; the sign-in page says why it is there. */
    private static void sendToSignIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Set.of("GET", "HEAD", "POST").contains(request.getMethod())) {
            String path = request.getRequestURI();
            String address = path + PageQuery.of(request, path);
            redirect(request, response, LocalAddress.signInFor(address, hadSession(request)));
        } else {
            ProblemJson.unauthorized(request, response);
        }
    }

    /** A page that its reader may not open from where he is. Part of a page cannot say so: it is fetched anew as a whole, and says it. */
    static void shutOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (PartialAnswer.isWanted(request)) {
            PartialAnswer.redirect(response, request.getRequestURI());
        } else {
            request.setAttribute(OUTSIDE, true);
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static boolean hadSession(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                || Optional.ofNullable(request.getCookies()).stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(cookie -> SessionCookie.NAMES.contains(cookie.getName()));
    }

    /** Relative, so that a forged Host header leads nowhere. */
    static void redirect(HttpServletRequest request, HttpServletResponse response, String address) throws IOException {
        if (PartialAnswer.isWanted(request)) {
            PartialAnswer.redirect(response, address);
        } else {
            boolean posted = request.getMethod().equals("POST");
            response.setStatus(posted ? HttpServletResponse.SC_SEE_OTHER : HttpServletResponse.SC_FOUND);
            response.setHeader("Location", address);
        }
    }
}
