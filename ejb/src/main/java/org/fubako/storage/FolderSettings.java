package org.fubako.storage;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happens by itself in a folder. A new folder starts with {@link #NEW}. */
public record FolderSettings(
        boolean keepRevisions, boolean virusCheck, boolean notice, boolean oneTimeUrl, boolean thumbnail) {

    public static final FolderSettings NEW = new FolderSettings(false, true, false, false, false);

    public FolderSettings withRevisions(boolean keep) {
        return new FolderSettings(keep, virusCheck, notice, oneTimeUrl, thumbnail);
    }

    /** What is on, for the operation log. */
    String inWords() {
        return Stream.of(
                        Optional.of("revisions").filter(word -> keepRevisions),
                        Optional.of("virus-check").filter(word -> virusCheck),
                        Optional.of("notice").filter(word -> notice),
                        Optional.of("one-time-url").filter(word -> oneTimeUrl),
                        Optional.of("thumbnail").filter(word -> thumbnail))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }
}
