package org.fubako.web.portal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages of the portal. What the user has switched to counts; else what the browser asks for; else Japanese. */
public final class Language {

    /** Remembers the switch. */
    static final String COOKIE = "fbk_lang";

    private static final int YEAR_IN_SECONDS = 365 * 24 * 60 * 60;
    private static final List<Locale> OFFERED = List.of(Locale.JAPANESE, Locale.ENGLISH);

    private Language() {}

    /** The language of this request. */
    public static Locale of(HttpServletRequest request) {
        return switchedTo(request)
                .or(() -> Collections.list(request.getLocales()).stream()
                        .map(wish -> new Locale(wish.getLanguage()))
                        .filter(OFFERED::contains)
                        .findFirst())
                .filter(wish -> request.getHeader("Accept-Language") != null
                        || switchedTo(request).isPresent())
                .orElse(Locale.JAPANESE);
    }

    private static Optional<Locale> switchedTo(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .flatMap(cookie -> offered(cookie.getValue()).stream())
                .findFirst();
    }

    /** One of the languages by its code. */
    static Optional<Locale> offered(String code) {
        return OFFERED.stream()
                .filter(locale -> locale.getLanguage().equals(code))
                .findFirst();
    }

    static Cookie cookie(Locale language, HttpServletRequest request) {
        Cookie cookie = new Cookie(COOKIE, language.getLanguage());
        cookie.setPath("/");
        cookie.setMaxAge(YEAR_IN_SECONDS);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }
}
