package org.fubako.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import org.fubako.account.SignIn.SignedIn;

/**
 * What the mechanism found out, kept on the request: whether a CDI request context is active before the first filter is up to
 * the container.
 *
 * @param provedAt when somebody proved who it is, where that was not with this request
 */
record SignedInRequest(SignedIn who, Means means, Optional<Instant> provedAt) {

    private static final String KEY = SignedInRequest.class.getName();

    /** By what somebody has proved who it is. */
    enum Means {
        COOKIE,
        PASSWORD,
        TOKEN
    }

    static SignedInRequest by(Means means, SignedIn who) {
        return new SignedInRequest(who, means, Optional.empty());
    }

    /** No foreign page can make a browser send an {@code Authorization} header. */
    boolean byHeader() {
        return means != Means.COOKIE;
    }

    void keepOn(HttpServletRequest request) {
        request.setAttribute(KEY, this);
    }

    static Optional<SignedInRequest> of(HttpServletRequest request) {
        return Optional.ofNullable((SignedInRequest) request.getAttribute(KEY));
    }
}
