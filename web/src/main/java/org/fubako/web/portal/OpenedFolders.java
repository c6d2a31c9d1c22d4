package org.fubako.web.portal;

import jakarta.faces.view.ViewScoped;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.fubako.storage.Expansion;
import org.fubako.storage.FilePath;

/** What was opened and closed by hand in the navigation of one page; the newest of each only, because each costs a statement. */
@ViewScoped
public class OpenedFolders implements Serializable {

    static final int KEPT = 100;

    private List<UUID> opened = List.of();
    private List<UUID> closed = List.of();

    /** Opens a folder, whatever it is: what is not in the tree opens nothing. */
    void open(UUID folder) {
        opened = with(opened, folder);
        closed = without(closed, folder).toList();
    }

    /** Closes a folder, even if it lies on the way to where one is. */
    void close(UUID folder) {
        closed = with(closed, folder);
        opened = without(opened, folder).toList();
    }

    private static List<UUID> with(List<UUID> some, UUID folder) {
        List<UUID> longer =
                Stream.concat(without(some, folder), Stream.of(folder)).toList();
        return longer.subList(Math.max(0, longer.size() - KEPT), longer.size()).stream()
                .toList();
    }

    private static Stream<UUID> without(List<UUID> some, UUID folder) {
        return some.stream().filter(each -> !each.equals(folder));
    }

    /** Which folders are open where the way to a place is, too. */
    Expansion along(FilePath way) {
        return new Expansion(way, new HashSet<>(opened), new HashSet<>(closed));
    }
}
