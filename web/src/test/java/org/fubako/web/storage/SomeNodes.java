package org.fubako.web.storage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.storage.FilePath;
import org.fubako.storage.FolderSettings;
import org.fubako.storage.Labelling;
import org.fubako.storage.NodeView;

/** Folders and documents of which a test needs little; the same path is the same thing. */
public final class SomeNodes {

    /** When all of them were made and changed. */
    public static final Instant TIME = Instant.parse("2026-11-30T01:02:04Z");

    private SomeNodes() {}

    public static NodeView folder(FilePath path) {
        return node(path, true, 0);
    }

    public static NodeView document(FilePath path, long length) {
        return node(path, false, length);
    }

    private static NodeView node(FilePath path, boolean folder, long length) {
        return new NodeView(
                UUID.nameUUIDFromBytes(path.toString().getBytes(StandardCharsets.UTF_8)),
                path,
                folder,
                length,
                TIME,
                TIME,
                "alice",
                "",
                Labelling.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                folder ? 0 : 1,
                false,
                FolderSettings.NEW,
                Set.of());
    }
}
