package org.fubako.web.portal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps for a year, in the browser, how somebody likes the pages. Nothing that matters: whoever has the browser can write what they
 * want into it, so a value is compared with those there are and never shown.
 */
public record PreferenceCookie(String name) {

    private static final int YEAR_IN_SECONDS = 31_536_000;

    /** What the browser has sent; empty when it keeps none. */
    public Optional<String> find(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
    }

    /** To be added to the answer. */
    public Cookie holding(String value, HttpServletRequest request) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setMaxAge(YEAR_IN_SECONDS);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }
}
