package org.fubako.web.error;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Makes room for the answer to a failure. */
public final class FailedAnswer {

    private FailedAnswer() {}

    /**
     * Takes back what a successful answer has set. When that has begun to leave, only breaking off can tell the client: then it
     * throws. What filters have set stays wherever no validators of content have to go.
     */
    public static void begin(HttpServletResponse response, Throwable failure) throws IOException {
        if (response.isCommitted()) {
            throw new IOException("the answer is broken off", failure);
        }
        if (response.containsHeader("Last-Modified")) {
            response.reset();
        } else {
            response.resetBuffer();
        }
    }
}
