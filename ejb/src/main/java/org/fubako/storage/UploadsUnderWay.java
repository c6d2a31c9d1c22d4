package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * To which resumable uploads something is being sent on this node. Who comes back after a broken connection asks how far the upload is
 * often before the part that broke off has been made to count; an answer from before that would have all of it sent twice.
 */
@ApplicationScoped
class UploadsUnderWay {

    /** A line that is dead without having broken is not waited for: its part may count in a minute. */
    private static final long PATIENCE_SECONDS = 5;

    private final Map<UUID, CompletableFuture<Void>> ends = new ConcurrentHashMap<>();

    /** From now on until what is returned is run, something is being sent to an upload. */
    Runnable begin(UUID upload) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        ends.merge(upload, end, CompletableFuture::allOf);
        return () -> {
            end.complete(null);
            ends.computeIfPresent(upload, (id, all) -> all.isDone() ? null : all);
        };
    }

    /** Returns when nothing is being sent to an upload any more, or after some seconds. */
    void awaitEnd(UUID upload) {
        Optional<CompletableFuture<Void>> end = Optional.ofNullable(ends.get(upload));
        try {
            if (end.isPresent()) {
                end.get().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an end never fails", e);
        } catch (TimeoutException stillUnderWay) {
            // then what counts now is the answer
        }
    }
}
