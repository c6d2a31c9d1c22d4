package org.fubako.web.storage;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.storage.NodeView;
import org.fubako.storage.TrashService;
import org.fubako.storage.TrashService.TrashPage;
import org.fubako.storage.TrashView;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.PortalRoutes;
import org.fubako.web.portal.PostedId;
import org.fubako.web.portal.ShellBean;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.omnifaces.util.Faces;

/** The page of a space's trash: what was deleted, to be restored or removed for good. */
@Named("trash")
@ViewScoped
public class TrashBean implements Serializable {

    private static final int MOST_SHOWN = 1_000;

    @Inject
    CurrentCaller caller;

    @Inject
    TrashService trash;

    @Inject
    ShellBean shell;

    @Inject
    TargetBean target;

    private String path = "/";
    private List<Row> rows = List.of();
    private boolean more;
    private String picked = "";

    /** A line of the list. */
    public record Row(
            String id,
            String name,
            String origin,
            boolean folder,
            String size,
            String deleted,
            String by,
            boolean changeable)
            implements Serializable {

        static Row of(TrashView item, Display display) {
            return new Row(
                    item.id().toString(),
                    item.name(),
                    item.path().parent().toString(),
                    item.folder(),
                    item.folder() ? "" : display.size(item.length()),
                    display.time(item.deletedAt()),
                    item.deletedBy(),
                    item.changeable());
        }
    }

    /** Reads the trash of the space in the address before anything is shown. */
    public void open() {
        HttpServletRequest request = Faces.getRequest();
        path = PortalRoutes.path(request).toString();
        read();
    }

    private void read() {
        Caller who = caller.require();
        Display display = new Display(Texts.current().locale(), who.zone());
        TrashPage page = trash.list(who, space(), MOST_SHOWN, Optional.empty());
        rows = page.items().stream().map(item -> Row.of(item, display)).toList();
        more = page.next().isPresent();
        shell.reread();
    }

    private FilePath space() {
        return FilePath.parse(path);
    }

    public String getTitle() {
        return Texts.current().get("trash.of", FolderRow.label(space(), Texts.current()));
    }

    /** The address of the space itself. */
    public String getBack() {
        return PortalRoutes.address(space());
    }

    public List<Row> getRows() {
        return rows;
    }

    /** Whether there is more than is shown. */
    public boolean isMore() {
        return more;
    }

    /** To where it lay. */
    public void restore(String id) {
        done(trash.restore(caller.require(), space(), PostedId.parse(id), Optional.empty()));
    }

    /** Asks for a folder. */
    public void startRestoreTo(String id) {
        picked = id;
        target.start(false, FilePath.ROOT, List.of());
        Dialogs.show("targetDialog");
    }

    public void restoreTo() {
        if (target.path().isEmpty()) {
            Dialogs.say(FacesMessage.SEVERITY_ERROR, Texts.current().get("target.missing"));
            return;
        }
        NodeView restored = trash.restore(caller.require(), space(), pickedId(), target.path());
        Dialogs.hide("targetDialog");
        done(restored);
    }

    private void done(NodeView restored) {
        read();
        Dialogs.say(
                FacesMessage.SEVERITY_INFO,
                Texts.current()
                        .get("trash.restored", restored.name(), restored.path().parent()));
    }

    /** Asks before something is lost. */
    public void startRemove(String id) {
        picked = id;
        Dialogs.show("removeDialog");
    }

    /** What is about to be removed; nothing before one was chosen. */
    public List<Row> getPicked() {
        return rows.stream().filter(row -> row.id().equals(picked)).toList();
    }

    public void remove() {
        trash.remove(caller.require(), space(), pickedId());
        read();
        Dialogs.hide("removeDialog");
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("trash.removed"));
    }

    private UUID pickedId() {
        if (picked.isEmpty()) {
            throw new Refusal(Problem.NOT_FOUND, path);
        }
        return PostedId.parse(picked);
    }
}
