package org.fubako.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The query of the page that somebody sees. Forms are sent without it, but the browser says which page they stand on. */
public final class PageQuery {

    private static final Pattern PAGE = Pattern.compile("https?://[^/?#]+(/[^?#]*)(\\?[!-\"$-~]*)(?:#.*)?");

    private PageQuery() {}

    /**
     * With its question mark and as it was sent; empty when there is none. That of another page is never taken.
     *
     * @param address the path that was asked for, as it was sent
     */
    public static String of(HttpServletRequest request, String address) {
        String own = request.getQueryString();
        return own == null ? ofSender(address, request.getHeader("Referer")) : "?" + own;
    }

    static String ofSender(String path, String sender) {
        return Optional.ofNullable(sender)
                .map(PAGE::matcher)
                .filter(Matcher::matches)
                .filter(page -> page.group(1).equals(path))
                .map(page -> page.group(2))
                .orElse("");
    }
}
