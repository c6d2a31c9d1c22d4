package org.fubako.web.dav;

import java.util.Set;
import org.fubako.storage.FilePath;

/** Names that desktops ask for in every folder and hardly ever find. Answering them costs no service call. */
final class Probes {

    private static final Set<String> NAMES = Set.of(
            ".DS_Store",
            ".Spotlight-V100",
            ".metadata_never_index",
            ".metadata_never_index_unless_rootfs",
            ".metadata_direct_scope_only",
            ".hidden",
            ".ql_disablethumbnails",
            ".ql_disablecache",
            ".Trashes",
            ".fseventsd",
            ".TemporaryItems",
            ".apdisk",
            "mach_kernel",
            "desktop.ini",
            "Thumbs.db");

    private Probes() {}

    static boolean isProbe(FilePath path) {
        return !path.isRoot() && (path.name().startsWith("._") || NAMES.contains(path.name()));
    }
}
