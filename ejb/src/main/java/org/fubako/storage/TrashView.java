package org.fubako.storage;

import java.time.Instant;
import java.util.UUID;

/**
 * Something in a trash as the doors see it.
 *
 * @param id of its being there, not of the folder or document
 * @param name with a counter where others of the same name were deleted before and are still there
 * @param path where it lay
 * @param length of a document in bytes; 0 for a folder
 * @param changeable whether the caller may restore it or remove it for good
 */
public record TrashView(
        UUID id,
        String name,
        FilePath path,
        boolean folder,
        long length,
        Instant deletedAt,
        String deletedBy,
        boolean changeable) {}
