package org.fubako.web.storage;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.FolderSettings;
import org.fubako.storage.NodeView;
import org.fubako.storage.SpaceService;
import org.fubako.storage.SpaceView;
import org.fubako.web.security.CurrentCaller;

/** What is set on the folder that is open: its comment, and what happens by itself in it. */
@Named("settings")
@RequestScoped
public class SettingsBean {

    @Inject
    CurrentCaller caller;

    @Inject
    FileService files;

    @Inject
    SpaceService spaces;

    private String comment = "";
    private boolean keepRevisions;
    private boolean trash;
    private Integer trashDays;

    /** Shows what is set now; of the space, too, when that is open and the caller administers it. */
    void open(NodeView folder, Optional<SpaceView> space) {
        comment = folder.comment();
        keepRevisions = folder.settings().keepRevisions();
        Optional<SpaceView> administered = space.filter(SpaceView::administered);
        trash = administered.filter(SpaceView::trash).isPresent();
        trashDays = administered.flatMap(SpaceView::trashDays).orElse(null);
    }

    /** Changes what differs from what is set. */
    void save(FilePath path, Optional<SpaceView> space) {
        Caller who = caller.require();
        NodeView folder = files.describe(who, path);
        String wanted = comment.strip();
        if (!wanted.equals(folder.comment())) {
            files.editComment(who, path, wanted);
        }
        FolderSettings settings = folder.settings().withRevisions(keepRevisions);
        if (!settings.equals(folder.settings())) {
            files.changeSettings(who, path, settings);
        }
        space.filter(SpaceView::administered).ifPresent(one -> save(who, one));
    }

    private void save(Caller who, SpaceView space) {
        Optional<Integer> days = Optional.ofNullable(trashDays);
        if (trash != space.trash() || !days.equals(space.trashDays())) {
            spaces.setTrash(who, space.id(), trash, days);
        }
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

    public String getComment() {
        return comment;
    }

    public void setComment(String comment) {
        this.comment = Optional.ofNullable(comment).orElse("");
    }

    public boolean isKeepRevisions() {
        return keepRevisions;
    }

    public void setKeepRevisions(boolean keepRevisions) {
        this.keepRevisions = keepRevisions;
    }
}
