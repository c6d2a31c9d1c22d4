package org.fubako.web.security;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a changing request comes from our own pages or from a program. A browser always says where from; what says nothing
 * must carry its credentials itself, which no foreign page can make a browser do.
 */
final class RequestOrigin {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT");

    private RequestOrigin() {}

    /**
     * @param site the header Sec-Fetch-Site
     * @param origin the header Origin
     * @param own the origins under which this service is reached
     * @param byHeader whether the request is signed in by an Authorization header
     */
    static boolean isAllowed(
            String method, Optional<String> site, Optional<String> origin, Set<String> own, boolean byHeader) {
        if (SAFE.contains(method)) {
            return true;
        }
        if (site.isPresent()) {
            return site.get().equals("same-origin") || site.get().equals("none");
        }
        return origin.map(from -> own.contains(normal(from))).orElse(byHeader);
    }

    /** Without the port that the scheme implies, in lower case. */
    static String normal(String origin) {
        return origin.toLowerCase(Locale.ROOT)
                .replaceFirst("^(http://.*):80$", "$1")
                .replaceFirst("^(https://.*):443$", "$1");
    }
}
