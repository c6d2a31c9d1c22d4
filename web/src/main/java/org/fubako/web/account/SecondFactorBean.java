package org.fubako.web.account;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fubako.account.SecondFactorService;
import org.fubako.account.SecondFactorService.State;
import org.fubako.caller.Caller;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.fubako.web.security.PortalSignIn;
import org.fubako.web.security.StepUp;
import org.omnifaces.util.Faces;

/** The page on which one's own second factor is set up, and given up. */
@Named("factor")
@ViewScoped
public class SecondFactorBean implements Serializable {

    private static final String ADDRESS = "/account/second-factor";
    private static final int GROUP = 4;
    private static final int FEW = 3;

    @Inject
    CurrentCaller caller;

    @Inject
    SecondFactorService factors;

    @Inject
    PortalSignIn portal;

    @Inject
    StepUp stepUp;

    private boolean inUse;
    private String since = "";
    private int recoveryCodes;
    private String seed = "";
    private String password = "";
    private String code = "";
    private ArrayList<String> fresh = new ArrayList<>();

    public void open() {
        Caller owner = caller.require();
        Optional<State> state = factors.state(owner);
        inUse = state.isPresent();
        since = state.map(State::since)
                .map(at -> new Display(Texts.current().locale(), owner.zone()).time(at))
                .orElse("");
        recoveryCodes = state.map(State::recoveryCodes).orElse(0);
        seed = inUse ? "" : factors.seed(owner);
        code = "";
    }

    public void add() {
        fresh = new ArrayList<>(factors.add(caller.require(), seed, takePassword(), code));
        portal.renewSession(Faces.getRequest(), Faces.getResponse());
        open();
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("factor.added"));
    }

    public void remove() {
        factors.remove(caller.require(), takePassword(), code);
        portal.renewSession(Faces.getRequest(), Faces.getResponse());
        fresh.clear();
        open();
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("factor.removed"));
    }

    /** Not to be kept with the page. */
    private String takePassword() {
        String typed = password;
        password = "";
        return typed;
    }

    public void renewCodes() {
        if (stepUp.isDue()) {
            Faces.redirect(Faces.getRequestContextPath() + stepUp.page(ADDRESS));
            return;
        }
        fresh = new ArrayList<>(factors.renewRecoveryCodes(caller.require()));
        open();
    }

    /** The codes are not shown again. */
    public void keep() {
        fresh.clear();
        open();
    }

    public boolean isInUse() {
        return inUse;
    }

    public String getSince() {
        return since;
    }

    public int getRecoveryCodes() {
        return recoveryCodes;
    }

    /** Whether one should think of new ones. */
    public boolean isFewCodes() {
        return recoveryCodes < FEW;
    }

    /** For typing, in groups. */
    public String getSecret() {
        return seed.replaceAll("(.{" + GROUP + "})(?!$)", "$1 ");
    }

    public String getAddress() {
        return factors.address(caller.require(), seed);
    }

    public String getPicture() {
        return QrCode.address(getAddress());
    }

    /** Recovery codes that were made just now. */
    public List<String> getFresh() {
        return fresh;
    }

    /** The same as a file. */
    public String getFile() {
        String text = Texts.current().get("factor.file", caller.require().accountName()) + "\r\n\r\n"
                + String.join("\r\n", fresh) + "\r\n";
        return "data:text/plain;charset=utf-8,"
                + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = Optional.ofNullable(password).orElse("");
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = Optional.ofNullable(code).orElse("");
    }
}
