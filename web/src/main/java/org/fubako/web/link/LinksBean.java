package org.fubako.web.link;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.link.FetchView;
import org.fubako.link.LinkService;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.error.Failures;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.PostedId;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.omnifaces.util.Faces;
import org.primefaces.component.datatable.DataTable;
import org.primefaces.model.LazyDataModel;

/** The page on which one-time URLs are watched and stopped: one's own, and for those who manage them everybody's. */
@Named("links")
@ViewScoped
public class LinksBean implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String TABLE = "links:rows";

    @Inject
    CurrentCaller caller;

    @Inject
    LinkService service;

    private final LazyDataModel<LinkRow> rows = new LinksModel(this::load, this::getFound, this::find);

    private boolean everybodys;
    private boolean inForce = true;
    private String words = "";
    private List<LinkRow> selection = new ArrayList<>();
    private List<LinkRow> picked = new ArrayList<>();
    private List<LinkRow> shown = new ArrayList<>();
    private List<Fetch> fetches = new ArrayList<>();

    /** A download that was counted, in words. */
    public record Fetch(String at, String address, String mail, String bytes, String state, String icon)
            implements Serializable {}

    /** Whoever has neither role gets an error page. */
    public void open() {
        if (!isPublisher() && !isManager()) {
            throw new Refusal(Problem.ROLE_MISSING, "");
        }
    }

    public boolean isPublisher() {
        return caller.require().has(Role.PUBLISH_LINKS);
    }

    /** Whether there is a choice between one's own and everybody's. */
    public boolean isSwitchable() {
        return isPublisher() && isManager();
    }

    private boolean isManager() {
        return caller.require().has(Role.MANAGE_LINKS);
    }

    private static Texts texts() {
        return Texts.current();
    }

    private Display display() {
        return new Display(texts().locale(), caller.require().zone());
    }

    // The list

    /** The same over the requests of a page: a button of a row needs the row that was shown. */
    public LazyDataModel<LinkRow> getRows() {
        return rows;
    }

    private List<LinkRow> load(LinksModel.Wanted wanted) {
        Texts texts = texts();
        Display display = display();
        return service
                .list(
                        caller.require(),
                        new LinkService.Wanted(isEverybodys(), inForce, words, wanted.before(), wanted.size()))
                .stream()
                .map(view -> LinkRow.of(view, texts, display))
                .toList();
    }

    private Optional<LinkRow> find(UUID id) {
        try {
            return Optional.of(LinkRow.of(service.find(caller.require(), id), texts(), display()));
        } catch (RuntimeException failure) {
            Failures.refusalIn(failure).orElseThrow(() -> failure);
            return Optional.empty();
        }
    }

    /** How many the list has. */
    public int getFound() {
        return service.count(caller.require(), isEverybodys(), inForce, words);
    }

    public int getValidCount() {
        return service.count(caller.require(), isEverybodys(), true);
    }

    public int getInvalidCount() {
        return service.count(caller.require(), isEverybodys(), false);
    }

    /** Shows those that are in force, or those that are not any more. */
    public void show(boolean valid) {
        inForce = valid;
        startOver();
    }

    /** From the top, with nothing chosen. */
    public void startOver() {
        selection = new ArrayList<>();
        if (Faces.getViewRoot().findComponent(TABLE) instanceof DataTable table) {
            table.setFirst(0);
        }
    }

    public List<LinkRow> getSelection() {
        return selection;
    }

    /** What the table knows to be chosen; rows that have gone in the meantime come as null. */
    public void setSelection(List<LinkRow> chosen) {
        selection = new ArrayList<>(chosen.stream().filter(Objects::nonNull).toList());
    }

    public int getChosenCount() {
        return selection.size();
    }

    // Stopping

    /** Asks before those that are chosen are stopped. */
    public void startStop() {
        ask(selection);
    }

    public void startStop(String id) {
        ask(find(PostedId.parse(id)).stream().toList());
    }

    private void ask(List<LinkRow> wanted) {
        picked = new ArrayList<>(wanted.stream().filter(LinkRow::valid).toList());
        if (picked.isEmpty()) {
            throw new Refusal(Problem.NOT_FOUND, "");
        }
        Dialogs.show("stopDialog");
    }

    /** What is about to be stopped. */
    public List<LinkRow> getPicked() {
        return picked;
    }

    public void stop() {
        Caller who = caller.require();
        picked.forEach(row -> service.stop(who, PostedId.parse(row.id())));
        startOver();
        Dialogs.hide("stopDialog");
        Dialogs.say(
                FacesMessage.SEVERITY_INFO,
                texts().get("links.nowStopped", picked.size(), picked.get(0).file()));
    }

    // One of them

    /** All that is known of one, and who has fetched what. */
    public void look(String id) {
        read(PostedId.parse(id));
        Dialogs.show("logDialog");
    }

    /** Reads the open one again. */
    public void refresh() {
        read(PostedId.parse(shown.stream().map(LinkRow::id).findFirst().orElse("")));
    }

    private void read(UUID id) {
        Display display = display();
        shown = new ArrayList<>(List.of(find(id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""))));
        fetches = new ArrayList<>(service.log(caller.require(), id).stream()
                .map(fetch -> row(fetch, display))
                .toList());
    }

    private static Fetch row(FetchView fetch, Display display) {
        return new Fetch(
                display.time(fetch.at()),
                fetch.address(),
                fetch.mail().orElse(""),
                display.size(fetch.bytes()),
                texts().get("links.fetch." + fetch.state()),
                switch (fetch.state()) {
                    case COMPLETE -> "pi-check";
                    case BROKEN -> "pi-times";
                    case RUNNING -> "pi-download";
                });
    }

    /** The one whose log is open, in a list; nothing before one was opened. */
    public List<LinkRow> getShown() {
        return shown;
    }

    public List<Fetch> getFetches() {
        return fetches;
    }

    // Fields of the page

    /** Without the role for one's own there are only everybody's. */
    public boolean isEverybodys() {
        return isManager() && (everybodys || !isPublisher());
    }

    public void setEverybodys(boolean everybodys) {
        this.everybodys = everybodys;
    }

    public boolean isInForce() {
        return inForce;
    }

    public String getWords() {
        return words;
    }

    public void setWords(String words) {
        this.words = Optional.ofNullable(words).orElse("");
    }
}
