package org.fubako.web.security;

import jakarta.servlet.http.HttpServletRequest;
import org.fubako.caller.Surface;

/** Parts of the address space, by how one signs in there. */
enum Area {
    PUBLIC(Surface.PORTAL, false, true),
    PORTAL(Surface.PORTAL, false, true),
    DAV(Surface.DAV, true, false),
    API(Surface.API, true, true);

    private final Surface surface;
    private final boolean basic;
    private final boolean cookie;

    Area(Surface surface, boolean basic, boolean cookie) {
        this.surface = surface;
        this.basic = basic;
        this.cookie = cookie;
    }

    static Area of(HttpServletRequest request) {
        String uri = request.getRequestURI();
        if (uri.equals("/dav") || uri.startsWith("/dav/")) {
            return DAV;
        }
        if (uri.startsWith("/api/")) {
            return API;
        }
        boolean open = uri.equals("/signin")
                || uri.startsWith("/signin.xhtml")
                || uri.startsWith("/jakarta.faces.resource/")
                || uri.startsWith("/resources/")
                || uri.startsWith("/health/")
                || uri.equals("/favicon.ico");
        return open ? PUBLIC : PORTAL;
    }

    Surface surface() {
        return surface;
    }

    boolean takesBasic() {
        return basic;
    }

    boolean takesCookie() {
        return cookie;
    }
}
