package org.fubako.web.storage;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Conditions;
import org.fubako.storage.FilePath;
import org.fubako.storage.NodeView;
import org.fubako.storage.Operation;
import org.fubako.storage.RevisionService;
import org.fubako.storage.RevisionView;
import org.fubako.web.http.RawPath;
import org.fubako.web.portal.Display;
import org.fubako.web.security.CurrentCaller;

/** The revisions of one document, in a dialog: to be fetched, or made the newest. */
@Named("revisions")
@ViewScoped
public class RevisionsBean implements Serializable {

    private static final int MOST_SHOWN = 200;

    @Inject
    CurrentCaller caller;

    @Inject
    RevisionService revisions;

    private String path = "";
    private String name = "";
    private boolean restorable;
    private boolean more;
    private List<Row> rows = List.of();

    /** A line of the dialog. */
    public record Row(int number, String created, String by, String size, String address, boolean newest)
            implements Serializable {

        static Row of(RevisionView revision, FilePath path, Display display) {
            return new Row(
                    revision.number(),
                    display.time(revision.createdAt()),
                    revision.createdBy(),
                    display.size(revision.length()),
                    RawPath.href(FolderRow.CONTENTS, path, false) + "?revision=" + revision.number(),
                    revision.newest());
        }
    }

    /** Reads the revisions of a document afresh. */
    void open(NodeView document, Display display) {
        Caller who = caller.require();
        List<RevisionView> found = revisions.list(who, document.path(), MOST_SHOWN + 1, Optional.empty());
        path = document.path().toString();
        name = document.name();
        restorable = document.may(Operation.UPLOAD_FILE);
        more = found.size() > MOST_SHOWN;
        rows = found.stream()
                .limit(MOST_SHOWN)
                .map(revision -> Row.of(revision, document.path(), display))
                .toList();
    }

    /** Makes a revision the newest. */
    void restore(int number) {
        if (path.isEmpty()) {
            throw new Refusal(Problem.NOT_FOUND, "");
        }
        revisions.restore(caller.require(), FilePath.parse(path), number, Conditions.NONE);
    }

    public String getName() {
        return name;
    }

    public List<Row> getRows() {
        return rows;
    }

    public boolean isRestorable() {
        return restorable;
    }

    /** Whether there are older ones than those shown. */
    public boolean isMore() {
        return more;
    }
}
