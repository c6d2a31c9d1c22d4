package org.fubako.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fubako.platform.Refusal;
import org.fubako.tenant.PasswordPolicy;
import org.fubako.tenant.PasswordPolicy.Style;
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
        Texts texts = Texts.current();
        PasswordPolicy policy =
                tenants.info(caller.require().tenant()).policies().password();
        boolean classic = policy.style() == Style.CLASSIC;
        List<String> rule = new ArrayList<>();
        rule.add(texts.get("password.rule.length", policy.shortest()));
        rule.add(
                classic
                        ? texts.get("password.rule.classic", policy.style().longest())
                        : texts.get("password.rule.advice"));
        if (!policy.kinds().isEmpty()) {
            rule.add(texts.get("password.rule.kinds", kinds(policy, texts)));
        }
        rule.add(texts.get(policy.blocklist() ? "password.rule.common" : "password.rule.names"));
        if (policy.remembered() > 0) {
            rule.add(texts.get("password.rule.remembered", policy.remembered()));
        }
        return String.join(" ", rule);
    }

    private static String kinds(PasswordPolicy policy, Texts texts) {
        return policy.kinds().stream()
                .sorted()
                .map(kind -> texts.get("policies.kind." + kind))
                .collect(Collectors.joining(", "));
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
