package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.ActionResult;
import org.fubako.storage.Conditions;
import org.fubako.storage.Extent;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.Listing;
import org.fubako.storage.LockService;
import org.fubako.storage.LockView;
import org.fubako.storage.NodeView;
import org.fubako.storage.Operation;
import org.fubako.storage.RevisionService;
import org.fubako.storage.SpaceView;
import org.fubako.storage.VirusCheck;
import org.fubako.web.error.Failures;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.NameOrder;
import org.fubako.web.portal.PortalRoutes;
import org.fubako.web.portal.ShellBean;
import org.fubako.web.portal.Texts;
import org.fubako.web.rest.ApiText;
import org.fubako.web.security.CurrentCaller;
import org.omnifaces.util.Faces;

/**
 * The page of a folder. Which folder stands in the address on every request, and its content is read afresh each time: nothing
 * of it is kept in the session.
 */
@Named("folder")
@RequestScoped
public class FolderBean {

    /** Of an address, with room left for the other lines of a request. */
    private static final int LONGEST_ADDRESS = 6_000;

    /** Where the table posts the ids of the ticked rows. */
    private static final String TICKED = "files:rows_selection";

    @Inject
    CurrentCaller caller;

    @EJB
    FileService files;

    @EJB
    LockService locks;

    @Inject
    NameOrder names;

    @Inject
    ShellBean shell;

    @Inject
    TargetBean target;

    @Inject
    RevisionsBean revisions;

    @EJB
    RevisionService revisionService;

    @Inject
    SettingsBean settings;

    @Inject
    RightsBean rights;

    @Inject
    ActionsBean actions;

    @Inject
    HttpServletRequest request;

    private Optional<Listing> listing = Optional.empty();
    private Optional<FolderModel> model = Optional.empty();
    private Optional<List<FolderRow>> selection = Optional.empty();
    private Picked picked = new Picked(FilePath.ROOT, List.of());
    private Extent lost = Extent.NOTHING;
    private List<FolderRow> details = List.of();
    private String virusCheck = "";
    private List<Remark> remarks = List.of();
    private Optional<FilePath> goal = Optional.empty();
    private String newName = "";
    private String comment = "";

    /** Reads the folder before anything is shown, so that one that may not be seen becomes an error page. */
    public void open() {
        try {
            listing();
        } catch (RuntimeException failure) {
            Failures.refusalIn(failure)
                    .filter(refusal -> refusal.problem() == Problem.NOT_A_FOLDER)
                    .orElseThrow(() -> failure);
            // the address of a document leads to where it lies
            Faces.redirect(request.getContextPath() + PortalRoutes.address(path().parent()));
        }
    }

    private FilePath path() {
        return PortalRoutes.path(request);
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
        selection = Optional.of(List.of());
        shell.reread();
    }

    private static Texts texts() {
        return Texts.current();
    }

    private Display display() {
        return new Display(texts().locale(), caller.require().zone());
    }

    // What the page shows

    public FolderModel getRows() {
        if (model.isEmpty()) {
            Texts texts = texts();
            Display display = display();
            Map<UUID, List<LockView>> locked = locks.locksWithin(caller.require(), path());
            List<FolderRow> rows = listing().children().stream()
                    .map(node -> new FolderRow(node, locked.getOrDefault(node.id(), List.of()), texts, display))
                    .toList();
            model = Optional.of(new FolderModel(rows, texts, names));
        }
        return model.get();
    }

    /** All rows by name, folders first. */
    List<FolderRow> getSorted() {
        return getRows().load(0, Integer.MAX_VALUE, Map.of(), Map.of());
    }

    /** Whether this folder only groups spaces: the start page and those of groups and projects. */
    public boolean isOverview() {
        return shell.spaceOf(path()).isEmpty();
    }

    /** The spaces that an overview shows. */
    public List<ShellBean.SpaceRow> getSpaces() {
        return shell.spacesBelow(path());
    }

    public int getCount() {
        return listing().children().size();
    }

    public String getTitle() {
        return FolderRow.label(path(), texts());
    }

    public String getComment() {
        return folder().comment();
    }

    public String getPath() {
        return path().toString();
    }

