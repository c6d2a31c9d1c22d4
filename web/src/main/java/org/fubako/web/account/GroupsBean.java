package org.fubako.web.account;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.account.GroupChange;
import org.fubako.account.GroupService;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Grant.PrincipalKind;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.PostedId;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.fubako.web.storage.PickerBean;
import org.primefaces.model.LazyDataModel;

/** The page on which groups are made, found, filled and deleted. */
@Named("groups")
@ViewScoped
public class GroupsBean implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    GroupService groups;

    @Inject
    GroupSet chosen;

    @Inject
    PickerBean picker;

    private final LazyDataModel<GroupRow> rows =
            new BasketModel<>(this::find, () -> groups.count(caller.require(), getWords()), GroupRow::id, this::find);

    private String words = "";
    private String id = "";
    private String name = "";
    private String comment = "";
    private boolean fixed;
    private List<String> roles = List.of();
    private List<String> rolesBefore = List.of();

    /** Whoever does not manage groups gets an error page. */
    public void open() {
        if (!caller.require().has(Role.MANAGE_GROUPS)) {
            throw new Refusal(Problem.ROLE_MISSING, "");
        }
    }

    /** The same over the requests of a page: a button of a row needs the row that was shown. */
    public LazyDataModel<GroupRow> getRows() {
        return rows;
    }

    private List<GroupRow> find(BasketModel.Wanted wanted) {
        Texts texts = Texts.current();
        return groups.find(caller.require(), words, "", wanted.first(), wanted.size()).stream()
                .map(view -> GroupRow.of(view, texts))
                .toList();
    }

    private Optional<GroupRow> find(UUID group) {
        Texts texts = Texts.current();
        return chosen.find(group).map(GroupRow::chosen).or(() -> groups.lookUp(caller.require(), group)
                .map(view -> GroupRow.of(view, texts)));
    }

    public List<GroupRow> getSelection() {
        return chosen.items().stream().map(GroupRow::chosen).toList();
    }

    /** What the table knows to be chosen; rows that have gone in the meantime come as null. */
    public void setSelection(List<GroupRow> rows) {
        chosen.set(rows.stream().filter(Objects::nonNull).map(GroupRow::item).toList());
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

    public void startCreate() {
        id = "";
        name = "";
        comment = "";
        fixed = false;
        showRoles(Set.of());
        picker.start(PrincipalKind.ACCOUNT, List.of());
        Dialogs.show("groupDialog");
    }

    public void startEdit(String wanted) {
        GroupService.Details details = groups.details(caller.require(), PostedId.parse(wanted));
        id = wanted;
        name = details.view().name();
        comment = details.view().comment();
        fixed = details.view().builtIn().isPresent();
        showRoles(details.view().roles());
        picker.start(PrincipalKind.ACCOUNT, details.members());
        Dialogs.show("groupDialog");
    }

    private void showRoles(Set<Role> some) {
        roles = some.stream().sorted().map(Role::name).toList();
        rolesBefore = roles;
    }

    public boolean isFresh() {
        return id.isEmpty();
    }

    public void save() {
        Caller who = caller.require();
        GroupChange change = new GroupChange(
                Optional.of(comment),
                fixed ? Optional.empty() : Optional.of(wantedRoles()),
                Optional.empty(),
                picker.added(),
                picker.removed());
        if (isFresh()) {
            groups.create(who, name, change);
        } else {
            groups.change(who, PostedId.parse(id), change);
        }
        Dialogs.hide("groupDialog");
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("groups.saved", name));
    }

    private Set<Role> wantedRoles() {
        Set<Role> wanted = EnumSet.noneOf(Role.class);
        roles.forEach(role -> wanted.add(Role.valueOf(role)));
        return wanted;
    }

    /** Those that can be given: managing accounts is for the managers alone. */
    public List<Role> getOffered() {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.MANAGE_ACCOUNTS)
                .toList();
    }

    /** Whether a role is one that only somebody who has it can give or take. */
    public boolean isHeld(Role role) {
        return caller.require().has(role);
    }

    /** What is different about the roles since the dialog was opened. */
    public String getRolesAdded() {
        return inWords(roles, rolesBefore);
    }

    public String getRolesRemoved() {
        return inWords(rolesBefore, roles);
    }

    private static String inWords(List<String> some, List<String> but) {
        Texts texts = Texts.current();
        return String.join(
                ", ",
                some.stream()
                        .filter(role -> !but.contains(role))
                        .map(role -> texts.get("role." + role))
                        .toList());
    }

    public void startDelete() {
        Dialogs.show("deleteDialog");
    }

    public void delete() {
        Several.each(chosen, group -> groups.delete(caller.require(), group));
        Dialogs.hide("deleteDialog");
    }

    // Fields of the page

    public String getWords() {
        return words;
    }

    public void setWords(String words) {
        this.words = Optional.ofNullable(words).orElse("");
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

    /** Whether it is a group whose roles stay as they are. */
    public boolean isFixed() {
        return fixed;
    }

    public List<String> getRoles() {
        return roles;
    }

    public void setRoles(List<String> roles) {
        this.roles = List.copyOf(roles);
    }
}
