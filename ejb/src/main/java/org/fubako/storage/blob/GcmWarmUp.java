package org.fubako.storage.blob;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Cipher;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Encrypts some hundred megabytes of nothing at start. Until the JVM has compiled AES-GCM it does 25 MB/s, which the first
 * users would feel; what counts is the number of calls.
 */
@ApplicationScoped
class GcmWarmUp {

    private final AtomicBoolean begun = new AtomicBoolean();
    private final int megabytes;

    protected GcmWarmUp() { // CDI proxy
        this(0);
    }

    @Inject
    GcmWarmUp(@ConfigProperty(name = "fubako.blob.warmup.megabytes", defaultValue = "256") int megabytes) {
        this.megabytes = megabytes;
    }

    /** Every module of the application raises this event; one warm-up is enough. */
    void onStart(@Observes @Initialized(ApplicationScoped.class) Object start) {
        if (megabytes > 0 && begun.compareAndSet(false, true)) {
            Thread thread = new Thread(this::run, "fubako-gcm-warm-up");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            thread.start();
        }
    }

    void run() {
        byte[] nobodysKey = new byte[BlobFormat.KEY_LENGTH];
        byte[] header = new byte[BlobFormat.HEADER_LENGTH];
        byte[] bodyHeader = new byte[BlobFormat.BODY_HEADER_LENGTH];
        BlobFormat.Segments sealing = new BlobFormat.Segments(Cipher.ENCRYPT_MODE, nobodysKey, bodyHeader, header);
        BlobFormat.Segments opening = new BlobFormat.Segments(Cipher.DECRYPT_MODE, nobodysKey, bodyHeader, header);
        byte[] plain = new byte[BlobFormat.SEGMENT_LENGTH];
        byte[] sealed = new byte[BlobFormat.SEGMENT_LENGTH];
        long segments = megabytes * 16L;
        for (long segment = 0; segment < segments; segment++) {
            int length = sealing.process(segment, false, plain, BlobFormat.plainLength(segment), sealed);
            opening.process(segment, false, sealed, length, plain);
        }
    }
}
