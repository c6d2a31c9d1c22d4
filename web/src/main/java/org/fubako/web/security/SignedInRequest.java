package org.fubako.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.fubako.account.SignIn.SignedIn;

/**
 * What the mechanism found out, kept on the request: whether a CDI request context is active before the first filter is up to
 * the container.
 *
 * @param byHeader no foreign page can make a browser send an {@code Authorization} header
 */
record SignedInRequest(SignedIn who, boolean byHeader) {

    private static final String KEY = SignedInRequest.class.getName();

    void keepOn(HttpServletRequest request) {
        request.setAttribute(KEY, this);
    }

    static Optional<SignedInRequest> of(HttpServletRequest request) {
        return Optional.ofNullable((SignedInRequest) request.getAttribute(KEY));
    }
}
