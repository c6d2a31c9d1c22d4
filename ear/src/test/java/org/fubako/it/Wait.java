package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

/** Waits for what happens in its own time. */
final class Wait {

    private static final long PATIENCE_SECONDS = 150;

    interface Condition {
        boolean holds() throws Exception;
    }

    private Wait() {}

    /** Returns as soon as the condition holds; fails, saying {@code otherwise}, when that takes minutes. */
    static void until(Condition condition, String otherwise) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(otherwise).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
