package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fubako.it.RawConnection.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that no honest client sends, over raw sockets. Each gets a clear answer that names no server and shows no stack, nothing
 * is stored, and no second request hides in the first. What the container swallows before the application sees it, and only a proxy in
 * front can refuse, is listed in {@code docs/decisions/0012-strict-requests.md}.
 */
@ExtendWith(SharedFubako.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsIT {

    private static final String ALICE = "alice@demo";
    private static final String FUZZED = "manager@other";
    private static final Pattern TELLTALE = Pattern.compile(
            "payara|glassfish|grizzly|catalina|jersey|eclipselink|mariadb|java\\.|\\bjakarta\\.(?!faces\\.(resource|ViewState))|\\bat org\\.|exception",
            Pattern.CASE_INSENSITIVE);

    private final Fubako fubako;

    HostileRequestsIT(Fubako fubako) {
        this.fubako = fubako;
    }

    private String head(String requestLine, String... fields) {
        return RawConnection.head(fubako, ALICE, requestLine, fields);
    }

    private Answer exchange(String octets, String method) throws IOException {
        try (RawConnection connection = new RawConnection(fubako)) {
            return connection.send(octets).read(method);
        }
    }

    private Answer exchange(String octets) throws IOException {
        return exchange(octets, "GET");
    }

    private static void assertClear(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isLessThan(500);
        assertThat(answer.toString()).doesNotContainPattern(TELLTALE);
    }

    private static void assertRefused(Answer answer) {
        assertClear(answer);
        assertThat(answer.status()).as("%s", answer).isGreaterThanOrEqualTo(400);
    }

    // where a body ends

    Stream<Arguments> bodiesThatTwoServersReadDifferently() {
        String hidden = head("GET /api/v1/me HTTP/1.1") + "\r\n";
        String end = "0\r\n\r\n";
        return Stream.of(
                arguments("length, then coding", "Content-Length: 3\r\nTransfer-Encoding: chunked", end + hidden),
                arguments("coding, then length", "Transfer-Encoding: chunked\r\nContent-Length: 3", end + hidden),
                arguments("zero length and coding", "Content-Length: 0\r\nTransfer-Encoding: chunked", end + hidden),
                arguments("coding behind a tab", "Content-Length: 3\r\nTransfer-Encoding:\tchunked", end + hidden),
                arguments("unknown coding", "Content-Length: 3\r\nTransfer-Encoding: xchunked", "abc" + hidden),
                arguments("identity", "Content-Length: 3\r\nTransfer-Encoding: identity", "abc" + hidden),
                arguments("gzip, chunked", "Transfer-Encoding: gzip, chunked", end + hidden),
                arguments("chunked, identity", "Transfer-Encoding: chunked, identity", end + hidden),
                arguments("chunked, chunked", "Transfer-Encoding: chunked, chunked", end + hidden),
                arguments("two codings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", end + hidden),
                arguments(
                        "two equal codings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", end + hidden),
                arguments("coding in quotes", "Transfer-Encoding: \"chunked\"", end + hidden),
                arguments("coding with a parameter", "Transfer-Encoding: chunked;q=1", end + hidden),
                arguments("no coding", "Transfer-Encoding:", end + hidden),
                arguments("blank before the colon", "Transfer-Encoding : chunked", end + hidden),
                arguments("two lengths", "Content-Length: 3\r\nContent-Length: 4", "abc" + hidden),
                arguments("two equal lengths", "Content-Length: 3\r\nContent-Length: 3", "abc" + hidden),
                arguments("list of lengths", "Content-Length: 3, 3", "abc" + hidden),
                arguments("negative length", "Content-Length: -1", "abc" + hidden),
                arguments("signed length", "Content-Length: +3", "abc" + hidden),
                arguments("hexadecimal length", "Content-Length: 0x3", "abc" + hidden),
                arguments("length with exponent", "Content-Length: 3e0", "abc" + hidden),
                arguments("length with a letter", "Content-Length: 3a", "abc" + hidden),
                arguments("length of other digits", "Content-Length: \u00B3", "abc" + hidden),
                arguments("empty length", "Content-Length:", "abc" + hidden),
                arguments("length beyond 63 bits", "Content-Length: 9223372036854775808", "abc" + hidden),
                arguments("length beyond 64 bits", "Content-Length: 99999999999999999999999", "abc" + hidden));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodiesThatTwoServersReadDifferently")
    void aBodyWhoseEndIsInDoubtIsRefusedAndTheConnectionClosed(String name, String fields, String body)
            throws Exception {
        for (String account : List.of(ALICE, "")) {
            try (RawConnection connection = new RawConnection(fubako)) {
                Answer answer = connection
                        .send(RawConnection.head(fubako, account, "PUT /dav/private/smuggled.txt HTTP/1.1", fields)
                                + "\r\n" + body)
                        .read("PUT");

                assertRefused(answer);
                assertThat(answer.status()).isEqualTo(400);
                assertThat(connection.rest()).isEmpty();
            }
        }
        assertMissing("smuggled.txt");
    }

    Stream<Arguments> brokenChunks() {
        return Stream.of("-3", "fffffffffffffffff", "zz", "0x3", "3 3", "3;" + "a".repeat(20_000))
                .map(size -> arguments('"' + (size.length() > 40 ? size.substring(0, 40) : size) + '"', size));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenChunks")
    void aChunkWithoutAReadableSizeIsRefused(String name, String size) throws Exception {
        String request = head("PUT /dav/private/chunks.txt HTTP/1.1", "Transfer-Encoding: chunked") + "\r\n" + size
                + "\r\nabc\r\n0\r\n\r\n" + head("GET /api/v1/me HTTP/1.1") + "\r\n";
        try (RawConnection connection = new RawConnection(fubako)) {
            assertRefused(connection.send(request).read("PUT"));
            assertThat(connection.rest()).doesNotContain("\"alice\"");
        }
        assertMissing("chunks.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100", "Transfer-Encoding: chunked"})
    void aBodyThatBreaksOffLeavesNothing(String framing) throws Exception {
        try (RawConnection connection = new RawConnection(fubako)) {
            connection.send(head("PUT /dav/private/half.txt HTTP/1.1", framing) + "\r\n3\r\nabc");
            connection.finish();
            assertThat(connection.rest()).doesNotContain("HTTP/1.1 2").doesNotContain("HTTP/1.1 5");
        }
        assertMissing("half.txt");
    }

    private void assertMissing(String name) throws Exception {
        assertThat(fubako.call(ALICE, "GET", "/dav/private/" + name, "").statusCode())
                .isEqualTo(404);
    }

    // the head

    Stream<Arguments> brokenHeads() {
        String line = "GET /api/v1/me HTTP/1.1";
        String login = "Authorization: " + Fubako.basic(ALICE) + "\r\n";
        String host = "Host: localhost:" + fubako.port() + "\r\n";
        String many =
                IntStream.range(0, 120).mapToObj(n -> "X-" + n + ": a\r\n").collect(Collectors.joining());
        return Stream.of(
                arguments("no host", line + "\r\n" + login + "\r\n"),
                arguments("two hosts", line + "\r\n" + host + "Host: evil.test\r\n" + login + "\r\n"),
                arguments("two equal hosts", line + "\r\n" + host + host + login + "\r\n"),
                arguments("empty host", line + "\r\nHost:\r\n" + login + "\r\n"),
                arguments("host of a port", line + "\r\nHost: :80\r\n" + login + "\r\n"),
                arguments("host with a path", line + "\r\nHost: a/b\r\n" + login + "\r\n"),
                arguments("host with a user", line + "\r\nHost: a@b\r\n" + login + "\r\n"),
                arguments("host with a blank", line + "\r\nHost: a b\r\n" + login + "\r\n"),
                arguments("host with markup", line + "\r\nHost: <x>\r\n" + login + "\r\n"),
                arguments("host with a wild port", line + "\r\nHost: a:99999\r\n" + login + "\r\n"),
                arguments("host without end", line + "\r\nHost: [::1\r\n" + login + "\r\n"),
                arguments("bare line feeds", (line + "\n" + host + login + "\n").replace("\r", "")),
                arguments("a bare line feed behind the request line", line + "\n" + host + login + "\r\n"),
                arguments("a bare carriage return", line + "\r\n" + host + login + "X-A: a\rb: c\r\n\r\n"),
                arguments("NUL in a field", line + "\r\n" + host + login + "X-A: a\0b\r\n\r\n"),
                arguments("a field without name", line + "\r\n" + host + login + ": a\r\n\r\n"),
                arguments("a name with a blank", line + "\r\n" + host + login + "X A: a\r\n\r\n"),
                arguments("a name of octets", line + "\r\n" + host + login + "X\u00E3\u0081: a\r\n\r\n"),
                arguments(
                        "a field of 20 KiB", line + "\r\n" + host + login + "X-A: " + "a".repeat(20_480) + "\r\n\r\n"),
                arguments("a name of 20 KiB", line + "\r\n" + host + login + "X".repeat(20_480) + ": a\r\n\r\n"),
                arguments("120 fields", line + "\r\n" + host + login + many + "\r\n"),
                arguments("120 equal fields", line + "\r\n" + host + login + "X: a\r\n".repeat(120) + "\r\n"),
                arguments(
                        "an address of 20 KiB", "GET /" + "a".repeat(20_480) + " HTTP/1.1\r\n" + host + login + "\r\n"),
                arguments("a query of 20 KiB", "GET /?" + "a".repeat(20_480) + " HTTP/1.1\r\n" + host + login + "\r\n"),
                arguments("no version", "GET /api/v1/me \r\n" + host + login + "\r\n"),
                arguments("version 2 without its preface", "GET /api/v1/me HTTP/2.0\r\n" + host + login + "\r\n"),
                arguments("no address", "GET HTTP/1.1\r\n" + host + login + "\r\n"),
                arguments("address without slash", "GET api/v1/me HTTP/1.1\r\n" + host + login + "\r\n"),
                arguments("authority only", "CONNECT localhost:80 HTTP/1.1\r\n" + host + login + "\r\n"),
                arguments("asterisk", "GET * HTTP/1.1\r\n" + host + login + "\r\n"),
                arguments("options of the server", "OPTIONS * HTTP/1.1\r\n" + host + login + "\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenHeads")
    void aBrokenHeadIsRefused(String name, String request) throws Exception {
        Answer answer = exchange(request);

        assertRefused(answer);
        assertThat(answer.status()).isEqualTo(400);
    }

    /** RFC 9110, section 15.6.6, has a status for that which is not ours to choose. */
    @Test
    void aVersionFromTheFutureIsNotSupported() throws Exception {
        for (String version : List.of("HTTP/1.7", "HTTP/3.0", "HTTP/9.9")) {
            assertThat(exchange(head("GET /api/v1/me " + version) + "\r\n").status())
                    .isEqualTo(505);
        }
    }

    @Test
    void anyOctetAnywhereInAHeadGetsAClearAnswer() throws Exception {
        String request = head("GET /api/v1/me?a=b HTTP/1.1", "X-Some: thing") + "\r\n";
        List<Integer> places = List.of(
                1,
                3,
                5,
                9,
                16,
                19,
                21,
                25,
                request.indexOf("Host") + 2,
                request.indexOf("X-Some") + 3,
                request.indexOf("thing") + 2,
                request.indexOf("Basic") + 7);
        List<String> unclear = new ArrayList<>();
        for (int place : places) {
            for (int octet = 0; octet < 256; octet++) {
                // line ends make another request of it, and there is a test for those
                if (octet == '\r' || octet == '\n') {
                    continue;
                }
                Answer answer = exchange(request.substring(0, place) + (char) octet + request.substring(place));
                boolean future = answer.status() == 505;
                if (answer.status() >= 500 && !future
                        || TELLTALE.matcher(answer.toString()).find()) {
                    unclear.add(place + "/" + octet + ": " + answer.status());
                }
            }
        }

        assertThat(unclear).isEmpty();
    }

    // addresses

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dav/%2e%2e/api/v1/me",
                "/dav/%2E%2E/api/v1/me",
                "/dav/.%2e/api/v1/me",
                "/dav/a/../../api/v1/me",
                "/dav/..;/api/v1/me",
                "/dav/..;a=b/api/v1/me",
                "/dav/;/api/v1/me",
                "/dav/private/../../api/v1/me",
                "/dav/private/./a",
                "/dav/private//a",
                "/dav//private/a",
                "/dav/private/a%2fb",
                "/dav/private/a%2Fb",
                "/dav/private/a%5cb",
                "/dav/private/a\\b",
                "/dav/private/a%00b",
                "/dav/private/a%0d%0aSet-Cookie:%20a=b",
                "/dav/private/a%0ab",
                "/dav/private/a%7Fb",
                "/dav/private/%c0%af",
                "/dav/private/%c0%ae%c0%ae/a",
                "/dav/private/%e0%80%af",
                "/dav/private/%f0%80%80%af",
                "/dav/private/%f8%80%80%80%af",
                "/dav/private/%ed%a0%80",
                "/dav/private/%ff",
                "/dav/private/%e3%81",
                "/dav/private/\u00e3\u0081",
                "/dav/private/%",
                "/dav/private/%4",
                "/dav/private/%zz",
                "/dav/private/%u0041",
                "/dav/private/%%41",
                "/dav/private/a;jsessionid=abc",
                "/dav%2fprivate",
                "/dav%5cprivate",
                "/api/v1/files/%2e%2e/me",
                "/api/v1/files/..;/me",
                "/api/v1/files/private/../../me",
                "/api/v1/folders/private/..%2f..%2fme",
                "/api/v1/../v1/me",
                "/api/v1;x=y/me",
                "/api//v1/me",
                "//api/v1/me",
                "/resources/../dav/private/",
                "/signin/../dav/private/"
            })
    void aCrookedAddressLeadsNowhere(String address) throws Exception {
        for (String method : List.of("GET", "PUT", "DELETE", "PROPFIND")) {
            Answer answer =
                    exchange(head(method + " " + address + " HTTP/1.1", "Content-Length: 1", "Depth: 0") + "\r\nx");

            assertRefused(answer);
            assertThat(answer.status()).as("%s %s", method, answer).isIn(400, 403, 404, 405, 409);
            assertThat(answer.body()).doesNotContain("\"account\"");
            assertThat(answer.field("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void parametersOfASegmentAreAPartOfItsName() throws Exception {
        Answer made = exchange(head("PUT /dav/private/semi;v=1 HTTP/1.1", "Content-Length: 1") + "\r\nx", "PUT");
        Answer other = exchange(head("GET /dav/private/semi HTTP/1.1") + "\r\n");
        Answer same = exchange(head("GET /dav/private/semi%3Bv=1 HTTP/1.1") + "\r\n");

        assertThat(made.status()).isEqualTo(201);
        assertThat(other.status()).isEqualTo(404);
        assertThat(same.body()).isEqualTo("x");
        assertThat(exchange(head("DELETE /dav/private/semi;v=1 HTTP/1.1") + "\r\n", "DELETE")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void aPageIsReachedPlainlyOrNotAtAll() throws Exception {
        for (String address : List.of(
                "/WEB-INF/web.xml",
                "/web-inf/web.xml",
                "/WEB-INF%2fweb.xml",
                "/META-INF/MANIFEST.MF",
                "/resources/../WEB-INF/web.xml",
                "/resources/..;/WEB-INF/web.xml",
                "/jakarta.faces.resource/../WEB-INF/web.xml",
                "/jakarta.faces.resource/web.xml.xhtml?ln=../WEB-INF",
                "/jakarta.faces.resource/web.xml.xhtml?ln=..%2fWEB-INF",
                "/jakarta.faces.resource/../../WEB-INF/pages/files.xhtml",
                "/signin.jsp",
                "/index.jsp",
                "/x.xhtml",
                "/WEB-INF/pages/files.xhtml")) {
            Answer answer = exchange(RawConnection.head(fubako, "", "GET " + address + " HTTP/1.1") + "\r\n");

            assertClear(answer);
            assertThat(answer.status()).as(address).isNotEqualTo(200);
            assertThat(answer.body()).doesNotContain("<web-app", "Manifest-Version", "f:view");
        }
    }

    /** The container puts the authority of such a request line into {@code Host}; nothing of an answer is made of it. */
    @Test
    void anAbsoluteAddressOfAnotherHostGetsNoAnswerThatNamesIt() throws Exception {
        for (String address : List.of("http://evil.test/api/v1/me", "https://evil.test/", "http://evil.test")) {
            for (String account : List.of(ALICE, "")) {
                Answer answer = exchange(RawConnection.head(fubako, account, "GET " + address + " HTTP/1.1") + "\r\n");

                assertClear(answer);
                assertThat(answer.toString()).doesNotContain("evil.test");
            }
        }
    }

    // methods

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRACE",
                "TRACK",
                "CONNECT",
                "DEBUG",
                "PATCH",
                "get",
                "Get",
                "FOO",
                "PRI",
                "REPORT",
                "SEARCH",
                "ACL",
                "BIND",
                "REBIND",
                "ORDERPATCH",
                "VERSION-CONTROL",
                "MKCALENDAR",
                "QUERY",
                "<x>",
                "G\0T"
            })
    void anUnknownMethodIsNotAllowed(String method) throws Exception {
        for (String address : List.of("/dav/private/", "/api/v1/files/private/a", "/resources/fubako/fubako.css")) {
            Answer answer = exchange(head(method + " " + address + " HTTP/1.1") + "\r\n");

            assertRefused(answer);
            assertThat(answer.status()).isIn(400, 405);
            assertThat(answer.status() == 400 || answer.field("Allow").isPresent())
                    .as("%s", answer)
                    .isTrue();
        }
    }

    @Test
    void aMethodOfAnyLengthIsNotAllowed() throws Exception {
        assertThat(exchange(head("A".repeat(4_000) + " /dav/private/ HTTP/1.1") + "\r\n")
                        .status())
                .isIn(400, 405);
    }

    @Test
    void aMethodIsNotChangedByAField() throws Exception {
        fubako.call(ALICE, "PUT", "/dav/private/override.txt", "x");
        for (String field : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            fubako.call(ALICE, "GET", "/dav/private/override.txt", "", field, "DELETE");
            fubako.call(ALICE, "POST", "/api/v1/files/private/override.txt", "", field, "DELETE");
        }

        assertThat(fubako.call(ALICE, "DELETE", "/dav/private/override.txt", "").statusCode())
                .isEqualTo(204);
    }

    @Test
    void aBodyWithDeleteIsPassedOverAndNotTakenForARequest() throws Exception {
        fubako.call(ALICE, "PUT", "/dav/private/with-body.txt", "x");
        String hidden = head("PUT /dav/private/hidden.txt HTTP/1.1", "Content-Length: 1") + "\r\nx";
        try (RawConnection connection = new RawConnection(fubako)) {
            String delete = head("DELETE /dav/private/with-body.txt HTTP/1.1", "Content-Length: " + hidden.length());
            Answer deleted = connection.send(delete + "\r\n" + hidden).read("DELETE");
            Answer next = connection
                    .send(head("GET /dav/private/hidden.txt HTTP/1.1") + "\r\n")
                    .read("GET");

            assertThat(deleted.status()).isEqualTo(204);
            assertThat(next.status()).isEqualTo(404);
        }
    }

    // uploads

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Range: bytes 0-2/3",
                "Content-Range: bytes 0-2/*",
                "Content-Range: rubbish",
                "X-Expected-Entity-Length: 4",
                "X-Expected-Entity-Length: -1",
                "X-Expected-Entity-Length: abc",
                "X-Expected-Entity-Length: 99999999999999999999",
                "Content-Encoding: gzip",
                "Content-Encoding: x",
                "Content-Digest: sha-256=:AAAA:",
                "Content-Digest: sha-256=:!!!!:",
                "Content-Digest: sha-256",
                "Content-Digest: sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
                "Repr-Digest: sha-512=:AAAA:",
                "Content-MD5: AAAA",
                "Content-MD5: AAAAAAAAAAAAAAAAAAAAAA==",
                "OC-Checksum: SHA1:da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "OC-Checksum: SHA1:xyz",
                "OC-Checksum: MD5",
                "If-Match: \"not-there\"",
                "If-Match: rubbish",
                "If-Match: \"a",
                "If-None-Match: ,",
                "Idempotency-Key: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                        + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                        + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "If: rubbish",
                "If: ()",
                "If: (<urn:uuid:00000000-0000-0000-0000-000000000000>)"
            })
    void w09AnUploadThatContradictsItselfIsRefusedOnBothDoorsAndLeavesNothing(String field) throws Exception {
        for (String door : List.of("/dav/private/", "/api/v1/files/private/")) {
            if (field.startsWith("If:") && door.startsWith("/api")) {
                continue;
            }
            try (RawConnection connection = new RawConnection(fubako)) {
                Answer answer = connection
                        .send(head("PUT " + door + "contradiction.txt HTTP/1.1", "Content-Length: 3", field)
                                + "\r\nabc")
                        .read("PUT");
                assertRefused(answer);
                assertThat(answer.status()).as("%s", answer).isIn(400, 412, 415);
            }
            assertMissing("contradiction.txt");
        }
    }

    @Test
    void aLengthThatNoDiskHoldsIsRefusedBeforeTheBody() throws Exception {
        for (String length : List.of("9223372036854775807", "1000000000000000")) {
            Answer answer = exchange(head("PUT /dav/private/huge.bin HTTP/1.1", "Content-Length: " + length) + "\r\n");

            assertThat(answer.status()).isEqualTo(507);
            assertThat(answer.body()).contains("quota-not-exceeded");
        }
    }

    // ranges

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-1,3-4",
                "bytes=0-5,0-5,0-5,0-5",
                "bytes=0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=5-3",
                "bytes=1--1",
                "bytes=0x1-0x2",
                "octets=0-1",
                "rubbish",
                "bytes=0-1-2",
                "bytes:0-1"
            })
    void p03ARangeThatIsNotServedGetsTheWhole(String range) throws Exception {
        fubako.call(ALICE, "PUT", "/dav/private/ranges.txt", "0123456789");

        for (String door : List.of("/dav/private/", "/api/v1/files/private/")) {
            Answer answer = exchange(head("GET " + door + "ranges.txt HTTP/1.1", "Range: " + range) + "\r\n");

            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("0123456789");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-0|0",
                "bytes=9-|9",
                "bytes=-1|9",
                "bytes=-99999999999999999999|0123456789",
                "bytes=0-99999999999999999999|0123456789",
                "bytes = 2 - 3|23",
                "BYTES=2-3|23"
            })
    void p03ARangeIsCutToWhatThereIs(String rangeAndPart) throws Exception {
        String[] parts = rangeAndPart.split("\\|");
        fubako.call(ALICE, "PUT", "/dav/private/ranges.txt", "0123456789");

        Answer answer = exchange(head("GET /dav/private/ranges.txt HTTP/1.1", "Range: " + parts[0]) + "\r\n");

        assertThat(answer.status()).as("%s", answer).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(parts[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=99999999999999999999-", "bytes=-0"})
    void p03ARangeBehindTheEndIsNotSatisfiable(String range) throws Exception {
        fubako.call(ALICE, "PUT", "/dav/private/ranges.txt", "0123456789");

        Answer answer = exchange(head("GET /dav/private/ranges.txt HTTP/1.1", "Range: " + range) + "\r\n");

        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.field("Content-Range")).hasValue("bytes */10");
    }

    // fields of WebDAV

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROPFIND|Depth: 2|400",
                "PROPFIND|Depth: -1|400",
                "PROPFIND|Depth: 1,1|400",
                "PROPFIND|Depth: infinity|403",
                "PROPFIND|X: y|403",
                "COPY|Depth: 1\r\nDestination: /dav/private/fields/copy|400",
                "COPY|X: y|400",
                "COPY|Destination:|400",
                "COPY|Destination: http://evil.test/dav/private/fields/copy|502",
                "COPY|Destination: //evil.test/dav/private/fields/copy|502",
                "COPY|Destination: ftp://localhost/dav/private/fields/copy|502",
                "COPY|Destination: /api/v1/files/private/copy|502",
                "COPY|Destination: /dav/private/fields/a%2fb|400",
                "COPY|Destination: /dav/private/fields/%zz|400",
                "COPY|Destination: /dav/private/fields/../copy|400",
                "COPY|Destination: /dav/private/fields/copy?x=y|400",
                "COPY|Destination: /dav/private/fields/copy#x|400",
                "COPY|Destination: /dav/private/fields/copy\r\nOverwrite: X|400",
                "COPY|Destination: /dav/private/nowhere/copy|409",
                "COPY|Destination: /dav/private/fields/a.txt|403",
                "MOVE|Destination: http://evil.test/dav/private/fields/copy|502",
                "MOVE|Destination: /dav/private/fields/a.txt|403",
                "LOCK|If: rubbish|400",
                "LOCK|If: (Not)|400",
                "LOCK|If: (<|400",
                "LOCK|If: (<>)|400",
                "LOCK|If: <http://localhost/x>|400",
                "LOCK|If: [\"a\"]|400",
                "LOCK|If: (<urn:uuid:0>) </dav/private/>|400",
                "LOCK|X: y|400",
                "UNLOCK|X: y|400",
                "UNLOCK|Lock-Token: rubbish|409",
                "UNLOCK|Lock-Token: <opaquelocktoken:00000000-0000-0000-0000-000000000000>|409",
                "DELETE|If: (<opaquelocktoken:00000000-0000-0000-0000-000000000000>)|412",
                "DELETE|If: ([\"not-this\"])|412",
                "DELETE|If-Match: \"not-this\"|412",
                "PROPPATCH|X: y|400",
                "MKCOL|X: y|405"
            })
    void w13W14W17FieldsOfWebdavAreReadStrictlyAndChangeNothingWhenTheyAreWrong(String line) throws Exception {
        String[] parts = line.split("\\|");
        fubako.call(ALICE, "MKCOL", "/dav/private/fields", "");
        fubako.call(ALICE, "PUT", "/dav/private/fields/a.txt", "a");

        Answer answer = exchange(head(parts[0] + " /dav/private/fields/a.txt HTTP/1.1", parts[1]) + "\r\n");

        assertThat(answer.toString()).doesNotContainPattern(TELLTALE);
        assertThat(answer.status()).as("%s", answer).isEqualTo(Integer.parseInt(parts[2]));
        assertThat(fubako.call(ALICE, "PROPFIND", "/dav/private/fields/", "", "Depth", "1")
                        .body())
                .containsOnlyOnce("/dav/private/fields/a.txt")
                .doesNotContain("copy");
    }

    // JSON and queries

    Stream<Arguments> brokenJson() {
        String deep = "[".repeat(20_000) + "]".repeat(20_000);
        return Stream.of(
                arguments("", 400),
                arguments("{", 400),
                arguments("[]", 400),
                arguments("null", 400),
                arguments("\"a\"", 400),
                arguments("{}", 400),
                arguments("{}{}", 400),
                arguments("{\"from\":1,\"to\":2}", 400),
                arguments("{\"from\":null,\"to\":null}", 400),
                arguments("{\"from\":{},\"to\":[]}", 400),
                arguments("{\"from\":\"/private/json/a\",\"to\":\"/private/json/b\",\"other\":1}", 400),
                arguments(
                        "{\"from\":\"/private/json/a\",\"from\":\"/private/json/a\",\"to\":\"/private/json/b\"}", 400),
                arguments("{\"from\":\"/private/json/a\",\"to\":\"/private/json/b\",\"overwrite\":\"yes\"}", 400),
                arguments("{\"from\":\"/private/json/a\",\"to\":\"/private/json/../b\"}", 400),
                arguments("{\"from\":\"/private/json/a\",\"to\":\"/private/json/\\u0000\"}", 400),
                arguments("{\"from\":\"/private/json/a\",\"to\":\"/private/json/\\ud800\"}", 400),
                arguments("{\"from\":\"/private/json/\\udfff\",\"to\":\"/private/json/b\"}", 400),
                arguments("{\"from\":\"/private/json/a\",\"to\":\"/private/json/" + "b".repeat(60_000) + "\"}", 400),
                arguments("{\"from\":\"/private/json/a\",\"to\":\"" + "/b".repeat(30_000) + "\"}", 400),
                arguments("{\"from\":\"/private/json/a\",\"to\":\"" + "x".repeat(70_000) + "\"}", 413),
                arguments("{\"from\":" + deep + ",\"to\":\"/private/json/b\"}", 400),
                arguments("{\"from\":1e999999999,\"to\":\"/private/json/b\"}", 400),
                arguments("{\"from\":\"\u00ff\",\"to\":\"/private/json/b\"}", 400),
                arguments("\u00ff\u00fe{\0}\0", 400),
                arguments("\u00ef\u00bb\u00bf{}", 400),
                arguments("{'from':'/private/json/a'}", 400),
                arguments("{\"from\":\"/private/json/a\",\"to\":\"/private/json/b\",}", 400),
                arguments("{\"from\":\"/private/json/a\" /* */,\"to\":\"/private/json/b\"}", 400));
    }

    @ParameterizedTest
    @MethodSource("brokenJson")
    void aBrokenJsonBodyIsRefused(String body, int status) throws Exception {
        fubako.call(ALICE, "MKCOL", "/dav/private/json", "");
        fubako.call(ALICE, "PUT", "/dav/private/json/a", "a");
        for (String call : List.of("/api/v1/moves", "/api/v1/copies")) {
            Answer answer = exchange(head(
                            "POST " + call + " HTTP/1.1",
                            "Content-Type: application/json",
                            "Content-Length: " + body.length())
                    + "\r\n" + body);

            assertRefused(answer);
            assertThat(answer.status()).as("%s", answer).isEqualTo(status);
            assertThat(answer.field("Content-Type").orElse("")).startsWith("application/problem+json");
        }
        assertThat(fubako.call(ALICE, "GET", "/api/v1/folders/private/json", "").body())
                .contains("\"/private/json/a\"")
                .doesNotContain("\"/private/json/b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "rubbish"})
    void whatIsNotSentAsJsonIsNotTaken(String type) throws Exception {
        HttpResponse<String> answer =
                fubako.call(ALICE, "POST", "/api/v1/moves", "{\"from\":\"/a\",\"to\":\"/b\"}", "Content-Type", type);

        assertThat(answer.statusCode()).isIn(400, 415);
        assertThat(answer.body()).doesNotContainPattern(TELLTALE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/folders/common?limit=0",
                "/api/v1/folders/common?limit=-1",
                "/api/v1/folders/common?limit=1001",
                "/api/v1/folders/common?limit=99999999999",
                "/api/v1/folders/common?limit=1e3",
                "/api/v1/folders/common?limit=",
                "/api/v1/folders/common?limit=1&limit=2",
                "/api/v1/folders/common?Limit=1",
                "/api/v1/folders/common?x=y",
                "/api/v1/folders/common?limit=%zz",
                "/api/v1/folders/common?cursor=***",
                "/api/v1/folders/common?cursor=",
                "/api/v1/spaces?x=y",
                "/api/v1/me?x=y",
                "/api/v1/openapi?x=y",
                "/api/v1/tokens?x=y"
            })
    void aParameterThatCannotBeMeantIsRefused(String address) throws Exception {
        Answer answer = exchange(head("GET " + address + " HTTP/1.1") + "\r\n");

        assertRefused(answer);
        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2026-02-30&to=2026-03-01",
                "from=2026-13-01",
                "from=yesterday",
                "from=2026-03-02&to=2026-03-01",
                "from=1066-10-14&to=1066-10-15",
                "from=9999-12-31&to=9999-12-31",
                "from=%2B999999999-12-31",
                "from=2026-1-1",
                "limit=5000",
                "cursor=zzz",
                "format=xml",
                "format=csv&format=csv"
            })
    void m35APeriodThatCannotBeMeantIsRefused(String query) throws Exception {
        HttpResponse<String> answer = fubako.call("carol@demo", "GET", "/api/v1/logs/operations?" + query, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContainPattern(TELLTALE);
    }

    // anything

    /** By an account that no browser uses: after so many wrong passwords it has to wait. */
    private String fuzzed(String requestLine, String... fields) {
        return RawConnection.head(fubako, FUZZED, requestLine, fields);
    }

    private boolean isLetInAgain() throws Exception {
        PortalSession session = new PortalSession(fubako);
        session.signIn(FUZZED, Fubako.PASSWORD);
        return session.token().isPresent();
    }

    /** Seeded, so that a failure comes again. */
    @Test
    void randomlyDamagedRequestsGetAClearAnswer() throws Exception {
        Random random = new Random(20_260_101);
        List<String> requests = List.of(
                fuzzed("PUT /dav/private/fuzz.txt HTTP/1.1", "Content-Length: 3", "If-Match: *") + "\r\nabc",
                fuzzed("PROPFIND /dav/private/ HTTP/1.1", "Depth: 0", "Content-Length: 0") + "\r\n",
                fuzzed("MOVE /dav/private/fuzz.txt HTTP/1.1", "Destination: /dav/private/fuzzed.txt", "Overwrite: F")
                        + "\r\n",
                fuzzed("GET /api/v1/folders/private?limit=1 HTTP/1.1", "Range: bytes=0-1", "Accept: */*") + "\r\n",
                fuzzed("GET /signin?next=/files/ HTTP/1.1", "Cookie: fbk=x", "Accept-Language: ja,en;q=0.5") + "\r\n");
        List<String> unclear = new ArrayList<>();
        for (int round = 0; round < 1_500; round++) {
            StringBuilder damaged = new StringBuilder(requests.get(round % requests.size()));
            int headEnd = damaged.indexOf("\r\n\r\n");
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                int at = random.nextInt(headEnd);
                char octet = (char) (random.nextInt(254) + 1);
                damaged.setCharAt(at, octet == '\r' || octet == '\n' ? ' ' : octet);
            }
            try (RawConnection connection = new RawConnection(fubako)) {
                connection.send(damaged + "\r\n\r\n");
                connection.finish();
                String answer = connection.rest();
                boolean future = answer.contains("HTTP/1.1 505 ") || answer.contains(" 502 Bad Gateway");
                if (answer.matches("(?s).*HTTP/1\\.[01] 5.*") && !future
                        || TELLTALE.matcher(answer).find()) {
                    unclear.add(damaged + "\n→ " + answer);
                }
            }
        }

        assertThat(unclear).isEmpty();
        Wait.until(this::isLetInAgain, "who was slowed down stays out");
    }
}