    /** The way from the start page to this folder; the folder itself is the title. */
    public List<Crumb> getCrumbs() {
        List<String> segments = path().segments();
        return IntStream.range(0, segments.size())
                .mapToObj(length -> new FilePath(segments.subList(0, length)))
                .map(this::crumb)
                .toList();
    }

    private Crumb crumb(FilePath path) {
        String into = shell.spaceOf(path).isPresent() ? path.toString() : "";
        return new Crumb(FolderRow.label(path, texts()), PortalRoutes.address(path), into);
    }

    public boolean isUploadAllowed() {
        return folder().may(Operation.UPLOAD_FILE);
    }

    public boolean isFolderAllowed() {
        return folder().may(Operation.CREATE_FOLDER);
    }

    /** Whether older contents of documents are kept here, and so can be looked at. */
    public boolean isKeepingRevisions() {
        return folder().settings().keepRevisions();
    }

    public boolean isSettable() {
        return folder().may(Operation.CHANGE_ACTIONS) && folder().may(Operation.EDIT_COMMENT);
    }

    /** Whether what is deleted here can be restored. */
    public boolean isTrashed() {
        return space().filter(space -> space.settings().trash()).isPresent();
    }

    private Optional<SpaceView> space() {
        return shell.spaceOf(path());
    }

    public String getTrashAddress() {
        return space().map(space -> PortalRoutes.trashAddress(space.path())).orElse("");
    }

    // What may be done with what is ticked

    /**
     * Read from the request itself: whether a button may be pressed is asked before the table has taken over what was ticked.
     */
    public List<FolderRow> getSelection() {
        if (selection.isEmpty()) {
            String ticked = Optional.ofNullable(request.getParameter(TICKED)).orElse("");
            setSelection(Arrays.stream(ticked.split(","))
                    .map(id -> getRows().getRowData(id))
                    .toList());
        }
        return selection.get();
    }

    /** Rows that have gone in the meantime come as null. */
    public void setSelection(List<FolderRow> rows) {
        selection = Optional.of(Optional.ofNullable(rows).orElse(List.of()).stream()
                .filter(row -> row != null)
                .toList());
    }

    public boolean isRenamable() {
        return getSelection().size() == 1 && isMovable();
    }

    public boolean isMovable() {
        return !getSelection().isEmpty() && getSelection().stream().allMatch(FolderRow::movable);
    }

    public boolean isCopyable() {
        return !getSelection().isEmpty() && getSelection().stream().allMatch(FolderRow::copyable);
    }

    public boolean isDownloadable() {
        return getSelection().size() == 1 && !getSelection().get(0).isFolder();
    }

    /** One folder, or several things: one document is fetched as it is. Many with long names have no room in an address. */
    public boolean isZippable() {
        return !getSelection().isEmpty()
                && !isDownloadable()
                && getSelection().stream().allMatch(row -> row.node().may(Operation.DOWNLOAD))
                && getZipAddress().length() <= LONGEST_ADDRESS;
    }

    public String getZipAddress() {
        return getSelection().stream()
                .map(row -> "path=" + URLEncoder.encode(row.node().path().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "/api/v1/archives?", ""));
    }

    // Jobs: each is begun by a button above the list, and done by a dialog

    public void startCreate() {
        Dialogs.show("createDialog");
    }

    public void create() {
        files.createFolder(caller.require(), path().child(name()), comment.strip(), Conditions.NONE);
        finish("createDialog", "files.created", name());
    }

    public void startDetails() {
        details = List.of(ticked());
        virusCheck = virusCheck(ticked().node());
        Dialogs.show("detailsDialog");
    }

    /** What the virus check has said of the newest revision, in words; empty for a folder. */
    private String virusCheck(NodeView node) {
        return node.folder()
                ? ""
                : revisionService.list(caller.require(), node.path(), 1, Optional.empty()).stream()
                        .map(revision -> texts().get("virus." + ApiText.kebab(revision.virusCheck())))
                        .findFirst()
                        .orElse("");
    }

    public String getVirusCheck() {
        return virusCheck;
    }

    public void startSettings() {
        settings.open(folder(), spaceItself());
        Dialogs.show("settingsDialog");
    }

    public void saveSettings() {
        settings.save(path(), spaceItself(), isAutoDeletable());
        finish("settingsDialog", "settings.saved", FolderRow.label(path(), texts()));
    }

    /** Whether the caller decides who may do what here. */
    public boolean isAccessControlled() {
        return space().filter(SpaceView::accessControlled).isPresent();
    }

