package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the WebDAV clients of offices send, in the order in which they send it. */
@ExtendWith(SharedFubako.class)
class ClientQuirksIT {

    private static final String ALICE = "alice@demo";
    private static final String HOME = "/common/quirks";
    private static final String DAV = "/dav" + HOME;
    private static final String LOCK = "<?xml version=\"1.0\"?><D:lockinfo xmlns:D=\"DAV:\"><D:lockscope><D:exclusive/>"
            + "</D:lockscope><D:locktype><D:write/></D:locktype><D:owner>alice</D:owner></D:lockinfo>";
    private static final Pattern TOKEN = Pattern.compile("opaquelocktoken:[0-9a-f-]{36}");

    private final Fubako fubako;
    private final LogReader log;
    private int earlierUploads;

    ClientQuirksIT(Fubako fubako) {
        this.fubako = fubako;
        this.log = new LogReader(fubako, "carol@demo");
    }

    @BeforeEach
    void make() throws Exception {
        assertThat(dav("MKCOL", "", "").statusCode()).isEqualTo(201);
        earlierUploads = allUploads().size();
    }

    @AfterEach
    void clear() throws Exception {
        fubako.execute("DELETE FROM node_lock");
        fubako.execute("DELETE FROM waiting_line");
        assertThat(dav("DELETE", "", "").statusCode()).isEqualTo(204);
    }

    @AfterAll
    static void check(Fubako fubako) throws Exception {
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
    }

    /** By Alice, below the folder of this class. */
    private HttpResponse<String> dav(String method, String path, String body, String... headers) throws Exception {
        return fubako.call(ALICE, method, DAV + path, body, headers);
    }

    private void expect(int status, String method, String path, String body, String... headers) throws Exception {
        HttpResponse<String> answer = dav(method, path, body, headers);
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isEqualTo(status);
    }

