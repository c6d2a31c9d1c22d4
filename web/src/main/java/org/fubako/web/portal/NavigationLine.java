package org.fubako.web.portal;

import org.fubako.storage.FilePath;
import org.fubako.storage.FolderBranch;
import org.fubako.storage.NodeView;
import org.fubako.web.portal.ShellBean.SpaceRow;

/**
 * A line of the navigation's tree: a space, a folder, or a word about folders that are not shown.
 *
 * @param key by which it is opened and closed; empty when that is not a folder
 * @param address where it leads; empty for nowhere
 * @param into the path that things go to that are dropped on it; empty for nowhere
 * @param current what {@code aria-current} says
 * @param usage of a space; empty otherwise
 * @param fill of a space, in percent
 */
public record NavigationLine(
        String key,
        String label,
        String address,
        String into,
        String icon,
        boolean open,
        String current,
        String usage,
        int fill,
        boolean nearlyFull) {

    static NavigationLine of(SpaceRow space, boolean open, Here here) {
        return new NavigationLine(
                space.id().toString(),
                space.label(),
                space.address(),
                space.path().toString(),
                space.icon(),
                open,
                here.current(space.path(), open),
                space.usage(),
                space.fill(),
                space.nearlyFull());
    }

    static NavigationLine of(FolderBranch branch, Here here) {
        NodeView folder = branch.folder();
        return new NavigationLine(
                folder.id().toString(),
                folder.name(),
                PortalRoutes.address(folder.path()),
                folder.path().toString(),
                branch.open() ? "pi-folder-open" : "pi-folder",
                branch.open(),
                here.current(folder.path(), branch.open()),
                "",
                0,
                false);
    }

    static NavigationLine word(String label, String address) {
        return new NavigationLine("", label, address, "", "", false, "false", "", 0, false);
    }

    /** Whether it can be opened. */
    public boolean folder() {
        return !key.isEmpty();
    }

    /** Whether it shows how much of it is used. */
    public boolean space() {
        return !usage.isEmpty();
    }

    /**
     * Where one is.
     *
     * @param path of the page; {@link FilePath#ROOT} where that is in no space
     * @param folder whether the page is that of the folder itself, and not one about it
     */
    record Here(FilePath path, boolean folder) {

        static final Here NOWHERE = new Here(FilePath.ROOT, false);

        /** Marks where one is; where that is not to be seen, what it lies in. */
        String current(FilePath line, boolean open) {
            if (line.equals(path)) {
                return folder ? "page" : "true";
            }
            return !open && ShellBean.isWithin(path, line) ? "true" : "false";
        }
    }
}
