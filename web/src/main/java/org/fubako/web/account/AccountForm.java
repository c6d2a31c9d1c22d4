package org.fubako.web.account;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.fubako.account.AccountChange;
import org.fubako.account.AccountTerms;
import org.fubako.account.AccountView;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** What stands in the dialogs for one account and for several. */
public final class AccountForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private String name = "";
    private String comment = "";
    private String mail = "";
    private String expires = "";
    private Integer amount;
    private String unit = "";
    private String start = "drawn";
    private String password = "";
    private boolean commentToo;
    private boolean expiresToo;
    private boolean lifetimeToo;

    /** Of an account that is to be made. */
    static AccountForm of(AccountTerms usual) {
        AccountForm form = new AccountForm();
        usual.passwordLifetime().ifPresent(form::show);
        return form;
    }

    static AccountForm of(AccountView view) {
        AccountForm form = new AccountForm();
        form.name = view.name();
        form.comment = view.comment();
        form.mail = view.mail().orElse("");
        form.expires = view.terms().expiresOn().map(LocalDate::toString).orElse("");
        view.terms().passwordLifetime().ifPresent(form::show);
        return form;
    }

    private void show(Period lifetime) {
        String text = lifetime.toString();
        amount = Integer.valueOf(text.substring(1, text.length() - 1));
        unit = text.substring(text.length() - 1);
    }

    private Optional<LocalDate> expiresOn() {
        try {
            return expires.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(expires));
        } catch (DateTimeParseException e) {
            throw new Refusal(Problem.DATE_INVALID, Refusal.shown(expires), e);
        }
    }

    private Optional<Period> lifetime() {
        return unit.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        AccountTerms.lifetime("P" + Optional.ofNullable(amount).orElse(0) + unit));
    }

    /** With everything that stands in the form. */
    AccountChange change(List<String> add, List<String> remove) {
        return new AccountChange(
                Optional.of(comment),
                Optional.of(mail),
                Optional.of(new AccountTerms(expiresOn(), lifetime())),
                Optional.empty(),
                add,
                remove);
    }

    /** With what is marked to be the same for several. */
    AccountChange change(AccountTerms before, List<String> add, List<String> remove) {
        AccountTerms terms = new AccountTerms(
                expiresToo ? expiresOn() : before.expiresOn(), lifetimeToo ? lifetime() : before.passwordLifetime());
        return new AccountChange(
                Optional.of(comment).filter(text -> commentToo),
                Optional.empty(),
                Optional.of(terms),
                Optional.empty(),
                add,
                remove);
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = Optional.ofNullable(name).orElse("").strip();
    }

    public String getComment() {
        return comment;
    }

    public void setComment(String comment) {
        this.comment = Optional.ofNullable(comment).orElse("");
    }

    public String getMail() {
        return mail;
    }

    public void setMail(String mail) {
        this.mail = Optional.ofNullable(mail).orElse("");
    }

    public String getExpires() {
        return expires;
    }

    public void setExpires(String expires) {
        this.expires = Optional.ofNullable(expires).orElse("");
    }

    public Integer getAmount() {
        return amount;
    }

    public void setAmount(Integer amount) {
        this.amount = amount;
    }

    public String getUnit() {
        return unit;
    }

    public void setUnit(String unit) {
        this.unit = Optional.ofNullable(unit).orElse("");
    }

    /** How its holder comes to a password: {@code drawn}, {@code mailed} or {@code given}. */
    public String getStart() {
        return start;
    }

    public void setStart(String start) {
        this.start = Optional.ofNullable(start).orElse("");
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = Optional.ofNullable(password).orElse("");
    }

    public boolean isCommentToo() {
        return commentToo;
    }

    public void setCommentToo(boolean commentToo) {
        this.commentToo = commentToo;
    }

    public boolean isExpiresToo() {
        return expiresToo;
    }

    public void setExpiresToo(boolean expiresToo) {
        this.expiresToo = expiresToo;
    }

    public boolean isLifetimeToo() {
        return lifetimeToo;
    }

    public void setLifetimeToo(boolean lifetimeToo) {
        this.lifetimeToo = lifetimeToo;
    }
}
