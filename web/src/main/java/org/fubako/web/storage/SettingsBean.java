package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fubako.caller.Caller;
import org.fubako.mail.MailAddress;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.FolderNotice;
import org.fubako.storage.FolderSettings;
import org.fubako.storage.Label;
import org.fubako.storage.LabelService;
import org.fubako.storage.NodeView;
import org.fubako.storage.SpaceChange;
import org.fubako.storage.SpaceService;
import org.fubako.storage.SpaceSettings;
import org.fubako.storage.SpaceView;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;

/** What is set on the folder that is open: its comment, and what happens by itself in it. */
@Named("settings")
@RequestScoped
public class SettingsBean {

    @Inject
    CurrentCaller caller;

    @EJB
    FileService files;

    @EJB
    LabelService labels;

    @EJB
    SpaceService spaces;

    private String comment = "";
    private String label = "";
    private boolean keepRevisions;
    private boolean virusCheck;
    private boolean thumbnail;
    private boolean oneTimeUrl;
    private boolean trash;
    private Integer trashDays;
    private Integer autoDeleteDays;
    private Integer spaceDays;
    private String recipients = "";
    private String noticeLanguage = "ja";

    /** Shows what is set now; of the space, too, when that is open and the caller administers it. */
    void open(NodeView folder, Optional<SpaceView> space) {
        comment = folder.comment();
        label = LabelChoices.value(folder.labels().own());
        keepRevisions = folder.settings().keepRevisions();
        virusCheck = folder.settings().virusCheck();
        thumbnail = folder.settings().thumbnail();
        oneTimeUrl = folder.settings().oneTimeUrl();
        Optional<SpaceView> administered = space.filter(SpaceView::administered);
        Optional<FolderNotice> notice = files.notice(caller.require(), folder.path());
        recipients = notice.map(SettingsBean::lines).orElse("");
        noticeLanguage = notice.map(FolderNotice::language)
                .orElseGet(() -> Texts.current().locale())
                .getLanguage();
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
        Optional<FolderNotice> notice = notice();
        String wanted = comment.strip();
        if (!wanted.equals(folder.comment())) {
            files.editComment(who, path, wanted);
        }
        Optional<Label> ownLabel = LabelChoices.parse(label);
        if (!ownLabel.equals(folder.labels().own())) {
            labels.change(who, path, ownLabel);
        }
        FolderSettings settings = folder.settings()
                .withRevisions(keepRevisions)
                .withVirusCheck(virusCheck)
                .withThumbnail(thumbnail)
                .withOneTimeUrl(oneTimeUrl);
        if (autoDeletable) {
            settings = settings.withAutoDelete(Optional.ofNullable(autoDeleteDays));
        }
        if (!settings.equals(folder.settings())) {
            files.changeSettings(who, path, settings);
        }
        if (!notice.equals(files.notice(who, path))) {
            files.changeNotice(who, path, notice);
        }
        space.filter(SpaceView::administered).ifPresent(one -> save(who, one));
    }

    private static String lines(FolderNotice notice) {
        return notice.recipients().stream().map(MailAddress::value).collect(Collectors.joining("\n"));
    }

    private Optional<FolderNotice> notice() {
        List<String> addresses = ActionsBean.addresses(recipients);
        return addresses.isEmpty()
                ? Optional.empty()
                : Optional.of(FolderNotice.of(addresses, Locale.forLanguageTag(noticeLanguage)));
    }

    private void save(Caller who, SpaceView space) {
        SpaceSettings wanted = new SpaceSettings(trash, Optional.ofNullable(trashDays), Optional.ofNullable(spaceDays));
        if (!wanted.equals(space.settings())) {
            spaces.change(who, space.id(), SpaceChange.of(wanted));
        }
    }

    /** Mail addresses, one per line; empty: nobody is told. */
    public String getRecipients() {
        return recipients;
    }

    public void setRecipients(String recipients) {
        this.recipients = Optional.ofNullable(recipients).orElse("");
    }

    public String getNoticeLanguage() {
        return noticeLanguage;
    }

    public void setNoticeLanguage(String noticeLanguage) {
        this.noticeLanguage = noticeLanguage;
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

    /** Its own, as it is chosen; empty for none. */
    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = Optional.ofNullable(label).orElse("");
    }

    /** Whether a one-time URL is made for each document that arrives. */
    public boolean isOneTimeUrl() {
        return oneTimeUrl;
    }

    public void setOneTimeUrl(boolean oneTimeUrl) {
        this.oneTimeUrl = oneTimeUrl;
    }

    public boolean isThumbnail() {
        return thumbnail;
    }

    public void setThumbnail(boolean thumbnail) {
        this.thumbnail = thumbnail;
    }

    public boolean isVirusCheck() {
        return virusCheck;
    }

    public void setVirusCheck(boolean virusCheck) {
        this.virusCheck = virusCheck;
    }

    public boolean isKeepRevisions() {
        return keepRevisions;
    }

    public void setKeepRevisions(boolean keepRevisions) {
        this.keepRevisions = keepRevisions;
    }
}
