package org.fubako.web.http;

import jakarta.servlet.http.HttpServletRequest;

/** The host name that a request was sent to, without a port: what it may reach can depend on it, where it is led never does. */
public final class RequestedHost {

    private RequestedHost() {}

    public static String of(HttpServletRequest request) {
        return request.getServerName();
    }
}
