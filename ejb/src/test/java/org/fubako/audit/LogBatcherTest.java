package org.fubako.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LogBatcherTest {

    private final LogRow row = AuditFixture.row(LogEvent.of(AuditFixture.ALICE, Action.DOWNLOAD, "/common/a"));
    private final List<Integer> commits = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch mayWrite = new CountDownLatch(1);
    private final LogBatcher batcher = new LogBatcher();
    private volatile boolean broken;

    LogBatcherTest() {
        batcher.writer = new LogWriter() {
            @Override
            public void commit(List<LogRow> rows) {
                writing.countDown();
                awaitQuietly(mayWrite);
                if (broken) {
                    throw new IllegalArgumentException("disk full");
                }
                commits.add(rows.size());
            }
        };
    }

    @Test
    void whoComesDuringACommitSharesTheNext() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(17);
        List<Future<?>> writes = new ArrayList<>();
        writes.add(threads.submit(() -> batcher.write(row)));
        writing.await();
        CountDownLatch started = new CountDownLatch(16);
        for (int i = 0; i < 16; i++) {
            writes.add(threads.submit(() -> {
                started.countDown();
                batcher.write(row);
            }));
        }
        started.await();
        mayWrite.countDown();
        for (Future<?> write : writes) {
            write.get(10, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(commits.stream().mapToInt(Integer::intValue).sum()).isEqualTo(17);
        assertThat(commits).hasSizeLessThan(17);
    }

    @Test
    void manyWritersLoseNothing() throws Exception {
        mayWrite.countDown();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            writers.add(threads.submit(() -> {
                for (int n = 0; n < 500; n++) {
                    batcher.write(row);
                    batcher.writeLater(row);
                }
            }));
        }
        for (Future<?> writer : writers) {
            writer.get(20, TimeUnit.SECONDS);
        }
        threads.shutdown();
        batcher.flush();

        assertThat(commits.stream().mapToInt(Integer::intValue).sum()).isEqualTo(16_000);
        assertThat(commits).allMatch(size -> size <= LogBatcher.BATCH_LIMIT);
    }

    @Test
    void failureReachesTheWaiterAndKeepsWhatNobodyWaitsFor() {
        mayWrite.countDown();
        batcher.writeLater(row);
        broken = true;

        assertThatThrownBy(() -> batcher.write(row)).hasRootCauseMessage("disk full");
        assertThatThrownBy(batcher::flush).hasMessage("disk full");

        broken = false;
        batcher.flush();
        assertThat(commits).containsExactly(1);
    }

    @Test
    void aFullStoreOfLaterLinesMakesTheCallerWrite() {
        mayWrite.countDown();
        for (int i = 0; i < LogBatcher.LATER_LIMIT + 1; i++) {
            batcher.writeLater(row);
        }

        assertThat(commits).containsExactly(LogBatcher.BATCH_LIMIT);
    }

    @Test
    void asManyRowsAsWantedAreOneStatement() {
        String one = LogSql.insert(1);
        String three = LogSql.insert(3);

        assertThat(one.chars().filter(sign -> sign == '?')).hasSize(17);
        assertThat(three).startsWith(one);
        assertThat(three.chars().filter(sign -> sign == '?')).hasSize(3 * 17);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
