package org.fubako.audit;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets lines that come at the same time share one commit. Whoever is first in a batch leads it: waits until the batch
 * before is through, takes all that have joined meanwhile, and writes them in one transaction. Alone, nobody waits.
 */
@ApplicationScoped
class LogBatcher {

    /** Keeps a statement far below the limits of the server's packets. */
    static final int BATCH_LIMIT = 200;

    /** So many lines may wait unwritten; more make their callers wait instead. */
    static final int LATER_LIMIT = 5_000;

    private final ReentrantLock commit = new ReentrantLock();

    @EJB
    LogWriter writer;

    private Batch open = new Batch();
    private List<LogRow> later = new ArrayList<>();

    /** Returns when the row is committed. */
    void write(LogRow row) {
        Batch batch;
        boolean leads;
        synchronized (this) {
            if (open.rows.size() >= BATCH_LIMIT) {
                open = new Batch();
            }
            batch = open;
            leads = batch.rows.isEmpty();
            batch.rows.add(row);
        }
        if (leads) {
            lead(batch);
        }
        batch.await();
    }

    /** Returns at once; the row goes with the next batch or the next {@link #flush}, and waits on when that fails. */
    void writeLater(LogRow row) {
        boolean room;
        synchronized (this) {
            room = later.size() < LATER_LIMIT;
            if (room) {
                later.add(row);
            }
        }
        if (!room) {
            write(row);
        }
    }

    /** Writes what waits without a waiter. */
    void flush() {
        List<LogRow> taken = takeLater(BATCH_LIMIT);
        while (!taken.isEmpty()) {
            commit.lock();
            try {
                writer.commit(taken);
            } catch (RuntimeException e) {
                putBack(taken);
                throw e;
            } finally {
                commit.unlock();
            }
            taken = takeLater(BATCH_LIMIT);
        }
    }

    private void lead(Batch batch) {
        commit.lock();
        try {
            List<LogRow> rows = close(batch);
            List<LogRow> riders = takeLater(BATCH_LIMIT - Math.min(BATCH_LIMIT, rows.size()));
            write(batch, rows, riders);
        } finally {
            commit.unlock();
        }
    }

    private synchronized List<LogRow> close(Batch batch) {
        if (open == batch) {
            open = new Batch();
        }
        return batch.rows;
    }

    private void write(Batch batch, List<LogRow> rows, List<LogRow> riders) {
        List<LogRow> all = new ArrayList<>(rows);
        all.addAll(riders);
        try {
            writer.commit(all);
            batch.done.complete(true);
        } catch (RuntimeException | Error e) {
            putBack(riders);
            batch.done.completeExceptionally(e);
        }
    }

    private synchronized List<LogRow> takeLater(int most) {
        List<LogRow> head = later.subList(0, Math.min(most, later.size()));
        List<LogRow> taken = List.copyOf(head);
        head.clear();
        return taken;
    }

    private synchronized void putBack(List<LogRow> rows) {
        later.addAll(0, rows);
    }

    /** Rows that are committed together; touched only under the batcher's monitor until it is closed. */
    private static final class Batch {

        private final List<LogRow> rows = new ArrayList<>();
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();

        private void await() {
            try {
                done.join();
            } catch (CompletionException e) {
                throw new IllegalStateException("the operation log could not be written", e.getCause());
            }
        }
    }
}
