package org.fubako.web.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;

/**
 * For pages without state, which anybody may ask for: the components would begin a session for the nonce of the page's scripts, and
 * so everybody could fill the server's memory.
 */
class WithoutSession extends HttpServletRequestWrapper {

    WithoutSession(HttpServletRequest request) {
        super(request);
    }

    @Override
    public HttpSession getSession() {
        return getSession(true);
    }

    /** Always {@code null}, which the servlet API calls no session. */
    @Override
    public HttpSession getSession(boolean create) {
        return null;
    }
}
