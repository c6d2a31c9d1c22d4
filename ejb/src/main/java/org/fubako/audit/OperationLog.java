package org.fubako.audit;

import jakarta.ejb.Stateless;
import java.util.Optional;
import java.util.UUID;

/** Writes the operation log. An operation that cannot be logged does not happen. */
@Stateless
public class OperationLog {

    /** Joins the caller's transaction: the change and its line both exist, or neither. */
    public UUID record(LogEvent event) {
        throw new UnsupportedOperationException();
    }

    /** In a transaction of its own: for what is refused and about to be rolled back, and for the ends of downloads. */
    public UUID recordApart(LogEvent event, Optional<UUID> refersTo) {
        throw new UnsupportedOperationException();
    }
}
