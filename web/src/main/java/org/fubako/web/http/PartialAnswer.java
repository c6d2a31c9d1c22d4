package org.fubako.web.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the script of a page expects of a request that it sends behind the user's back (Jakarta Faces, partial response). */
public final class PartialAnswer {

    private PartialAnswer() {}

    /** Whether the request is such a one; it would follow a redirect of HTTP and take a page for its answer. */
    public static boolean isWanted(HttpServletRequest request) {
        return "partial/ajax".equals(request.getHeader("Faces-Request"));
    }

    /** Leads the page to another address. */
    public static void redirect(HttpServletResponse response, String address) throws IOException {
        response.setContentType("text/xml");
        response.setCharacterEncoding("UTF-8");
        String escaped = address.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
        response.getWriter()
                .write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\"" + escaped
                        + "\"/></partial-response>");
    }
}
