package org.fubako.web.delivery;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.account.AccountLinkService;
import org.fubako.caller.Caller;
import org.fubako.delivery.Authentication;
import org.fubako.delivery.ComposeDefaults;
import org.fubako.delivery.ComposeDefaultsService;
import org.fubako.delivery.ComposeDefaultsService.View;
import org.fubako.delivery.DeliveryRules;
import org.fubako.delivery.PasswordChange;
import org.fubako.delivery.Signature;
import org.fubako.delivery.SignatureService;
import org.fubako.platform.Refusal;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.PostedId;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;

/** The page of what somebody has chosen for his mails. To open it sends the link by which his address is confirmed, if it is not. */
@Named("mailSettings")
@ViewScoped
public class MailSettingsBean implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    AccountLinkService links;

    @Inject
    ComposeDefaultsService defaults;

    @Inject
    SignatureService signatures;

    private DefaultsForm form = new DefaultsForm();
    private Company company = new Company(List.of(), 0, 0, "", 0, 0, "");
    private boolean passwordSet;
    private String password = "";
    private ArrayList<Signature> rows = new ArrayList<>();
    private SignatureForm signature = new SignatureForm();
    private String picked = "";

    /** What the company allows, and has where nothing is chosen; in words where it is no number. */
    public record Company(
            List<Authentication> permitted,
            int longestDays,
            int mostOpens,
            String authentication,
            int validDays,
            int maxOpens,
            String receipt)
            implements Serializable {

        static Company of(DeliveryRules rules, Texts texts) {
            return new Company(
                    new ArrayList<>(rules.permitted()),
                    rules.longestDays(),
                    rules.mostOpens(),
                    texts.get("mailSettings.authentication." + rules.usual().authentication()),
                    rules.usual().validDays(),
                    rules.usual().maxOpens(),
                    texts.get("mailSettings.receipt." + rules.usual().receipt()));
        }
    }

    /** What is chosen; what is empty is as the company has it. */
    public static final class DefaultsForm implements Serializable {

        private static final long serialVersionUID = 1L;

        private String authentication = "";
        private Integer validDays;
        private Integer maxOpens;
        private String receipt = "";

        static DefaultsForm of(ComposeDefaults chosen) {
            DefaultsForm form = new DefaultsForm();
            form.authentication = chosen.authentication().map(Enum::name).orElse("");
            form.validDays = chosen.validDays().orElse(null);
            form.maxOpens = chosen.maxOpens().orElse(null);
            form.receipt = chosen.receipt().map(String::valueOf).orElse("");
            return form;
        }

        private ComposeDefaults chosen() {
            return new ComposeDefaults(
                    Optional.of(authentication).filter(text -> !text.isEmpty()).map(Authentication::valueOf),
                    Optional.ofNullable(validDays),
                    Optional.ofNullable(maxOpens),
                    Optional.of(receipt).filter(text -> !text.isEmpty()).map(Boolean::valueOf));
        }

        public String getAuthentication() {
            return authentication;
        }

        public void setAuthentication(String authentication) {
            this.authentication = Optional.ofNullable(authentication).orElse("");
        }

        public Integer getValidDays() {
            return validDays;
        }

        public void setValidDays(Integer validDays) {
            this.validDays = validDays;
        }

        public Integer getMaxOpens() {
            return maxOpens;
        }

        public void setMaxOpens(Integer maxOpens) {
            this.maxOpens = maxOpens;
        }

        public String getReceipt() {
            return receipt;
        }

        public void setReceipt(String receipt) {
            this.receipt = Optional.ofNullable(receipt).orElse("");
        }
    }

    /** A signature that is being written. */
    public static final class SignatureForm implements Serializable {

        private static final long serialVersionUID = 1L;

        private String id = "";
        private String label = "";
        private String text = "";
        private boolean preselected;

        static SignatureForm of(Signature signature) {
            SignatureForm form = new SignatureForm();
            form.id = signature.id().toString();
            form.label = signature.label();
            form.text = signature.text();
            form.preselected = signature.preselected();
            return form;
        }

        public String getLabel() {
            return label;
        }

        public void setLabel(String label) {
            this.label = Optional.ofNullable(label).orElse("");
        }

        public String getText() {
            return text;
        }

        public void setText(String text) {
            this.text = Optional.ofNullable(text).orElse("");
        }

        public boolean isPreselected() {
            return preselected;
        }

        public void setPreselected(boolean preselected) {
            this.preselected = preselected;
        }
    }

    public void open() {
        confirmAddress();
        show(defaults.read(caller.require()));
        readSignatures();
    }

    /** What cannot be sent now is no reason to show nothing. */
    private void confirmAddress() {
        Texts texts = Texts.current();
        try {
            links.confirmOnUse(caller.require(), texts.locale())
                    .ifPresent(address ->
                            Dialogs.say(FacesMessage.SEVERITY_INFO, texts.get("mailSettings.asked", address)));
        } catch (Refusal refusal) {
            Dialogs.say(FacesMessage.SEVERITY_WARN, texts.problem(refusal));
        }
    }

    private void show(View view) {
        form = DefaultsForm.of(view.chosen());
        company = Company.of(view.rules(), Texts.current());
        passwordSet = view.password();
    }

    private void readSignatures() {
        rows = new ArrayList<>(signatures.list(caller.require()));
    }

    public DefaultsForm getForm() {
        return form;
    }

    public Company getCompany() {
        return company;
    }

    public void saveDefaults() {
        ComposeDefaults chosen = form.chosen();
        show(defaults.change(caller.requireInPerson(), before -> chosen, PasswordChange.NONE));
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("mailSettings.saved"));
    }

    public void savePassword() {
        changePassword(PasswordChange.to(takePassword()));
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("mailSettings.password.saved"));
    }

    public void removePassword() {
        changePassword(PasswordChange.REMOVAL);
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("mailSettings.password.removed"));
    }

    /** What is entered in the other part of the page stays as it is there. */
    private void changePassword(PasswordChange change) {
        passwordSet = defaults.change(caller.requireInPerson(), before -> before, change)
                .password();
    }

    /** Not to be kept with the page. */
    private String takePassword() {
        String typed = password;
        password = "";
        return typed;
    }

    public boolean isPasswordSet() {
        return passwordSet;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = Optional.ofNullable(password).orElse("");
    }

    public List<Signature> getSignatures() {
        return rows;
    }

    public SignatureForm getSignature() {
        return signature;
    }

    public void startSignature() {
        signature = new SignatureForm();
        Dialogs.show("signatureDialog");
    }

    public void startChange(UUID id) {
        signature = SignatureForm.of(signatures.find(caller.require(), id));
        Dialogs.show("signatureDialog");
    }

    public void saveSignature() {
        Caller owner = caller.requireInPerson();
        if (signature.id.isEmpty()) {
            signatures.create(owner, signature.label, signature.text, signature.preselected);
        } else {
            signatures.change(
                    owner,
                    PostedId.parse(signature.id),
                    new SignatureService.Change(
                            Optional.of(signature.label),
                            Optional.of(signature.text),
                            Optional.of(signature.preselected)));
        }
        readSignatures();
        Dialogs.hide("signatureDialog");
        Dialogs.say(
                FacesMessage.SEVERITY_INFO,
                Texts.current().get("mailSettings.signature.saved", signature.label.strip()));
    }

    /** Asks before something is lost. */
    public void startDelete(UUID id) {
        picked = id.toString();
        Dialogs.show("deleteDialog");
    }

    /** What is about to be deleted; nothing before one was chosen. */
    public List<Signature> getPicked() {
        return rows.stream().filter(row -> row.id().toString().equals(picked)).toList();
    }

    public void deleteSignature() {
        String label = getPicked().stream().map(Signature::label).findFirst().orElse("");
        signatures.delete(caller.requireInPerson(), PostedId.parse(picked));
        readSignatures();
        Dialogs.hide("deleteDialog");
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("mailSettings.signature.deleted", label));
    }
}
