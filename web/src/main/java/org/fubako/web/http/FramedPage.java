package org.fubako.web.http;

import jakarta.servlet.http.HttpServletResponse;

/** What pages of this host alone may show in a frame of theirs. Everything else is in no frame at all. */
public final class FramedPage {

    /**
     * For content that the browser's own viewer shows. Not in a sandbox, in which Chromium's viewer does not start, but without
     * anything that could be loaded or run; the styles are those of the viewer.
     */
    static final String PDF = "default-src 'none'; style-src 'unsafe-inline'";

    private FramedPage() {}

    /**
     * @param policy a Content-Security-Policy that says what the page may load and run
     */
    public static void allow(HttpServletResponse response, String policy) {
        response.setHeader("Content-Security-Policy", policy + "; frame-ancestors 'self'");
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
    }
}
