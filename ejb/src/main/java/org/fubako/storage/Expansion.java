package org.fubako.storage;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Which folders of a tree are open: those on the way to a place, but for what was closed, and what was opened besides. Ids rather than
 * paths, so that what is renamed or moved stays as it is; an id that is not in the tree opens nothing.
 *
 * @param way the place; {@link FilePath#ROOT} for none
 */
public record Expansion(FilePath way, Set<UUID> opened, Set<UUID> closed) {

    /** Keeps copies of its own. */
    public Expansion {
        opened = Set.copyOf(opened);
        closed = Set.copyOf(closed);
    }

    /** Whether a folder is open. The place itself is not, unless it was opened. */
    public boolean isOpen(UUID folder, FilePath path) {
        return opened.contains(folder) || (leadsTo(path) && !closed.contains(folder));
    }

    private boolean leadsTo(FilePath path) {
        List<String> top = path.segments();
        return top.size() < way.segments().size()
                && way.segments().subList(0, top.size()).equals(top);
    }
}
