package org.fubako.web.storage;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.storage.Operation;
import org.fubako.storage.SpaceView;
import org.fubako.web.portal.PortalRoutes;
import org.fubako.web.portal.ShellBean;
import org.fubako.web.security.CurrentCaller;

/**
 * What is chosen in the list of the page, a folder or what was found, and what may be done with it. Read from the request itself: whether
 * a button may be pressed is asked before the table has taken over what was chosen.
 */
@Named("chosen")
@RequestScoped
public class Chosen {

    /** Where the table posts the keys of the chosen rows. */
    private static final String KEYS = "files:rows_selection";

    /** Of an address, with room left for the other lines of a request. */
    private static final int LONGEST_ADDRESS = 6_000;

    @Inject
    CurrentCaller caller;

    @Inject
    FolderBean folder;

    @Inject
    SearchBean search;

    @Inject
    ShellBean shell;

    @Inject
    HttpServletRequest request;

    private Optional<List<FolderRow>> rows = Optional.empty();

    /** Where the rows come from. */
    RowSource source() {
        return isInFolder() ? folder : search;
    }

    /** Whether the list is that of a folder. */
    public boolean isInFolder() {
        return PortalRoutes.isFolder(request);
    }

    public List<FolderRow> getRows() {
        if (rows.isEmpty()) {
            String posted = Optional.ofNullable(request.getParameter(KEYS)).orElse("");
            List<String> keys = Arrays.stream(posted.split(","))
                    .filter(key -> !key.isEmpty())
                    .toList();
            rows = Optional.of(keys.isEmpty() ? List.of() : source().rows(keys));
        }
        return rows.get();
    }

    /** Nothing is chosen any more. */
    void forget() {
        rows = Optional.of(List.of());
    }

    /**
     * The first one.
     *
     * @throws Refusal NOT_FOUND when nothing is chosen, or it has gone
     */
    FolderRow one() {
        return getRows().stream().findFirst().orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    public int getCount() {
        return getRows().size();
    }

    private boolean isAny() {
        return !getRows().isEmpty();
    }

    public boolean isSingle() {
        return getRows().size() == 1;
    }

    public boolean isRenamable() {
        return isSingle() && isMovable();
    }

    public boolean isMovable() {
        return isAny() && getRows().stream().allMatch(FolderRow::movable);
    }

    public boolean isCopyable() {
        return isAny() && getRows().stream().allMatch(FolderRow::copyable);
    }

    public boolean isDownloadable() {
        return isSingle() && !one().isFolder();
    }

    public String getAddress() {
        return isDownloadable() ? one().getAddress() : "";
    }

    public String getName() {
        return isSingle() ? one().getName() : "";
    }

    /** One folder, or several things: one document is fetched as it is. Many with long names have no room in an address. */
    public boolean isZippable() {
        return isAny()
                && !isDownloadable()
                && getRows().stream().allMatch(row -> row.node().may(Operation.DOWNLOAD))
                && getZipAddress().length() <= LONGEST_ADDRESS;
    }

    public String getZipAddress() {
        return getRows().stream()
                .map(row -> "path=" + URLEncoder.encode(row.node().path().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "/api/v1/archives?", ""));
    }

    public boolean isLockable() {
        return isDownloadable() && isMovable() && !one().isLocked();
    }

    public boolean isUnlockable() {
        return isDownloadable()
                && one().isLocked()
                && (isAdministered() || one().isLockedBy(caller.require().accountName()));
    }

    private boolean isAdministered() {
        return spaceOf(one().node().path()).filter(SpaceView::administered).isPresent();
    }

    private Optional<SpaceView> spaceOf(FilePath path) {
        return shell.spaceOf(path);
    }

    public boolean isRevisable() {
        return isDownloadable() && source().isKeepingRevisions();
    }

    /** Comment and tags of one thing. */
    public boolean isCommentable() {
        return isSingle() && one().node().may(Operation.EDIT_COMMENT);
    }

    /** Tags and labels; whoever may only make a label less strict does so in the details. */
    public boolean isTaggable() {
        return isAny() && getRows().stream().allMatch(row -> row.node().may(Operation.EDIT_COMMENT));
    }

    public boolean isStarrable() {
        return isAny() && !isUnstarrable();
    }

    /** Whether all of it has the caller's star. */
    public boolean isUnstarrable() {
        return isAny() && getRows().stream().allMatch(FolderRow::isStarred);
    }

    /** Documents only, which may be written. */
    public boolean isActionable() {
        return isAny()
                && getRows().stream()
                        .allMatch(row -> !row.isFolder() && row.node().may(Operation.UPLOAD_FILE));
    }

    /** Whether all of it goes into a trash when it is deleted. */
    boolean isTrashed() {
        return isAny()
                && getRows().stream().map(row -> spaceOf(row.node().path())).allMatch(Chosen::hasTrash);
    }

    private static boolean hasTrash(Optional<SpaceView> space) {
        return space.filter(each -> each.settings().trash()).isPresent();
    }
}
