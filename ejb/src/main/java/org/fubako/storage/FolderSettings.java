package org.fubako.storage;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happens by itself in a folder. A new folder starts with {@link #NEW}.
 *
 * @param autoDeleteDays after how many days without a change a document in it is deleted; empty for never
 */
public record FolderSettings(
        boolean keepRevisions,
        boolean virusCheck,
        boolean notice,
        boolean oneTimeUrl,
        boolean thumbnail,
        Optional<Integer> autoDeleteDays) {

    public static final FolderSettings NEW = new FolderSettings(false, true, false, false, false, Optional.empty());

    public FolderSettings withRevisions(boolean keep) {
        return new FolderSettings(keep, virusCheck, notice, oneTimeUrl, thumbnail, autoDeleteDays);
    }

    public FolderSettings withVirusCheck(boolean checked) {
        return new FolderSettings(keepRevisions, checked, notice, oneTimeUrl, thumbnail, autoDeleteDays);
    }

    public FolderSettings withOneTimeUrl(boolean made) {
        return new FolderSettings(keepRevisions, virusCheck, notice, made, thumbnail, autoDeleteDays);
    }

    public FolderSettings withThumbnail(boolean made) {
        return new FolderSettings(keepRevisions, virusCheck, notice, oneTimeUrl, made, autoDeleteDays);
    }

    FolderSettings withNotice(boolean told) {
        return new FolderSettings(keepRevisions, virusCheck, told, oneTimeUrl, thumbnail, autoDeleteDays);
    }

    public FolderSettings withAutoDelete(Optional<Integer> days) {
        return new FolderSettings(keepRevisions, virusCheck, notice, oneTimeUrl, thumbnail, days);
    }

    /** What is on, for the operation log. */
    String inWords() {
        return Stream.of(
                        Optional.of("revisions").filter(word -> keepRevisions),
                        Optional.of("virus-check").filter(word -> virusCheck),
                        Optional.of("notice").filter(word -> notice),
                        Optional.of("one-time-url").filter(word -> oneTimeUrl),
                        Optional.of("thumbnail").filter(word -> thumbnail),
                        autoDeleteDays.map(days -> "auto-delete " + days + " days"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }
}
