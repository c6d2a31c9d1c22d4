package org.fubako.platform;

import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells a database that is away from a fault of the program. */
public final class LostDatabase {

    /** What the pool says when it cannot connect. */
    private static final String NO_CONNECTION = "Error in allocating a connection";

    private LostDatabase() {}

    /** Whether a failure comes from the connection to the database: class 08 of SQLSTATE, or none to be had. */
    public static boolean isIn(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException sql && isLost(sql));
    }

    private static boolean isLost(SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        String message = Optional.ofNullable(failure.getMessage()).orElse("");
        return state.startsWith("08") || message.startsWith(NO_CONNECTION);
    }
}
