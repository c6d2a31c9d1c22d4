package org.fubako.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreGuardTest {

    @TempDir
    Path blobs;

    private final AtomicLong database = new AtomicLong();
    private RestoreGuard guard;

    @BeforeEach
    void tenSweeps() {
        guard = new RestoreGuard(blobs, database::get, new FileOps.Disk());
        for (int sweep = 0; sweep < 10; sweep++) {
            sweep();
        }
    }

    @Test
    void trustsADatabaseThatCountsOn() {
        database.incrementAndGet(); // a sweep that died before it began

        sweep();

        assertThat(guard.isSuspected()).isFalse();
    }

    @Test
    void suspectsADatabaseThatHasGoneBackHoweverLongItIsTried() {
        database.set(5);

        assertThat(guard.isSuspected()).isTrue();
        for (int sweep = 0; sweep < 20; sweep++) {
            assertThatThrownBy(this::sweep).isInstanceOf(RestoreSuspected.class);
            assertThat(guard.isSuspected()).isTrue();
        }
    }

    @Test
    void takesTheRemovedFileForTheWordOfAnOperator() throws IOException {
        database.set(5);
        assertThatThrownBy(this::sweep)
                .hasMessageContaining(blobs.resolve("sweeps").toString());

        Files.delete(blobs.resolve("sweeps"));

        assertThat(guard.isSuspected()).isFalse();
        sweep();
        sweep();
        assertThat(guard.isSuspected()).isFalse();
    }

    private void sweep() {
        database.incrementAndGet();
        guard.countSweep();
    }
}
