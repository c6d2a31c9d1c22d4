package org.fubako.web.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import org.fubako.web.security.ClientAddress;

/** Knows a visitor of a receive folder again, also when the browser was closed in between. Sent to that one link only. */
@ApplicationScoped
class ReceiveCookie {

    private static final String NAME = "fbk_receive";

    /** As long as what was sent is kept, and longer than a visit. */
    private static final int SECONDS = 14 * 86_400;

    @Inject
    ClientAddress addresses;

    Optional<String> find(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .findFirst();
    }

    void set(HttpServletRequest request, HttpServletResponse response, String path, String secret) {
        response.addHeader("Set-Cookie", NAME + "=" + secret + attributes(request, path) + "; Max-Age=" + SECONDS);
    }

    void clear(HttpServletRequest request, HttpServletResponse response, String path) {
        response.addHeader("Set-Cookie", NAME + "=" + attributes(request, path) + "; Max-Age=0");
    }

    private String attributes(HttpServletRequest request, String path) {
        return "; Path=" + path + "; HttpOnly; SameSite=Lax" + (addresses.isSecure(request) ? "; Secure" : "");
    }
}