    public void startRights() {
        rights.open(path());
        Dialogs.show("rightsDialog");
    }

    /** Whether the caller may set when documents in this folder are deleted by themselves; not where the space has one rule for all. */
    public boolean isAutoDeletable() {
        return spaceDays().isEmpty() && space().filter(SpaceView::autoDeletable).isPresent();
    }

    private Optional<Integer> spaceDays() {
        return space().flatMap(space -> space.settings().autoDeleteDays());
    }

    /** When documents here are deleted by themselves, in words; empty for never. */
    public String getAutoDelete() {
        return spaceDays()
                .map(days -> texts().get("settings.spaceDays.on", days))
                .or(() -> folder().settings().autoDeleteDays().map(days -> texts().get(
                                "settings.autoDeleteDays.on", days)))
                .orElse("");
    }

    /** The space whose top folder this is. */
    private Optional<SpaceView> spaceItself() {
        return space().filter(space -> space.path().equals(path()));
    }

    /** Whether this is the top of a space whose settings the caller may change. */
    public boolean isSpaceAdministered() {
        return spaceItself().filter(SpaceView::administered).isPresent();
    }

    public boolean isLockable() {
        return isDownloadable() && isMovable() && !getSelection().get(0).isLocked();
    }

    public boolean isUnlockable() {
        boolean anyones = space().filter(SpaceView::administered).isPresent();
        return isDownloadable()
                && getSelection().get(0).isLocked()
                && (anyones || getSelection().get(0).isLockedBy(caller.require().accountName()));
    }

    /** Keeps the document that is ticked from being changed by others. */
    public void lock() {
        FilePath document = ticked().node().path();
        LockView lock = locks.hold(caller.require(), document);
        reread();
        Dialogs.say(
                FacesMessage.SEVERITY_INFO,
                texts().get("files.nowLocked", document.name(), display().time(lock.expiresAt())));
    }

    public void unlock() {
        FilePath document = ticked().node().path();
        locks.release(caller.require(), document);
        reread();
        Dialogs.say(FacesMessage.SEVERITY_INFO, texts().get("files.nowUnlocked", document.name()));
    }

    private FolderRow ticked() {
        return getSelection().stream().findFirst().orElseThrow(this::gone);
    }

    public boolean isRevisable() {
        return isKeepingRevisions() && isDownloadable();
    }

    /** Of the document that is ticked. */
    public void startRevisions() {
        startRevisions(ticked());
    }

    public void startRevisions(FolderRow row) {
        revisions.open(row.node(), display());
        Dialogs.show("revisionsDialog");
    }

    public void restoreRevision(int number) {
        revisions.restore(number);
        finish("revisionsDialog", "revisions.restored", revisions.getName());
    }

    public void startRename() {
        pickSelection();
        newName = picked.names().get(0);
        Dialogs.show("renameDialog");
    }

    public void rename() {
        files.rename(caller.require(), picked.paths().findFirst().orElseThrow(this::gone), name(), Conditions.NONE);
        finish("renameDialog", "files.renamed", name());
    }

    /** What was typed as a name; a path is not taken apart here. */
    private String name() {
        String name = newName.strip();
        if (name.isEmpty()) {
            throw new Refusal(Problem.NAME_EMPTY, "");
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw new Refusal(Problem.NAME_CHARACTER, name);
        }
        return name;
    }

    private Refusal gone() {
        return new Refusal(Problem.NOT_FOUND, path().toString());
    }

    private void pickSelection() {
        if (getSelection().isEmpty()) {
            throw gone();
        }
        picked = new Picked(
                path(), getSelection().stream().map(row -> row.node().name()).toList());
    }

    public boolean isCommentable() {
        return getSelection().size() == 1 && getSelection().get(0).node().may(Operation.EDIT_COMMENT);
    }

    public void startComment() {
        pickSelection();
        comment = getSelection().get(0).getComment();
        Dialogs.show("commentDialog");
    }

    public void saveComment() {
        FilePath commented = picked.paths().findFirst().orElseThrow(this::gone);
        files.editComment(caller.require(), commented, comment.strip());
        finish("commentDialog", "comment.saved", commented.name());
    }

