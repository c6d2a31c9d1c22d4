package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.fubako.platform.Problem;
import org.fubako.storage.Conditions;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.Listing;
import org.fubako.storage.LockService;
import org.fubako.storage.LockView;
import org.fubako.storage.NodeView;
import org.fubako.storage.Operation;
import org.fubako.storage.SpaceView;
import org.fubako.storage.StarService;
import org.fubako.storage.TagService;
import org.fubako.web.error.Failures;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.NameOrder;
import org.fubako.web.portal.PortalRoutes;
import org.fubako.web.portal.ShellBean;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.omnifaces.util.Faces;
import org.primefaces.component.datatable.DataTable;

/**
 * The page of a folder. Which folder stands in the address on every request, and its content is read afresh each time: nothing
 * of it is kept in the session.
 */
@Named("folder")
@RequestScoped
public class FolderBean implements RowSource {

    private static final String TABLE = "files:rows";

    /** Where the field above the list posts what the names are to have. */
    private static final String FILTER = "files:filter";

    @Inject
    CurrentCaller caller;

    @EJB
    FileService files;

    @EJB
    LockService locks;

    @EJB
    TagService tags;

    @EJB
    StarService stars;

    @Inject
    Chosen chosen;

    @Inject
    NameOrder names;

    @Inject
    ShellBean shell;

    @Inject
    LabelChoices labelChoices;

    @Inject
    SettingsBean settings;

    @Inject
    RightsBean rights;

    @Inject
    HttpServletRequest request;

    private Optional<Listing> listing = Optional.empty();
    private Optional<FolderModel> model = Optional.empty();
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

    @Override
    public void reread() {
        listing = Optional.empty();
        model = Optional.empty();
        chosen.forget();
        shell.reread();
        showSomething();
    }

    /** The rows that were shown may have been the last ones and gone. */
    private void showSomething() {
        if (Faces.getViewRoot().findComponent(TABLE) instanceof DataTable table) {
            table.setFirst(Math.max(0, Math.min(table.getFirst(), getCount() - table.getRows())));
        }
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
            model = Optional.of(new FolderModel(rows, getFilter(), texts, names, this::marked));
        }
        return model.get();
    }

    private List<FolderRow> marked(List<FolderRow> rows) {
        List<UUID> ids = rows.stream().map(row -> row.node().id()).toList();
        Map<UUID, List<String>> tagged = tags.within(caller.require(), path(), ids);
        Set<UUID> starred = stars.within(caller.require(), path(), ids);
        return rows.stream()
                .map(row -> row.marked(
                        tagged.getOrDefault(row.node().id(), List.of()),
                        starred.contains(row.node().id())))
                .toList();
    }

    /** Part of the names of those that are shown: of the request, because the table is asked before fields are taken over. */
    public String getFilter() {
        return Optional.ofNullable(request.getParameter(FILTER)).orElse("");
    }

    public void setFilter(String filter) {
        // see above
    }

    /** Begins at the top of what has the other names. */
    public void filter() {
        ((DataTable) Faces.getViewRoot().findComponent(TABLE)).setFirst(0);
        chosen.forget();
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

    /** How many are shown. */
    public int getCount() {
        return getRows().count(Map.of());
    }

    public String getTitle() {
        return FolderRow.label(path(), texts());
    }

    public String getComment() {
        return folder().comment();
    }

    /** The label that counts here, where it is worth a word; as {@link FolderRow#getStamp}. */
    public String getStamp() {
        return new FolderRow(folder(), List.of(), texts(), display()).getStamp();
    }

    /** The labels that the folder may be given in its settings. */
    public List<LabelChoices.Choice> getLabels() {
        return labelChoices.of(folder());
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

    Crumb crumb(FilePath path) {
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
    @Override
    public boolean isKeepingRevisions() {
        return folder().settings().keepRevisions();
    }

    public boolean isSettable() {
        return folder().may(Operation.CHANGE_ACTIONS) && folder().may(Operation.EDIT_COMMENT);
    }

    /** Whether a one-time URL is made for each document that arrives here. */
    public boolean isGivingOut() {
        return folder().settings().oneTimeUrl();
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

    // What is chosen in the list

    @Override
    public List<FolderRow> rows(List<String> keys) {
        List<FolderRow> found = keys.stream()
                .map(key -> getRows().getRowData(key))
                .filter(row -> row != null)
                .toList();
        return marked(found);
    }

    /** What is chosen, as the table knows it; rows that have gone in the meantime come as null. */
    public List<FolderRow> getSelection() {
        return chosen.getRows();
    }

    public void setSelection(List<FolderRow> rows) {
        // what is chosen is read from the request itself: see there
    }

    // What is done with the folder itself

    public void startCreate() {
        Dialogs.show("createDialog");
    }

    public void create() {
        String name = Names.typed(newName);
        files.createFolder(caller.require(), path().child(name), comment.strip(), Conditions.NONE);
        finish("createDialog", "files.created", name);
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

    private void finish(String dialog, String key, String name) {
        reread();
        Dialogs.hide(dialog);
        Dialogs.say(FacesMessage.SEVERITY_INFO, texts().get(key, name));
    }

    /** After uploads, which reach the folder by the API. */
    public void refresh() {
        reread();
    }

    // Form fields

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

    /**
     * A step of the way from the top to this folder.
     *
     * @param into the path that things go to that are dropped on it; empty for what only groups spaces
     */
    public record Crumb(String label, String address, String into) {}
}
