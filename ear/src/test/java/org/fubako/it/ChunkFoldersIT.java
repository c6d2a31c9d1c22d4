package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

/** Documents in chunks, as clients of Nextcloud send them. */
@ExtendWith(SharedFubako.class)
class ChunkFoldersIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String HOME = "/common/chunked";
    private static final String FOLDER = "/dav/uploads/alice@demo/web-file-upload-1234";
    private static final int PART = 100_000;

    private final Fubako fubako;

    @TempDir
    Path disk;

    ChunkFoldersIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void make() throws Exception {
        assertThat(call(ALICE, "MKCOL", "/dav" + HOME)).isEqualTo(201);
    }

    @AfterEach
    void clear() throws Exception {
        call(ALICE, "DELETE", FOLDER);
        assertThat(call(ALICE, "DELETE", "/dav" + HOME)).isEqualTo(204);
        Wait.until(
                () -> fubako.count("SELECT COUNT(*) FROM node WHERE deleted_at IS NOT NULL AND NOT EXISTS"
                                + " (SELECT 1 FROM trash_item t WHERE t.node_id = node.id)")
                        == 0,
                "what was deleted stays");
        assertThat(fubako.count("SELECT COUNT(*) FROM upload_part")).isZero();
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
    }

    private int call(String account, String method, String path, String... fields) throws Exception {
        return fubako.call(account, method, path, "", fields).statusCode();
    }

    private int put(String account, String name, byte[] content, String... fields) {
        return fubako.send(account, "PUT", FOLDER + "/" + name, content, fields)
                .join()
                .statusCode();
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] part(byte[] whole, int number) {
        int from = number * PART;
        return Arrays.copyOfRange(whole, from, Math.min(whole.length, from + PART));
    }

    private HttpResponse<String> join(String target, String... fields) throws Exception {
        String[] all = Stream.concat(Stream.of("Destination", fubako.uri(target).toString()), Arrays.stream(fields))
                .toArray(String[]::new);
        return fubako.call(ALICE, "MOVE", FOLDER + "/.file", "", all);
    }

    private byte[] stored(String path) {
        return fubako.send(ALICE, "GET", "/dav" + path, new byte[0]).join().body();
    }

    @Test
    void w27ChunksInAnyOrderBecomeTheDocumentWhenTheyAreJoined() throws Exception {
        byte[] whole = content(11 * PART + 17);
        assertThat(call(ALICE, "MKCOL", FOLDER)).isEqualTo(201);
        assertThat(call(ALICE, "MKCOL", FOLDER)).isEqualTo(405);
        List<CompletableFuture<HttpResponse<byte[]>>> sent = IntStream.rangeClosed(0, 11)
                .mapToObj(number -> 11 - number)
                .map(number -> fubako.send(ALICE, "PUT", FOLDER + "/" + (number + 1), part(whole, number)))
                .toList();
        sent.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(201));
        assertThat(put(ALICE, "3", content(5))).as("one that is sent again").isEqualTo(201);
        assertThat(put(ALICE, "3", part(whole, 2))).isEqualTo(201);
        assertThat(call(ALICE, "HEAD", "/dav" + HOME + "/film.bin")).isEqualTo(404);
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
        String listed = fubako.call(ALICE, "PROPFIND", FOLDER, "", "Depth", "1").body();
        assertThat(listed).contains("/12</D:href>", "<D:getcontentlength>17</D:getcontentlength>");

        HttpResponse<String> joined = join(
                "/dav/files/alice@demo" + HOME + "/film.bin",
                "X-OC-Mtime",
                "1700000000",
                "OC-Total-Length",
                Integer.toString(whole.length));

        assertThat(joined.statusCode()).as(joined.body()).isEqualTo(201);
        assertThat(joined.headers().firstValue("X-OC-Mtime")).contains("accepted");
        HttpResponse<String> head = fubako.call(ALICE, "HEAD", "/dav" + HOME + "/film.bin", "");
        assertThat(joined.headers().firstValue("ETag")).isEqualTo(head.headers().firstValue("ETag"));
        assertThat(head.headers().firstValue("Last-Modified")).contains("Tue, 14 Nov 2023 22:13:20 GMT");
        assertThat(stored(HOME + "/film.bin")).isEqualTo(whole);
        assertThat(call(ALICE, "PROPFIND", FOLDER, "Depth", "1")).isEqualTo(404);
        assertThat(call(ALICE, "MKCOL", FOLDER)).as("its name is free again").isEqualTo(201);
    }

    @Test
    void w27WhatDoesNotFitIsRefusedAndTheChunksAreKept() throws Exception {
        call(ALICE, "MKCOL", FOLDER);
        put(ALICE, "1", "abc".getBytes(StandardCharsets.US_ASCII));
        put(ALICE, "2", "def".getBytes(StandardCharsets.US_ASCII));
        fubako.call(BOB, "PUT", "/dav" + HOME + "/there.txt", "there");

        assertThat(join("/dav" + HOME + "/new.txt", "OC-Total-Length", "7").statusCode())
                .isEqualTo(400);
        assertThat(join("/dav" + HOME + "/there.txt", "Overwrite", "F").statusCode())
                .isEqualTo(412);
        assertThat(join("/dav" + HOME + "/there.txt", "If-Match", "\"other\"").statusCode())
                .isEqualTo(412);
        assertThat(join("/dav/common/nowhere/new.txt").statusCode()).isEqualTo(409);
        assertThat(join("/dav" + HOME + "/CON").statusCode()).isEqualTo(400);
        assertThat(join("/elsewhere/new.txt").statusCode()).isEqualTo(502);
        assertThat(join("/dav/files/bob@demo" + HOME + "/new.txt").statusCode()).isEqualTo(404);
        assertThat(stored(HOME + "/there.txt")).isEqualTo("there".getBytes(StandardCharsets.US_ASCII));

        assertThat(join("/dav" + HOME + "/there.txt").statusCode()).isEqualTo(204);
        assertThat(stored(HOME + "/there.txt")).isEqualTo("abcdef".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void w27ChunksAreTheirAccountsAlone() throws Exception {
        call(ALICE, "MKCOL", FOLDER);
        put(ALICE, "1", content(10));

        for (String other : List.of(BOB, "dave@other", "carol@demo")) {
            assertThat(call(other, "PROPFIND", FOLDER, "Depth", "1")).isEqualTo(404);
            assertThat(put(other, "1", content(3))).isEqualTo(404);
            assertThat(call(other, "DELETE", FOLDER)).isEqualTo(404);
            assertThat(call(other, "PROPFIND", "/dav/files/alice@demo/common/", "Depth", "0"))
                    .isEqualTo(404);
        }
        assertThat(call(BOB, "MKCOL", FOLDER.replace("alice", "bob")))
                .as("a name of his own")
                .isEqualTo(201);
        assertThat(call(BOB, "DELETE", FOLDER.replace("alice", "bob"))).isEqualTo(204);
        assertThat(call(ALICE, "DELETE", FOLDER)).isEqualTo(204);
        assertThat(put(ALICE, "1", content(10))).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "%E8%A6%8B", ".htx%3F", "a+b"})
    void w27AStrangeNameOfAChunkIsRefused(String name) throws Exception {
        call(ALICE, "MKCOL", FOLDER);

        assertThat(put(ALICE, name, content(3))).isEqualTo(400);
        assertThat(put(ALICE, "1", content(3), "OC-Checksum", "SHA1:da39a3ee5e6b4b0d3255bfef95601890afd80709"))
                .isEqualTo(400);
        assertThat(call(ALICE, "GET", FOLDER + "/1")).isEqualTo(405);
        assertThat(call(ALICE, "MOVE", FOLDER + "/1")).isEqualTo(405);
        assertThat(call(ALICE, "PROPFIND", FOLDER + "/1/2", "Depth", "0")).isEqualTo(404);
    }

    @Test
    void w27TheRootHasAnotherNameForThem() throws Exception {
        fubako.call(ALICE, "PUT", "/dav/files/alice@demo" + HOME + "/a.txt", "a");
        String listed = fubako.call(ALICE, "PROPFIND", "/dav/files/alice%40demo" + HOME + "/", "", "Depth", "1")
                .body();

        assertThat(listed).contains("<D:href>/dav/files/alice%40demo" + HOME + "/a.txt</D:href>");
        assertThat(call(ALICE, "PROPFIND", "/dav/files/alice/", "Depth", "1")).isEqualTo(207);
        assertThat(call(
                        ALICE,
                        "MOVE",
                        "/dav/files/alice%40demo" + HOME + "/a.txt",
                        "Destination",
                        fubako.uri("/dav/files/alice%40demo" + HOME + "/b.txt").toString()))
                .isEqualTo(201);
        assertThat(stored(HOME + "/b.txt")).isEqualTo("a".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void t02W27RcloneSendsALargeDocumentInChunks() throws Exception {
        byte[] whole = content(12_345_678);
        Path source = Files.write(disk.resolve("large.bin"), whole);
        String hidden = run("rclone", "obscure", Fubako.PASSWORD).strip();
        Files.writeString(
                disk.resolve("rclone.conf"),
                "[fubako]\ntype = webdav\nvendor = nextcloud\nurl = " + fubako.uri("/dav/files/alice@demo")
                        + "\nuser = alice@demo\nnextcloud_chunk_size = 5Mi\npass = " + hidden + "\n");

        String said = run(
                "rclone",
                "--config",
                disk.resolve("rclone.conf").toString(),
                "-vv",
                "copyto",
                source.toString(),
                "fubako:common/chunked/large.bin");

        assertThat(stored(HOME + "/large.bin")).as(said).isEqualTo(whole);
        assertThat(said).contains("chunk");
    }

    private String run(String... command) throws Exception {
        Path output = disk.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
