package org.fubako.web.storage;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fubako.storage.AccessMode;
import org.fubako.storage.EffectiveRights;
import org.fubako.storage.FilePath;
import org.fubako.storage.Grant;
import org.fubako.storage.PrincipalService;
import org.fubako.storage.PrincipalView;
import org.fubako.storage.RightsService;
import org.fubako.storage.RuleView;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Texts;
import org.fubako.web.rest.ApiText;
import org.fubako.web.security.CurrentCaller;

/** The access rule of a folder in a dialog: who may do what in it, and why. Each change holds at once. */
@Named("rights")
@ViewScoped
public class RightsBean implements Serializable {

    private static final int MOST_OFFERED = 20;

    @Inject
    CurrentCaller caller;

    @Inject
    RightsService rights;

    @Inject
    PrincipalService principals;

    @Inject
    PickerBean picker;

    private String path = "/";
    private boolean own;
    private String from = "";
    private String origin = "";
    private List<Line> lines = List.of();
    private String added = ApiText.kebab(AccessMode.READ_WRITE);
    private boolean removing;
    private String account = "";
    private List<String> accounts = List.of();
    private String verdict = "";
    private List<Reason> reasons = List.of();

    /** Something that an account has its access from, in words. */
    public record Reason(String icon, String label, String what, String origin, boolean widest)
            implements Serializable {}

    /** A line of the list. */
    public static final class Line implements Serializable {

        private static final long serialVersionUID = 1L;

        private final Grant.PrincipalKind kind;
        private final String name;
        private final String label;
        private String mode;
        private boolean ticked;

        private Line(Grant grant, Texts texts) {
            kind = grant.kind();
            name = grant.principal();
            label = PickerBean.Candidate.label(kind, name, texts);
            mode = ApiText.kebab(grant.mode());
        }

        private Grant grant() {
            return new Grant(kind, name, mode(mode));
        }

        private boolean isAbout(PickerBean.Candidate candidate) {
            return kind == candidate.kind() && name.equals(candidate.name());
        }

        public String getIcon() {
            return RightsBean.icon(kind);
        }

        public String getLabel() {
            return label;
        }

        public String getMode() {
            return mode;
        }

        public void setMode(String mode) {
            this.mode = mode;
        }

        public boolean isTicked() {
            return ticked;
        }

        public void setTicked(boolean ticked) {
            this.ticked = ticked;
        }
    }

    /** Of somebody in a list. */
    static String icon(Grant.PrincipalKind kind) {
        return kind == Grant.PrincipalKind.ACCOUNT ? "pi-user" : "pi-users";
    }

    private static AccessMode mode(String kebab) {
        return ApiText.requireConstant(AccessMode.class, kebab, "mode");
    }

    /** Shows the rule that holds in a folder. */
    void open(FilePath folder) {
        path = folder.toString();
        account = "";
        read();
    }

    private void read() {
        Texts texts = Texts.current();
        RuleView rule = rights.inForce(caller.require(), folder());
        own = rule.own();
        from = FolderRow.label(rule.from(), texts);
        origin = origin(rule.from(), texts);
        lines = new ArrayList<>(
                rule.lines().stream().map(grant -> new Line(grant, texts)).toList());
        removing = false;
        ask();
    }

    /** Where a line stands. */
    private String origin(FilePath where, Texts texts) {
        return where.equals(folder()) ? texts.get("rights.origin.here") : where.toString();
    }

    /** Answers for the account whose name is typed in whole, and offers those that begin so. */
    public void ask() {
        String typed = account.strip();
        accounts = principals
                .find(caller.require(), Optional.of(Grant.PrincipalKind.ACCOUNT), typed, Optional.empty(), MOST_OFFERED)
                .stream()
                .map(PrincipalView::name)
                .toList();
        // the first whose name begins so is the one that has nothing behind it
        accounts.stream()
                .findFirst()
                .filter(typed::equalsIgnoreCase)
                .ifPresentOrElse(this::answer, () -> leaveUnanswered(typed));
    }

    private void leaveUnanswered(String typed) {
        verdict = typed.isEmpty() || !accounts.isEmpty() ? "" : Texts.current().get("picker.none");
        reasons = List.of();
    }

