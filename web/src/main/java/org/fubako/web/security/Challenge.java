package org.fubako.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.fubako.web.error.PlainAnswer;

/** Asks for credentials in the form that the client understands. */
final class Challenge {

    private static final String BASIC = "Basic realm=\"Fubako\", charset=\"UTF-8\"";
    private static final String BEARER = "Bearer realm=\"Fubako\"";

    private Challenge() {}

    static void send(HttpServletRequest request, HttpServletResponse response, Area area) {
        switch (area) {
            case DAV -> {
                response.setHeader("WWW-Authenticate", BASIC);
                PlainAnswer.unauthorized(request, response);
            }
            case API -> {
                if (!isFromPage(request)) {
                    response.setHeader("WWW-Authenticate", BASIC);
                    response.addHeader("WWW-Authenticate", BEARER);
                }
                PlainAnswer.unauthorized(request, response);
            }
            default -> sendToSignIn(request, response);
        }
    }

    /** A page whose session has lapsed must not make the browser ask for a password. */
    private static boolean isFromPage(HttpServletRequest request) {
        return request.getHeader("X-Requested-With") != null || request.getHeader("Sec-Fetch-Mode") != null;
    }

    private static void sendToSignIn(HttpServletRequest request, HttpServletResponse response) {
        boolean page = Set.of("GET", "HEAD").contains(request.getMethod());
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            redirectPartial(response, "/signin");
        } else if (page) {
            String query = request.getQueryString();
            String address = request.getRequestURI() + (query == null ? "" : "?" + query);
            redirect(response, LocalAddress.signInFor(address));
        } else {
            PlainAnswer.unauthorized(request, response);
        }
    }

    /** Relative, so that a forged Host header leads nowhere. */
    static void redirect(HttpServletResponse response, String address) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", address);
    }

    /** The answer that the script of a page understands. */
    private static void redirectPartial(HttpServletResponse response, String address) {
        try {
            response.setContentType("text/xml");
            response.setCharacterEncoding("UTF-8");
            response.getWriter()
                    .write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\"" + address
                            + "\"/></partial-response>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
