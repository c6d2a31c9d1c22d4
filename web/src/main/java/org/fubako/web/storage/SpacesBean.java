package org.fubako.web.storage;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Grant.PrincipalKind;
import org.fubako.storage.NewSpace;
import org.fubako.storage.SpaceChange;
import org.fubako.storage.SpaceDetails;
import org.fubako.storage.SpaceKind;
import org.fubako.storage.SpaceMember;
import org.fubako.storage.SpaceService;
import org.fubako.storage.SpaceSettings;
import org.fubako.storage.SpaceView;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.PostedId;
import org.fubako.web.portal.ShellBean;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;

/** The page on which spaces are made, changed and given up. */
@Named("spaces")
@ViewScoped
public class SpacesBean implements Serializable {

    private static final long MEBI = 1L << 20;
    private static final long GIBI = 1L << 30;

    @Inject
    CurrentCaller caller;

    @Inject
    SpaceService spaces;

    @Inject
    ShellBean shell;

    @Inject
    PickerBean picker;

    private List<Row> rows = List.of();
    private String id = "";
    private Form form = new Form();

    /** A line of the list. */
    public record Row(
            String id,
            String name,
            String kind,
            String icon,
            String address,
            String usage,
            int fill,
            boolean nearlyFull,
            boolean removable)
            implements Serializable {}

    /** Somebody in the project that is being edited. */
    public static final class Member implements Serializable {

        private static final long serialVersionUID = 1L;

        private final PrincipalKind kind;
        private final String name;
        private final String label;
        private boolean administrator;

        private Member(SpaceMember member, Texts texts) {
            kind = member.kind();
            name = member.name();
            label = PickerBean.Candidate.label(kind, name, texts);
            administrator = member.administrator();
        }

        private SpaceMember value() {
            return new SpaceMember(kind, name, administrator);
        }

        public String getIcon() {
            return kind == PrincipalKind.ACCOUNT ? "pi-user" : "pi-users";
        }

        public String getLabel() {
            return label;
        }

        public boolean isAdministrator() {
            return administrator;
        }

        public void setAdministrator(boolean administrator) {
            this.administrator = administrator;
        }
    }

    /** What stands in the dialog. */
    public static final class Form implements Serializable {

        private static final long serialVersionUID = 1L;

        private SpaceKind kind = SpaceKind.PROJECT;
        private String name = "";
        private boolean administered = true;
        private boolean addressable = true;
        private Long amount;
        private long unit = GIBI;
        private boolean trash;
        private Integer trashDays;
        private Integer autoDeleteDays;
        private String addresses = "";
        private List<Member> members = new ArrayList<>();

        private void quota(long bytes) {
            unit = bytes % GIBI == 0 ? GIBI : MEBI;
            amount = (bytes + unit - 1) / unit;
        }

        /** Empty where nothing is entered; what is far too large is refused by the service. */
        private Optional<Long> quota() {
            return Optional.ofNullable(amount)
                    .map(count -> count > Long.MAX_VALUE / unit ? Long.MAX_VALUE : count * unit);
        }

        private List<String> ranges() {
            return Arrays.stream(addresses.split("[\\s,]+"))
                    .filter(range -> !range.isEmpty())
                    .toList();
        }

        private SpaceSettings settings() {
            return new SpaceSettings(trash, Optional.ofNullable(trashDays), Optional.ofNullable(autoDeleteDays));
        }

        private List<SpaceMember> memberValues() {
            return members.stream().map(Member::value).toList();
        }

        /** What is not as usual in a new space. */
        private SpaceChange change() {
            return new SpaceChange(
                    Optional.of(settings()),
                    quota(),
                    Optional.of(ranges()).filter(wanted -> !wanted.isEmpty()),
                    Optional.of(memberValues()).filter(wanted -> !wanted.isEmpty()));
        }

        /** What differs from what is set. */
        private SpaceChange change(SpaceDetails now) {
            Form unchanged = new Form();
            unchanged.quota(now.view().quota());
            return new SpaceChange(
                    Optional.of(settings())
                            .filter(wanted ->
                                    administered && !wanted.equals(now.view().settings())),
                    quota().filter(wanted -> administered && !unchanged.quota().equals(Optional.of(wanted))),
                    Optional.of(ranges()).filter(wanted -> addressable && !wanted.equals(now.addresses())),
                    Optional.of(memberValues())
                            .filter(wanted -> administered && isProject() && !wanted.equals(now.members())));
        }

        public boolean isProject() {
            return kind == SpaceKind.PROJECT;
        }

        public boolean isGroup() {
            return kind == SpaceKind.GROUP;
        }

        /** Whether quota, trash and members may be changed. */
        public boolean isAdministered() {
            return administered;
        }

        /** Whether it may be said from where the space is entered. */
        public boolean isAddressable() {
            return addressable;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = Optional.ofNullable(name).orElse("");
        }

        public Long getAmount() {
            return amount;
        }

        public void setAmount(Long amount) {
            this.amount = amount;
        }

