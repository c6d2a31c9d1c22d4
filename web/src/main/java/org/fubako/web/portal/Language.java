package org.fubako.web.portal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages of the portal. What the user has switched to counts; else what the browser asks for; else Japanese. */
public final class Language {

    /** Remembers the switch. */
    private static final PreferenceCookie COOKIE = new PreferenceCookie("fbk_lang");

    public static final List<Locale> OFFERED = List.of(Locale.JAPANESE, Locale.ENGLISH);

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
        return COOKIE.find(request).flatMap(Language::offered);
    }

    /** One of the languages by its code. */
    public static Optional<Locale> offered(String code) {
        return OFFERED.stream()
                .filter(locale -> locale.getLanguage().equals(code))
                .findFirst();
    }

    static Cookie cookie(Locale language, HttpServletRequest request) {
        return COOKIE.holding(language.getLanguage(), request);
    }
}
