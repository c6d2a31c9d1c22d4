package org.fubako.web.storage;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.fubako.storage.FilePath;
import org.fubako.storage.FolderSettings;
import org.fubako.storage.NodeView;
import org.fubako.storage.Operation;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.PathAddress;
import org.fubako.web.portal.Texts;

/** A line of the list of a folder. */
public class FolderRow {

    private static final String PLAIN_ICON = "pi-file";
    private static final Map<String, String> ICONS = Map.ofEntries(
            Map.entry("pdf", "pi-file-pdf"),
            Map.entry("xls", "pi-file-excel"),
            Map.entry("xlsx", "pi-file-excel"),
            Map.entry("csv", "pi-file-excel"),
            Map.entry("doc", "pi-file-word"),
            Map.entry("docx", "pi-file-word"),
            Map.entry("txt", "pi-align-left"),
            Map.entry("md", "pi-align-left"),
            Map.entry("zip", "pi-box"),
            Map.entry("7z", "pi-box"),
            Map.entry("png", "pi-image"),
            Map.entry("jpg", "pi-image"),
            Map.entry("jpeg", "pi-image"),
            Map.entry("gif", "pi-image"),
            Map.entry("webp", "pi-image"),
            Map.entry("mp4", "pi-video"));

    private final NodeView node;
    private final Texts texts;
    private final Display display;

    FolderRow(NodeView node, Texts texts, Display display) {
        this.node = node;
        this.texts = texts;
        this.display = display;
    }

    /** The icons of a folder's actions always stand in this order, so that the eye finds them. */
    public List<ActionIcon> getActions() {
        FolderSettings settings = node.settings();
        return Stream.of(
                        new ActionIcon("pi-history", "action.revisions", settings.keepRevisions()),
                        new ActionIcon("pi-shield", "action.virus", settings.virusCheck()),
                        new ActionIcon("pi-bell", "action.notice", settings.notice()),
                        new ActionIcon("pi-link", "action.link", settings.oneTimeUrl()),
                        new ActionIcon("pi-image", "action.thumbnail", settings.thumbnail()))
                .filter(icon -> node.folder() && !node.fixed() && icon.on())
                .toList();
    }

    FilePath path() {
        return node.path();
    }

    boolean movable() {
        return !node.fixed() && node.may(node.folder() ? Operation.CHANGE_FOLDER : Operation.CHANGE_FILE);
    }

    boolean copyable() {
        return !node.fixed() && node.may(Operation.COPY_OUT);
    }

    NodeView node() {
        return node;
    }

    public String getId() {
        return node.id().toString();
    }

    public String getName() {
        return label(node.path(), texts);
    }

    /** A document's own name, or of what groups spaces the word of the user's language. */
    static String label(FilePath path, Texts texts) {
        return switch (path.segments().size()) {
            case 0 -> texts.get("files.home");
            case 1 -> texts.get("space." + path.name());
            default -> path.name();
        };
    }

    public boolean isFolder() {
        return node.folder();
    }

    public String getIcon() {
        String name = node.name();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return node.folder() ? "pi-folder" : ICONS.getOrDefault(extension, PLAIN_ICON);
    }

    /** A folder opens; a document is fetched, always as an attachment. */
    public String getAddress() {
        return (node.folder() ? "/files" : "/api/v1/files") + PathAddress.encode(node.path());
    }

    public String getSize() {
        return node.folder() ? "" : display.size(node.length());
    }

    public String getModified() {
        return node.fixed() ? "" : display.time(node.modifiedAt());
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

    /** Something that happens by itself in a folder. */
    public record ActionIcon(String icon, String key, boolean on) {}
}