        public long getUnit() {
            return unit;
        }

        public void setUnit(long unit) {
            this.unit = unit;
        }

        public boolean isTrash() {
            return trash;
        }

        public void setTrash(boolean trash) {
            this.trash = trash;
        }

        public Integer getTrashDays() {
            return trashDays;
        }

        public void setTrashDays(Integer trashDays) {
            this.trashDays = trashDays;
        }

        public Integer getAutoDeleteDays() {
            return autoDeleteDays;
        }

        public void setAutoDeleteDays(Integer autoDeleteDays) {
            this.autoDeleteDays = autoDeleteDays;
        }

        public String getAddresses() {
            return addresses;
        }

        public void setAddresses(String addresses) {
            this.addresses = Optional.ofNullable(addresses).orElse("");
        }

        public List<Member> getMembers() {
            return members;
        }
    }

    /** Reads the spaces before anything is shown; whoever manages none gets an error page. */
    public void open() {
        if (!shell.isSpaceManager()) {
            throw new Refusal(Problem.ROLE_MISSING, "");
        }
        read();
    }

    private void read() {
        Caller who = caller.require();
        Texts texts = Texts.current();
        Display display = new Display(texts.locale(), who.zone());
        rows = spaces.managed(who).stream()
                .map(space -> row(space, who, texts, display))
                .toList();
        shell.reread();
    }

    private static Row row(SpaceView space, Caller who, Texts texts, Display display) {
        ShellBean.SpaceRow shown = ShellBean.SpaceRow.of(space, texts, display);
        boolean removable = space.kind().named() && who.has(Role.MANAGE_GROUPS);
        return new Row(
                space.id().toString(),
                shown.label(),
                shown.kindLabel(texts),
                shown.icon(),
                shown.address(),
                shown.usage(),
                shown.fill(),
                shown.nearlyFull(),
                removable);
    }

    public List<Row> getRows() {
        return rows;
    }

    /** Whether spaces may be made and removed. */
    public boolean isMaker() {
        return caller.require().has(Role.MANAGE_GROUPS);
    }

    public void startProject() {
        start(SpaceKind.PROJECT);
    }

    public void startGroup() {
        start(SpaceKind.GROUP);
    }

    private void start(SpaceKind kind) {
        id = "";
        form = new Form();
        form.kind = kind;
        form.addressable = caller.require().has(Role.ACCESS_CONTROL);
        Dialogs.show("spaceDialog");
    }

    public void startEdit(String wanted) {
        SpaceDetails details = spaces.details(caller.require(), PostedId.parse(wanted));
        Texts texts = Texts.current();
        SpaceView view = details.view();
        id = wanted;
        form = new Form();
        form.kind = view.kind();
        form.name = view.kind().named()
                ? view.name()
                : texts.get("space." + view.kind().segment());
        form.administered = view.administered();
        form.addressable = view.accessControlled();
        form.quota(view.quota());
        form.trash = view.settings().trash();
        form.trashDays = view.settings().trashDays().orElse(null);
        form.autoDeleteDays = view.settings().autoDeleteDays().orElse(null);
        form.addresses = String.join("\n", details.addresses());
        details.members().forEach(member -> form.members.add(new Member(member, texts)));
        Dialogs.show("spaceDialog");
    }

    public boolean isFresh() {
        return id.isEmpty();
    }

    public Form getForm() {
        return form;
    }

    public void save() {
        Caller who = caller.require();
        if (isFresh()) {
            spaces.create(who, new NewSpace(form.kind, form.name.strip(), form.change()));
        } else {
            UUID space = PostedId.parse(id);
            spaces.change(who, space, form.change(spaces.details(who, space)));
        }
        read();
        Dialogs.hide("spaceDialog");
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("spaces.saved", form.name));
    }

    public void startMembers() {
        picker.start(false);
        Dialogs.show("pickDialog");
    }

    /** Puts those who were picked on the list; they enter when the dialog is saved. */
    public void addMembers() {
        Texts texts = Texts.current();
        picker.picked().stream()
                .filter(one -> form.members.stream()
                        .noneMatch(member -> member.kind == one.kind() && member.name.equals(one.name())))
                .map(one -> new Member(new SpaceMember(one.kind(), one.name(), false), texts))
                .forEach(form.members::add);
        Dialogs.hide("pickDialog");
    }

    public void removeMember(Member member) {
        form.members.remove(member);
    }

    /** Asks before something is lost. */
    public void startRemove(String wanted) {
        id = wanted;
        Dialogs.show("removeDialog");
    }

    /** What is about to be removed; nothing before one was chosen. */
    public List<Row> getPicked() {
        return rows.stream().filter(row -> row.id().equals(id)).toList();
    }

    public void remove() {
        String name = getPicked().stream().map(Row::name).findFirst().orElse("");
        spaces.delete(caller.require(), PostedId.parse(id));
        read();
        Dialogs.hide("removeDialog");
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("spaces.removed", name));
    }
}
