package org.fubako.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import org.fubako.account.KnownDevices;
import org.fubako.caller.Caller;

/** The cookie by which accounts know a browser again that they have signed in with; bound to the host as {@link SessionCookie} is. It opens nothing. */
@ApplicationScoped
public class DeviceCookie {

    private static final String SECURE_NAME = "__Host-fbk-device";
    private static final String PLAIN_NAME = "fbk-device";

    @Inject
    ClientAddress addresses;

    @Inject
    KnownDevices devices;

    /** What the browser has kept; empty if it has nothing. */
    String find(HttpServletRequest request) {
        String name = name(request);
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** From now on the account of the caller knows this browser. */
    public void remember(HttpServletRequest request, HttpServletResponse response, Caller caller) {
        response.addHeader(
                "Set-Cookie",
                name(request) + "=" + devices.remember(caller, find(request))
                        + SessionCookie.attributes(addresses.isSecure(request)) + "; Max-Age="
                        + KnownDevices.VALIDITY.toSeconds());
    }

    private String name(HttpServletRequest request) {
        return addresses.isSecure(request) ? SECURE_NAME : PLAIN_NAME;
    }
}
