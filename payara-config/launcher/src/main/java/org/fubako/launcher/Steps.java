package org.fubako.launcher;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Tells the person at the terminal what is being done and how long it took. */
final class Steps {

    private final PrintStream out;
    private final long begun = System.nanoTime();

    Steps(PrintStream out) {
        this.out = out;
    }

    <T> T run(String what, Callable<T> step) throws Exception {
        out.println("[" + seconds(begun) + "] " + what + " …");
        long started = System.nanoTime();
        T result = step.call();
        out.println("[" + seconds(begun) + "] " + what + ": done in "
                + seconds(started).strip());
        return result;
    }

    void say(String line) {
        out.println(line);
    }

    private static String seconds(long since) {
        return String.format(Locale.ROOT, "%5.1f s", (System.nanoTime() - since) / 1e9);
    }
}
