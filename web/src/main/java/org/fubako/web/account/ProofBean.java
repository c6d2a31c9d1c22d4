package org.fubako.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.fubako.account.SecondFactorService;
import org.fubako.platform.Refusal;
import org.fubako.web.security.CurrentCaller;
import org.fubako.web.security.PortalSignIn;
import org.omnifaces.util.Faces;

/** Asks somebody who is signed in to prove it again, and leads back to the page that wanted it. */
@Named("proof")
@RequestScoped
public class ProofBean {

    @Inject
    CurrentCaller caller;

    @Inject
    PortalSignIn portal;

    @Inject
    SecondFactorService factors;

    @Inject
    HttpServletRequest request;

    private String password = "";
    private String digits = "";

    public boolean isByCode() {
        return factors.state(caller.require()).isPresent();
    }

    public void enter() {
        String typed = digits.isBlank() ? password : digits;
        Optional<Refusal> refusal = portal.prove(request, Faces.getResponse(), typed);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        Faces.redirect(request.getContextPath() + portal.target(request.getParameter("next")));
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = Optional.ofNullable(password).orElse("");
    }

    public String getDigits() {
        return digits;
    }

    public void setDigits(String digits) {
        this.digits = Optional.ofNullable(digits).orElse("");
    }
}
