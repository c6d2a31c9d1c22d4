package org.fubako.storage;

import java.util.Optional;

/**
 * What is set for a whole space. Days are from 1 to 3,650.
 *
 * @param trash whether what is deleted can be restored
 * @param trashDays after how many days something leaves the trash by itself; empty for never
 * @param autoDeleteDays after how many days without a change a document is deleted, whatever its folder says; empty for what that says
 */
public record SpaceSettings(boolean trash, Optional<Integer> trashDays, Optional<Integer> autoDeleteDays) {

    /** For the operation log. */
    String inWords() {
        return (trash ? "trash" : "no trash")
                + trashDays.map(days -> " " + days + " days").orElse("")
                + autoDeleteDays.map(days -> ", auto-delete " + days + " days").orElse("");
    }
}
