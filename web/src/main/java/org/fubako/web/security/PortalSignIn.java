package org.fubako.web.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.fubako.platform.Problem;

/** Signing in and out of the portal. */
@RequestScoped
public class PortalSignIn {

    /** Empty when signed in; else why not. */
    public Optional<Problem> signIn(
            HttpServletRequest request, HttpServletResponse response, String login, String password) {
        throw new UnsupportedOperationException();
    }

    public void signOut(HttpServletRequest request, HttpServletResponse response) {
        throw new UnsupportedOperationException();
    }

    /** Whether the caller has to change the password before anything else. */
    public boolean passwordLapsed() {
        return false;
    }
}