    /** Documents only, which may be written. */
    public boolean isActionable() {
        return !getSelection().isEmpty()
                && getSelection().stream()
                        .allMatch(row -> !row.isFolder() && row.node().may(Operation.UPLOAD_FILE));
    }

    public void startActions() {
        pickSelection();
        actions.open();
        Dialogs.show("actionsDialog");
    }

    /** Runs them on what was picked, and says what came of it. */
    public void runActions() {
        List<ActionResult> results = actions.run(picked.paths().toList());
        remarks = results.stream().map(this::remark).toList();
        goal = Optional.empty();
        reread();
        Dialogs.hide("actionsDialog");
        Dialogs.show("resultDialog");
    }

    private Remark remark(ActionResult result) {
        boolean infected = result.virusCheck() == VirusCheck.INFECTED;
        String text = infected ? texts().get("virus.infected") : "";
        return new Remark(result.path().name(), text);
    }

    public void startMove() {
        startTarget(false);
    }

    public void startCopy() {
        startTarget(true);
    }

    private void startTarget(boolean copying) {
        pickSelection();
        target.start(copying, path(), picked.paths().toList());
        Dialogs.show("targetDialog");
    }

    /** Moves or copies, whichever was begun. */
    public void transfer() {
        if (target.path().isEmpty()) {
            Dialogs.say(FacesMessage.SEVERITY_ERROR, texts().get("target.missing"));
            return;
        }
        FilePath folder = target.path().get();
        Caller who = caller.require();
        each(from -> {
            FilePath to = folder.child(from.name());
            if (target.isCopying()) {
                files.copy(who, from, to, false, true, Conditions.NONE);
            } else {
                files.move(who, from, to, false, Conditions.NONE);
            }
        });
        goal = Optional.of(folder).filter(there -> remarks.stream().anyMatch(Remark::done));
        Dialogs.hide("targetDialog");
    }

    /** Counts what would be lost, so that the question can say it. */
    public void startDelete() {
        pickSelection();
        lost = picked.paths().map(item -> files.extent(caller.require(), item)).reduce(Extent.NOTHING, Extent::plus);
        Dialogs.show("deleteDialog");
    }

    public void delete() {
        Caller who = caller.require();
        each(item -> files.delete(who, item, Conditions.NONE));
        Dialogs.hide("deleteDialog");
    }

    /** One item that is refused does not stop the others; the result says what became of each. */
    private void each(Consumer<FilePath> job) {
        remarks = picked.paths()
                .map(item -> new Remark(item.name(), attempt(job, item)))
                .toList();
        reread();
        Dialogs.show("resultDialog");
    }

    private static String attempt(Consumer<FilePath> job, FilePath item) {
        try {
            job.accept(item);
            return "";
        } catch (RuntimeException failure) {
            return texts().problem(Failures.refusalIn(failure).orElseThrow(() -> failure));
        }
    }

    private void finish(String dialog, String key, String name) {
        reread();
        Dialogs.hide(dialog);
        Dialogs.say(FacesMessage.SEVERITY_INFO, texts().get(key, name));
    }

    /** After uploads, which reach the folder by the API. */
    public void refresh() {
        reread();
    }

    // Form fields and results

    public String getPicked() {
        return picked.text();
    }

    public void setPicked(String text) {
        picked = Picked.parse(path(), Optional.ofNullable(text).orElse(""));
    }

    public List<String> getPickedNames() {
        return picked.names();
    }

    public int getPickedCount() {
        return picked.names().size();
    }

    /** What a deletion of what is picked takes away, in words. */
    public String getLost() {
        return texts().get(
                        isTrashed() ? "delete.kept" : "delete.lost",
                        lost.documents(),
                        lost.folders(),
                        display().size(lost.bytes()));
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

    /** What is looked at closely: one or nothing. */
    public List<FolderRow> getDetails() {
        return details;
    }

    public List<Remark> getRemarks() {
        return remarks;
    }

    public long getRefusedCount() {
        return remarks.stream().filter(remark -> !remark.done()).count();
    }

    /** Where moved or copied things are now. */
    public Crumb getGoal() {
        return goal.map(this::crumb).orElse(new Crumb("", "", ""));
    }

    /**
     * A step of the way from the top to this folder.
     *
     * @param into the path that things go to that are dropped on it; empty for what only groups spaces
     */
    public record Crumb(String label, String address, String into) {}
}
