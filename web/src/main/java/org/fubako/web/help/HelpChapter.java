package org.fubako.web.help;

import java.util.List;

/** Pages that belong together, in the order in which they are best read. */
public record HelpChapter(String title, List<Entry> entries) {

    /** A page by its name and title. */
    public record Entry(String name, String title) {}
}
