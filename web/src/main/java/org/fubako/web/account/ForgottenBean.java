package org.fubako.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.fubako.platform.Refusal;
import org.fubako.tenant.TenantInfo;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.PortalSignIn;
import org.omnifaces.util.Faces;

/** The page for who has forgotten the password. Goes on to the same notice whatever was entered. */
@Named("forgotten")
@RequestScoped
public class ForgottenBean {

    @Inject
    PortalSignIn portal;

    @Inject
    HttpServletRequest request;

    private String login = "";

    public void ask() {
        Texts texts = Texts.current();
        Optional<Refusal> refusal = portal.forgotten(request, login, texts.locale());
        if (refusal.isPresent()) {
            String text = texts.problem(refusal.get());
            FacesContext.getCurrentInstance()
                    .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, null));
        } else {
            Faces.redirect(request.getContextPath() + "/signin?asked");
        }
    }

    /** The tenant whose own host name this is; empty on a shared one. */
    public String getTenant() {
        return portal.tenantAt(request).map(TenantInfo::name).orElse("");
    }

    public String getLogin() {
        return login;
    }

    public void setLogin(String login) {
        this.login = Optional.ofNullable(login).orElse("");
    }
}
