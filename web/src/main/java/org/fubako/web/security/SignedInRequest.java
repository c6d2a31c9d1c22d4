package org.fubako.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import org.fubako.account.SignIn.SignedIn;

/**
 * What the mechanism found out, kept on the request: whether a CDI request context is active before the first filter is up to
 * the container.
 *
 * @param byHeader no foreign page can make a browser send an {@code Authorization} header
 * @param provedAt when somebody proved who it is, where that was not with this request
 */
record SignedInRequest(SignedIn who, boolean byHeader, Optional<Instant> provedAt) {

    private static final String KEY = SignedInRequest.class.getName();

    static SignedInRequest byHeader(SignedIn who) {
        return new SignedInRequest(who, true, Optional.empty());
    }

    static SignedInRequest byCookie(SignedIn who, Instant provedAt) {
        return new SignedInRequest(who, false, Optional.of(provedAt));
    }

    void keepOn(HttpServletRequest request) {
        request.setAttribute(KEY, this);
    }

    static Optional<SignedInRequest> of(HttpServletRequest request) {
        return Optional.ofNullable((SignedInRequest) request.getAttribute(KEY));
    }
}
