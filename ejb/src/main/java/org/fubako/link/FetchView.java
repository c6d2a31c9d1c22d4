package org.fubako.link;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A download through a link that was counted.
 *
 * @param address from where
 * @param mail the address that was proved by a code
 * @param bytes that were sent, over all resumptions
 */
public record FetchView(
        UUID id, Instant at, Instant lastAt, String address, Optional<String> mail, long bytes, State state) {

    /** How far it came. */
    public enum State {
        RUNNING,
        COMPLETE,
        BROKEN
    }
}
