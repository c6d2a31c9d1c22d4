package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
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

    /** In bytes: what the buffers of an answer take in one piece. */
    private static final long SMALL = 64 * 1024;

    @EJB
    DownloadTransaction transaction;

    @Inject
    BlobStore blobs;

    @Inject
    RecentUses recents;

    @EJB
    OperationLog log;

    /** Checks rights and gives what the door needs for its headers; nothing is logged yet. */
    public Download open(Caller caller, FilePath path) {
        return noted(caller, transaction.open(caller, path));
    }

    /** As {@link #open}, of an older revision. */
    public Download open(Caller caller, FilePath path, int revision) {
        return noted(caller, transaction.open(caller, path, revision));
    }

    private Download noted(Caller caller, Download download) {
        recents.used(caller, download.node().id());
        return download;
    }

    /** Exactly this version of a document that {@link FolderDownload} has found for the caller, or NOT_FOUND. */
    public Download open(Caller caller, NodeView version) {
        return transaction.open(caller, version);
    }

    /**
     * The first bytes of the content, by which the door sees what it is; fewer where there are not so many. They do not leave, so the
     * log has no line of it.
     *
     * @param length a few bytes, as they are held in memory
     */
    public byte[] beginning(Caller caller, Download download, int length) throws IOException {
        int wanted = (int) Math.min(length, download.node().length());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(wanted);
        try (BlobContent content = blobs.open(caller.tenant(), download.content())) {
            content.transferTo(bytes, 0, wanted);
        }
        return bytes.toByteArray();
    }

    /**
     * Sends a part of the content. The operation log has a line before the first byte leaves: of a large part its start, and another
     * with its end afterwards; of a small one all of it. An integrity failure breaks off with an exception in the middle, so the
     * answer stays visibly short.
     */
    public void transfer(Caller caller, Download download, OutputStream out, long offset, long length)
            throws IOException {
        transfer(caller, "", download, out, offset, length);
    }

    /**
     * As {@link #transfer(Caller, Download, OutputStream, long, long)}.
     *
     * @param to where it goes, for the log; empty for to the caller himself
     */
    public void transfer(Caller caller, String to, Download download, OutputStream out, long offset, long length)
            throws IOException {
        long startedNanos = System.nanoTime();
        LogEvent event = LogEvent.of(
                        caller, Action.DOWNLOAD, download.node().path().toString())
                .to(to);
        try (BlobContent content = blobs.open(caller.tenant(), download.content())) {
            if (length <= SMALL) {
                sendAtOnce(event, content, out, offset, length, startedNanos);
            } else {
                sendInPieces(event, content, out, offset, length, startedNanos);
            }
        }
    }

    /** What goes out in one piece has one line: its end would tell nothing more, but when it fails. */
    private void sendAtOnce(
            LogEvent event, BlobContent content, OutputStream out, long offset, long length, long startedNanos)
            throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(Math.toIntExact(length));
        content.transferTo(whole, offset, length);
        UUID line = log.recordApart(event.sized(length, millisSince(startedNanos)), Optional.empty());
        try {
            whole.writeTo(out);
        } catch (IOException gone) {
            log.recordLater(event.sized(0, millisSince(startedNanos)).ended(LogEvent.ABORTED), Optional.of(line));
            throw gone;
        }
    }

    private void sendInPieces(
            LogEvent event, BlobContent content, OutputStream out, long offset, long length, long startedNanos)
            throws IOException {
        UUID start = log.recordApart(event.ended("started"), Optional.empty());
        CountingOutput counted = new CountingOutput(out);
        String result = LogEvent.ABORTED;
        try {
            content.transferTo(counted, offset, length);
            result = LogEvent.OK;
        } finally {
            log.recordLater(
                    event.sized(counted.count, millisSince(startedNanos)).ended(result), Optional.of(start));
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
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
