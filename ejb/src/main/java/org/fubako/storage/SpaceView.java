package org.fubako.storage;

import java.util.Optional;
import java.util.UUID;

/**
 * A space as its visitors see it; sizes in bytes.
 *
 * @param trashDays after how many days something leaves the trash by itself; empty for never
 * @param administered whether the caller may change its settings
 */
public record SpaceView(
        UUID id,
        SpaceKind kind,
        String name,
        FilePath path,
        long used,
        long quota,
        boolean trash,
        Optional<Integer> trashDays,
        boolean administered) {}
