package org.fubako.it;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A row of the operation log as decision 6 describes it, written down here a second time: what an outsider would have to
 * program to check the log, and what the owner of the key store could write himself.
 */
record SealedLine(
        String day,
        byte[] tenant,
        byte[] id,
        Instant at,
        String serviceCode,
        String address,
        String account,
        String surface,
        String action,
        String space,
        String path,
        String destination,
        long bytes,
        int millis,
        String result,
        byte[] refersTo) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    /** A genuine line of noon in Japan of that day. */
    static SealedLine at(String day, byte[] tenant, String path) {
        Instant noon = Instant.parse(day + "T03:00:00Z")
                .plusMillis(ThreadLocalRandom.current().nextInt(1_000_000));
        byte[] id = ByteBuffer.allocate(16)
                .putLong(noon.toEpochMilli() << 16 | 0x7000)
                .putLong(ThreadLocalRandom.current().nextLong())
                .array();
        return new SealedLine(
                day, tenant, id, noon, "FB", "::1", "alice", "dav", "UPLOAD", "/common", path, "", 1, 2, "ok", null);
    }

    /** All lines of a tenant's day that have a leaf, in the order of the leaves. */
    static List<SealedLine> sequenced(Connection database, String day, byte[] tenant) throws SQLException {
        String sql =
                "SELECT l.id, CAST(l.at AS CHAR), l.service_code, l.address, l.account, l.surface, l.action, l.space,"
                        + " l.path, l.destination, l.bytes, l.millis, l.result, l.refers_to FROM log_leaf f JOIN operation_log l"
                        + " ON l.day = f.day AND l.tenant_id = f.tenant_id AND l.id = f.row_id"
                        + " WHERE f.day = ? AND f.tenant_id = ? ORDER BY f.position";
        List<SealedLine> lines = new ArrayList<>();
        try (PreparedStatement select = database.prepareStatement(sql)) {
            select.setString(1, day);
            select.setBytes(2, tenant);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                lines.add(new SealedLine(
                        day,
                        tenant,
                        row.getBytes(1),
                        LocalDateTime.parse(row.getString(2).replace(' ', 'T')).toInstant(ZoneOffset.UTC),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10),
                        row.getLong(11),
                        row.getInt(12),
                        row.getString(13),
                        row.getBytes(14)));
            }
        }
        return lines;
    }

    /** Every field behind its length. */
    byte[] canonical() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1);
        text(out, day);
        field(out, tenant);
        field(out, id);
        number(out, at.getEpochSecond());
        number(out, at.getNano());
        for (String text : List.of(serviceCode, address, account, surface, action, space, path, destination)) {
            text(out, text);
        }
        number(out, bytes);
        number(out, millis);
        text(out, result);
        if (refersTo == null) {
            out.writeBytes(ByteBuffer.allocate(4).putInt(-1).array());
        } else {
            field(out, refersTo);
        }
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        field(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void number(ByteArrayOutputStream out, long number) {
        field(out, ByteBuffer.allocate(8).putLong(number).array());
    }

    private static void field(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    /** RFC 6962, section 2.1. */
    static byte[] root(List<SealedLine> lines) throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        if (lines.size() == 1) {
            sha256.update((byte) 0);
            return sha256.digest(lines.get(0).canonical());
        }
        int split = Integer.highestOneBit(lines.size() - 1);
        byte[] left = root(lines.subList(0, split));
        byte[] right = root(lines.subList(split, lines.size()));
        sha256.update((byte) 1);
        sha256.update(left);
        return sha256.digest(right);
    }

    void insert(Connection database, byte[] key) throws SQLException, GeneralSecurityException {
        String sql =
                "INSERT INTO operation_log (day, tenant_id, id, at, service_code, address, account, surface, action,"
                        + " space, path, destination, bytes, millis, result, mac) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
        try (PreparedStatement insert = database.prepareStatement(sql)) {
            insert.setString(1, day);
            insert.setBytes(2, tenant);
            insert.setBytes(3, id);
            insert.setString(4, TIME.withZone(ZoneOffset.UTC).format(at));
            int column = 4;
            for (String text : List.of(serviceCode, address, account, surface, action, space, path, destination)) {
                insert.setString(++column, text);
            }
            insert.setLong(13, bytes);
            insert.setInt(14, millis);
            insert.setString(15, result);
            insert.setBytes(16, hmac(key, canonical()));
            insert.executeUpdate();
        }
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    /** The key of the seals, as whoever has the key store and its passphrase can derive it: HKDF, RFC 5869. */
    static byte[] key(Path data) throws Exception {
        char[] passphrase =
                Files.readString(data.resolve("keys/master.pass")).strip().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(data.resolve("keys/master.p12"))) {
            store.load(in, passphrase);
        }
        byte[] master = store.getKey("mk1", passphrase).getEncoded();
        byte[] extracted = hmac(new byte[32], master);
        return hmac(extracted, "fbk1 side|audit\u0001".getBytes(StandardCharsets.UTF_8));
    }
}
