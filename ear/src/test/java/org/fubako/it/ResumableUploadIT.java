package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads by tus 1.0.0, broken off and resumed. */
@ExtendWith(SharedFubako.class)
class ResumableUploadIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String FOLDER = "/common/resumed";
    private static final String UPLOADS = "/api/v1/uploads";

    private final Fubako fubako;

    ResumableUploadIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void make() throws Exception {
        assertThat(fubako.call(CAROL, "MKCOL", "/dav" + FOLDER, "").statusCode())
                .isEqualTo(201);
        forgetUploads();
    }

    private void forgetUploads() throws Exception {
        for (String id : ids()) {
            fubako.call(ALICE, "DELETE", UPLOADS + "/" + id, "", fields());
        }
    }

    @AfterEach
    void clear() throws Exception {
        assertThat(fubako.call(CAROL, "DELETE", "/dav" + FOLDER, "").statusCode())
                .isEqualTo(204);
        forgetUploads();
        assertThat(fubako.count("SELECT COUNT(*) FROM resumable_upload u JOIN account a ON a.tenant_id = u.tenant_id"
                        + " AND a.id = u.account_id WHERE a.name = 'alice'"))
                .isZero();
        assertThat(fubako.count("SELECT COUNT(*) FROM upload_part")).isZero();
        Wait.until(
                () -> fubako.count("SELECT COUNT(*) FROM node WHERE deleted_at IS NOT NULL"
                                + " AND NOT EXISTS (SELECT 1 FROM trash_item t WHERE t.node_id = node.id)")
                        == 0,
                "what was deleted stays");
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
    }

    private List<String> ids() throws Exception {
        List<String> ids = new ArrayList<>();
        try (Connection database = fubako.database();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT LOWER(HEX(id)) FROM resumable_upload")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static String metadata(String... pairs) {
        return Stream.iterate(0, at -> at < pairs.length, at -> at + 2)
                .map(at -> pairs[at] + " " + base64(pairs[at + 1].getBytes(StandardCharsets.UTF_8)))
                .reduce((one, other) -> one + "," + other)
                .orElse("");
    }

    private static String[] fields(String... more) {
        return Stream.concat(Stream.of("Tus-Resumable", "1.0.0"), Arrays.stream(more))
                .toArray(String[]::new);
    }

    private static String field(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private HttpResponse<String> create(String account, String path, long length, String... more) throws Exception {
        List<String> fields = new ArrayList<>(List.of("Upload-Length", Long.toString(length)));
        fields.addAll(List.of(more));
        if (!fields.contains("Upload-Metadata")) {
            fields.addAll(List.of("Upload-Metadata", metadata("path", path)));
        }
        return fubako.call(account, "POST", UPLOADS, "", fields(fields.toArray(String[]::new)));
    }

    private String begin(String path, long length, String... more) throws Exception {
        HttpResponse<String> answer = create(ALICE, path, length, more);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(field(answer, "Location")).startsWith(UPLOADS + "/");
        return field(answer, "Location");
    }

    private HttpResponse<byte[]> patch(String account, String upload, long offset, byte[] body, String... more) {
        List<String> fields = new ArrayList<>(
                List.of("Upload-Offset", Long.toString(offset), "Content-Type", "application/offset+octet-stream"));
        fields.addAll(List.of(more));
        return fubako.send(account, "PATCH", upload, body, fields(fields.toArray(String[]::new)))
                .join();
    }

    private long offset(String upload) throws Exception {
        HttpResponse<String> head = fubako.call(ALICE, "HEAD", upload, "", fields());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(field(head, "Cache-Control")).isEqualTo("no-store");
        return Long.parseLong(field(head, "Upload-Offset"));
    }

    private byte[] stored(String path) {
        HttpResponse<byte[]> answer =
                fubako.send(ALICE, "GET", "/dav" + path, new byte[0]).join();
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private int status(String path) throws Exception {
        return fubako.call(ALICE, "HEAD", "/dav" + path, "").statusCode();
    }

    @Test
    void p02TheDocumentAppearsWithTheLastOctetAndNotBefore() throws Exception {
        byte[] content = content(100_000);
        String path = FOLDER + "/見積 1.bin";
        String raw = FOLDER + "/%E8%A6%8B%E7%A9%8D%201.bin";
        String upload = begin(path, content.length);
        assertThat(offset(upload)).isZero();

        HttpResponse<byte[]> first = patch(ALICE, upload, 0, Arrays.copyOf(content, 60_000));
        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(field(first, "Upload-Offset")).isEqualTo("60000");
        assertThat(field(first, "Tus-Resumable")).isEqualTo("1.0.0");
        assertThat(field(first, "Upload-Expires")).contains("GMT");
        assertThat(status(raw)).isEqualTo(404);
        assertThat(fubako.call(ALICE, "PROPFIND", "/dav" + FOLDER, "", "Depth", "1")
                        .body())
                .doesNotContain("bin");
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();

        HttpResponse<byte[]> last = patch(ALICE, upload, 60_000, Arrays.copyOfRange(content, 60_000, content.length));
        assertThat(last.statusCode()).isEqualTo(204);
        assertThat(field(last, "Upload-Offset")).isEqualTo("100000");
        assertThat(field(last, "Content-Location")).isEqualTo("/api/v1/files" + raw);
        HttpResponse<String> head = fubako.call(ALICE, "HEAD", "/api/v1/files" + raw, "");
        assertThat(field(last, "ETag")).isEqualTo(field(head, "ETag")).isNotEmpty();
        assertThat(stored(raw)).isEqualTo(content);
        assertThat(offset(upload)).as("for who has not heard the answer").isEqualTo(100_000);
        assertThat(patch(ALICE, upload, 100_000, new byte[0]).statusCode()).isEqualTo(204);
        assertThat(fubako.count(
                        "SELECT COUNT(*) FROM revision r JOIN node n ON n.id = r.node_id WHERE n.name = '見積 1.bin'"))
                .isEqualTo(1);
        String log = fubako.call(CAROL, "GET", "/api/v1/logs/operations?limit=20", "")
                .body();
        assertThat(log).contains(path, "100000");
    }

    @Test
    void p02OneRequestIsEnough() throws Exception {
        byte[] content = content(5_000);
        HttpResponse<byte[]> answer = fubako.send(
                        ALICE,
                        "POST",
                        UPLOADS,
                        content,
                        fields(
                                "Upload-Length",
                                "5000",
                                "Upload-Metadata",
                                metadata("path", FOLDER + "/at-once.bin", "mtime", "1700000000"),
                                "Content-Type",
                                "application/offset+octet-stream"))
                .join();

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(field(answer, "Upload-Offset")).isEqualTo("5000");
        assertThat(stored(FOLDER + "/at-once.bin")).isEqualTo(content);
        assertThat(field(fubako.call(ALICE, "HEAD", "/dav" + FOLDER + "/at-once.bin", ""), "Last-Modified"))
                .isEqualTo("Tue, 14 Nov 2023 22:13:20 GMT");
        HttpResponse<String> empty = create(ALICE, FOLDER + "/empty.bin", 0);
        assertThat(empty.statusCode()).isEqualTo(201);
        assertThat(stored(FOLDER + "/empty.bin")).isEmpty();
    }

    @Test
    void p02WhatCameBeforeTheConnectionBrokeIsKept() throws Exception {
        byte[] content = content(3_000_000);
        String upload = begin(FOLDER + "/cut.bin", content.length);
        try (Socket socket = new Socket("127.0.0.1", fubako.port())) {
            String head = "PATCH " + upload + " HTTP/1.1\r\nHost: localhost:" + fubako.port() + "\r\nAuthorization: "
                    + Fubako.basic(ALICE) + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                    + "Content-Type: application/offset+octet-stream\r\nContent-Length: 3000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(content, 0, 1_234_567);
            socket.getOutputStream().flush();
            TimeUnit.MILLISECONDS.sleep(500);
        }
        Wait.until(() -> offset(upload) > 0, "nothing was kept");
        int kept = (int) offset(upload);
        assertThat(kept).isEqualTo(1_234_567);
        assertThat(status(FOLDER + "/cut.bin")).isEqualTo(404);

        assertThat(patch(ALICE, upload, kept, Arrays.copyOfRange(content, kept, content.length))
                        .statusCode())
                .isEqualTo(204);
        assertThat(stored(FOLDER + "/cut.bin")).isEqualTo(content);
    }

    @Test
    void p02AfterTheServerWasKilledItGoesOnWhereItWas(@TempDir java.nio.file.Path folder) throws Exception {
        byte[] content = content(400_000);
        String upload;
        Fubako mortal = Fubako.start(folder.resolve("data"), Map.of());
        String[] create =
                fields("Upload-Length", "400000", "Upload-Metadata", metadata("path", "/private/survivor.bin"));
        upload = field(mortal.call(ALICE, "POST", UPLOADS, "", create), "Location");
        String[] patch = fields("Upload-Offset", "0", "Content-Type", "application/offset+octet-stream");
        assertThat(mortal.send(ALICE, "PATCH", upload, Arrays.copyOf(content, 150_000), patch)
                        .join()
                        .statusCode())
                .isEqualTo(204);
        mortal.kill();

        try (Fubako risen = Fubako.start(folder.resolve("data"), Map.of())) {
            HttpResponse<String> head = risen.call(ALICE, "HEAD", upload, "", fields());
            assertThat(field(head, "Upload-Offset")).isEqualTo("150000");
            String[] rest = fields("Upload-Offset", "150000", "Content-Type", "application/offset+octet-stream");
            assertThat(risen.send(ALICE, "PATCH", upload, Arrays.copyOfRange(content, 150_000, 400_000), rest)
                            .join()
                            .statusCode())
                    .isEqualTo(204);
            assertThat(risen.send(ALICE, "GET", "/dav/private/survivor.bin", new byte[0])
                            .join()
                            .body())
                    .isEqualTo(content);
        }
    }

    @Test
    void p05AChecksumThatDiffersLeavesNothingOfItsPart() throws Exception {
        byte[] content = content(10_000);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        String upload = begin(FOLDER + "/checked.bin", content.length);
        byte[] half = Arrays.copyOf(content, 5_000);
        String good = base64(MessageDigest.getInstance("SHA-1").digest(half));
        String bad = base64(MessageDigest.getInstance("SHA-1").digest(content));

        assertThat(patch(ALICE, upload, 0, half, "Upload-Checksum", "sha1 " + bad)
                        .statusCode())
                .isEqualTo(460);
        assertThat(offset(upload)).isZero();
        assertThat(patch(ALICE, upload, 0, half, "Upload-Checksum", "crc32 " + bad)
                        .statusCode())
                .isEqualTo(400);
        assertThat(patch(ALICE, upload, 0, half, "Upload-Checksum", "sha1 " + good)
                        .statusCode())
                .isEqualTo(204);
        assertThat(offset(upload)).isEqualTo(5_000);

        for (String digest : List.of(sha256, sha256.replace(sha256.charAt(0), sha256.charAt(0) == '0' ? '1' : '0'))) {
            String whole = begin(
                    FOLDER + "/whole.bin",
                    content.length,
                    "Upload-Metadata",
                    metadata("path", FOLDER + "/whole.bin", "sha256", digest));
            int expected = digest.equals(sha256) ? 204 : 460;
            assertThat(patch(ALICE, whole, 0, content).statusCode()).isEqualTo(expected);
            assertThat(status(FOLDER + "/whole.bin")).isEqualTo(200);
        }
    }

    @Test
    void p02WhatIsThereAtTheEndDecides() throws Exception {
        String only = begin(FOLDER + "/new.txt", 3, "If-None-Match", "*");
        assertThat(fubako.call(BOB, "PUT", "/dav" + FOLDER + "/new.txt", "bob").statusCode())
                .isEqualTo(201);
        assertThat(patch(ALICE, only, 0, "abc".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(412);
        assertThat(stored(FOLDER + "/new.txt")).isEqualTo("bob".getBytes(StandardCharsets.UTF_8));
        assertThat(create(ALICE, FOLDER + "/new.txt", 3, "If-None-Match", "*").statusCode())
                .isEqualTo(412);

        String over = begin(FOLDER + "/new.txt", 5);
        assertThat(patch(ALICE, over, 0, "alice".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(204);
        assertThat(stored(FOLDER + "/new.txt")).isEqualTo("alice".getBytes(StandardCharsets.UTF_8));

        String late = begin(FOLDER + "/late.txt", 3);
        fubako.call(
                CAROL,
                "PUT",
                "/api/v1/rights" + FOLDER,
                "{\"rule\":[{\"kind\":\"everyone\",\"mode\":\"read-only\"}]}",
                "Content-Type",
                "application/json");
        assertThat(patch(ALICE, late, 0, new byte[3]).statusCode()).isEqualTo(403);
        fubako.call(CAROL, "DELETE", "/api/v1/rights" + FOLDER, "");
        assertThat(patch(ALICE, late, 3, new byte[0]).statusCode())
                .as("what was sent is kept until it may be stored")
                .isEqualTo(204);
        assertThat(stored(FOLDER + "/late.txt")).hasSize(3);
    }

    @Test
    void p02AnUploadIsItsOwnersAlone() throws Exception {
        String upload = begin(FOLDER + "/own.bin", 10);
        patch(ALICE, upload, 0, new byte[4]);
        for (String other : List.of(BOB, CAROL, "dave@other")) {
            assertThat(fubako.call(other, "HEAD", upload, "", fields()).statusCode())
                    .isEqualTo(404);
            assertThat(patch(other, upload, 4, new byte[6]).statusCode()).isEqualTo(404);
            assertThat(fubako.call(other, "DELETE", upload, "", fields()).statusCode())
                    .isEqualTo(404);
        }
        assertThat(offset(upload)).isEqualTo(4);

        assertThat(fubako.call(ALICE, "DELETE", upload, "", fields()).statusCode())
                .isEqualTo(204);
        assertThat(fubako.call(ALICE, "HEAD", upload, "", fields()).statusCode())
                .isEqualTo(404);
        assertThat(fubako.count("SELECT COUNT(*) FROM upload_part")).isZero();
    }

    @Test
    void p02TwoWhoSendTheSamePartAreOne() throws Exception {
        byte[] content = content(200_000);
        String upload = begin(FOLDER + "/twice.bin", content.length);
        String[] fields = fields("Upload-Offset", "0", "Content-Type", "application/offset+octet-stream");
        List<CompletableFuture<HttpResponse<byte[]>>> sent = IntStream.range(0, 4)
                .mapToObj(number -> fubako.send(ALICE, "PATCH", upload, content, fields))
                .toList();

        List<Integer> answers =
                sent.stream().map(answer -> answer.join().statusCode()).toList();
        assertThat(answers).containsOnlyOnce(204).containsOnly(204, 409);
        assertThat(stored(FOLDER + "/twice.bin")).isEqualTo(content);
    }

    @Test
    void p11PartsTakeRoomAndGiveItBack() throws Exception {
        String space = "SELECT COALESCE(SUM(u.bytes), 0) FROM space_usage u JOIN space s ON s.id = u.space_id"
                + " WHERE s.kind = 'COMMON' AND s.tenant_id = (SELECT id FROM tenant WHERE code = 'demo')";
        long before = fubako.count(space);
        String upload = begin(FOLDER + "/room.bin", 10_000);
        patch(ALICE, upload, 0, new byte[4_000]);
        assertThat(fubako.count(space)).isEqualTo(before + 4_000);
        patch(ALICE, upload, 4_000, new byte[6_000]);
        assertThat(fubako.count(space)).isEqualTo(before + 10_000);
        String again = begin(FOLDER + "/gone.bin", 10_000);
        patch(ALICE, again, 0, new byte[4_000]);
        fubako.call(ALICE, "DELETE", again, "", fields());
        assertThat(fubako.count(space)).isEqualTo(before + 10_000);
        assertThat(create(ALICE, FOLDER + "/large.bin", 11L << 30).statusCode()).isEqualTo(507);
    }

    @Test
    void p02WhatIsNotResumedInTimeIsThrownAway() throws Exception {
        String upload = begin(FOLDER + "/old.bin", 10);
        patch(ALICE, upload, 0, new byte[4]);
        fubako.execute("UPDATE resumable_upload SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND");

        assertThat(fubako.call(ALICE, "HEAD", upload, "", fields()).statusCode())
                .isEqualTo(404);
        assertThat(patch(ALICE, upload, 4, new byte[6]).statusCode()).isEqualTo(404);
        Wait.until(() -> fubako.count("SELECT COUNT(*) FROM resumable_upload") == 0, "it stays");
    }

    @Test
    void p02OptionsSayWhatIsSpokenHere() throws Exception {
        HttpResponse<String> options = fubako.call(ALICE, "OPTIONS", UPLOADS, "");
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(field(options, "Tus-Version")).isEqualTo("1.0.0");
        assertThat(field(options, "Tus-Extension")).contains("creation", "termination", "checksum", "expiration");
        assertThat(field(options, "Tus-Checksum-Algorithm")).contains("sha1", "sha256");
        HttpResponse<String> old = fubako.call(ALICE, "POST", UPLOADS, "", "Upload-Length", "1");
        assertThat(old.statusCode()).isEqualTo(412);
        assertThat(field(old, "Tus-Version")).isEqualTo("1.0.0");
        assertThat(fubako.call("", "POST", UPLOADS, "", fields()).statusCode()).isEqualTo(401);
        String upload = begin(FOLDER + "/overridden.bin", 3);
        assertThat(fubako.send(
                                ALICE,
                                "POST",
                                upload,
                                new byte[3],
                                fields(
                                        "X-HTTP-Method-Override",
                                        "PATCH",
                                        "Upload-Offset",
                                        "0",
                                        "Content-Type",
                                        "application/offset+octet-stream"))
                        .join()
                        .statusCode())
                .isEqualTo(204);
        assertThat(stored(FOLDER + "/overridden.bin")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1|path",
                "x|path",
                "1e3|path",
                "99999999999999999999|path",
                "3|",
                "3|nopath",
                "3|path /common/x",
                "3|path ???",
                "3|path L2NvbW1vbi94,path L2NvbW1vbi94",
                "3|path L2NvbW1vbi94,sha256 eHg="
            })
    void p02WhatCannotBeReadIsRefused(String wrong) throws Exception {
        String[] parts = wrong.split("\\|", -1);
        String meta = parts[1].equals("path") ? metadata("path", FOLDER + "/x") : parts[1];
        List<String> fields = new ArrayList<>(List.of("Upload-Length", parts[0]));
        if (!meta.isEmpty()) {
            fields.addAll(List.of("Upload-Metadata", meta));
        }
        assertThat(fubako.call(ALICE, "POST", UPLOADS, "", fields(fields.toArray(String[]::new)))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void p02PartsThatDoNotFitAreRefusedAndChangeNothing() throws Exception {
        String upload = begin(FOLDER + "/strict.bin", 10);
        patch(ALICE, upload, 0, new byte[4]);

        assertThat(patch(ALICE, upload, 3, new byte[1]).statusCode()).isEqualTo(409);
        assertThat(patch(ALICE, upload, 5, new byte[1]).statusCode()).isEqualTo(409);
        assertThat(patch(ALICE, upload, 4, new byte[7]).statusCode()).isEqualTo(400);
        assertThat(fubako.send(ALICE, "PATCH", upload, new byte[1], fields("Upload-Offset", "4"))
                        .join()
                        .statusCode())
                .isEqualTo(415);
        assertThat(fubako.send(
                                ALICE,
                                "PATCH",
                                upload,
                                new byte[1],
                                fields("Content-Type", "application/offset+octet-stream"))
                        .join()
                        .statusCode())
                .isEqualTo(400);
        assertThat(offset(upload)).isEqualTo(4);
        for (String path : List.of("/common/nowhere/a.txt", "/nowhere/a.txt")) {
            assertThat(create(ALICE, path, 1).statusCode()).as(path).isEqualTo(409);
        }
        for (String path : List.of(FOLDER + "/CON", FOLDER + "/a:b", FOLDER + "/..", FOLDER + "/.htx")) {
            assertThat(create(ALICE, path, 1).statusCode()).as(path).isEqualTo(400);
        }
        assertThat(create("dave@other", FOLDER + "/x", 1).statusCode()).isEqualTo(409);
        assertThat(fubako.call(ALICE, "HEAD", UPLOADS + "/x", "", fields()).statusCode())
                .isEqualTo(404);
        assertThat(fubako.call(ALICE, "PUT", UPLOADS, "x", fields()).statusCode())
                .isEqualTo(405);
    }
}
