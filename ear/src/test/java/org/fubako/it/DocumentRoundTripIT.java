package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A document in and out through WebDAV and REST, against the packed application on a real MariaDB. */
@ExtendWith(SharedFubako.class)
class DocumentRoundTripIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";

    private final Fubako fubako;

    DocumentRoundTripIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @Test
    void a01AnAccountIsSignedInByNameAndPasswordWhateverTheCaseOfTheName() throws Exception {
        HttpResponse<String> me = fubako.call("ALICE@demo", "GET", "/api/v1/me", "");

        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.body()).contains("\"account\":\"alice\"", "\"tenant\":\"demo\"");
    }

    @Test
    void a01TheSameAnswerForAnUnknownAccountAndAnUnknownTenant() throws Exception {
        HttpResponse<String> account = fubako.call("nobody@demo", "GET", "/api/v1/me", "");
        HttpResponse<String> tenant = fubako.call("alice@nowhere", "GET", "/api/v1/me", "");

        assertThat(account.statusCode()).isEqualTo(401);
        assertThat(tenant.statusCode()).isEqualTo(401);
        assertThat(account.body()).isEqualTo(tenant.body());
    }

    @Test
    void w03OptionsWithoutCredentialsAsksForThem() throws Exception {
        HttpResponse<String> answer = fubako.call("", "OPTIONS", "/dav/", "");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Basic realm=\"Fubako\", charset=\"UTF-8\"");
    }

    @Test
    void c11WhatGoesInByWebdavComesOutByRest() throws Exception {
        HttpResponse<String> put = fubako.call(ALICE, "PUT", "/dav/common/%E8%A6%8B%E7%A9%8D.txt", "こんにちは");
        HttpResponse<String> got = fubako.call(BOB, "GET", "/api/v1/files/common/%E8%A6%8B%E7%A9%8D.txt", "");

        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body()).isEqualTo("こんにちは");
        assertThat(got.headers().firstValue("ETag")).isEqualTo(put.headers().firstValue("ETag"));
    }

    @Test
    void c13TheSameNameReplacesAndPreconditionsProtect() throws Exception {
        HttpResponse<String> first = fubako.call(ALICE, "PUT", "/api/v1/files/common/report.txt", "one");
        String etag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> taken =
                fubako.call(ALICE, "PUT", "/api/v1/files/common/report.txt", "no", "If-None-Match", "*");
        HttpResponse<String> second =
                fubako.call(ALICE, "PUT", "/api/v1/files/common/Report.TXT", "two", "If-Match", etag);
        HttpResponse<String> stale =
                fubako.call(ALICE, "PUT", "/api/v1/files/common/report.txt", "three", "If-Match", etag);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(taken.statusCode()).isEqualTo(412);
        assertThat(second.statusCode()).isEqualTo(204);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(fubako.call(ALICE, "GET", "/api/v1/files/common/report.txt", "")
                        .body())
                .isEqualTo("two");
    }

    @Test
    void p03ARangeIsSent() throws Exception {
        fubako.call(ALICE, "PUT", "/dav/private/range.txt", "0123456789");

        HttpResponse<String> part = fubako.call(ALICE, "GET", "/dav/private/range.txt", "", "Range", "bytes=3-5");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("345");
    }

    /** A download that was cut goes on where it stopped, unless the document has changed meanwhile. */
    @ParameterizedTest
    @ValueSource(strings = {"/dav", "/api/v1/files"})
    void p03ADownloadIsResumedOnlyWhereTheDocumentIsStillTheSame(String door) throws Exception {
        String path = door + "/private/resumed.txt";
        fubako.call(ALICE, "PUT", path, "0123456789");
        String etag = fubako.call(ALICE, "HEAD", path, "")
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        assertThat(resumed(path, etag).statusCode()).isEqualTo(206);
        assertThat(resumed(path, etag).body()).isEqualTo("56789");
        for (String other : List.of("\"other\"", "W/" + etag, "Wed, 25 Nov 2026 00:00:00 GMT")) {
            assertThat(resumed(path, other).statusCode()).as(other).isEqualTo(200);
        }
        fubako.call(ALICE, "PUT", path, "abcdefghij");
        assertThat(resumed(path, etag).statusCode()).isEqualTo(200);
        assertThat(resumed(path, etag).body()).isEqualTo("abcdefghij");
        fubako.call(ALICE, "DELETE", path, "");
    }

    private HttpResponse<String> resumed(String path, String validator) throws Exception {
        return fubako.call(ALICE, "GET", path, "", "Range", "bytes=5-", "If-Range", validator);
    }

    /** Of {@code abc}, by each field in which a client may say it. */
    static Stream<Arguments> digests() {
        return Stream.of(
                arguments("Content-Digest", "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:"),
                arguments("Repr-Digest", "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:"),
                arguments("Content-MD5", "kAFQmDzST7DWlj99KOF/cg=="),
                arguments("OC-Checksum", "SHA1:a9993e364706816aba3e25717850c26c9cd0d89d"),
                arguments("OC-Checksum", "MD5:900150983cd24fb0d6963f7d28e17f72"));
    }

    @ParameterizedTest
    @MethodSource("digests")
    void p05AWrongDigestIsRefusedAndLeavesNothing(String field, String value) throws Exception {
        for (String path : List.of("/dav/common/digest.txt", "/api/v1/files/common/digest.txt")) {
            assertThat(fubako.call(ALICE, "PUT", path, "abd", field, value).statusCode())
                    .isEqualTo(400);
            assertThat(fubako.call(ALICE, "GET", path, "").statusCode()).isEqualTo(404);
            assertThat(fubako.call(ALICE, "PUT", path, "abc", field, value).statusCode())
                    .isEqualTo(201);
            assertThat(fubako.call(ALICE, "DELETE", path, "").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void c04C16C22C23FoldersAreMadeMovedCopiedAndDeleted() throws Exception {
        assertThat(fubako.call(ALICE, "MKCOL", "/dav/common/tree", "").statusCode())
                .isEqualTo(201);
        assertThat(fubako.call(ALICE, "PUT", "/dav/common/tree/x.txt", "x").statusCode())
                .isEqualTo(201);
        assertThat(move("COPY", "/dav/common/tree", "/dav/private/copied")).isEqualTo(201);
        assertThat(move("MOVE", "/dav/common/tree", "/dav/common/moved")).isEqualTo(201);
        assertThat(fubako.call(ALICE, "GET", "/dav/private/copied/x.txt", "").body())
                .isEqualTo("x");
        assertThat(fubako.call(ALICE, "GET", "/dav/common/moved/x.txt", "").body())
                .isEqualTo("x");
        assertThat(fubako.call(ALICE, "GET", "/dav/common/tree/x.txt", "").statusCode())
                .isEqualTo(404);
        assertThat(fubako.call(ALICE, "DELETE", "/dav/common/moved", "").statusCode())
                .isEqualTo(204);
        assertThat(fubako.call(ALICE, "GET", "/dav/common/moved/x.txt", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void c17AFolderCannotMoveIntoItself() throws Exception {
        fubako.call(ALICE, "MKCOL", "/dav/private/outer", "");

        assertThat(move("MOVE", "/dav/private/outer", "/dav/private/outer/inner"))
                .isBetween(400, 499);
    }

    private int move(String method, String from, String to) throws IOException, InterruptedException {
        return fubako.call(
                        ALICE, method, from, "", "Destination", fubako.uri(to).toString())
                .statusCode();
    }

    @Test
    void c02C03AForbiddenFolderIsNeitherListedNorReached() throws Exception {
        fubako.call(CAROL, "POST", "/api/v1/folders/common/board", "");
        fubako.call(CAROL, "PUT", "/api/v1/files/common/board/secret.txt", "secret");
        HttpResponse<String> rule = fubako.call(
                CAROL,
                "PUT",
                "/api/v1/rights/common/board",
                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"carol\",\"mode\":\"read-write\"}]}",
                "Content-Type",
                "application/json");

        assertThat(rule.statusCode()).isBetween(200, 204);
        assertThat(fubako.call(BOB, "GET", "/api/v1/folders/common", "").body()).doesNotContain("board");
        assertThat(fubako.call(BOB, "GET", "/api/v1/files/common/board/secret.txt", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(fubako.call(BOB, "PROPFIND", "/dav/common/board/", "", "Depth", "1")
                        .statusCode())
                .isEqualTo(404);
        assertThat(fubako.call(CAROL, "GET", "/api/v1/files/common/board/secret.txt", "")
                        .body())
                .isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2e%2e",
                "a%2Fb",
                "a%00b",
                "a%0d%0ab",
                "CON",
                "nul.txt",
                "a%3Ab",
                "a%3Fb",
                "a%7Cb",
                "%E2%80%AEa",
                "a.",
                "a%20",
                ".htaccess",
                "%C0%AF",
                "a%5Cb"
            })
    void c07C08BadNamesAreRefusedOnEveryDoor(String name) throws Exception {
        assertThat(fubako.call(ALICE, "PUT", "/dav/private/" + name, "x").statusCode())
                .isBetween(400, 499);
        assertThat(fubako.call(ALICE, "PUT", "/api/v1/files/private/" + name, "x")
                        .statusCode())
                .isBetween(400, 499);
        assertThat(fubako.call(ALICE, "MKCOL", "/dav/private/" + name, "").statusCode())
                .isBetween(400, 499);
    }

    @Test
    void aLockKeepsOthersOut() throws Exception {
        fubako.call(ALICE, "PUT", "/dav/common/locked.txt", "a");
        HttpResponse<String> lock = fubako.call(
                ALICE,
                "LOCK",
                "/dav/common/locked.txt",
                "<lockinfo xmlns=\"DAV:\"><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>");
        String token = lock.headers().firstValue("Lock-Token").orElseThrow();

        assertThat(lock.statusCode()).isEqualTo(200);
        assertThat(fubako.call(BOB, "PUT", "/dav/common/locked.txt", "b").statusCode())
                .isEqualTo(423);
        assertThat(fubako.call(ALICE, "PUT", "/dav/common/locked.txt", "c", "If", "(" + token + ")")
                        .statusCode())
                .isEqualTo(204);
        assertThat(fubako.call(ALICE, "UNLOCK", "/dav/common/locked.txt", "", "Lock-Token", token)
                        .statusCode())
                .isEqualTo(204);
        assertThat(fubako.call(BOB, "PUT", "/dav/common/locked.txt", "d").statusCode())
                .isEqualTo(204);
    }

    @Test
    void m34M35TheLogIsForTheLogRoleOnly() throws Exception {
        fubako.call(ALICE, "PUT", "/dav/common/logged.txt", "logged");

        HttpResponse<String> json = fubako.call(CAROL, "GET", "/api/v1/logs/operations?limit=1000", "");
        HttpResponse<String> csv = fubako.call(CAROL, "GET", "/api/v1/logs/operations", "", "Accept", "text/csv");

        assertThat(fubako.call(ALICE, "GET", "/api/v1/logs/operations", "").statusCode())
                .isEqualTo(403);
        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.body()).contains("/common/logged.txt");
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.body()).startsWith("\uFEFF").contains("\r\n").contains("/common/logged.txt");
    }

    @Test
    void s01NoPlaintextLiesOnTheDisk() throws Exception {
        String canary = "canary-2f6d1c5e90b84b7ea1f3-".repeat(8);
        fubako.call(ALICE, "PUT", "/dav/private/canary.txt", canary);

        byte[] wanted = canary.substring(0, 27).getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(fubako.data())) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(Files::isReadable)
                            .filter(file -> contains(file, wanted)))
                    .isEmpty();
        }
    }

    private static boolean contains(Path file, byte[] wanted) {
        try {
            String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return bytes.contains(new String(wanted, StandardCharsets.ISO_8859_1));
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }

    @Test
    void requestsFromForeignPagesAreRefused() throws Exception {
        assertThat(fubako.call(ALICE, "PUT", "/api/v1/files/common/csrf.txt", "x", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(fubako.call(ALICE, "DELETE", "/dav/common/ours.txt", "", "Origin", "http://evil.test")
                        .statusCode())
                .isEqualTo(403);
    }
}
