package org.fubako.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares what the database says with what lies in the blob folder, while nobody writes. Stands on the schema and the
 * documented layout of files alone, so that it does not share a mistake with the server.
 */
final class StoreCheck {

    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /** What must have no rows, and what it would mean. */
    private static final List<List<String>> RULES = List.of(
            List.of(
                    "document without its newest revision, or with another length or content",
                    "SELECT n.id FROM node n LEFT JOIN revision r ON r.tenant_id = n.tenant_id AND r.id = n.revision_id"
                            + " AND r.node_id = n.id AND r.length = n.length AND r.number = n.revision_number"
                            + " LEFT JOIN stored_blob b ON b.tenant_id = r.tenant_id AND b.id = r.blob_id"
                            + " AND b.length = n.length AND b.sha256 = n.sha256"
                            + " WHERE n.kind = 'DOCUMENT' AND n.revision_id IS NOT NULL AND b.id IS NULL"),
            List.of(
                    "content that nothing shows and that nobody will remove",
                    "SELECT b.id FROM stored_blob b"
                            + " LEFT JOIN revision r ON r.tenant_id = b.tenant_id AND r.blob_id = b.id"
                            + " LEFT JOIN blob_gc g ON g.tenant_id = b.tenant_id AND g.blob_id = b.id"
                            + " LEFT JOIN upload_part p ON p.tenant_id = b.tenant_id AND p.blob_id = b.id"
                            + " LEFT JOIN rendition t ON t.tenant_id = b.tenant_id AND t.rendition_id = b.id"
                            + " WHERE r.id IS NULL AND g.blob_id IS NULL AND p.blob_id IS NULL AND t.blob_id IS NULL"),
            List.of(
                    "upload whose parts are not what it says",
                    "SELECT u.id FROM resumable_upload u WHERE u.finished_at IS NULL AND u.received <>"
                            + " (SELECT COALESCE(SUM(b.length), 0) FROM upload_part p JOIN stored_blob b"
                            + "  ON b.tenant_id = p.tenant_id AND b.id = p.blob_id"
                            + "  WHERE p.tenant_id = u.tenant_id AND p.upload_id = u.id)"),
            List.of(
                    "space whose use is not the sum of its revisions and of what is coming into it",
                    "SELECT s.id FROM space s WHERE (SELECT COALESCE(SUM(u.bytes), 0) FROM space_usage u"
                            + "  WHERE u.tenant_id = s.tenant_id AND u.space_id = s.id)"
                            + " <> (SELECT COALESCE(SUM(r.length), 0) FROM node n JOIN revision r"
                            + "  ON r.tenant_id = n.tenant_id AND r.node_id = n.id"
                            + "  WHERE n.tenant_id = s.tenant_id AND n.space_id = s.id)"
                            + " + (SELECT COALESCE(SUM(u.received), 0) FROM resumable_upload u"
                            + "  WHERE u.tenant_id = s.tenant_id AND u.space_id = s.id AND u.finished_at IS NULL)"));

    private final Fubako fubako;
    private final Path blobs;
    private final List<String> findings = new ArrayList<>();
    private final Set<String> orphans = new TreeSet<>();

    /** Blobs whose files were not there; a job may just have removed them, with their row before. */
    private final Set<String> missing = new TreeSet<>();

    private StoreCheck(Fubako fubako) {
        this.fubako = fubako;
        this.blobs = fubako.data().resolve("blobs");
    }

    /** Reads everything. */
    static StoreCheck of(Fubako fubako) throws Exception {
        StoreCheck check = new StoreCheck(fubako);
        check.compare();
        return check;
    }

    /** Every contradiction, in words. */
    List<String> findings() {
        return findings;
    }

    /** Ids of blobs, or of envelopes alone, that no row knows. */
    Set<String> orphans() {
        return orphans;
    }

    /** Files of uploads that are under way, or were. */
    static List<Path> temporary(Fubako fubako) throws IOException {
        return files(fubako.data().resolve("blobs/tmp"));
    }

    /** Ids of blobs, or of envelopes alone, that a sweep has set aside. */
    static Set<String> quarantined(Fubako fubako) throws IOException {
        Set<String> ids = new TreeSet<>();
        for (Path file : files(fubako.data().resolve("blobs/quarantine"))) {
            ids.add(id(file));
        }
        return ids;
    }

    private void compare() throws SQLException, IOException, GeneralSecurityException {
        Set<String> known = new HashSet<>();
        try (Connection database = fubako.database();
                Statement statement = database.createStatement()) {
            for (List<String> rule : RULES) {
                try (ResultSet found = statement.executeQuery(rule.get(1))) {
                    while (found.next()) {
                        findings.add(rule.get(0) + ": " + HexFormat.of().formatHex(found.getBytes(1)));
                    }
                }
            }
            String sql = "SELECT id, length, sha256, cipher_length, cipher_sha256 FROM stored_blob";
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    known.add(checkBlob(row));
                }
            }
            for (String id : missing) {
                String still = "SELECT 1 FROM stored_blob WHERE id = X'" + id.replace("-", "") + "'";
                try (ResultSet row = statement.executeQuery(still)) {
                    if (row.next()) {
                        findings.add("row without its files: " + id);
                    }
                }
            }
        }
        for (Path file : files(blobs)) {
            String id = id(file);
            if (id.matches(ID) && file.getParent().equals(place(id).getParent()) && !known.contains(id)) {
                orphans.add(id);
            }
        }
    }

    private String checkBlob(ResultSet row) throws SQLException, IOException, GeneralSecurityException {
        String id = HexFormat.of().formatHex(row.getBytes(1)).replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-");
        Path file = place(id);
        Path envelope = file.resolveSibling(id + ".env");
        if (!Files.exists(file) || !Files.exists(envelope)) {
            missing.add(id);
            return id;
        }
        HexFormat hex = HexFormat.of();
        long length = Files.size(file);
        byte[] sha256 = sha256(file);
        if (length != row.getLong(4) || !MessageDigest.isEqual(sha256, row.getBytes(5))) {
            findings.add("file that is not what its row says: " + id);
        }
        String said = "\"length\":" + row.getLong(2) + ",\"sha256\":\"" + hex.formatHex(row.getBytes(3))
                + "\",\"cipherLength\":" + length + ",\"cipherSha256\":\"" + hex.formatHex(sha256) + "\"";
        if (!Files.readString(envelope).contains(said)) {
            findings.add("envelope that does not say what its row says: " + id);
        }
        return id;
    }

    private static byte[] sha256(Path file) throws IOException, GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream content = Files.newInputStream(file)) {
            content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
        return digest.digest();
    }

    private Path place(String id) {
        int end = id.length();
        return blobs.resolve(id.substring(end - 2))
                .resolve(id.substring(end - 4, end - 2))
                .resolve(id);
    }

    private static String id(Path file) {
        return file.getFileName().toString().replaceFirst("\\.env$", "");
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    // taken away by the server while this walks
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return files;
    }
}
