package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.storage.blob.BlobContent;
import org.fubako.storage.blob.BlobStore;

/** The single way out for content. Holds no transaction while bytes flow. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FileDownload {

    @Inject
    DownloadTransaction transaction;

    @Inject
    BlobStore blobs;

    @Inject
    OperationLog log;

    /** Checks rights and gives what the door needs for its headers; nothing is logged yet. */
    public NodeView describe(Caller caller, FilePath path) {
        return transaction.describe(caller, path);
    }

    /** As {@link #describe}, of an older revision. */
    public NodeView describe(Caller caller, FilePath path, int revision) {
        return transaction.describe(caller, path, revision);
    }

    /**
     * Sends a part of the content. The operation log has its start before the first byte leaves and its end afterwards. An
     * integrity failure breaks off with an exception in the middle, so the answer stays visibly short.
     *
     * @param version what {@link #describe} gave: exactly this content is sent, or NOT_FOUND
     */
    public void transfer(Caller caller, NodeView version, OutputStream out, long offset, long length)
            throws IOException {
        long startedNanos = System.nanoTime();
        try (BlobContent content = blobs.open(caller.tenant(), transaction.content(caller, version))) {
            LogEvent event = LogEvent.of(caller, Action.DOWNLOAD, version.path().toString());
            UUID start = log.recordApart(event.ended("started"), Optional.empty());
            CountingOutput counted = new CountingOutput(out);
            String result = LogEvent.ABORTED;
            try {
                content.transferTo(counted, offset, length);
                result = LogEvent.OK;
            } finally {
                long millis = (System.nanoTime() - startedNanos) / 1_000_000;
                log.recordLater(event.sized(counted.count, millis).ended(result), Optional.of(start));
            }
        }
    }

    /** Knows how much has left when a transfer breaks off. */
    private static final class CountingOutput extends java.io.FilterOutputStream {

        private long count;

        CountingOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
