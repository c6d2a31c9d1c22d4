package org.fubako.web.storage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fubako.storage.FilePath;

/**
 * What somebody has picked, so that a dialog does just what it has shown. Travels through its form as one text: the paths, each of which
 * begins with the character that joins them.
 */
public record Picked(List<FilePath> paths) {

    public static final Picked NOTHING = new Picked(List.of());

    private static final String SEPARATOR = "/";
    private static final String BETWEEN_PATHS = SEPARATOR + "(?=" + SEPARATOR + ")";

    static Picked of(List<FolderRow> rows) {
        return new Picked(rows.stream().map(row -> row.node().path()).toList());
    }

    /** What {@link #text} has written; what is no path in it is refused, the root is passed over. */
    public static Picked parse(String text) {
        return new Picked(Arrays.stream(text.split(BETWEEN_PATHS))
                .filter(path -> !path.isEmpty())
                .map(FilePath::parse)
                .filter(path -> !path.isRoot())
                .toList());
    }

    public Stream<String> names() {
        return paths.stream().map(FilePath::name);
    }

    public String text() {
        return paths.stream().map(FilePath::toString).collect(Collectors.joining(SEPARATOR));
    }
}
