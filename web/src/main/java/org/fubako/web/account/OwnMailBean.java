package org.fubako.web.account;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.fubako.account.AccountLinkService;
import org.fubako.account.AccountLinkService.OwnMail;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;

/** The mail address on the page of one's own account. */
@Named("ownMail")
@RequestScoped
public class OwnMailBean {

    @Inject
    CurrentCaller caller;

    @EJB
    AccountLinkService links;

    private Optional<OwnMail> read = Optional.empty();
    private String fresh = "";

    private OwnMail mail() {
        if (read.isEmpty()) {
            read = Optional.of(links.ownMail(caller.require()));
        }
        return read.get();
    }

    public String getAddress() {
        return mail().mail().orElse("");
    }

    public boolean isConfirmed() {
        return mail().confirmed();
    }

    /** The one that was entered and has yet to be confirmed; empty if there is none. */
    public String getPending() {
        return mail().pending().orElse("");
    }

    /** Whether an address from before counts until that one is confirmed. */
    public boolean isReplacing() {
        return !getAddress().isEmpty() && !getAddress().equals(getPending());
    }

    public void send() {
        send(fresh.strip());
        fresh = "";
    }

    /** Once more, to the one that waits, else to the one that there is. */
    public void again() {
        send(mail().pending().or(() -> mail().mail()).orElse(""));
    }

    private void send(String address) {
        Texts texts = Texts.current();
        links.enterMail(caller.requireInPerson(), address, texts.locale());
        read = Optional.empty();
        Dialogs.say(FacesMessage.SEVERITY_INFO, texts.get("mail.sent", address));
    }

    public void remove() {
        links.removeMail(caller.requireInPerson());
        read = Optional.empty();
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("mail.removed"));
    }

    public String getFresh() {
        return fresh;
    }

    public void setFresh(String fresh) {
        this.fresh = Optional.ofNullable(fresh).orElse("");
    }
}
