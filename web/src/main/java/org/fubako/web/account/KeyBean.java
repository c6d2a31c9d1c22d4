package org.fubako.web.account;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.fubako.account.AccountLinkService;
import org.fubako.account.LinkPurpose;
import org.fubako.platform.Refusal;
import org.fubako.web.error.Failures;
import org.fubako.web.portal.PortalRoutes;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.ClientAddress;
import org.fubako.web.security.DeviceCookie;
import org.omnifaces.util.Faces;

/** The page to which a mailed link leads: for choosing a password without knowing the one from before. */
@Named("key")
@RequestScoped
public class KeyBean {

    @EJB
    AccountLinkService links;

    @Inject
    ClientAddress addresses;

    @Inject
    DeviceCookie device;

    @Inject
    HttpServletRequest request;

    private Optional<AccountLinkService.Opened> opened = Optional.empty();
    private boolean looked;
    private String fresh = "";
    private String repeated = "";

    /** What cannot be followed is no page. */
    public void open() {
        if (!isGood()) {
            Faces.setResponseStatus(404);
        }
    }

    /** Looked at when it is first asked for, which is before a form that was sent is read; nothing changes by it. */
    private Optional<AccountLinkService.Opened> opened() {
        if (!looked) {
            looked = true;
            opened = links.open(token());
        }
        return opened;
    }

    private String token() {
        return PortalRoutes.last(request);
    }

    public boolean isGood() {
        return opened().isPresent();
    }

    public String getLogin() {
        return opened().map(AccountLinkService.Opened::login).orElse("");
    }

    public String getTenant() {
        return opened().map(AccountLinkService.Opened::tenantName).orElse("");
    }

    /** What the password must be like. */
    public String getRule() {
        return opened().map(AccountLinkService.Opened::policy)
                .map(PasswordRuleText::of)
                .orElse("");
    }

    /** Whether it is for showing that mail arrives, and not for a password. */
    public boolean isForMail() {
        return opened().map(AccountLinkService.Opened::purpose)
                .filter(LinkPurpose.ADDRESS::equals)
                .isPresent();
    }

    public void choose() {
        // strangers may go on guessing meanwhile: whoever has the mail comes in all the same
        follow(
                () -> device.remember(
                        request,
                        Faces.getResponse(),
                        links.choosePassword(token(), fresh, repeated, addresses.of(request))),
                "chosen");
    }

    public void confirm() {
        follow(() -> links.confirmMail(token(), addresses.of(request)), "confirmed");
    }

    private void follow(Runnable step, String what) {
        try {
            step.run();
        } catch (RuntimeException failure) {
            Refusal refusal = Failures.refusalIn(failure).orElseThrow(() -> failure);
            String text = Texts.current().problem(refusal);
            FacesContext.getCurrentInstance()
                    .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, null));
            return;
        }
        Faces.redirect(request.getContextPath() + "/signin?" + what);
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
