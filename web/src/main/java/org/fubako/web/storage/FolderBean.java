package org.fubako.web.storage;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Conditions;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.Listing;
import org.fubako.storage.NodeView;
import org.fubako.storage.Operation;
import org.fubako.storage.SpaceService;
import org.fubako.storage.SpaceView;
import org.fubako.web.error.Failures;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.PathAddress;
import org.fubako.web.portal.PortalRoutes;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.primefaces.PrimeFaces;

/**
 * The page of a folder. Which folder stands in the address on every request, and its content is read afresh each time: nothing
 * of it is kept in the session.
 */
@Named("folder")
@RequestScoped
public class FolderBean {

    @Inject
    CurrentCaller caller;

    @Inject
    FileService files;

    @Inject
    SpaceService spaces;

    @Inject
    TargetBean target;

    @Inject
    HttpServletRequest request;

    private Optional<Listing> listing = Optional.empty();
    private Optional<FolderModel> model = Optional.empty();
    private List<FolderRow> selection = List.of();
    private List<Remark> remarks = List.of();
    private Optional<FilePath> goal = Optional.empty();
    private String newName = "";
    private String comment = "";

    /** Reads the folder before anything is shown, so that one that may not be seen becomes an error page. */
    public void open() {
        if (!listing().folder().folder()) {
            throw new Refusal(Problem.NOT_A_FOLDER, path().toString());
        }
    }

    private FilePath path() {
        return PathAddress.decode(PortalRoutes.below(request));
    }

    private Listing listing() {
        if (listing.isEmpty()) {
            listing = Optional.of(files.list(caller.require(), path()));
        }
        return listing.get();
    }

    private NodeView folder() {
        return listing().folder();
    }

    private void reread() {
        listing = Optional.empty();
        model = Optional.empty();
        selection = List.of();
    }

    // What the page shows

    public FolderModel getRows() {
        if (model.isEmpty()) {
            Texts texts = Texts.current();
            Display display = new Display(texts.locale(), caller.require().zone());
            List<FolderRow> rows = listing().children().stream()
                    .map(node -> new FolderRow(node, texts, display))
                    .toList();
            model = Optional.of(new FolderModel(rows, texts));
        }
        return model.get();
    }

    public boolean isEmpty() {
        return listing().children().isEmpty();
    }

    public int getCount() {
        return listing().children().size();
    }

    public String getTitle() {
        return FolderRow.label(path(), Texts.current());
    }

    public String getComment() {
        return folder().comment();
    }

    public String getPath() {
        return path().toString();
    }

    public List<Crumb> getCrumbs() {
        List<String> segments = path().segments();
        return IntStream.rangeClosed(0, segments.size())
                .mapToObj(length -> new FilePath(segments.subList(0, length)))
                .map(FolderBean::crumb)
                .toList();
    }

    private static Crumb crumb(FilePath path) {
        return new Crumb(FolderRow.label(path, Texts.current()), "/files" + PathAddress.encode(path));
    }

    public boolean isUploadAllowed() {
        return folder().may(Operation.UPLOAD_FILE);
    }

    public boolean isFolderAllowed() {
        return folder().may(Operation.CREATE_FOLDER);
    }

    public boolean isRenamable() {
        return selection.size() == 1 && isMovable();
    }

    public boolean isMovable() {
        return !selection.isEmpty() && selection.stream().allMatch(FolderRow::movable);
    }

    public boolean isCopyable() {
        return !selection.isEmpty() && selection.stream().allMatch(FolderRow::copyable);
    }

    public boolean isDownloadable() {
        return selection.size() == 1 && !selection.get(0).isFolder();
    }

    public boolean isTrashed() {
        return spaces.list(caller.require()).stream()
                .filter(space -> path().segments()
                        .subList(
                                0,
                                Math.min(
                                        path().segments().size(),
                                        space.path().segments().size()))
                        .equals(space.path().segments()))
                .anyMatch(SpaceView::trash);
    }

    // Jobs

    public void startCreate() {
        newName = "";
        show("createDialog");
    }

