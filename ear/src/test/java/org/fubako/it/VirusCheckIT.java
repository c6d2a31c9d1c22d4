package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that go through a virus scanner, which comes and goes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VirusCheckIT {

    private static final String ALICE = "alice@demo";
    private static final String CAROL = "carol@demo";
    private static final String FOLDER = "/common/scanned";

    @TempDir
    static Path folder;

    private int port;
    private Clamd clamd;
    private Fubako fubako;

    @BeforeAll
    void start() throws Exception {
        port = Fubako.freePort();
        fubako = Fubako.start(folder.resolve("data"), Map.of("FUBAKO_CLAMD", "127.0.0.1:" + port));
    }

    @AfterAll
    void stop() throws Exception {
        fubako.close();
    }

    @BeforeEach
    void make() throws Exception {
        clamd = new Clamd(port);
        assertThat(fubako.call(ALICE, "MKCOL", "/dav" + FOLDER, "").statusCode())
                .isEqualTo(201);
    }

    @AfterEach
    void clear() throws Exception {
        clamd.close();
        fubako.call(ALICE, "DELETE", "/dav" + FOLDER, "");
    }

    private HttpResponse<String> put(String path, String content) throws Exception {
        return fubako.call(ALICE, "PUT", path, content);
    }

    private String verdict(String name) throws Exception {
        return fubako.call(ALICE, "GET", "/api/v1/revisions" + FOLDER + "/" + name, "")
                .body();
    }

    private String stored(String name) throws Exception {
        return fubako.call(ALICE, "GET", "/api/v1/files" + FOLDER + "/" + name, "")
                .body();
    }

    @Test
    void g04AVirusAbortsTheUploadOnEachDoorAndWhatWasThereStays() throws Exception {
        assertThat(put("/dav" + FOLDER + "/a.txt", "clean").statusCode()).isEqualTo(201);
        assertThat(verdict("a.txt")).contains("\"virusCheck\":\"clean\"");

        for (String door : new String[] {"/dav", "/api/v1/files"}) {
            HttpResponse<String> over = put(door + FOLDER + "/a.txt", "x" + Clamd.VIRUS);
            assertThat(over.statusCode()).isEqualTo(422);
            HttpResponse<String> fresh = put(door + FOLDER + "/new.txt", Clamd.VIRUS);
            assertThat(fresh.statusCode()).isEqualTo(422);
            assertThat(fresh.body()).contains("infected");
        }
        assertThat(stored("a.txt")).isEqualTo("clean");
        assertThat(fubako.call(ALICE, "HEAD", "/dav" + FOLDER + "/new.txt", "").statusCode())
                .isEqualTo(404);
        String log = fubako.call(CAROL, "GET", "/api/v1/logs/operations?limit=20", "")
                .body();
        assertThat(log).contains("INFECTED");
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
        assertThat(StoreCheck.of(fubako).orphans()).isEmpty();
    }

    @Test
    void g04AnUploadInPartsIsLookedAtAsAWhole() throws Exception {
        String path =
                "path " + Base64.getEncoder().encodeToString((FOLDER + "/parts.txt").getBytes(StandardCharsets.UTF_8));
        byte[] virus = ("x".repeat(100_000) + Clamd.VIRUS).getBytes(StandardCharsets.US_ASCII);
        String upload = fubako.call(
                        ALICE,
                        "POST",
                        "/api/v1/uploads",
                        "",
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Length",
                        Integer.toString(virus.length),
                        "Upload-Metadata",
                        path)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        int cut = 100_010;

        assertThat(patch(upload, 0, Arrays.copyOf(virus, cut))).isEqualTo(204);
        assertThat(patch(upload, cut, Arrays.copyOfRange(virus, cut, virus.length)))
                .isEqualTo(422);
        assertThat(fubako.call(ALICE, "HEAD", "/dav" + FOLDER + "/parts.txt", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(fubako.call(ALICE, "DELETE", upload, "", "Tus-Resumable", "1.0.0")
                        .statusCode())
                .isEqualTo(204);
    }

    private int patch(String upload, int offset, byte[] body) {
        return fubako.send(
                        ALICE,
                        "PATCH",
                        upload,
                        body,
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Offset",
                        Integer.toString(offset),
                        "Content-Type",
                        "application/offset+octet-stream")
                .join()
                .statusCode();
    }

    @Test
    void g04WhereTheFolderDoesNotWantItNothingIsLookedAt() throws Exception {
        assertThat(fubako.call(
                                ALICE,
                                "PUT",
                                "/api/v1/settings" + FOLDER,
                                "{\"virusCheck\":false}",
                                "Content-Type",
                                "application/json")
                        .body())
                .contains("\"virusCheck\":false");
        long before = clamd.scanned();

        assertThat(put("/dav" + FOLDER + "/virus.txt", Clamd.VIRUS).statusCode())
                .isEqualTo(201);
        assertThat(verdict("virus.txt")).contains("\"virusCheck\":\"not-scanned\"");
        assertThat(clamd.scanned()).isEqualTo(before);
    }

    private int transfer(String method, String from, String to) throws Exception {
        return fubako.call(
                        ALICE,
                        method,
                        "/dav" + from,
                        "",
                        "Destination",
                        fubako.uri("/dav" + to).toString())
                .statusCode();
    }

    @Test
    void g06WhatNobodyHasLookedAtIsLookedAtBeforeItComesIntoAFolderThatWantsIt() throws Exception {
        String open = "/common/unscanned";
        fubako.call(ALICE, "MKCOL", "/dav" + open, "");
        fubako.call(
                ALICE, "PUT", "/api/v1/settings" + open, "{\"virusCheck\":false}", "Content-Type", "application/json");
        fubako.call(ALICE, "MKCOL", "/dav" + open + "/tree", "");
        fubako.call(
                ALICE,
                "PUT",
                "/api/v1/settings" + open + "/tree",
                "{\"virusCheck\":false}",
                "Content-Type",
                "application/json");
        assertThat(put("/dav" + open + "/virus.txt", Clamd.VIRUS).statusCode()).isEqualTo(201);
        assertThat(put("/dav" + open + "/clean.txt", "clean").statusCode()).isEqualTo(201);
        assertThat(put("/dav" + open + "/tree/deep.txt", Clamd.VIRUS + "x").statusCode())
                .isEqualTo(201);
        assertThat(put("/dav" + FOLDER + "/virus.txt", "old").statusCode()).isEqualTo(201);

        for (String method : new String[] {"COPY", "MOVE"}) {
            assertThat(transfer(method, open + "/virus.txt", FOLDER + "/virus.txt"))
                    .as(method)
                    .isEqualTo(422);
            assertThat(transfer(method, open + "/tree/", FOLDER + "/tree/"))
                    .as(method)
                    .isEqualTo(422);
        }
        HttpResponse<String> byApi = fubako.call(
                ALICE,
                "POST",
                "/api/v1/copies",
                "{\"from\":\"" + open + "/virus.txt\",\"to\":\"" + FOLDER + "/v.txt\"}",
                "Content-Type",
                "application/json");
        assertThat(byApi.statusCode()).isEqualTo(422);
        assertThat(byApi.body()).contains("infected-stored");
        assertThat(stored("virus.txt")).isEqualTo("old");
        assertThat(fubako.call(ALICE, "HEAD", "/dav" + open + "/tree/deep.txt", "")
                        .statusCode())
                .isEqualTo(200);

        assertThat(transfer("MOVE", open + "/clean.txt", FOLDER + "/clean.txt")).isEqualTo(201);
        assertThat(verdict("clean.txt")).contains("\"virusCheck\":\"clean\"");
        long before = clamd.scanned();
        assertThat(transfer("COPY", FOLDER + "/clean.txt", FOLDER + "/again.txt"))
                .isEqualTo(201);
        assertThat(transfer("MOVE", open + "/virus.txt", open + "/renamed.txt")).isEqualTo(201);
        assertThat(clamd.scanned()).isEqualTo(before);

        assertThat(put("/dav" + open + "/later.txt", "nobody has seen this").statusCode())
                .isEqualTo(201);
        clamd.close();
        assertThat(transfer("COPY", open + "/later.txt", FOLDER + "/later.txt")).isEqualTo(503);
        clamd = new Clamd(port);
        assertThat(transfer("COPY", open + "/later.txt", FOLDER + "/later.txt")).isEqualTo(201);
        fubako.call(ALICE, "DELETE", "/dav" + open, "");
    }

    @Test
    void g04WhatIsTooLargeForTheScannerIsKeptAndSaysSo() throws Exception {
        assertThat(put("/dav" + FOLDER + "/large.bin", "x".repeat(5 << 20)).statusCode())
                .isEqualTo(201);

        assertThat(verdict("large.bin")).contains("\"virusCheck\":\"unscannable\"");
        assertThat(stored("large.bin")).hasSize(5 << 20);
    }

    @Test
    void g04WithoutAnAnswerOnlyWhatNeedsTheScannerWaits() throws Exception {
        assertThat(put("/dav" + FOLDER + "/a.txt", "clean").statusCode()).isEqualTo(201);
        clamd.close();

        HttpResponse<String> refused = put("/api/v1/files" + FOLDER + "/a.txt", "other");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("scan-unavailable");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(stored("a.txt")).isEqualTo("clean");
        assertThat(fubako.call(ALICE, "MKCOL", "/dav" + FOLDER + "/sub", "").statusCode())
                .isEqualTo(201);
        assertThat(put("/dav" + FOLDER + "/empty.txt", "").statusCode()).isEqualTo(201);

        clamd = new Clamd(port);
        assertThat(put("/api/v1/files" + FOLDER + "/a.txt", "other").statusCode())
                .isEqualTo(204);
    }
}
