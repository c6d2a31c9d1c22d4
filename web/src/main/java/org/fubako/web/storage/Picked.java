package org.fubako.web.storage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.fubako.storage.FilePath;

/**
 * What somebody has picked in a folder, by name, so that a dialog does just what it has shown. Travels through its form as one
 * text, with the character between names that no name has.
 */
record Picked(FilePath folder, List<String> names) {

    private static final String SEPARATOR = "/";

    static Picked parse(FilePath folder, String text) {
        return new Picked(
                folder,
                Arrays.stream(text.split(SEPARATOR))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    Stream<FilePath> paths() {
        return names.stream().map(folder::child);
    }

    String text() {
        return String.join(SEPARATOR, names);
    }
}