    public void create() {
        files.createFolder(caller.require(), path().child(newName), comment, Conditions.NONE);
        finish("createDialog", "files.created", newName);
    }

    public void startRename() {
        newName = only().getName();
        show("renameDialog");
    }

    public void rename() {
        files.rename(caller.require(), only().path(), newName, Conditions.NONE);
        finish("renameDialog", "files.renamed", newName);
    }

    private FolderRow only() {
        return selection.stream().findFirst().orElseThrow(() -> new Refusal(Problem.NOT_FOUND, path().toString()));
    }

    public void startMove() {
        startTarget(false);
    }

    public void startCopy() {
        startTarget(true);
    }

    private void startTarget(boolean copying) {
        target.start(copying, path(), selection.stream().map(FolderRow::path).toList());
        show("targetDialog");
    }

    /** Moves or copies, whichever was begun. */
    public void transfer() {
        if (target.path().isEmpty()) {
            say(FacesMessage.SEVERITY_WARN, Texts.current().get("target.missing"));
            return;
        }
        FilePath folder = target.path().get();
        Caller who = caller.require();
        goal = Optional.of(folder);
        if (target.isCopying()) {
            each(row -> files.copy(who, row.path(), folder.child(row.node().name()), false, true, Conditions.NONE));
        } else {
            each(row -> files.move(who, row.path(), folder.child(row.node().name()), false, Conditions.NONE));
        }
        hide("targetDialog");
    }

    public void startDelete() {
        show("deleteDialog");
    }

    public void delete() {
        Caller who = caller.require();
        each(row -> files.delete(who, row.path(), Conditions.NONE));
        hide("deleteDialog");
    }

    /** One item that is refused does not stop the others; the result says what became of each. */
    private void each(Consumer<FolderRow> job) {
        List<Remark> outcome = new ArrayList<>();
        for (FolderRow row : selection) {
            outcome.add(new Remark(row.getName(), attempt(job, row)));
        }
        remarks = List.copyOf(outcome);
        reread();
        show("resultDialog");
    }

    private static String attempt(Consumer<FolderRow> job, FolderRow row) {
        try {
            job.accept(row);
            return "";
        } catch (RuntimeException e) {
            Refusal refusal = Failures.refusalIn(e).orElseThrow(() -> e);
            return Texts.current().problem(refusal.problem(), refusal.subject());
        }
    }

    private void finish(String dialog, String key, String name) {
        reread();
        hide(dialog);
        say(FacesMessage.SEVERITY_INFO, Texts.current().get(key, name));
    }

    /** After uploads, which reach the folder by the API. */
    public void refresh() {
        reread();
    }

    private static void say(FacesMessage.Severity severity, String text) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, text, null));
    }

    private static void show(String dialog) {
        PrimeFaces.current().executeScript("PF('" + dialog + "').show()");
    }

    private static void hide(String dialog) {
        PrimeFaces.current().executeScript("PF('" + dialog + "').hide()");
    }

    // Form fields and results

    public List<FolderRow> getSelection() {
        return selection;
    }

    /** Rows that have gone in the meantime come as null. */
    public void setSelection(List<FolderRow> rows) {
        selection = Optional.ofNullable(rows).orElse(List.of()).stream()
                .filter(row -> row != null)
                .toList();
    }

    public String getNewName() {
        return newName;
    }

    public void setNewName(String newName) {
        this.newName = Optional.ofNullable(newName).orElse("");
    }

    public String getNewComment() {
        return comment;
    }

    public void setNewComment(String newComment) {
        comment = Optional.ofNullable(newComment).orElse("");
    }

    public List<Remark> getRemarks() {
        return remarks;
    }

    public long getRefusedCount() {
        return remarks.stream().filter(remark -> !remark.done()).count();
    }

    /** Where moved or copied things are now. */
    public Crumb getGoal() {
        return goal.map(FolderBean::crumb).orElse(new Crumb("", ""));
    }

    /** A step of the way from the top to this folder. */
    public record Crumb(String label, String address) {}
}
