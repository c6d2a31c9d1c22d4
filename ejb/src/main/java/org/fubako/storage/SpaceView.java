package org.fubako.storage;

import java.util.UUID;

/**
 * A space as its visitors see it; sizes in bytes.
 *
 * @param administered whether the caller may change its settings
 * @param accessControlled whether the caller decides who may do what in it, and from where
 * @param autoDeletable whether the caller may set on its folders when documents are deleted by themselves
 */
public record SpaceView(
        UUID id,
        SpaceKind kind,
        String name,
        FilePath path,
        long used,
        long quota,
        SpaceSettings settings,
        boolean administered,
        boolean accessControlled,
        boolean autoDeletable) {}
