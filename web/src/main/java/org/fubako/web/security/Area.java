package org.fubako.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.fubako.caller.Surface;

/** Parts of the address space, by how one signs in there. */
enum Area {
    PUBLIC(Surface.PORTAL, false, true),
    /** Where documents are given out to and taken in from people without an account: the secret is in the address. */
    LINK(Surface.LINK, false, false),
    PORTAL(Surface.PORTAL, false, true),
    DAV(Surface.DAV, true, false),
    API(Surface.API, true, true);

    private static final Set<String> OPEN_PAGES = Set.of(
            "/signin",
            "/signin/code",
            "/signin/forgotten",
            "/signin.xhtml",
            "/favicon.ico",
            "/health/live",
            "/health/ready");
    private static final Set<String> OPEN_FOLDERS =
            Set.of("/jakarta.faces.resource/", "/resources/", "/key/", "/logo/");
    private static final Set<String> LINK_FOLDERS = Set.of("/o/", "/r/");

    /** Calls of the API that are for administrators. */
    private static final Set<String> ADMINISTRATION = Set.of("/accounts", "/groups", "/logs", "/policies");

    private static final String API_ROOT = "/api/v1";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private static final Set<String> WALKING = Set.of("OPTIONS", "PROPFIND");

    private final Surface surface;
    private final boolean basic;
    private final boolean cookie;

    Area(Surface surface, boolean basic, boolean cookie) {
        this.surface = surface;
        this.basic = basic;
        this.cookie = cookie;
    }

    static Area of(HttpServletRequest request) {
        return of(request.getMethod(), request.getRequestURI(), mappedPath(request));
    }

    /** The address as the container has understood it, by which it chooses the servlet. */
    static String mappedPath(HttpServletRequest request) {
        String info = request.getPathInfo();
        return request.getServletPath() + (info == null ? "" : info);
    }

    /**
     * The understood address decides. What is open must also be written plainly: with {@code ..}, {@code ;} or escapes in it,
     * somebody may have found a way to write a closed address like an open one. The root is WebDAV's too for clients that walk
     * there before they mount.
     */
    static Area of(String method, String written, String mapped) {
        if (isWithin(mapped, "/dav") || mapped.equals("/") && WALKING.contains(method)) {
            return DAV;
        }
        if (isWithin(mapped, "/api")) {
            return API;
        }
        boolean link = isOfLinks(mapped);
        boolean open = OPEN_PAGES.contains(mapped) || OPEN_FOLDERS.stream().anyMatch(mapped::startsWith);
        boolean plain = written.equals(mapped) && !written.contains("..") && !written.contains(";");
        if (!plain || !link && !open) {
            return PORTAL;
        }
        return link ? LINK : PUBLIC;
    }

    /** Whether the secret in the address is what lets somebody in. */
    static boolean isOfLinks(String address) {
        return LINK_FOLDERS.stream().anyMatch(address::startsWith);
    }

    /** Whether a request administers the tenant, by page or call; reading which spaces there are is for everybody. */
    static boolean administers(String method, String mapped) {
        boolean spaces = isWithin(mapped, API_ROOT + "/spaces")
                && !(mapped.equals(API_ROOT + "/spaces") && READING.contains(method));
        return isWithin(mapped, "/admin")
                || spaces
                || ADMINISTRATION.stream().anyMatch(resource -> isWithin(mapped, API_ROOT + resource));
    }

    private static boolean isWithin(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }

    /** Whether one gets there without signing in. */
    boolean isOpen() {
        return this == PUBLIC || this == LINK;
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
