package org.fubako.platform;

import java.time.Instant;
import java.util.UUID;

/** Where new ids come from, so that tests can foresee them. */
@FunctionalInterface
public interface IdSource {

    /** A fresh UUID of version 7 (RFC 9562): unique, and growing with time, so that new rows lie together. */
    UUID next();

    /** When an id of version 7 was made, in milliseconds. */
    static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** Lower than every id of version 7 that is made at this time or later. */
    static UUID lowestAt(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }
}
