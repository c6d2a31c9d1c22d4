package org.fubako.web.storage;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.fubako.storage.FilePath;
import org.fubako.storage.FolderSettings;
import org.fubako.storage.Label;
import org.fubako.storage.LockView;
import org.fubako.storage.NodeView;
import org.fubako.storage.Operation;
import org.fubako.storage.SpaceKind;
import org.fubako.web.http.RawPath;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.PortalRoutes;
import org.fubako.web.portal.Texts;
import org.fubako.web.rest.ApiText;

/** A line of the list of a folder. */
public class FolderRow {

    /** Where contents are fetched. */
    static final String CONTENTS = "/api/v1/files";

    private static final String PLAIN_ICON = "pi-file";
    private static final String IMAGE_ICON = "pi-image";
    private static final String SHEET_ICON = "pi-file-excel";
    private static final String TEXT_ICON = "pi-align-left";
    private static final String ARCHIVE_ICON = "pi-box";
    private static final String FILM_ICON = "pi-video";
    private static final String SOUND_ICON = "pi-volume-up";
    private static final String MAIL_ICON = "pi-envelope";
    private static final String CODE_ICON = "pi-code";
    private static final Map<String, String> ICONS = Map.ofEntries(
            Map.entry("pdf", "pi-file-pdf"),
            Map.entry("xls", SHEET_ICON),
            Map.entry("xlsx", SHEET_ICON),
            Map.entry("ods", SHEET_ICON),
            Map.entry("csv", SHEET_ICON),
            Map.entry("doc", "pi-file-word"),
            Map.entry("docx", "pi-file-word"),
            Map.entry("odt", "pi-file-word"),
            Map.entry("ppt", "pi-chart-bar"),
            Map.entry("pptx", "pi-chart-bar"),
            Map.entry("odp", "pi-chart-bar"),
            Map.entry("txt", TEXT_ICON),
            Map.entry("md", TEXT_ICON),
            Map.entry("log", TEXT_ICON),
            Map.entry("zip", ARCHIVE_ICON),
            Map.entry("7z", ARCHIVE_ICON),
            Map.entry("lzh", ARCHIVE_ICON),
            Map.entry("gz", ARCHIVE_ICON),
            Map.entry("png", IMAGE_ICON),
            Map.entry("jpg", IMAGE_ICON),
            Map.entry("jpeg", IMAGE_ICON),
            Map.entry("gif", IMAGE_ICON),
            Map.entry("webp", IMAGE_ICON),
            Map.entry("svg", IMAGE_ICON),
            Map.entry("mp4", FILM_ICON),
            Map.entry("mov", FILM_ICON),
            Map.entry("mp3", SOUND_ICON),
            Map.entry("wav", SOUND_ICON),
            Map.entry("eml", MAIL_ICON),
            Map.entry("msg", MAIL_ICON),
            Map.entry("html", CODE_ICON),
            Map.entry("xml", CODE_ICON),
            Map.entry("json", CODE_ICON));

    private final NodeView node;
    private final List<LockView> locks;
    private final List<String> tags;
    private final boolean starred;
    private final Texts texts;
    private final Display display;

    FolderRow(NodeView node, List<LockView> locks, Texts texts, Display display) {
        this(node, locks, List.of(), false, texts, display);
    }

    private FolderRow(
            NodeView node, List<LockView> locks, List<String> tags, boolean starred, Texts texts, Display display) {
        this.node = node;
        this.locks = locks;
        this.tags = tags;
        this.starred = starred;
        this.texts = texts;
        this.display = display;
    }

    /** The same with what is read only for those rows that are shown or chosen. */
    FolderRow marked(List<String> itsTags, boolean isStarred) {
        return new FolderRow(node, locks, itsTags, isStarred, texts, display);
    }

    public List<TagLink> getTags() {
        return tags.stream().map(TagLink::of).toList();
    }

    /** Whether the account has marked it. */
    public boolean isStarred() {
        return starred;
    }

