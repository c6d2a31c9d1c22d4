package org.fubako.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.portal.LocalAddress;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.PortalSignIn;
import org.omnifaces.util.Faces;

/** The sign-in form. Says the same whatever was wrong, so that nobody learns which accounts exist. */
@Named("signIn")
@RequestScoped
public class SignInBean {

    private static final String HOME = "/files/";

    @Inject
    PortalSignIn portal;

    @Inject
    HttpServletRequest request;

    private String login;
    private String password;

    public void enter() {
        Optional<Refusal> refusal = portal.signIn(request, (HttpServletResponse) Faces.getResponse(), login, password);
        refusal.ifPresentOrElse(SignInBean::refuse, this::goOn);
    }

    private static void refuse(Refusal refusal) {
        Texts texts = Texts.current();
        String text = refusal.problem() == Problem.TOO_MANY_TRIES
                ? texts.problem(refusal.problem(), refusal.subject())
                : texts.get("signin.failed");
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, null));
    }

    private void goOn() {
        String wished = LocalAddress.of(request.getParameter("next")).orElse(HOME);
        Faces.redirect(request.getContextPath() + (portal.passwordLapsed() ? "/password" : wished));
    }

    public String getLogin() {
        return login;
    }

    public void setLogin(String login) {
        this.login = login;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
