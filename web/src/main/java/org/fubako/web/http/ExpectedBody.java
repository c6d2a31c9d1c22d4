package org.fubako.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of an upload, which a client may keep back until it is asked for by "100 Continue" (RFC 9110, section 10.1.1). What stands
 * around the server may have left the asking to us, as the launcher does; a server by itself asks before we are called.
 */
public final class ExpectedBody {

    private static final String ASK = "org.fubako.continue";

    private ExpectedBody() {}

    /** Asks the client for the body if it waits for that; nothing is read yet. Not to be called twice. */
    public static InputStream open(HttpServletRequest request) throws IOException {
        if (request.getAttribute(ASK) instanceof Runnable ask) {
            ask.run();
        }
        return request.getInputStream();
    }
}
