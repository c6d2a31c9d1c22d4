package org.fubako.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.fubako.platform.Refusal;
import org.fubako.tenant.TenantDirectory;
import org.fubako.web.portal.PortalRoutes;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.fubako.web.security.PortalSignIn;
import org.omnifaces.util.Faces;

/** Changing one's own password; what is wrong with the new one stands at the top of the form. */
@Named("password")
@RequestScoped
public class PasswordBean {

    @Inject
    PortalSignIn portal;

    @Inject
    CurrentCaller caller;

    @Inject
    TenantDirectory tenants;

    private String current = "";
    private String fresh = "";
    private String repeated = "";

    public void change() {
        FacesContext faces = FacesContext.getCurrentInstance();
        Optional<Refusal> refusal =
                portal.changePassword(Faces.getRequest(), Faces.getResponse(), current, fresh, repeated);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        faces.getExternalContext().getFlash().setKeepMessages(true);
        faces.addMessage(
                null,
                new FacesMessage(FacesMessage.SEVERITY_INFO, Texts.current().get("password.changed"), null));
        Faces.redirect(faces.getExternalContext().getRequestContextPath() + PortalRoutes.HOME);
    }

    /** What the tenant wants a password to be like, in words. */
    public String getRule() {
        return PasswordRuleText.of(
                tenants.info(caller.require().tenant()).policies().password());
    }

    public String getCurrent() {
        return current;
    }

    public void setCurrent(String current) {
        this.current = Optional.ofNullable(current).orElse("");
    }

    public String getFresh() {
        return fresh;
    }

    public void setFresh(String fresh) {
        this.fresh = Optional.ofNullable(fresh).orElse("");
    }

    public String getRepeated() {
        return repeated;
    }

    public void setRepeated(String repeated) {
        this.repeated = Optional.ofNullable(repeated).orElse("");
    }
}
