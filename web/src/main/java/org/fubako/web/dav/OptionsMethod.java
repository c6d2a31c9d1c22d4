package org.fubako.web.dav;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletResponse;

/** OPTIONS: says the same of everything, things that do not exist included, because Office and Windows ask first. */
@ApplicationScoped
class OptionsMethod implements DavMethod {

    @Override
    public String verb() {
        return "OPTIONS";
    }

    @Override
    public void handle(DavRequest request, HttpServletResponse response) {
        answer(response);
    }

    static void answer(HttpServletResponse response) {
        response.setHeader("DAV", "1, 2, 3");
        response.setHeader("Allow", DavServlet.ALLOW);
        // Windows and Office mount nothing without it.
        response.setHeader("MS-Author-Via", "DAV");
        response.setHeader("Accept-Ranges", "bytes");
        response.setContentLength(0);
        response.setStatus(HttpServletResponse.SC_OK);
    }
}
