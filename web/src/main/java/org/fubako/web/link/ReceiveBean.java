package org.fubako.web.link;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.link.LinkService;
import org.fubako.link.ReceiveFile;
import org.fubako.link.ReceiveFolderService;
import org.fubako.link.ReceiveHandIn;
import org.fubako.link.ReceiveView;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.PostedId;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;

/** The page on which receive folders are made, watched and stopped. */
@Named("receive")
@ViewScoped
public class ReceiveBean implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    ReceiveFolderService folders;

    @Inject
    LinkService links;

    @Inject
    ReceiveUrl made;

    @Inject
    HttpServletRequest request;

    private final ArrayList<Row> rows = new ArrayList<>();
    private final ArrayList<HandInRow> handIns = new ArrayList<>();
    private boolean read;
    private boolean valid = true;
    private boolean all;
    private String chosen = "";
    private String chosenTitle = "";
    private ReceiveForm form = new ReceiveForm();

    /** A receive folder in the list. */
    public record Row(
            String id,
            String title,
            String folder,
            String owner,
            String from,
            String until,
            boolean stopped,
            String handedIn,
            String limit)
            implements Serializable {

        static Row of(ReceiveView view, Texts texts, Display display) {
            return new Row(
                    view.id().toString(),
                    view.terms().title(),
                    view.path(),
                    view.owner(),
                    display.time(view.createdAt()),
                    display.time(view.stoppedAt().orElse(view.expiresAt())),
                    view.stoppedAt().isPresent(),
                    texts.get("receiving.amount", view.filesHandedIn(), display.size(view.bytesHandedIn())),
                    texts.get(
                            "receiving.amount",
                            view.terms().mostFiles(),
                            display.size(view.terms().bytesInAll())));
        }
    }

    /** A visitor in the log. */
    public record HandInRow(
            String name,
            String mail,
            boolean proven,
            String address,
            String at,
            String state,
            String number,
            ArrayList<FileRow> files)
            implements Serializable {

        static HandInRow of(ReceiveHandIn one, Texts texts, Display display) {
            boolean complete = one.handedInAt().isPresent();
            return new HandInRow(
                    one.name(),
                    one.mail(),
                    one.proven(),
                    one.address(),
                    display.time(one.handedInAt().orElse(one.begunAt())),
                    texts.get(complete ? "receiving.complete" : "receiving.incomplete"),
                    complete ? one.number() : "",
                    new ArrayList<>(one.files().stream()
                            .map(file -> FileRow.of(file, texts, display))
                            .toList()));
        }
    }

    /** A document in the log. */
    public record FileRow(String name, String size, String state, String sha256) implements Serializable {

        static FileRow of(ReceiveFile file, Texts texts, Display display) {
            return new FileRow(
                    file.stored().orElse(file.name()),
                    display.size(file.length()),
                    texts.get("receiving.state." + file.state()),
                    file.sha256().orElse(""));
        }
    }

    /** Whoever may neither make nor manage links gets an error page. From the page of a folder, the dialog for it opens at once. */
    public void open() {
        if (!isPublisher() && !isManager()) {
            throw new Refusal(Problem.ROLE_MISSING, "");
        }
        form = ReceiveForm.of(asked(), getLongestDays());
        if (!asked().isEmpty() && isPublisher()) {
            Dialogs.show("createDialog");
        }
    }

    private String asked() {
        return Optional.ofNullable(request.getParameter("folder")).orElse("");
    }

    public boolean isPublisher() {
        return caller.require().has(Role.PUBLISH_LINKS);
    }

    public boolean isManager() {
        return caller.require().has(Role.MANAGE_LINKS);
    }

    public int getLongestDays() {
        return links.policy(caller.require()).longestDays();
    }

    /** The same over the requests of a page, until something is done: a button of a row is for the row that was shown. */
    public List<Row> getRows() {
        if (!read) {
            read = true;
            Texts texts = Texts.current();
            Display display = display(texts);
            rows.clear();
            folders.list(caller.require(), all && isManager()).stream()
                    .filter(view -> view.live() == valid)
                    .map(view -> Row.of(view, texts, display))
                    .forEach(rows::add);
        }
        return rows;
    }

    private Display display(Texts texts) {
        return new Display(texts.locale(), caller.require().zone());
    }

    public void reread() {
        read = false;
    }

    public void show(boolean thoseInForce) {
        valid = thoseInForce;
        read = false;
    }

    public void startCreate() {
        form = ReceiveForm.of(asked(), getLongestDays());
        Dialogs.show("createDialog");
    }

    public void create() {
        Texts texts = Texts.current();
        Caller who = caller.require();
        made.show(folders.create(who, form.wish(), texts.locale()).url());
        form = ReceiveForm.of("", getLongestDays());
        show(true);
        Dialogs.hide("createDialog");
        Dialogs.show("shownDialog");
    }

    public void startLog(String id) {
        Texts texts = Texts.current();
        Display display = display(texts);
        handIns.clear();
        folders.log(caller.require(), PostedId.parse(id)).stream()
                .map(one -> HandInRow.of(one, texts, display))
                .forEach(handIns::add);
        Dialogs.show("logDialog");
    }

    public void startStop(String id) {
        chosen = id;
        chosenTitle = rows.stream()
                .filter(row -> row.id().equals(id))
                .map(Row::title)
                .findFirst()
                .orElse("");
        Dialogs.show("stopDialog");
    }

    public void stop() {
        folders.stop(caller.require(), PostedId.parse(chosen));
        read = false;
        Dialogs.hide("stopDialog");
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("receiving.stopped.done", chosenTitle));
    }

    public List<HandInRow> getHandIns() {
        return handIns;
    }

    public String getChosenTitle() {
        return chosenTitle;
    }

    public boolean isValid() {
        return valid;
    }

    public boolean isAll() {
        return all;
    }

    public void setAll(boolean all) {
        this.all = all;
    }

    public ReceiveForm getForm() {
        return form;
    }
}
