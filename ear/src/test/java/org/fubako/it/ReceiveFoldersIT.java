package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import jakarta.json.JsonObject;
import jakarta.mail.internet.MimeMessage;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Documents that people without an account hand in, behind a virus scanner. */
@ExtendWith(PortalBrowser.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiveFoldersIT {

    private static final String ALICE = "alice@demo";
    private static final String FOLDER = "/common/received";
    private static final String API = "/api/v1/receive-folders";
    private static final String TUS = "1.0.0";
    private static final String OCTETS = "application/offset+octet-stream";

    @TempDir
    static Path folder;

    private final PortalBrowser browser;
    private Clamd clamd;
    private Fubako fubako;
    private Mails mails;

    ReceiveFoldersIT(PortalBrowser browser) {
        this.browser = browser;
    }

    @BeforeAll
    void start() throws Exception {
        int port = Fubako.freePort();
        clamd = new Clamd(port);
        fubako = Fubako.start(folder.resolve("data"), Map.of("FUBAKO_CLAMD", "127.0.0.1:" + port));
        mails = new Mails(fubako);
        fubako.execute("UPDATE account SET mail = 'alice@example.jp', mail_key = 'alice@example.jp',"
                + " mail_confirmed_at = UTC_TIMESTAMP(6) WHERE name = 'alice'");
        fubako.execute(
                "INSERT IGNORE INTO group_role SELECT g.tenant_id, g.id, 'PUBLISH_LINKS' FROM account_group g"
                        + " JOIN group_member m ON m.tenant_id = g.tenant_id AND m.group_id = g.id JOIN account a"
                        + " ON a.tenant_id = m.tenant_id AND a.id = m.account_id WHERE a.name = 'alice' AND g.built_in IS NULL");
    }

    @AfterAll
    void stop() throws Exception {
        fubako.close();
        clamd.close();
    }

    @BeforeEach
    void make() throws Exception {
        assertThat(fubako.call(ALICE, "MKCOL", "/dav" + FOLDER, "").statusCode())
                .isEqualTo(201);
        mails.clear();
    }

    @AfterEach
    void clear() throws Exception {
        fubako.call(ALICE, "DELETE", "/dav" + FOLDER, "");
    }

    private JsonObject create(String terms) throws Exception {
        String body = ("{'folder':'" + FOLDER + "','title':'Tender <b>documents</b>'" + terms + "}").replace('\'', '"');
        HttpResponse<String> answer = fubako.call(ALICE, "POST", API, body, "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return LogReader.json(answer);
    }

    private static String address(JsonObject made) {
        return made.getString("url").replaceFirst("^https?://[^/]+", "");
    }

    /** Somebody with curl. */
    private final class Stranger {

        private final String link;
        private String cookie = "";

        Stranger(String link) {
            this.link = link;
        }

        Stranger(JsonObject made) {
            this(address(made));
        }

        HttpResponse<String> call(String method, String path, String body, String... fields) throws Exception {
            List<String> headers = new ArrayList<>(List.of(fields));
            if (!cookie.isEmpty()) {
                headers.addAll(List.of("Cookie", cookie));
            }
            HttpResponse<String> answer = fubako.call(
                    "", method, path.startsWith("/") ? path : link + "/" + path, body, headers.toArray(String[]::new));
            answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.replaceFirst(";.*", ""));
            return answer;
        }

        HttpResponse<String> form(String step, String... fields) throws Exception {
            StringBuilder body = new StringBuilder();
            for (int at = 0; at < fields.length; at += 2) {
                body.append(at == 0 ? "" : "&")
                        .append(fields[at])
                        .append('=')
                        .append(URLEncoder.encode(fields[at + 1], StandardCharsets.UTF_8));
            }
            return call("POST", step, body.toString(), "Content-Type", "application/x-www-form-urlencoded");
        }

        Stranger enter() throws Exception {
            return enter("visitor@example.com");
        }

        /** An address that nobody has proven gets few receipts. */
        Stranger enter(String mail) throws Exception {
            HttpResponse<String> answer = form("visit", "name", "Taro \"<i>Yamada", "mail", mail);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"step\":\"files\"");
            return this;
        }

        HttpResponse<String> begin(String name, long length) throws Exception {
            String encoded = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
            return call(
                    "POST",
                    "uploads",
                    "",
                    "Tus-Resumable",
                    TUS,
                    "Upload-Length",
                    Long.toString(length),
                    "Upload-Metadata",
                    "filename " + encoded);
        }

        HttpResponse<String> patch(String location, long offset, String content) throws Exception {
            return call(
                    "PATCH",
                    location,
                    content,
                    "Tus-Resumable",
                    TUS,
                    "Upload-Offset",
                    Long.toString(offset),
                    "Content-Type",
                    OCTETS);
        }

        String send(String name, String content) throws Exception {
            HttpResponse<String> begun = begin(name, content.length());
            assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
            String location = begun.headers().firstValue("Location").orElseThrow();
            if (!content.isEmpty()) {
                assertThat(patch(location, 0, content).statusCode()).isEqualTo(204);
            }
            return location;
        }

        JsonObject handIn() throws Exception {
            HttpResponse<String> answer = form("hand-in");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return LogReader.json(answer);
        }

        String step() throws Exception {
            HttpResponse<String> answer = call("GET", link, "");
            return answer.statusCode() == 200
                    ? LogReader.json(answer).getString("step")
                    : Integer.toString(answer.statusCode());
        }
    }

    private static String problem(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.body().replaceFirst("(?s).*urn:fubako:problem:([a-z-]+)\".*", "$1");
    }

    private List<String> names() throws Exception {
        return LogReader.json(fubako.call(ALICE, "GET", "/api/v1/folders" + FOLDER, ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(item -> item.getString("path").substring(FOLDER.length() + 1))
                .sorted()
                .toList();
    }

    private static String sha256(String content) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void q05WhatIsHandedInComesIntoTheFolderWithAReceiptToBothSidesAndNothingIsOverwritten() throws Exception {
        assertThat(fubako.call(ALICE, "PUT", "/dav" + FOLDER + "/offer.pdf", "from inside")
                        .statusCode())
                .isEqualTo(201);
        JsonObject made = create(",'message':'Two lines\\nof words','types':['.PDF','txt'],'validDays':3");
        Stranger taro = new Stranger(made);

        String first = taro.call("GET", address(made), "").body();
        assertThat(first).contains("\"step\":\"visitor\"", "\"owner\":\"alice\"", "\"types\":[\"pdf\",\"txt\"]");
        assertThat(problem(taro.begin("a.pdf", 1))).isEqualTo("403 receive-step");
        taro.enter("taro@example.com");
        assertThat(problem(taro.begin("evil.pdf.exe", 1))).isEqualTo("415 receive-type");
        assertThat(problem(taro.begin("a/b.pdf", 1))).isEqualTo("400 name-character");
        assertThat(problem(taro.form("hand-in"))).isEqualTo("409 receive-nothing");

        String location =
                taro.begin("offer.pdf", 11).headers().firstValue("Location").orElseThrow();
        assertThat(taro.patch(location, 0, "hello").headers().firstValue("Upload-Offset"))
                .contains("5");
        assertThat(problem(taro.form("hand-in"))).isEqualTo("409 receive-unfinished");
        assertThat(problem(taro.patch(location, 3, "x"))).isEqualTo("409 upload-offset");
        HttpResponse<String> tooLong = taro.patch(location, 5, "much too long for it");
        assertThat(problem(tooLong)).isEqualTo("400 length-mismatch");
        // where it will lie is nobody's business
        assertThat(tooLong.body()).contains("offer.pdf").doesNotContain(FOLDER);
        assertThat(taro.call("GET", "uploads", "").body()).contains("\"offset\":5", "\"name\":\"offer.pdf\"");
        assertThat(taro.call("HEAD", location, "", "Tus-Resumable", TUS)
                        .headers()
                        .firstValue("Upload-Offset"))
                .contains("5");
        assertThat(taro.patch(location, 5, " world").statusCode()).isEqualTo(204);
        taro.send("EMPTY.TXT", "");
        String other = taro.send("gone.txt", "never");
        assertThat(taro.call("DELETE", other, "", "Tus-Resumable", TUS).statusCode())
                .isEqualTo(204);
        assertThat(names()).as("before it is handed in").containsExactly("offer.pdf");
        assertThat(new Stranger(made).enter().call("GET", "uploads", "").body()).isEqualTo("{\"files\":[]}");
        assertThat(new Stranger(made).enter().patch(location, 11, "").statusCode())
                .isEqualTo(404);
        assertThat(fubako.call(
                                ALICE,
                                "HEAD",
                                "/api/v1/uploads" + location.replaceFirst(".*/", "/"),
                                "",
                                "Tus-Resumable",
                                TUS)
                        .statusCode())
                .as("by the door of accounts")
                .isEqualTo(404);

        JsonObject receipt = taro.handIn();
        assertThat(receipt.getJsonArray("files").toString())
                .contains("offer (2).pdf", sha256("hello world"), "EMPTY.TXT", sha256(""));
        assertThat(taro.handIn().getString("number")).isEqualTo(receipt.getString("number"));
        assertThat(names()).containsExactlyInAnyOrder("offer.pdf", "offer (2).pdf", "EMPTY.TXT");
        assertThat(fubako.call(ALICE, "GET", "/dav" + FOLDER + "/offer.pdf", "").body())
                .isEqualTo("from inside");
        assertThat(fubako.call(ALICE, "GET", "/dav" + FOLDER + "/offer%20(2).pdf", "")
                        .body())
                .isEqualTo("hello world");
        assertThat(fubako.call(ALICE, "GET", "/api/v1/folders" + FOLDER, "").body())
                .contains("Taro \\\"<i>Yamada <taro@example.com>");
        assertThat(taro.step()).isEqualTo("receipt");
        assertThat(problem(taro.begin("late.pdf", 1))).isEqualTo("403 receive-step");

        String number = receipt.getString("number");
        assertThat(taro.call("GET", "receipt", "", "Accept-Language", "en").body())
                .contains(
                        number,
                        "offer (2).pdf",
                        sha256("hello world"),
                        "Taro \"<i>Yamada <taro@example.com>",
                        "not confirmed");
        MimeMessage toVisitor = mails.to("taro@example.com", 2);
        MimeMessage toOwner = mails.to("alice@example.jp", 2);
        String token = address(made).substring(3);
        for (MimeMessage mail : List.of(toVisitor, toOwner)) {
            assertThat(Mails.text(mail))
                    .contains(number, sha256("hello world"), "EMPTY.TXT")
                    .doesNotContain(token);
        }

        String id = made.getString("id");
        String log = fubako.call(ALICE, "GET", API + "/" + id + "/log", "").body();
        assertThat(log)
                .contains("\"state\":\"stored\"", "\"state\":\"broken\"", "\"mailProven\":false", number, "127.0.0.1");
        assertThat(new LogReader(fubako, ALICE.replace("alice", "manager")).by("alice"))
                .contains("alice link UPLOAD " + FOLDER + "/offer (2).pdf -> receive " + id + " 11 ok")
                .anyMatch(line -> line.startsWith("alice link RECEIVE " + FOLDER + " -> receive " + id))
                .noneMatch(line -> line.contains(token));
        assertThat(fubako.log()).doesNotContain(token);
        assertThat(fubako.count("SELECT files FROM receive_folder WHERE id = X'" + id + "'"))
                .isEqualTo(2);
    }

    @Test
    void q05NoMoreComesThanIsTakenHoweverManySendAtTheSameTime() throws Exception {
        JsonObject made = create(",'mostFiles':3,'bytesPerFile':5,'bytesInAll':12");
        Stranger one = new Stranger(made).enter();
        assertThat(problem(one.begin("large", 6))).isEqualTo("413 receive-too-large");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> calls = IntStream.range(0, 16)
                .mapToObj(number ->
                        (Callable<Integer>) () -> one.begin("same.txt", 4).statusCode())
                .toList();
        List<Integer> answers = new ArrayList<>();
        for (var answer : threads.invokeAll(calls)) {
            answers.add(answer.get());
        }
        threads.shutdown();
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(3);
        assertThat(answers.stream().filter(status -> status == 409)).hasSize(13);

        List<JsonObject> coming = LogReader.json(one.call("GET", "uploads", ""))
                .getJsonArray("files")
                .getValuesAs(JsonObject.class);
        for (JsonObject file : coming.subList(0, 2)) {
            assertThat(one.patch(file.getString("location"), 0, "1234").statusCode())
                    .isEqualTo(204);
        }
        assertThat(one.call("DELETE", coming.get(2).getString("location"), "", "Tus-Resumable", TUS)
                        .statusCode())
                .isEqualTo(204);
        Stranger two = new Stranger(made).enter();
        two.send("same.txt", "abcd");

        ExecutorService both = Executors.newFixedThreadPool(4);
        List<Callable<Integer>> ends = List.of(
                () -> one.form("hand-in").statusCode(),
                () -> two.form("hand-in").statusCode(),
                () -> one.form("hand-in").statusCode());
        for (var answer : both.invokeAll(ends)) {
            assertThat(answer.get()).isEqualTo(200);
        }
        both.shutdown();
        assertThat(names()).containsExactly("same (2).txt", "same (3).txt", "same.txt");
        assertThat(new Stranger(made).step()).as("full").isEqualTo("404");
        assertThat(one.step()).isEqualTo("receipt");
        mails.settle();
        assertThat(fubako.mails()).as("one for each side of each hand-in").hasSize(4);
    }

    @Test
    void q05WhatHasAVirusIsRefusedAndToldAndWithoutAScannerNothingIsTaken() throws Exception {
        JsonObject made = create("");
        Stranger one = new Stranger(made).enter();
        HttpResponse<String> begun = one.begin("bad.txt", Clamd.VIRUS.length());
        String location = begun.headers().firstValue("Location").orElseThrow();
        assertThat(problem(one.patch(location, 0, Clamd.VIRUS))).isEqualTo("422 infected");
        assertThat(one.call("GET", "uploads", "").body()).isEqualTo("{\"files\":[]}");
        assertThat(problem(one.form("hand-in"))).isEqualTo("409 receive-nothing");
        one.send("good.txt", "good");
        assertThat(one.handIn().getJsonArray("files")).hasSize(1);
        assertThat(names()).containsExactly("good.txt");
        assertThat(fubako.call(ALICE, "GET", API + "/" + made.getString("id") + "/log", "")
                        .body())
                .contains("\"state\":\"infected\"");
        assertThat(fubako.call(ALICE, "GET", "/api/v1/revisions" + FOLDER + "/good.txt", "")
                        .body())
                .contains("\"virusCheck\":\"clean\"");
        assertThat(new LogReader(fubako, "manager@demo").by("alice"))
                .anyMatch(line -> line.contains("/bad.txt -> receive ") && line.endsWith("INFECTED"));
    }

    @Test
    void q05AMailedCodeAndAPasswordComeFirstAndBeforeThePasswordNothingIsShown() throws Exception {
        JsonObject made = create(",'code':true,'password':'open sesame'");
        Stranger one = new Stranger(made);
        assertThat(one.call("GET", address(made), "").body()).isEqualTo("{\"step\":\"password\"}");
        assertThat(one.call("GET", address(made), "", "Accept", "text/html").body())
                .contains("type=\"password\"")
                .doesNotContain("Tender", "alice", "Demo");
        assertThat(problem(one.form("visit", "password", "open sesame!"))).isEqualTo("403 receive-password");
        assertThat(problem(one.form("visit", "name", "x", "mail", "x@example.com")))
                .isEqualTo("403 receive-password");
        assertThat(one.form("visit", "password", "open sesame").body()).contains("\"step\":\"visitor\"");
        assertThat(problem(one.form("visit", "name", "Taro\r\nBcc: all", "mail", "taro@example.com")))
                .isEqualTo("400 receive-visitor");
        assertThat(problem(one.form("visit", "name", "Taro", "mail", "taro@example.com\r\nBcc: all@example.com")))
                .isEqualTo("400 mail-address-malformed");
        assertThat(one.form("visit", "name", "Taro", "mail", "taro@example.com").body())
                .contains("\"step\":\"code\"");
        assertThat(problem(one.begin("a.txt", 1))).isEqualTo("403 receive-step");
        assertThat(problem(one.form("code", "code", "0000 0000"))).isEqualTo("403 receive-code");
        String code = Mails.code(mails.to("taro@example.com", 1));
        assertThat(one.form("code", "code", code).body()).contains("\"step\":\"files\"");
        one.send("a.txt", "a");
        assertThat(one.handIn().getBoolean("mailProven")).isTrue();

        Stranger guesser = new Stranger(made);
        List<Integer> guesses = new ArrayList<>();
        for (int guess = 0; guess < 8; guess++) {
            guesses.add(guesser.form("visit", "password", "wrong " + guess + " guess")
                    .statusCode());
        }
        assertThat(guesses).contains(403).endsWith(429);
    }

    @Test
    void q05ALinkThatIsOfNoUseIsNoneWhateverTheReason() throws Exception {
        JsonObject made = create("");
        String id = made.getString("id");
        Stranger one = new Stranger(made).enter();
        HttpResponse<String> page = one.call("GET", address(made), "", "Accept", "text/html", "Accept-Language", "en");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Tender &lt;b&gt;documents", "Taro")
                .doesNotContain("<b>documents", "\"<i>Yamada");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("X-Robots-Tag").orElse("")).contains("noindex");
        assertThat(one.call("POST", "visit", "", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(one.call("PUT", address(made), "x").statusCode()).isEqualTo(405);
        assertThat(one.call("POST", "visit?name=x", "name=x", "Content-Type", "application/x-www-form-urlencoded")
                        .statusCode())
                .isEqualTo(415);

        String unknown = new Stranger("/r/" + "A".repeat(43))
                .call("GET", "/r/" + "A".repeat(43), "")
                .body();
        assertThat(unknown).contains("link-unusable");
        // narrowed, given away, without its owner, without its owner's role, and without a folder
        gone(one, unknown, "UPDATE receive_folder SET addresses = '192.0.2.0/24' WHERE id = X'" + id + "'");
        fubako.execute("UPDATE receive_folder SET addresses = '' WHERE id = X'" + id + "'");
        assertThat(one.step()).isEqualTo("files");
        gone(one, unknown, "UPDATE account SET locked_at = UTC_TIMESTAMP(6) WHERE name = 'alice'");
        fubako.execute("UPDATE account SET locked_at = NULL WHERE name = 'alice'");
        gone(one, unknown, "UPDATE receive_folder SET expires_at = UTC_TIMESTAMP(6) WHERE id = X'" + id + "'");
        fubako.execute(
                "UPDATE receive_folder SET expires_at = UTC_TIMESTAMP(6) + INTERVAL 1 DAY WHERE id = X'" + id + "'");
        assertThat(fubako.call(
                                ALICE,
                                "MOVE",
                                "/dav" + FOLDER,
                                "",
                                "Destination",
                                fubako.uri("/dav" + FOLDER + "-moved").toString())
                        .statusCode())
                .isEqualTo(201);
        assertThat(one.step()).as("moved").isEqualTo("files");
        assertThat(fubako.call(
                                ALICE,
                                "MOVE",
                                "/dav" + FOLDER + "-moved",
                                "",
                                "Destination",
                                fubako.uri("/dav" + FOLDER).toString())
                        .statusCode())
                .isEqualTo(201);
        assertThat(fubako.call("bob@demo", "DELETE", API + "/" + id, "").statusCode())
                .isEqualTo(404);
        assertThat(fubako.call(ALICE, "DELETE", API + "/" + id, "").statusCode())
                .isEqualTo(204);
        assertThat(one.step()).isEqualTo("404");
        assertThat(fubako.call(ALICE, "GET", API, "").body())
                .contains(id, "\"stopped\"", "\"valid\":false")
                .doesNotContain("\"url\"");
    }

    private void gone(Stranger one, String unknown, String change) throws Exception {
        fubako.execute(change);
        HttpResponse<String> answer = one.call("GET", one.link, "");
        assertThat(answer.statusCode()).as(change).isEqualTo(404);
        assertThat(answer.body()).isEqualTo(unknown);
    }

    @Test
    void q05WhatMakesNoSenseIsRefusedAndOnlyWhoMayPublishMakesOne() throws Exception {
        for (String bad : List.of(
                "{'folder':'/common','title':''}",
                "{'folder':'/common','title':'x','validDays':8}",
                "{'folder':'/common','title':'x','validDays':0}",
                "{'folder':'/common','title':'x','mostFiles':1001}",
                "{'folder':'/common','title':'x','bytesPerFile':0}",
                "{'folder':'/common','title':'x','types':['a b']}",
                "{'folder':'/common','title':'x','password':'short'}",
                "{'folder':'/common','title':'x','addresses':['nowhere']}",
                "{'folder':'/common','title':'x\\ny'}")) {
            HttpResponse<String> answer =
                    fubako.call(ALICE, "POST", API, bad.replace('\'', '"'), "Content-Type", "application/json");
            assertThat(answer.statusCode()).as(bad + answer.body()).isEqualTo(400);
        }
        String fine = "{\"folder\":\"/common/received\",\"title\":\"x\"}";
        assertThat(fubako.call("dave@other", "POST", API, fine, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(403);
        assertThat(fubako.call(
                                ALICE,
                                "POST",
                                API,
                                fine.replace("received", "nowhere"),
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void q05InTheBrowserOneIsMadeAndSomebodyHandsIn() throws Exception {
        String link;
        try (PortalVisitor alice = browser.visit(fubako, Look.JAPANESE).signInAnew(ALICE)) {
            alice.open("/links/receive?folder=" + FOLDER);
            alice.awaitDialog();
            alice.part("createForm:title").fill("見積書の提出");
            alice.part("createForm:message").fill("ご提出をお願いします。");
            PortalScreensIT.judge(alice, "receive-create");
            alice.press(alice.part("createForm:create"));
            assertThat(alice.part("url")).isVisible();
            link = alice.part("url").inputValue().replaceFirst("^https?://[^/]+", "");
            alice.part("seen").click();
            PortalScreensIT.judge(alice, "receive-list");
        }
        for (Look look : List.of(Look.narrow("ja"), Look.ENGLISH)) {
            try (PortalVisitor taro = browser.visit(fubako, look)) {
                PortalScreensIT.judge(taro.open(link), "receive-visitor");
                taro.part("name").fill("山田太郎");
                taro.part("mail").fill("taro@example.com");
                taro.part("go").click();
                Locator chooser = taro.part("receiveFiles");
                chooser.setInputFiles(new FilePayload[] {
                    new FilePayload("見積書.txt", "text/plain", "offer".getBytes(StandardCharsets.UTF_8)),
                    new FilePayload("second.txt", "text/plain", new byte[20_000])
                });
                assertThat(taro.part("handIn")).isEnabled();
                assertThat(taro.page().locator("#receiveList .fbk-upload-done")).hasCount(2);
                taro.page().reload();
                assertThat(taro.page().locator("#receiveList .fbk-upload-done")).hasCount(2);
                assertThat(taro.part("handIn")).isEnabled();
                PortalScreensIT.judge(taro.shotWhole("receive-files-whole"), "receive-files");
                taro.part("handIn").click();
                assertThat(taro.part("number")).isVisible();
                PortalScreensIT.judge(taro.shotWhole("receive-receipt-whole"), "receive-receipt");
            }
        }
        assertThat(names()).contains("見積書.txt", "見積書 (2).txt");
        try (PortalVisitor alice = browser.visit(fubako, Look.narrow("en")).signInAnew(ALICE)) {
            alice.open("/links/receive");
            alice.press(alice.button("receiving.log").first());
            assertThat(alice.dialog()).containsText("山田太郎");
            PortalScreensIT.judge(alice.shotWhole("receive-log-whole"), "receive-log");
        }
    }
}
