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
import org.fubako.storage.SpaceSettings;
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
    private Integer autoDeleteDays;
    private Integer spaceDays;

    /** Shows what is set now; of the space, too, when that is open and the caller administers it. */
    void open(NodeView folder, Optional<SpaceView> space) {
        comment = folder.comment();
        keepRevisions = folder.settings().keepRevisions();
        Optional<SpaceView> administered = space.filter(SpaceView::administered);
        autoDeleteDays = folder.settings().autoDeleteDays().orElse(null);
        Optional<SpaceSettings> whole = administered.map(SpaceView::settings);
        trash = whole.filter(SpaceSettings::trash).isPresent();
        trashDays = whole.flatMap(SpaceSettings::trashDays).orElse(null);
        spaceDays = whole.flatMap(SpaceSettings::autoDeleteDays).orElse(null);
    }

    /** Changes what differs from what is set. */
    void save(FilePath path, Optional<SpaceView> space, boolean autoDeletable) {
        Caller who = caller.require();
        NodeView folder = files.describe(who, path);
        String wanted = comment.strip();
        if (!wanted.equals(folder.comment())) {
            files.editComment(who, path, wanted);
        }
        FolderSettings settings = folder.settings().withRevisions(keepRevisions);
        if (autoDeletable) {
            settings = settings.withAutoDelete(Optional.ofNullable(autoDeleteDays));
        }
        if (!settings.equals(folder.settings())) {
            files.changeSettings(who, path, settings);
        }
        space.filter(SpaceView::administered).ifPresent(one -> save(who, one));
    }

    private void save(Caller who, SpaceView space) {
        SpaceSettings wanted = new SpaceSettings(trash, Optional.ofNullable(trashDays), Optional.ofNullable(spaceDays));
        if (!wanted.equals(space.settings())) {
            spaces.change(who, space.id(), wanted);
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

    /** Of the folder alone; null for never. */
    public Integer getAutoDeleteDays() {
        return autoDeleteDays;
    }

    public void setAutoDeleteDays(Integer autoDeleteDays) {
        this.autoDeleteDays = autoDeleteDays;
    }

    /** Of the whole space; null for what its folders say. */
    public Integer getSpaceDays() {
        return spaceDays;
    }

    public void setSpaceDays(Integer spaceDays) {
        this.spaceDays = spaceDays;
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
