package org.fubako.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.fubako.web.error.ProblemJson;

/** Asks for credentials in the form that the client understands. */
final class Challenge {

    private static final String BASIC = "Basic realm=\"Fubako\", charset=\"UTF-8\"";
    private static final String BEARER = "Bearer realm=\"Fubako\"";

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

    private static void sendToSignIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean page = Set.of("GET", "HEAD").contains(request.getMethod());
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            redirectPartial(response, "/signin");
        } else if (page) {
            String query = request.getQueryString();
            String address = request.getRequestURI() + (query == null ? "" : "?" + query);
            redirect(response, LocalAddress.signInFor(address));
        } else {
            ProblemJson.unauthorized(request, response);
        }
    }

    /** Relative, so that a forged Host header leads nowhere. */
    static void redirect(HttpServletResponse response, String address) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", address);
    }

    /** The answer that the script of a page understands. */
    private static void redirectPartial(HttpServletResponse response, String address) throws IOException {
        response.setContentType("text/xml");
        response.setCharacterEncoding("UTF-8");
        response.getWriter()
                .write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\"" + address
                        + "\"/></partial-response>");
    }
}
