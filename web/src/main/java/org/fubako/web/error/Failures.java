package org.fubako.web.error;

import java.util.Optional;
import org.fubako.platform.Refusal;

/** Looks through the wrappers that the container adds. */
public final class Failures {

    private Failures() {}

    /** The refusal inside a failure; empty when the failure is a bug or a broken neighbour. */
    public static Optional<Refusal> refusalIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }
}
