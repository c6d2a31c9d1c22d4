package org.fubako.web.error;

import java.util.Optional;
import org.fubako.platform.LostDatabase;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Looks through the wrappers that the container adds. */
public final class Failures {

    private Failures() {}

    /** The refusal inside a failure; a database that is away refuses with UNAVAILABLE. Empty when the failure is a bug. */
    public static Optional<Refusal> refusalIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return Optional.of(refusal);
            }
        }
        return LostDatabase.isIn(failure)
                ? Optional.of(new Refusal(Problem.UNAVAILABLE, "", failure))
                : Optional.empty();
    }
}
