package org.fubako.audit;

import org.fubako.caller.Caller;

/** What is to be written to the operation log. Paths begin with the space: {@code /common/a/b.txt}. */
public record LogEvent(
        Caller caller, Action action, String path, String destination, long bytes, int millis, String result) {

    /** The result of everything that succeeded. */
    public static final String OK = "ok";

    /** The result of a download that did not come to its end. */
    public static final String ABORTED = "aborted";

    public static LogEvent of(Caller caller, Action action, String path) {
        return new LogEvent(caller, action, path, "", 0, 0, OK);
    }

    public LogEvent to(String where) {
        return new LogEvent(caller, action, path, where, bytes, millis, result);
    }

    public LogEvent sized(long size, long tookMillis) {
        return new LogEvent(
                caller, action, path, destination, size, (int) Math.min(tookMillis, Integer.MAX_VALUE), result);
    }

    public LogEvent ended(String how) {
        return new LogEvent(caller, action, path, destination, bytes, millis, how);
    }
}
