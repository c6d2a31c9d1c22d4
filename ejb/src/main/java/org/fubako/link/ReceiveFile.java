package org.fubako.link;

import java.util.Optional;
import java.util.UUID;

/**
 * A document that a visitor hands in.
 *
 * @param name as the visitor has it
 * @param stored the name that it has got in the folder: another where that was taken
 * @param sha256 in lower-case hex, once it is stored
 */
public record ReceiveFile(
        UUID id, String name, long length, State state, Optional<String> stored, Optional<String> sha256) {

    /** How far it is. */
    public enum State {
        COMING,
        STORED,
        /** Cancelled, or not gone on with in time. */
        BROKEN,
        INFECTED
    }
}