    private void answer(String name) {
        Texts texts = Texts.current();
        EffectiveRights rule = rights.effective(caller.require(), folder(), name);
        verdict = verdict(rule, texts);
        reasons = rule.sources().stream()
                .map(source -> reason(rule, source, texts))
                .toList();
    }

    private static String verdict(EffectiveRights rule, Texts texts) {
        if (!rule.enters()) {
            return texts.get("rights.effective.stranger", rule.account());
        }
        if (rule.hiddenBy().isPresent()) {
            return texts.get(
                    "rights.effective.hidden", rule.account(), rule.hiddenBy().get());
        }
        if (rule.sees() && rule.mode() == AccessMode.NONE) {
            return texts.get("rights.effective.finds", rule.account());
        }
        return texts.get("rights.effective.may", rule.account(), words(rule.mode(), texts));
    }

    private Reason reason(EffectiveRights rule, EffectiveRights.Source source, Texts texts) {
        return new Reason(
                icon(source.kind()),
                PickerBean.Candidate.label(source.kind(), source.principal(), texts),
                source.mode()
                        .map(mode -> words(mode, texts))
                        .orElseGet(() -> texts.get("rights.ground." + ApiText.kebab(source.ground()))),
                origin(source.from(), texts),
                rule.isWidest(source));
    }

    private static String words(AccessMode mode, Texts texts) {
        return texts.get("rights.mode." + ApiText.kebab(mode));
    }

    private FilePath folder() {
        return FilePath.parse(path);
    }

    private void set(Stream<Grant> rule) {
        rights.setRule(caller.require(), folder(), Optional.of(rule.toList()));
        read();
    }

    /** Ends inheritance: what held until now is the beginning of a rule of the folder's own. */
    public void startOwn() {
        set(lines.stream().map(Line::grant));
    }

    public void inherit() {
        rights.setRule(caller.require(), folder(), Optional.empty());
        read();
    }

    /** Writes down the modes as they are chosen now. */
    public void changeModes() {
        set(lines.stream().map(Line::grant));
    }

    public void startAdd() {
        picker.start(true);
        added = ApiText.kebab(AccessMode.READ_WRITE);
        Dialogs.show("pickDialog");
    }

    /** Gives all who were picked one mode; a line that somebody has already changes to it. */
    public void add() {
        List<PickerBean.Candidate> picked = picker.picked();
        AccessMode mode = mode(added);
        Stream<Grant> kept = lines.stream()
                .filter(line -> picked.stream().noneMatch(line::isAbout))
                .map(Line::grant);
        set(Stream.concat(kept, picked.stream().map(one -> new Grant(one.kind(), one.name(), mode))));
        Dialogs.hide("pickDialog");
    }

    public boolean isAnyTicked() {
        return lines.stream().anyMatch(Line::isTicked);
    }

    /** Asks before somebody loses a right. */
    public void startRemove() {
        removing = isAnyTicked();
    }

    public boolean isRemoving() {
        return removing;
    }

    public void keep() {
        removing = false;
    }

    public void remove() {
        set(lines.stream().filter(line -> !line.isTicked()).map(Line::grant));
    }

    /** What can be chosen, the widest first. */
    public List<String> getModes() {
        return Arrays.stream(AccessMode.values()).map(ApiText::kebab).toList();
    }

    public boolean isOwn() {
        return own;
    }

    /** The folder whose rule it is. */
    public String getFrom() {
        return from;
    }

    /** The way to the folder whose rule it is, or the word for this one. */
    public String getOrigin() {
        return origin;
    }

    /** Whose access is asked about, as far as it is typed. */
    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = Optional.ofNullable(account).orElse("");
    }

    /** Names that begin with what is typed. */
    public List<String> getAccounts() {
        return accounts;
    }

    /** What the account may do here, in a sentence; empty while none is named in whole. */
    public String getVerdict() {
        return verdict;
    }

    public List<Reason> getReasons() {
        return reasons;
    }

    public List<Line> getLines() {
        return lines;
    }

    public String getAdded() {
        return added;
    }

    public void setAdded(String added) {
        this.added = added;
    }
}