    private void move(int status, String from, String to) throws Exception {
        expect(status, "MOVE", from, "", "Destination", there(to), "Overwrite", "T");
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = dav("GET", path, "");
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private List<JsonObject> list(String api) throws Exception {
        return LogReader.json(fubako.call(ALICE, "GET", "/api/v1/" + api + "?limit=1000", ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private String there(String path) {
        return fubako.uri(DAV + path).toString();
    }

    private List<String> names() throws Exception {
        return list("folders" + HOME).stream()
                .map(item -> item.getString("name"))
                .sorted()
                .toList();
    }

    private JsonObject item(String name) throws Exception {
        return list("folders" + HOME).stream()
                .filter(item -> item.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String id(String name) throws Exception {
        return item(name).getString("id");
    }

    private List<Integer> revisions(String path) throws Exception {
        return list("revisions" + HOME + path).stream()
                .map(revision -> revision.getInt("number"))
                .toList();
    }

    private void keepRevisions() throws Exception {
        HttpResponse<String> answer = fubako.call(
                ALICE,
                "PUT",
                "/api/v1/settings" + HOME,
                "{\"keepRevisions\":true}",
                "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private String lock(int status, String path, String timeout) throws Exception {
        HttpResponse<String> answer =
                dav("LOCK", path, LOCK, "Content-Type", "text/xml", "Depth", "0", "Timeout", timeout);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        Matcher token = TOKEN.matcher(answer.headers().firstValue("Lock-Token").orElseThrow());
        assertThat(token.find()).isTrue();
        return token.group();
    }

    private List<String> uploads() throws Exception {
        List<String> all = allUploads();
        return all.subList(earlierUploads, all.size());
    }

    private List<String> allUploads() throws Exception {
        return log.about(HOME).stream()
                .filter(line -> line.contains(" UPLOAD "))
                .map(line -> line.replaceAll("^alice dav UPLOAD ", ""))
                .toList();
    }

    /* Finding the server */

    @ParameterizedTest
    @ValueSource(strings = {"/", "/dav", "/dav/", "/dav/common", "/dav/common/quirks"})
    void w01WindowsWalksDownFromTheRootOfTheHost(String address) throws Exception {
        String windows = "Microsoft-WebDAV-MiniRedir/10.0.19045";
        HttpResponse<String> asked = fubako.call("", "OPTIONS", address, "", "User-Agent", windows, "translate", "f");
        HttpResponse<String> refused =
                fubako.call("", "PROPFIND", address, "", "User-Agent", windows, "Depth", "0", "translate", "f");
        HttpResponse<String> options =
                fubako.call(ALICE, "OPTIONS", address, "", "User-Agent", windows, "translate", "f");
        HttpResponse<String> found =
                fubako.call(ALICE, "PROPFIND", address, "", "User-Agent", windows, "Depth", "0", "translate", "f");

        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).contains("charset=\"UTF-8\""));
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.headers().firstValue("MS-Author-Via")).contains("DAV");
        assertThat(found.statusCode()).as(found.body()).isEqualTo(207);
        assertThat(found.body()).contains("<D:collection/>");
    }

    @Test
    void w02OfficeAsksEachDocumentForWhatCanBeDoneWithIt() throws Exception {
        expect(201, "PUT", "/plan.docx", "plan");

        HttpResponse<String> answer = dav("OPTIONS", "/plan.docx", "", "User-Agent", "Microsoft Office Word 2016");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("DAV")).contains("1, 2, 3");
        assertThat(answer.headers().firstValue("MS-Author-Via")).contains("DAV");
        assertThat(answer.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("LOCK", "PUT", "PROPPATCH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dav" + HOME, "/api/v1/folders" + HOME})
    void w21AnEmptyBearerIsNoCredentials(String address) throws Exception {
        for (String empty : List.of("Bearer", "Bearer ", "bearer   ")) {
            HttpResponse<String> answer = fubako.call("", "GET", address, "", "Authorization", empty);

            assertThat(answer.statusCode()).as(empty).isEqualTo(401);
            assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .as(empty)
                    .anySatisfy(challenge -> assertThat(challenge).startsWith("Basic"));
        }
    }

    @Test
    void w21TranslateAndBriefChangeNothing() throws Exception {
        expect(201, "PUT", "/page.asp", "<% source %>", "Translate", "f");

        assertThat(dav("GET", "/page.asp", "", "Translate", "f").body()).isEqualTo("<% source %>");
        HttpResponse<String> brief = dav("PROPFIND", "/page.asp", "", "Depth", "0", "Brief", "t");
        assertThat(brief.statusCode()).isEqualTo(207);
        assertThat(brief.body()).contains("getcontentlength");
    }

    @Test
    void w25WindowsPutsADomainBeforeTheName() throws Exception {
        for (String login : List.of("DEMO\\alice@demo", "WORKGROUP\\alice@demo", "alice@demo")) {
            assertThat(propfindBy(login, Fubako.PASSWORD, StandardCharsets.UTF_8))
                    .as(login)
                    .isEqualTo(207);
        }
        assertThat(propfindBy("DEMO\\alice@demo", "wrong", StandardCharsets.UTF_8))
                .isEqualTo(401);
    }

    @Test
    void w25APasswordOfOtherThanAsciiIsUnderstoodInBothEncodings() throws Exception {
        String password = "Grüße an Zoë, 42 Bücher";
        try (TemporaryAccount account = TemporaryAccount.make(fubako)) {
            PortalSession session = PortalSession.of(fubako, account.login());
            session.changePassword(password);

            assertThat(propfindBy(account.login(), password, StandardCharsets.UTF_8))
                    .isEqualTo(207);
            assertThat(propfindBy(account.login(), password, StandardCharsets.ISO_8859_1))
                    .isEqualTo(207);
        }
    }

    private int propfindBy(String login, String password, Charset charset) throws Exception {
        String credentials = Base64.getEncoder().encodeToString((login + ":" + password).getBytes(charset));
        return fubako.call("", "PROPFIND", "/dav/", "", "Authorization", "Basic " + credentials, "Depth", "0")
                .statusCode();
    }

    /* Saving */

    @Test
    void w04ALockOnAMissingNameHoldsItUnseenAndGoesWithoutAPut() throws Exception {
        keepRevisions();
        String token = lock(201, "/new.docx", "Second-3600");

        assertThat(names()).isEmpty();
        expect(404, "GET", "/new.docx", "");
        expect(423, "PUT", "/new.docx", "somebody else");
        expect(204, "UNLOCK", "/new.docx", "", "Lock-Token", "<" + token + ">");
        expect(404, "PROPFIND", "/new.docx", "", "Depth", "0");

        lock(201, "/new.docx", "Second-1");
        TimeUnit.MILLISECONDS.sleep(1_200);
        expect(404, "PROPFIND", "/new.docx", "", "Depth", "0");
        assertThat(names()).isEmpty();
        assertThat(uploads()).isEmpty();
    }

    /** As davfs2 does when a file is renamed before it has been sent, as editors do that write beside the old one. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void w04ALockedNameMovesBeforeItsContentComes(boolean over) throws Exception {
        keepRevisions();
        if (over) {
            expect(201, "PUT", "/report.txt", "old");
        }
        String token = lock(201, "/report.tmp", "Second-1800");
        expect(404, "HEAD", "/report.tmp", "");
        expect(423, "MOVE", "/report.tmp", "", "Destination", there("/report.txt"));

        expect(
                over ? 204 : 201,
                "MOVE",
                "/report.tmp",
                "",
                "Destination",
                there("/report.txt"),
                "Overwrite",
                "T",
                "If",
                "<" + there("/report.tmp") + "> (<" + token + ">)");

        assertThat(names()).isEqualTo(over ? List.of("report.txt") : List.of());
        if (over) {
            assertThat(get("/report.txt")).isEqualTo("old");
        }
        expect(over ? 204 : 201, "PUT", "/report.txt", "new");
        assertThat(get("/report.txt")).isEqualTo("new");
        assertThat(revisions("/report.txt")).containsExactly(over ? new Integer[] {2, 1} : new Integer[] {1});
        expect(201, "PUT", "/report.tmp", "free again");
    }

    @Test
    void w04W05FinderLocksPutsNothingThenEverything() throws Exception {
        keepRevisions();
        String token = lock(201, "/報告.docx".replace("報告", "%E5%A0%B1%E5%91%8A"), "Second-600");
        String path = "/%E5%A0%B1%E5%91%8A.docx";
        String[] held = {"If", "(<" + token + ">)"};

        // made by the lock already, so the first content finds it there
        assertThat(dav("PUT", path, "", held).statusCode()).isIn(201, 204);
        expect(204, "PUT", path, "all of it", held);
        expect(204, "UNLOCK", path, "", "Lock-Token", "<" + token + ">");

        assertThat(get(path)).isEqualTo("all of it");
        assertThat(revisions(path)).containsExactly(1);
        assertThat(uploads()).containsExactly(HOME + "/報告.docx 9 ok");
        expect(204, "PUT", path, "changed later");
        assertThat(revisions(path)).containsExactly(2, 1);
    }

    @Test
    void w05WindowsPutsNothingLocksSetsTimesThenPutsEverything() throws Exception {
        keepRevisions();
        expect(201, "PUT", "/book.xlsx", "");
        String token = lock(200, "/book.xlsx", "Second-3600");
        String[] held = {"If", "(<" + token + ">)"};
        String times = "<?xml version=\"1.0\" encoding=\"utf-8\" ?><D:propertyupdate xmlns:D=\"DAV:\""
                + " xmlns:Z=\"urn:schemas-microsoft-com:\"><D:set><D:prop>"
                + "<Z:Win32CreationTime>Wed, 25 Nov 2026 01:02:03 GMT</Z:Win32CreationTime>"
                + "<Z:Win32LastModifiedTime>Wed, 25 Nov 2026 01:02:03 GMT</Z:Win32LastModifiedTime>"
                + "<Z:Win32FileAttributes>00000020</Z:Win32FileAttributes></D:prop></D:set></D:propertyupdate>";
        expect(207, "PROPPATCH", "/book.xlsx", times, held);
        expect(204, "PUT", "/book.xlsx", "the book", held);
        expect(207, "PROPPATCH", "/book.xlsx", times, held);
        expect(204, "UNLOCK", "/book.xlsx", "", "Lock-Token", "<" + token + ">");

        assertThat(get("/book.xlsx")).isEqualTo("the book");
        assertThat(revisions("/book.xlsx")).containsExactly(1);
        assertThat(uploads()).containsExactly(HOME + "/book.xlsx 8 ok");
    }

    @Test
    void w05ADocumentThatStaysEmptyIsInTheLogAfterAWhile() throws Exception {
        expect(201, "PUT", "/empty.txt", "");
        assertThat(uploads()).isEmpty();

        fubako.execute("UPDATE waiting_line SET due_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND");

        Wait.until(() -> !uploads().isEmpty(), "it never comes into the log");
        assertThat(uploads()).containsExactly(HOME + "/empty.txt 0 ok");
        expect(204, "PUT", "/empty.txt", "later");
        assertThat(uploads()).containsExactly(HOME + "/empty.txt 0 ok", HOME + "/empty.txt 5 ok");
    }

    /** What is refused, by whom it is tried, and what is said before a single octet of the body. */
    @ParameterizedTest
    @CsvSource({
        "bob@demo, /w08/locked.txt, 10, 423",
        "bob@demo, /no/such.txt, 10, 409",
        "bob@demo, /con, 10, 400",
        "bob@demo, /huge.bin, 99999999999999, 507",
        "nobody@demo, /new.txt, 10, 401",
        "dave@other, /new.txt, 10, 409"
    })
    void w08WhatIsRefusedIsRefusedBeforeTheBodyIsAskedFor(String account, String path, String length, int status)
            throws Exception {
        expect(201, "MKCOL", "/w08", "");
        lock(201, "/w08/locked.txt", "Second-60");
        for (String door : List.of("/dav", "/api/v1/files")) {
            try (RawConnection connection = new RawConnection(fubako)) {
                connection.sendHead(
                        account, "PUT", door + HOME + path, "Content-Length: " + length, "Expect: 100-continue");

                RawConnection.Answer answer = connection.read("PUT");
                assertThat(answer.status()).as(door + answer).isEqualTo(status);
                assertThat(answer.field("Connection")).as(door + answer).contains("close");
                assertThat(connection.rest()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dav" + HOME + "/a.txt", "/api/v1/files" + HOME + "/a.txt", "/dav" + HOME + "/._a.txt"})
    void w08WhatIsTakenIsAskedForAndTheConnectionStays(String address) throws Exception {
        try (RawConnection connection = new RawConnection(fubako)) {
            for (int turn = 0; turn < 2; turn++) {
                connection.sendHead(ALICE, "PUT", address, "Content-Length: 5", "Expect: 100-continue");
                assertThat(connection.readStatus()).isEqualTo(100);
                connection.send("hello");
                assertThat(connection.read("PUT").status()).isIn(201, 204);
            }
            connection.sendHead(ALICE, "GET", address);
            assertThat(connection.read("GET").body()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @CsvSource({"11, 201", "10, 400", "12, 400"})
    void w06FinderSendsChunksAndTellsTheLengthInAFieldOfItsOwn(int told, int status) throws Exception {
        try (RawConnection connection = new RawConnection(fubako)) {
            connection.sendHead(
                    ALICE,
                    "PUT",
                    DAV + "/chunked.txt",
                    "Transfer-Encoding: chunked",
                    "X-Expected-Entity-Length: " + told,
                    "User-Agent: WebDAVFS/3.0.0 (03008000) Darwin/22.6.0 (x86_64)");
            connection.send("6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n");

            assertThat(connection.read("PUT").status()).isEqualTo(status);
        }
        if (status == 201) {
            assertThat(get("/chunked.txt")).isEqualTo("hello world");
        } else {
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void w07APutWithoutBodyAndLengthMakesAnEmptyDocument() throws Exception {
        try (RawConnection connection = new RawConnection(fubako)) {
            connection.sendHead(ALICE, "PUT", DAV + "/nothing.txt");

            assertThat(connection.read("PUT").status()).isEqualTo(201);
        }
        assertThat(get("/nothing.txt")).isEmpty();
    }

    @Test
    void w10WhereTheFolderIsMissingItIsAConflict() throws Exception {
        expect(201, "PUT", "/a.txt", "a");
        String nowhere = fubako.uri(DAV + "/no/such/a.txt").toString();

        expect(409, "PUT", "/no/such/a.txt", "a");
        expect(409, "MKCOL", "/no/such/folder", "");
        expect(409, "COPY", "/a.txt", "", "Destination", nowhere);
        expect(409, "MOVE", "/a.txt", "", "Destination", nowhere);
        expect(409, "LOCK", "/no/such/a.txt", LOCK, "Content-Type", "text/xml");
        assertThat(get("/a.txt")).isEqualTo("a");
    }

    @Test
    void w11MkcolTakesTheBodyOfTheExtendedOneOnly() throws Exception {
        expect(415, "MKCOL", "/folder", "what is this", "Content-Type", "text/plain");
        expect(415, "MKCOL", "/folder", "<x/>", "Content-Type", "application/xml");
        assertThat(names()).isEmpty();

        expect(
                201,
                "MKCOL",
                "/folder",
                "<D:mkcol xmlns:D=\"DAV:\"><D:set><D:prop><D:resourcetype><D:collection/></D:resourcetype>"
                        + "<X:colour xmlns:X=\"urn:x\">red</X:colour></D:prop></D:set></D:mkcol>",
                "Content-Type",
                "application/xml");
        assertThat(dav("PROPFIND", "/folder", "", "Depth", "0").body()).contains("red");
    }

    @Test
    void w12ACopyOfDepthZeroIsTheFolderWithoutItsMembers() throws Exception {
        expect(201, "MKCOL", "/full", "");
        expect(201, "PUT", "/full/a.txt", "a");

        expect(
                201,
                "COPY",
                "/full",
                "",
                "Depth",
                "0",
                "Destination",
                fubako.uri(DAV + "/bare/").toString());

        expect(404, "GET", "/bare/a.txt", "");
        assertThat(names()).containsExactly("bare", "full");
    }

    @ParameterizedTest
    @CsvSource({
        "'Infinite, Second-4100000000', 86400",
        "Second-4100000000, 86400",
        "Second-90, 90",
        "'Extend, Second-120', 120",
        "banana, 3600",
        "second-, 3600",
        "Second--5, 3600"
    })
    void w15OddTimeoutsAreGrantedAsFarAsTheyGo(String wish, int granted) throws Exception {
        expect(201, "PUT", "/locked.txt", "a");

        HttpResponse<String> answer = dav("LOCK", "/locked.txt", LOCK, "Content-Type", "text/xml", "Timeout", wish);

        assertThat(answer.body()).contains("<D:timeout>Second-" + granted + "</D:timeout>");
        Matcher token = TOKEN.matcher(answer.headers().firstValue("Lock-Token").orElseThrow());
        assertThat(token.find()).isTrue();
        // without its brackets, as some send it
        expect(204, "UNLOCK", "/locked.txt", "", "Lock-Token", token.group());
    }

    @Test
    void w16WhatPropfindAsksFor() throws Exception {
        expect(201, "PUT", "/a.txt", "abc");
        String begin = "<?xml version=\"1.0\"?><D:propfind xmlns:D=\"DAV:\">";

        String bare = dav("PROPFIND", "/a.txt", "", "Depth", "0").body();
        String all = dav("PROPFIND", "/a.txt", begin + "<D:allprop/></D:propfind>", "Depth", "0")
                .body();
        String names = dav("PROPFIND", "/a.txt", begin + "<D:propname/></D:propfind>", "Depth", "0")
                .body();
        HttpResponse<String> none = dav("PROPFIND", "/a.txt", begin + "<D:prop/></D:propfind>", "Depth", "0");
        String unknown = dav(
                        "PROPFIND",
                        "/a.txt",
                        begin + "<D:prop><D:getcontentlength/><x xmlns=\"urn:y\"/></D:prop></D:propfind>",
                        "Depth",
                        "0")
                .body();

        assertThat(bare).contains("<D:getcontentlength>3</D:getcontentlength>").isEqualTo(all);
        assertThat(names).contains("<D:getcontentlength/>").doesNotContain(">3<");
        assertThat(none.statusCode()).isEqualTo(207);
        assertThat(none.body()).contains("a.txt").doesNotContain("getcontentlength");
        assertThat(unknown).contains("200 OK", "404 Not Found", "<D:getcontentlength>3</D:getcontentlength>");
    }

    /** {@code backup} is what the program calls the old one until the new one is there. */
    @ParameterizedTest
    @ValueSource(strings = {"~WRL0001.tmp", "plan.docx.sb-4f3a2b1c-Xy12ab", "plan.docx~", "plan.bak"})
    void w19SavingByRenamingKeepsTheDocument(String backup) throws Exception {
        keepRevisions();
        expect(201, "PUT", "/plan.docx", "first");
        expect(204, "PUT", "/plan.docx", "second");
        String id = id("plan.docx");

        expect(201, "PUT", "/~WRD0000.tmp", "third");
        move(201, "/plan.docx", "/" + backup);
        move(201, "/~WRD0000.tmp", "/plan.docx");
        expect(204, "DELETE", "/" + backup, "");

        assertThat(names()).containsExactly("plan.docx");
        assertThat(get("/plan.docx")).isEqualTo("third");
        assertThat(id("plan.docx")).isEqualTo(id);
        assertThat(revisions("/plan.docx")).containsExactly(3, 2, 1);
        expect(204, "PUT", "/plan.docx", "fourth");
        assertThat(revisions("/plan.docx")).containsExactly(4, 3, 2, 1);
    }

    @Test
    void w19SoItIsWhereTheNewOneIsPutInThePlaceUnderALock() throws Exception {
        expect(201, "PUT", "/plan.docx", "first");
        String id = id("plan.docx");

        move(201, "/plan.docx", "/plan.docx~");
        String token = lock(201, "/plan.docx", "Second-60");
        expect(201, "PUT", "/plan.docx", "second", "If", "(<" + token + ">)");
        expect(204, "DELETE", "/plan.docx~", "");

        assertThat(id("plan.docx")).isEqualTo(id);
        assertThat(get("/plan.docx")).isEqualTo("second");
        expect(423, "PUT", "/plan.docx", "without the token");
        expect(204, "UNLOCK", "/plan.docx", "", "Lock-Token", "<" + token + ">");
    }

    @Test
    void w19WhatAnotherDeletesOrIsDeletedInThePortalIsDeleted() throws Exception {
        expect(201, "PUT", "/plan.docx", "first");
        String id = id("plan.docx");
        move(201, "/plan.docx", "/old.docx");
        expect(201, "PUT", "/plan.docx", "second");

        assertThat(fubako.call("bob@demo", "DELETE", DAV + "/old.docx", "").statusCode())
                .isEqualTo(204);
        assertThat(id("plan.docx")).isNotEqualTo(id);

        move(201, "/plan.docx", "/old.docx");
        expect(201, "PUT", "/plan.docx", "third");
        String third = id("plan.docx");
        assertThat(fubako.call(ALICE, "DELETE", "/api/v1/files" + HOME + "/old.docx", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(id("plan.docx")).isEqualTo(third);
        assertThat(get("/plan.docx")).isEqualTo("third");
    }

    @Test
    void w20AMoveOntoADocumentIsItsNextRevision() throws Exception {
        keepRevisions();
        expect(201, "PUT", "/plan.pdf", "first");
        String id = id("plan.pdf");
        expect(201, "PUT", "/upload.part", "second");

        move(204, "/upload.part", "/plan.pdf");

        assertThat(names()).containsExactly("plan.pdf");
        assertThat(id("plan.pdf")).isEqualTo(id);
        assertThat(revisions("/plan.pdf")).containsExactly(2, 1);
        HttpResponse<String> second = dav("GET", "/plan.pdf", "");
        assertThat(second.body()).isEqualTo("second");
        assertThat(second.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(fubako.call(ALICE, "GET", "/api/v1/files" + HOME + "/plan.pdf?revision=1", "")
                        .body())
                .isEqualTo("first");
    }

    @Test
    void w20WhereNoneAreKeptWhatWasThereGoes() throws Exception {
        expect(201, "PUT", "/plan.pdf", "first");
        String id = id("plan.pdf");
        expect(201, "PUT", "/upload.part", "second");

        move(204, "/upload.part", "/plan.pdf");

        assertThat(id("plan.pdf")).isEqualTo(id);
        assertThat(get("/plan.pdf")).isEqualTo("second");
        keepRevisions();
        assertThat(revisions("/plan.pdf")).hasSize(1);
    }

    @Test
    void w27ASyncClientSetsTheTimeOfADocument() throws Exception {
        Instant then = Instant.parse("2021-02-03T04:05:06Z");

        HttpResponse<String> answer = dav("PUT", "/old.txt", "old", "X-OC-Mtime", Long.toString(then.getEpochSecond()));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("X-OC-Mtime")).contains("accepted");
        assertThat(dav("PROPFIND", "/old.txt", "", "Depth", "0").body()).contains("Wed, 03 Feb 2021 04:05:06 GMT");
    }

    @Test
    void t03QuotaChecksumsAndTimesAreWhatClientsExpect() throws Exception {
        String ask =
                "<D:propfind xmlns:D=\"DAV:\"><D:prop><D:quota-available-bytes/><D:quota-used-bytes/></D:prop></D:propfind>";
        HttpResponse<String> before = dav("PROPFIND", "/", ask, "Depth", "0");
        assertThat(before.body()).contains("<D:quota-available-bytes>", "<D:quota-used-bytes>");
        long used = number(before.body(), "quota-used-bytes");
        long available = number(before.body(), "quota-available-bytes");

        HttpResponse<String> stored = dav(
                "PUT",
                "/t03.txt",
                "abc",
                "X-OC-Mtime",
                "1700000000",
                "OC-Checksum",
                "SHA1:a9993e364706816aba3e25717850c26c9cd0d89d");
        assertThat(stored.statusCode()).isEqualTo(201);
        assertThat(stored.headers().firstValue("X-OC-Mtime")).contains("accepted");
        assertThat(dav("PUT", "/t03.txt", "abd", "OC-Checksum", "SHA1:a9993e364706816aba3e25717850c26c9cd0d89d")
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> got = dav("GET", "/t03.txt", "");
        assertThat(got.body()).isEqualTo("abc");
        assertThat(got.headers().firstValue("Content-Digest"))
                .contains("sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:");
        assertThat(got.headers().firstValue("Last-Modified")).contains("Tue, 14 Nov 2023 22:13:20 GMT");
        String after = dav("PROPFIND", "/", ask, "Depth", "0").body();
        assertThat(number(after, "quota-used-bytes")).isEqualTo(used + 3);
        assertThat(number(after, "quota-available-bytes")).isEqualTo(available - 3);
    }

    private static long number(String multistatus, String property) {
        Matcher value = Pattern.compile("<D:" + property + ">(\\d+)</D:" + property + ">")
                .matcher(multistatus);
        assertThat(value.find()).as(multistatus).isTrue();
        return Long.parseLong(value.group(1));
    }

    @Test
    void w28TheSamePutAfterALostAnswerMakesNoSecondRevision() throws Exception {
        keepRevisions();
        expect(201, "PUT", "/plan.txt", "one");
        String before =
                dav("HEAD", "/plan.txt", "").headers().firstValue("ETag").orElseThrow();
        expect(204, "PUT", "/plan.txt", "two", "If-Match", before);

        expect(204, "PUT", "/plan.txt", "two", "If-Match", before);
        expect(204, "PUT", "/plan.txt", "two");

        assertThat(revisions("/plan.txt")).containsExactly(2, 1);
    }

    @Test
    void w29WhatDoesNotFitIsRefusedBeforeItIsSent() throws Exception {
        try (RawConnection connection = new RawConnection(fubako)) {
            connection.sendHead(ALICE, "PUT", DAV + "/huge.bin", "Content-Length: 99999999999999");

            RawConnection.Answer answer = connection.read("PUT");
            assertThat(answer.status()).isEqualTo(507);
            assertThat(answer.body()).contains("quota-not-exceeded");
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void w30WhatFinderKeepsBesideTheFilesIsNotSeenByAnybody() throws Exception {
        for (String name : List.of(".DS_Store", "._plan.docx", ".Spotlight-V100", ".metadata_never_index")) {
            expect(404, "PROPFIND", "/" + name, "", "Depth", "0");
        }
        expect(201, "PUT", "/._plan.docx", "resource fork");
        expect(201, "PUT", "/.DS_Store", "view of the folder");

        assertThat(get("/._plan.docx")).isEqualTo("resource fork");
        assertThat(names()).isEmpty();
        assertThat(dav("PROPFIND", "", "", "Depth", "1").body()).doesNotContain("DS_Store", "._plan");
        assertThat(log.about(HOME + "/.")).isEmpty();
    }

    /* Names */

    @ParameterizedTest
    @ValueSource(
            strings = {"con", "NUL.txt", "a%3Ab.txt", "what%3F.txt", "a%7Cb", "ends.", "ends%20", "a%22b", "a%3Cb"})
    void w22NamesThatWindowsCannotHaveAreRefusedWhereverTheyComeFrom(String name) throws Exception {
        expect(201, "PUT", "/good.txt", "good");
        String target = fubako.uri(DAV + "/" + name).toString();
        List<HttpResponse<String>> answers = new ArrayList<>(List.of(
                dav("PUT", "/" + name, "x"),
                dav("MKCOL", "/" + name, ""),
                dav("COPY", "/good.txt", "", "Destination", target),
                dav("MOVE", "/good.txt", "", "Destination", target),
                dav("LOCK", "/" + name, LOCK, "Content-Type", "text/xml"),
                fubako.call(ALICE, "PUT", "/api/v1/files" + HOME + "/" + name, "x"),
                fubako.call(ALICE, "POST", "/api/v1/folders" + HOME + "/" + name, "")));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).as(answer.request() + answer.body()).isBetween(400, 499);
            assertThat(answer.body()).as(answer.request().toString()).isNotEmpty();
        });
        assertThat(names()).containsExactly("good.txt");
    }

    @Test
    void w23BothFormsOfANameAreOneAndTheComposedIsKept() throws Exception {
        String composed = "がぎぐ é.txt";
        String mac = Normalizer.normalize(composed, Normalizer.Form.NFD);
        assertThat(mac).isNotEqualTo(composed);
        expect(201, "PUT", "/" + encoded(mac), "by a Mac");

        assertThat(get("/" + encoded(composed))).isEqualTo("by a Mac");
        assertThat(get("/" + encoded(mac))).isEqualTo("by a Mac");
        expect(204, "PUT", "/" + encoded(composed), "by Windows");
        assertThat(names()).containsExactly(composed);
    }

    @Test
    void w24ANameChangesItsCaseButHasNoTwin() throws Exception {
        expect(201, "PUT", "/Plan.txt", "plan");
        String id = id("Plan.txt");

        move(201, "/Plan.txt", "/PLAN.TXT");
        assertThat(names()).containsExactly("PLAN.TXT");
        assertThat(id("PLAN.TXT")).isEqualTo(id);
        expect(204, "PUT", "/plan.txt", "the same document");
        expect(405, "MKCOL", "/pLAN.txt", "");
        assertThat(names()).containsExactly("PLAN.TXT");
        assertThat(id("PLAN.TXT")).isEqualTo(id);
    }

    @Test
    void w31EveryOctetOutsideOfTheUnreservedIsEscapedInAnAddress() throws Exception {
        String name = "a b&c%#é[1]~'(2)+@!$,;=見.txt";
        expect(201, "PUT", "/" + encoded(name), "x");

        String found = dav("PROPFIND", "", "", "Depth", "1").body();
        Matcher hrefs = Pattern.compile("<D:href>([^<]+)</D:href>").matcher(found);
        List<String> addresses = hrefs.results().map(each -> each.group(1)).toList();

        assertThat(addresses).contains(DAV + "/" + encoded(name));
        assertThat(addresses).allMatch(address -> address.matches("(/|[A-Za-z0-9._~-]|%[0-9A-F]{2})+"));
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            char plain = (char) (octet & 0xFF);
            boolean unreserved = plain < 0x80 && (Character.isLetterOrDigit(plain) || "-._~".indexOf(plain) >= 0);
            encoded.append(unreserved ? Character.toString(plain) : String.format(Locale.ROOT, "%%%02X", octet));
        }
        return encoded.toString();
    }
}
