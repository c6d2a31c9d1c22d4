package org.fubako.web.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream.UnicodeExtraFieldPolicy;
import org.fubako.storage.NodeView;

/** Folders and documents as one ZIP that is made while it is sent, so that nothing of it ever lies on the server's disk. */
public final class ZipStream {

    /** So much of a document decides whether it is worth compressing. */
    private static final int SAMPLE = 64 * 1024;

    private static final double WORTH_IT = 0.9;
    private static final long MOST_WITHOUT_ZIP64 = 0xFFFFFFFFL;

    private ZipStream() {}

    /** A folder or document and its place in the ZIP, with slashes. */
    public record Entry(String place, NodeView node) {}

    /** Sends the whole content of a document. */
    @FunctionalInterface
    public interface Content {

        void send(NodeView node, OutputStream out) throws IOException;
    }

    /** @param zone whose wall clock stands in the ZIP, which has no zone */
    public static void write(List<Entry> entries, ZoneId zone, OutputStream out, Content content) throws IOException {
        ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out);
        zip.setEncoding(StandardCharsets.UTF_8.name());
        zip.setUseLanguageEncodingFlag(true);
        zip.setCreateUnicodeExtraFields(UnicodeExtraFieldPolicy.NEVER);
        for (Entry item : entries) {
            NodeView node = item.node();
            ZipArchiveEntry entry = new ZipArchiveEntry(item.place() + (node.folder() ? "/" : ""));
            entry.setTime(shown(node.modifiedAt(), zone));
            if (node.folder()) {
                zip.putArchiveEntry(entry);
                zip.closeArchiveEntry();
            } else {
                entry.setSize(node.length());
                zip.setUseZip64(mayGrowTooLarge(node.length()) ? Zip64Mode.Always : Zip64Mode.AsNeeded);
                EntryContent sent = new EntryContent(zip, entry);
                content.send(node, sent);
                sent.end();
            }
        }
        zip.setUseZip64(Zip64Mode.AsNeeded);
        zip.finish();
        zip.flush();
    }

    /** What is just short of the largest size without ZIP64 may pass it once it is packed, when its head has long been sent. */
    private static boolean mayGrowTooLarge(long length) {
        return length > MOST_WITHOUT_ZIP64 - MOST_WITHOUT_ZIP64 / 1000;
    }

    /** The wall clock of the zone, whatever the server's own zone is. */
    private static long shown(Instant time, ZoneId zone) {
        return time.atZone(zone)
                .toLocalDateTime()
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli();
    }

    /**
     * The content of one document. Its entry begins when enough is known to choose how to pack it: to deflate what is compressed already
     * takes ten times as long as to copy it, and saves nothing.
     */
    private static final class EntryContent extends OutputStream {

        private final ZipArchiveOutputStream zip;
        private final ZipArchiveEntry entry;
        private final ByteArrayOutputStream sample = new ByteArrayOutputStream();
        private boolean begun;

        private EntryContent(ZipArchiveOutputStream zip, ZipArchiveEntry entry) {
            this.zip = zip;
            this.entry = entry;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            if (begun) {
                zip.write(octets, offset, length);
                return;
            }
            sample.write(octets, offset, length);
            if (sample.size() >= SAMPLE) {
                begin();
            }
        }

        private void begin() throws IOException {
            begun = true;
            byte[] known = sample.toByteArray();
            sample.reset();
            zip.setLevel(isWorthCompressing(known) ? Deflater.BEST_SPEED : Deflater.NO_COMPRESSION);
            zip.putArchiveEntry(entry);
            zip.write(known, 0, known.length);
        }

        private static boolean isWorthCompressing(byte[] known) {
            Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
            try {
                deflater.setInput(known);
                deflater.finish();
                byte[] least = new byte[(int) (known.length * WORTH_IT)];
                deflater.deflate(least);
                return deflater.finished();
            } finally {
                deflater.end();
            }
        }

        @Override
        public void flush() throws IOException {
            if (begun) {
                zip.flush();
            }
        }

        private void end() throws IOException {
            if (!begun) {
                begin();
            }
            zip.closeArchiveEntry();
        }
    }
}
