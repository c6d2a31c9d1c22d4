package org.fubako.web.http;

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
        zip.setUseZip64(Zip64Mode.AsNeeded);
        zip.setLevel(Deflater.BEST_SPEED);
        for (Entry item : entries) {
            NodeView node = item.node();
            ZipArchiveEntry entry = new ZipArchiveEntry(item.place() + (node.folder() ? "/" : ""));
            entry.setTime(shown(node.modifiedAt(), zone));
            if (!node.folder()) {
                entry.setSize(node.length());
            }
            zip.putArchiveEntry(entry);
            if (!node.folder()) {
                content.send(node, zip);
            }
            zip.closeArchiveEntry();
        }
        zip.finish();
        zip.flush();
    }

    /** The wall clock of the zone, whatever the server's own zone is. */
    private static long shown(Instant time, ZoneId zone) {
        return time.atZone(zone)
                .toLocalDateTime()
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli();
    }
}
