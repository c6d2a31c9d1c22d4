package org.fubako.web.link;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;

/** What a visitor without an account carries from one step to the next: for one link only, and never a cookie of the portal. */
record LinkCookie(String name, int maxAgeSeconds) {

    /** That the password was given and the address proved. */
    static final LinkCookie PASS = new LinkCookie("fbk-pass", 30 * 60);

    /** Where a code was sent, so that it need not be typed again. */
    static final LinkCookie MAIL = new LinkCookie("fbk-mail", 30 * 60);

    /** That a download was counted, which may go on. */
    static final LinkCookie GRANT = new LinkCookie("fbk-grant", 24 * 60 * 60);

    /** Who visits a receive folder, also when the browser was closed in between: as long as what was sent is kept, and longer. */
    static final LinkCookie VISIT = new LinkCookie("fbk_receive", 14 * 24 * 60 * 60);

    /** What the browser has sent; empty if it has nothing. */
    String find(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** @param path of the link, to which alone it is sent */
    void set(HttpServletResponse response, String path, String value, boolean secure) {
        add(response, path, value, maxAgeSeconds, secure);
    }

    /** The browser forgets it. */
    void clear(HttpServletResponse response, String path, boolean secure) {
        add(response, path, "", 0, secure);
    }

    private void add(HttpServletResponse response, String path, String value, int maxAge, boolean secure) {
        response.addHeader(
                "Set-Cookie",
                name + "=" + value + "; Path=" + path + "; Max-Age=" + maxAge + "; HttpOnly; SameSite=Lax"
                        + (secure ? "; Secure" : ""));
    }
}
