package org.fubako.web.security;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Addresses within this portal: where to go after signing in. Anything that leads elsewhere becomes the start page. */
final class LocalAddress {

    static final String START = "/";

    private LocalAddress() {}

    static String of(Optional<String> wanted) {
        return wanted.filter(LocalAddress::isLocal).orElse(START);
    }

    /** Browsers read a backslash as a slash and skip tabs and line ends, so that {@code /\evil} leads away. */
    private static boolean isLocal(String address) {
        return address.startsWith("/")
                && !address.startsWith("//")
                && address.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\')
                && !address.startsWith("/signin");
    }

    /** The sign-in page that leads back to the address. */
    static String signInFor(String address) {
        String target = of(Optional.of(address));
        return target.equals(START) ? "/signin" : "/signin?next=" + URLEncoder.encode(target, StandardCharsets.UTF_8);
    }
}
