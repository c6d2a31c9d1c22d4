package org.fubako.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.TenantInfo;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.fubako.web.security.PortalSignIn;
import org.fubako.web.tenant.LogoAddress;
import org.omnifaces.util.Faces;

/** The sign-in form. Says the same whatever was wrong, so that nobody learns which accounts exist. */
@Named("signIn")
@RequestScoped
public class SignInBean {

    /** Query parameters that say why somebody has come here. */
    private static final List<String> REASONS = List.of("expired", "left", "chosen", "confirmed", "asked");

    @Inject
    PortalSignIn portal;

    @Inject
    CurrentCaller caller;

    @Inject
    HttpServletRequest request;

    private String login = "";
    private String password = "";

    /** Who is signed in already need not do it again, and who lacks only the code is asked for it. */
    public void open() {
        if (caller.find().isPresent()) {
            goOn();
        } else if (portal.awaitsCode(request)) {
            Faces.redirect(request.getContextPath() + portal.codePage(request.getParameter("next")));
        }
    }

    public void enter() {
        Optional<Refusal> refusal = portal.signIn(request, Faces.getResponse(), login, password);
        refusal.ifPresentOrElse(SignInBean::refuse, this::goOn);
    }

    private static void refuse(Refusal refusal) {
        Texts texts = Texts.current();
        String text = refusal.problem() == Problem.PASSWORD_WRONG ? texts.get("signin.failed") : texts.problem(refusal);
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, null));
    }

    private void goOn() {
        Faces.redirect(request.getContextPath() + portal.target(request.getParameter("next")));
    }

    /** Why the form is shown, where that is not plain; empty when it is. */
    public String getNotice() {
        boolean fresh = request.getMethod().equals("GET");
        return REASONS.stream()
                .filter(reason -> fresh && request.getParameterMap().containsKey(reason))
                .findFirst()
                .map(reason -> Texts.current().get("signin." + reason))
                .orElse("");
    }

    /** The tenant whose own host name this is; empty on a shared one. */
    public String getTenant() {
        return portal.tenantAt(request).map(TenantInfo::name).orElse("");
    }

    /** Where its logo is; empty where it has none, and on a shared host name. */
    public String getLogo() {
        return LogoAddress.of(portal.tenantAt(request).flatMap(TenantInfo::logo));
    }

    public String getLogin() {
        return login;
    }

    public void setLogin(String login) {
        this.login = Optional.ofNullable(login).orElse("");
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = Optional.ofNullable(password).orElse("");
    }
}
