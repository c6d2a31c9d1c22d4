package org.fubako.launcher;

import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Remembers why the first thing failed that the server has logged: what is behind a failed start is buried by what follows from it. */
final class FirstFailure extends Handler {

    private volatile Optional<String> reason = Optional.empty();

    /** What the innermost cause says. */
    Optional<String> reason() {
        return reason;
    }

    @Override
    public void publish(LogRecord line) {
        if (reason.isEmpty() && line.getLevel().intValue() >= Level.SEVERE.intValue() && line.getThrown() != null) {
            Throwable cause = line.getThrown();
            while (cause.getCause() != null && cause.getCause() != cause) {
                cause = cause.getCause();
            }
            reason = Optional.of(Optional.ofNullable(cause.getMessage()).orElse(cause.toString()));
        }
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public void close() {
        // nothing is open
    }
}
