package org.fubako.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The cookie of a portal session. Over TLS it is bound to the host by its name; on the plain listener of a try-out a browser
 * would refuse such a cookie, so it has a plain name there.
 */
@ApplicationScoped
public class SessionCookie {

    private static final String SECURE_NAME = "__Host-fbk";
    private static final String PLAIN_NAME = "fbk";

    static final Set<String> NAMES = Set.of(SECURE_NAME, PLAIN_NAME);

    @Inject
    ClientAddress addresses;

    /** The token of the session that a request belongs to; whether it still opens anything is not said. */
    public Optional<String> find(HttpServletRequest request) {
        String name = name(request);
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .filter(value -> value.matches("[A-Za-z0-9_-]{43}"))
                .findFirst();
    }

    void set(HttpServletRequest request, HttpServletResponse response, String token) {
        response.addHeader("Set-Cookie", name(request) + "=" + token + attributes(request));
    }

    void clear(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader("Set-Cookie", name(request) + "=" + attributes(request) + "; Max-Age=0");
    }

    private String name(HttpServletRequest request) {
        return addresses.isSecure(request) ? SECURE_NAME : PLAIN_NAME;
    }

    private String attributes(HttpServletRequest request) {
        return attributes(addresses.isSecure(request));
    }

    static String attributes(boolean secure) {
        return "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }
}