    /** The label that counts, in the address of its text, where it is worth a word: most things are internal. */
    public String getStamp() {
        return node.label() == Label.UNSAID ? "" : ApiText.kebab(node.label());
    }

    /** The icons of a folder's actions always stand in this order, so that the eye finds them. */
    public List<ActionIcon> getActions() {
        FolderSettings settings = node.settings();
        return Stream.of(
                        new ActionIcon("pi-history", "action.revisions", settings.keepRevisions()),
                        new ActionIcon("pi-shield", "action.virus", settings.virusCheck()),
                        new ActionIcon("pi-bell", "action.notice", settings.notice()),
                        new ActionIcon("pi-link", "action.link", settings.oneTimeUrl()),
                        new ActionIcon("pi-images", "action.thumbnail", settings.thumbnail()))
                .filter(icon -> node.folder() && icon.on())
                .toList();
    }

    /** What the row is about. */
    public NodeView node() {
        return node;
    }

    boolean movable() {
        return node.may(node.folder() ? Operation.CHANGE_FOLDER : Operation.CHANGE_FILE);
    }

    boolean copyable() {
        return node.may(Operation.COPY_OUT);
    }

    public String getId() {
        return node.id().toString();
    }

    public String getName() {
        return node.name();
    }

    /** A thing's own name, or the word of the user's language for what has none. */
    public static String label(FilePath path, Texts texts) {
        return switch (path.segments().size()) {
            case 0 -> texts.get("files.home");
            case 1 -> groups(path) ? texts.get("spaces." + path.name()) : texts.get("space." + path.name());
            default -> path.name();
        };
    }

    private static boolean groups(FilePath path) {
        return Stream.of(SpaceKind.values())
                .anyMatch(kind -> kind.named() && kind.segment().equals(path.name()));
    }

    public String getPath() {
        return node.path().toString();
    }

    public boolean isFolder() {
        return node.folder();
    }

    public String getIcon() {
        return node.folder() ? "pi-folder" : ICONS.getOrDefault(extension(), PLAIN_ICON);
    }

    /** The ending of the name, in lower case; empty for a name without one. */
    private String extension() {
        int dot = node.name().lastIndexOf('.');
        return dot < 1 ? "" : node.name().substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** What kind of thing it is, in words. */
    public String getType() {
        if (node.folder()) {
            return texts.get("details.type.folder");
        }
        return extension().isEmpty()
                ? texts.get("details.type.file")
                : texts.get("details.type.ending", extension().toUpperCase(Locale.ROOT));
    }

    /** A folder opens; a document is fetched, always as an attachment. */
    public String getAddress() {
        return node.folder() ? PortalRoutes.address(node.path()) : RawPath.href(CONTENTS, node.path(), false);
    }

    public String getSize() {
        return node.folder() ? "" : display.size(node.length());
    }

    /** Also to the byte, so that it can be compared. */
    public String getExactSize() {
        return texts.get("details.size", getSize(), node.length());
    }

    /** Of a document's content, as {@code sha256sum} prints it; empty for a folder. */
    public String getSha256() {
        return node.sha256().orElse("");
    }

    public String getCreated() {
        return display.time(node.createdAt());
    }

    public String getModified() {
        return display.time(node.modifiedAt());
    }

    public String getModifiedBy() {
        return node.modifiedBy();
    }

    public String getComment() {
        return node.comment();
    }

    public String getRevision() {
        return node.folder() ? "" : Integer.toString(node.revision());
    }

    public boolean isLocked() {
        return !locks.isEmpty();
    }

    boolean isLockedBy(String account) {
        return locks.stream().allMatch(lock -> lock.account().equals(account));
    }

    /** By whom it is locked, and until when. */
    public String getLock() {
        return locks.stream()
                .findFirst()
                .map(lock -> texts.get("files.locked", lock.account(), display.time(lock.expiresAt())))
                .orElse("");
    }

    /** Something that happens by itself in a folder. */
    public record ActionIcon(String icon, String key, boolean on) {}
}
