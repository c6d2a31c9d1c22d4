package org.fubako.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/access.md says of who may call what; that it leaves nothing out, the web module's own tests see to. */
final class AccessTable {

    private static final Path PAGE = Path.of("../docs/access.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(?:([A-Z]+)|(?:([A-Z]+) )?(/[^`]*))` \\| ([^|]+) \\|$");
    private static final Pattern MODE = Pattern.compile("(?m)^\\| ([a-z-]+) \\|((?: y? ?\\|)+)$");

    private final String text;

    private AccessTable(String text) {
        this.text = text;
    }

    static AccessTable read() throws IOException {
        return new AccessTable(Files.readString(PAGE));
    }

    /**
     * A line of it.
     *
     * @param method empty for a page
     * @param address below the root of its door; empty for a method of WebDAV
     * @param takes the words, of which each must hold
     */
    record Row(String method, String address, List<String> takes) {

        String name() {
            return (method + " " + address).strip();
        }

        boolean inPerson() {
            return takes.contains("in person");
        }

        boolean own() {
            return takes.contains("own");
        }

        /** Of which one is enough; empty where no role is asked for. */
        Set<String> roles(Set<String> known) {
            Set<String> roles = new LinkedHashSet<>();
            takes.stream()
                    .flatMap(word -> Arrays.stream(word.split(" or ")))
                    .filter(known::contains)
                    .forEach(roles::add);
            return roles;
        }
    }

    private String chapter(String title) {
        return text.split("\n## " + title + "\n", 2)[1].split("\n## ", 2)[0];
    }

    List<Row> rows(String chapter) {
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(chapter(chapter));
        while (row.find()) {
            String method = row.group(1) != null ? row.group(1) : row.group(2) != null ? row.group(2) : "";
            String address = row.group(3) != null ? row.group(3) : "";
            rows.add(new Row(method, address, List.of(row.group(4).split(", "))));
        }
        return rows;
    }

    /** The access modes by name, with what each allows. */
    Map<String, Set<String>> modes() {
        String chapter = chapter("Access modes");
        Matcher head = Pattern.compile("(?m)^\\| \\| (.*) \\|$").matcher(chapter);
        head.find();
        String[] operations = head.group(1).split(" \\| ");
        Map<String, Set<String>> modes = new LinkedHashMap<>();
        Matcher mode = MODE.matcher(chapter);
        while (mode.find()) {
            String[] cells = mode.group(2).split("\\|", -1);
            Set<String> allowed = new LinkedHashSet<>();
            for (int column = 0; column < operations.length; column++) {
                if (cells[column].contains("y")) {
                    allowed.add(operations[column]);
                }
            }
            modes.put(mode.group(1), allowed);
        }
        return modes;
    }
}
