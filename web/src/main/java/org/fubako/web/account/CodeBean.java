package org.fubako.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.fubako.platform.Refusal;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.PortalSignIn;
import org.omnifaces.util.Faces;

/** The form between the password and the portal, for accounts with a second factor. */
@Named("code")
@RequestScoped
public class CodeBean {

    @Inject
    PortalSignIn portal;

    @Inject
    HttpServletRequest request;

    private String digits = "";
    private String recovery = "";

    /** Who has not given a password, or too long ago, begins there. */
    public void open() {
        if (!portal.awaitsCode(request)) {
            leave(portal.signInPage(next(), false));
        }
    }

    public void enter() {
        String typed = recovery.isBlank() ? digits : recovery;
        Optional<Refusal> refusal = portal.enterCode(request, Faces.getResponse(), typed);
        if (refusal.isEmpty()) {
            leave(portal.target(next()));
        } else if (portal.awaitsCode(request)) {
            Dialogs.say(FacesMessage.SEVERITY_ERROR, Texts.current().problem(refusal.get()));
        } else {
            leave(portal.signInPage(next(), true));
        }
    }

    public void startOver() {
        portal.startOver(request, Faces.getResponse());
        leave(portal.signInPage(next(), false));
    }

    private String next() {
        return request.getParameter("next");
    }

    private void leave(String address) {
        Faces.redirect(request.getContextPath() + address);
    }

    public String getDigits() {
        return digits;
    }

    public void setDigits(String digits) {
        this.digits = Optional.ofNullable(digits).orElse("");
    }

    /** Never sent back to the page. */
    public String getRecovery() {
        return recovery;
    }

    public void setRecovery(String recovery) {
        this.recovery = Optional.ofNullable(recovery).orElse("");
    }
}
