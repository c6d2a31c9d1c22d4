package org.fubako.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who asks how far an upload is waits for what is just being made to count, and for nothing else. */
@Timeout(60)
class UploadsUnderWayTest {

    private static final UUID UPLOAD = new UUID(1, 1);

    private final UploadsUnderWay underWay = new UploadsUnderWay();

    private CompletableFuture<Void> ask(UUID upload) {
        return CompletableFuture.runAsync(() -> underWay.awaitEnd(upload));
    }

    @Test
    void withoutAnythingUnderWayNobodyWaits() {
        underWay.begin(UPLOAD).run();

        underWay.awaitEnd(UPLOAD);
        underWay.awaitEnd(new UUID(2, 2));
    }

    @Test
    void anAnswerWaitsForTheEndsOfAllThatIsBeingSent() throws Exception {
        Runnable one = underWay.begin(UPLOAD);
        Runnable other = underWay.begin(UPLOAD);
        CompletableFuture<Void> answer = ask(UPLOAD);
        CompletableFuture<Void> ofAnother = ask(new UUID(2, 2));

        ofAnother.get(1, TimeUnit.SECONDS);
        one.run();
        assertThat(answer).isNotDone();
        other.run();
        answer.get(1, TimeUnit.SECONDS);
    }

    @Test
    void aLineThatNeverEndsIsNotWaitedForForever() throws Exception {
        underWay.begin(UPLOAD);

        ask(UPLOAD).get(30, TimeUnit.SECONDS);
    }
}
