package org.fubako.web.security;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Addresses within this portal: where to go after signing in. Anything that leads elsewhere becomes the start page. */
final class LocalAddress {

    static final String START = "/";

    private LocalAddress() {}

    /** The address, if it is an absolute path on this server. */
    static String of(String wanted) {
        return Optional.ofNullable(wanted).filter(LocalAddress::isLocal).orElse(START);
    }

    /** Browsers read a backslash as a slash and skip tabs and line ends, so that {@code /\evil} leads away. */
    private static boolean isLocal(String address) {
        return address.startsWith("/")
                && !address.startsWith("//")
                && address.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\')
                && !address.startsWith("/signin");
    }

    /** The sign-in page that leads back to the address; it says so when a session has {@code ended}. */
    static String signInFor(String address, boolean ended) {
        return page("/signin", ended ? "expired" : "", address);
    }

    /** The page that asks for the code and leads on to the address. */
    static String codeFor(String address) {
        return page("/signin/code", "", address);
    }

    private static String page(String page, String why, String address) {
        String target = of(address);
        String next = target.equals(START) ? "" : "next=" + URLEncoder.encode(target, StandardCharsets.UTF_8);
        String query = Stream.of(why, next).filter(part -> !part.isEmpty()).collect(Collectors.joining("&"));
        return query.isEmpty() ? page : page + "?" + query;
    }
}
