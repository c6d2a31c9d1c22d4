package org.fubako.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What every answer tells the browser not to do. */
final class SecurityHeaders {

    static final String POLICY = "Content-Security-Policy";

    /** A document that somebody has stored may do nothing at all in the browser. */
    private static final String CONTENT_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

    private SecurityHeaders() {}

    /** Inline styles stay allowed: PrimeFaces writes them, and gives nonces to scripts only. */
    static String pagePolicy(String nonce) {
        String scripts = nonce.isEmpty() ? "'self'" : "'self' 'nonce-" + nonce + "'";
        return "default-src 'none'; script-src " + scripts + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                + " media-src 'self'; frame-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none';"
                + " frame-ancestors 'none'";
    }

    /** On answers of the mechanism as well as of the guard: whom the first refuses never reaches the second. */
    static void add(HttpServletRequest request, HttpServletResponse response, Area area, boolean secure) {
        boolean content =
                area == Area.DAV || area == Area.API || Area.mappedPath(request).startsWith("/logo/");
        boolean cacheable = area == Area.PUBLIC && isFixed(Area.mappedPath(request));
        response.setHeader(POLICY, content ? CONTENT_POLICY : pagePolicy(""));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", area == Area.LINK ? "no-referrer" : "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
        // the container would name itself and its version
        response.setHeader("Server", "Fubako");
        if (secure) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        if (area == Area.LINK) {
            response.setHeader("X-Robots-Tag", "noindex, nofollow, noarchive");
        }
        if (!cacheable) {
            response.setHeader("Cache-Control", "no-store");
        }
    }

    private static boolean isFixed(String path) {
        return path.startsWith("/jakarta.faces.resource/") || path.startsWith("/resources/");
    }
}
