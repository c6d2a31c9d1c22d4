package org.fubako.web.account;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.fubako.account.AccountChange;
import org.fubako.account.AccountLinkService;
import org.fubako.account.AccountQuery;
import org.fubako.account.AccountQuery.Order;
import org.fubako.account.AccountQuery.Part;
import org.fubako.account.AccountService;
import org.fubako.account.AccountState;
import org.fubako.account.AccountView;
import org.fubako.account.SecondFactorService;
import org.fubako.account.SessionService;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Grant.PrincipalKind;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.PostedId;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.fubako.web.storage.PickerBean;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** The page on which accounts are made, found and changed, one at a time and many together. */
@Named("accounts")
@ViewScoped
public class AccountsBean implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    AccountService accounts;

    @Inject
    AccountLinkService links;

    @Inject
    SessionService sessions;

    @Inject
    SecondFactorService secondFactors;

    @Inject
    AccountSet chosen;

    @Inject
    PickerBean picker;

    private final LazyDataModel<AccountRow> rows =
            new BasketModel<>(this::find, () -> accounts.count(caller.require(), query()), AccountRow::id, this::find);

    private String words = "";
    private String state = "";
    private String group = "";
    private String id = "";
    private AccountForm form = new AccountForm();
    private String heir = "";
    private List<Drawn> drawn = new ArrayList<>();
    private String adding = "add";

    /** A password that is shown this one time. */
    public record Drawn(String login, String password) implements Serializable {}

    /** Whoever does not manage accounts gets an error page. */
    public void open() {
        if (!caller.require().has(Role.MANAGE_ACCOUNTS)) {
            throw new Refusal(Problem.ROLE_MISSING, "");
        }
    }

    // The list

    /** The same over the requests of a page: a button of a row needs the row that was shown. */
    public LazyDataModel<AccountRow> getRows() {
        return rows;
    }

    private List<AccountRow> find(BasketModel.Wanted wanted) {
        return accounts.find(caller.require(), query(), part(wanted)).stream()
                .map(this::row)
                .toList();
    }

    private AccountRow row(AccountView view) {
        Texts texts = Texts.current();
        return AccountRow.of(
                view, texts, new Display(texts.locale(), caller.require().zone()));
    }

    private Optional<AccountRow> find(UUID account) {
        return chosen.find(account).map(AccountRow::chosen).or(() -> accounts.lookUp(caller.require(), account)
                .map(this::row));
    }

    private static Part part(BasketModel.Wanted wanted) {
        return new Part(
                wanted.order().map(SortMeta::getField).map(Order::valueOf).orElse(Order.NAME),
                wanted.order().filter(order -> order.getOrder().isDescending()).isPresent(),
                "",
                wanted.first(),
                wanted.size());
    }

    private AccountQuery query() {
        Optional<AccountState> wanted = state.isEmpty() ? Optional.empty() : Optional.of(AccountState.valueOf(state));
        return new AccountQuery(words, wanted, Optional.of(group).filter(name -> !name.isBlank()));
    }

    public List<AccountState> getStates() {
        return List.of(AccountState.values());
    }

    public List<AccountRow> getSelection() {
        return chosen.items().stream().map(AccountRow::chosen).toList();
    }

    /** What the table knows to be chosen; rows that have gone in the meantime come as null. */
    public void setSelection(List<AccountRow> rows) {
        chosen.set(rows.stream().filter(Objects::nonNull).map(AccountRow::item).toList());
    }

    public int getCount() {
        return chosen.getCount();
    }

    public String getNames() {
        return String.join(", ", chosen.items().stream().map(Basket.Item::name).toList());
    }

    public void chooseNone() {
        chosen.clear();
    }

    // One account

    public void startCreate() {
        id = "";
        form = AccountForm.of(accounts.usualTerms(caller.require()));
        picker.start(PrincipalKind.GROUP, List.of("users"));
        Dialogs.show("accountDialog");
    }

    public void startEdit(String wanted) {
        AccountView view = accounts.details(caller.require(), PostedId.parse(wanted));
        id = wanted;
        form = AccountForm.of(view);
        picker.start(PrincipalKind.GROUP, view.groups());
        Dialogs.show("accountDialog");
    }

    public boolean isFresh() {
        return id.isEmpty();
    }

    public AccountForm getForm() {
        return form;
    }

    public void save() {
        if (isFresh()) {
            create(caller.require());
        } else {
            accounts.change(caller.require(), PostedId.parse(id), form.change(picker.added(), picker.removed()));
        }
        Dialogs.hide("accountDialog");
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("accounts.saved", form.getName()));
    }

    private void create(Caller who) {
        List<String> groups = new ArrayList<>(picker.kept());
        groups.addAll(picker.added());
        AccountChange wanted = form.change(groups, List.of());
        if (form.getStart().equals("mailed")) {
            accounts.invite(who, form.getName(), wanted, language());
            return;
        }
        Optional<String> password =
                Optional.of(form.getPassword()).filter(text -> form.getStart().equals("given"));
        accounts.create(who, form.getName(), password, wanted)
                .temporaryPassword()
                .ifPresent(text -> show(List.of(new Drawn(login(who, form.getName()), text))));
    }

    private static Locale language() {
        return Texts.current().locale();
    }

    private static String login(Caller who, String name) {
        return name + "@" + who.tenantCode();
    }

    /** Puts passwords on the screen, and nowhere else. */
    private void show(List<Drawn> some) {
        drawn = new ArrayList<>(some);
        if (!drawn.isEmpty()) {
            Dialogs.show("drawnDialog");
        }
    }

    public List<Drawn> getDrawn() {
        return drawn;
    }

    /** They are gone when the dialog is closed. */
    public void forgetDrawn() {
        drawn = new ArrayList<>();
        Dialogs.hide("drawnDialog");
    }

    // Several

    public void suspend() {
        Several.each(chosen, account -> accounts.suspend(caller.require(), account));
    }

    public void activate() {
        Several.each(chosen, account -> accounts.activate(caller.require(), account));
    }

    public void endSessions() {
        Several.each(chosen, account -> sessions.endAll(caller.require(), account));
    }

    public void removeSecondFactors() {
        Several.each(chosen, account -> secondFactors.reset(caller.require(), account));
    }

    public void sendLinks() {
        Several.each(chosen, account -> links.send(caller.require(), account, language()));
    }

    /** Draws passwords, which are shown together. */
    public void resetPasswords() {
        Caller who = caller.require();
        List<Drawn> fresh = new ArrayList<>();
        Several.each(chosen, account -> {
            String name = chosen.find(account).map(Basket.Item::name).orElse("");
            accounts.resetPassword(who, account, Optional.empty())
                    .ifPresent(password -> fresh.add(new Drawn(login(who, name), password)));
        });
        show(fresh);
        Dialogs.hide("resetDialog");
    }

    public void startChange() {
        form = new AccountForm();
        adding = "add";
        picker.start(PrincipalKind.GROUP, List.of());
        Dialogs.show("changeDialog");
    }

    public void changeAll() {
        Caller who = caller.require();
        boolean add = adding.equals("add");
        List<String> groups = picker.added();
        Several.each(
                chosen,
                account -> accounts.change(
                        who,
                        account,
                        form.change(
                                accounts.details(who, account).terms(),
                                add ? groups : List.of(),
                                add ? List.of() : groups)));
        Dialogs.hide("changeDialog");
    }

    public void startDelete() {
        heir = "";
        Dialogs.show("deleteDialog");
    }

    public void delete() {
        Optional<String> taker = Optional.of(heir.strip()).filter(name -> !name.isEmpty());
        Several.each(chosen, account -> accounts.delete(caller.require(), account, taker));
        Dialogs.hide("deleteDialog");
    }

    // Fields of the page

    public String getWords() {
        return words;
    }

    public void setWords(String words) {
        this.words = Optional.ofNullable(words).orElse("");
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = Optional.ofNullable(state).orElse("");
    }

    public String getGroup() {
        return group;
    }

    public void setGroup(String group) {
        this.group = Optional.ofNullable(group).orElse("");
    }

    public String getHeir() {
        return heir;
    }

    public void setHeir(String heir) {
        this.heir = Optional.ofNullable(heir).orElse("");
    }

    /** Whether several come into the groups that are picked, {@code add}, or leave them. */
    public String getAdding() {
        return adding;
    }

    public void setAdding(String adding) {
        this.adding = Optional.ofNullable(adding).orElse("");
    }
}
