package org.fubako.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.fubako.account.PasswordService;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.omnifaces.util.Faces;

/** Changing one's own password; what is wrong with the new one stands at the top of the form. */
@Named("password")
@RequestScoped
public class PasswordBean {

    @Inject
    CurrentCaller caller;

    @Inject
    PasswordService passwords;

    private String current;
    private String fresh;
    private String repeated;

    public void change() {
        passwords.change(caller.require(), current, fresh, repeated);
        FacesContext faces = FacesContext.getCurrentInstance();
        faces.getExternalContext().getFlash().setKeepMessages(true);
        faces.addMessage(
                null, new FacesMessage(FacesMessage.SEVERITY_INFO, Texts.current().get("password.changed"), null));
        Faces.redirect(faces.getExternalContext().getRequestContextPath() + "/files/");
    }

    public String getCurrent() {
        return current;
    }

    public void setCurrent(String current) {
        this.current = current;
    }

    public String getFresh() {
        return fresh;
    }

    public void setFresh(String fresh) {
        this.fresh = fresh;
    }

    public String getRepeated() {
        return repeated;
    }

    public void setRepeated(String repeated) {
        this.repeated = repeated;
    }
}
