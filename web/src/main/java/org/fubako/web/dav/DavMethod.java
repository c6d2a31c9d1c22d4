package org.fubako.web.dav;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What one method of HTTP or WebDAV does. */
interface DavMethod {

    String verb();

    void handle(DavRequest request, HttpServletResponse response) throws IOException;
}
