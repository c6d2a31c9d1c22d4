package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done through each door stands in the operation log as one line with the right values, and can be read there. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class OperationLogIT {

    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String JSON = "application/json";
    private static final String LOG = "/api/v1/logs/operations";

    private final Fubako fubako;
    private final PortalBrowser browser;
    private final LogReader log;

    OperationLogIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
        this.log = new LogReader(fubako, CAROL);
    }

    private void done(String account, String method, String path, String body, String... headers) throws Exception {
        HttpResponse<String> answer = fubako.call(account, method, path, body, headers);
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isBetween(200, 299);
    }

    private void refused(int status, String account, String method, String path, String body, String... headers)
            throws Exception {
        HttpResponse<String> answer = fubako.call(account, method, path, body, headers);
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isEqualTo(status);
    }

    private String[] to(String path) {
        return new String[] {"Destination", fubako.uri(path).toString()};
    }

    /** The container complains, by this number, of each connection that it does not get back. */
    @Test
    void theTimerThatWritesWhatWaitsGivesItsConnectionsBack() throws Exception {
        done(ALICE, "PUT", "/dav/private/log-timer.txt", "x");
        for (int turn = 0; turn < 3; turn++) {
            done(ALICE, "GET", "/dav/private/log-timer.txt", "");
            assertThat(log.about("/private/log-timer.txt")).isNotEmpty();
        }
        done(ALICE, "DELETE", "/dav/private/log-timer.txt", "");

        assertThat(fubako.log()).doesNotContain("JTS5054");
    }

    @Test
    void m36EachActionThroughWebdavIsOneLineWithItsValues() throws Exception {
        done(ALICE, "MKCOL", "/dav/common/log-dav", "");
        done(ALICE, "PUT", "/dav/common/log-dav/a.txt", "0123456789");
        done(ALICE, "GET", "/dav/common/log-dav/a.txt", "");
        done(ALICE, "GET", "/dav/common/log-dav/a.txt", "", "Range", "bytes=2-5");
        done(ALICE, "HEAD", "/dav/common/log-dav/a.txt", "");
        done(ALICE, "PROPFIND", "/dav/common/log-dav/", "", "Depth", "1");
        done(ALICE, "COPY", "/dav/common/log-dav/a.txt", "", to("/dav/common/log-dav/b.txt"));
        done(ALICE, "MOVE", "/dav/common/log-dav/b.txt", "", to("/dav/common/log-dav/c.txt"));
        done(ALICE, "MKCOL", "/dav/common/log-dav/sub", "");
        done(ALICE, "MOVE", "/dav/common/log-dav/c.txt", "", to("/dav/common/log-dav/sub/c.txt"));
        done(
                ALICE,
                "PROPPATCH",
                "/dav/common/log-dav/a.txt",
                "<propertyupdate xmlns=\"DAV:\"><set><prop><x xmlns=\"urn:x\">1</x></prop></set></propertyupdate>");
        String token = fubako.call(
                        ALICE,
                        "LOCK",
                        "/dav/common/log-dav/a.txt",
                        "<lockinfo xmlns=\"DAV:\"><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>")
                .headers()
                .firstValue("Lock-Token")
                .orElseThrow();
        done(ALICE, "UNLOCK", "/dav/common/log-dav/a.txt", "", "Lock-Token", token);
        done(ALICE, "DELETE", "/dav/common/log-dav/a.txt", "");
        done(ALICE, "DELETE", "/dav/common/log-dav", "");

        assertThat(log.about("/common/log-dav"))
                .containsExactly(
                        "alice dav CREATE_FOLDER /common/log-dav 0 ok",
                        "alice dav UPLOAD /common/log-dav/a.txt 10 ok",
                        "alice dav DOWNLOAD /common/log-dav/a.txt 10 ok",
                        "alice dav DOWNLOAD /common/log-dav/a.txt 4 ok",
                        "alice dav COPY /common/log-dav/a.txt -> /common/log-dav/b.txt 10 ok",
                        "alice dav RENAME /common/log-dav/b.txt -> /common/log-dav/c.txt 10 ok",
                        "alice dav CREATE_FOLDER /common/log-dav/sub 0 ok",
                        "alice dav MOVE /common/log-dav/c.txt -> /common/log-dav/sub/c.txt 10 ok",
                        "alice dav PROPERTIES /common/log-dav/a.txt 0 ok",
                        "alice dav LOCK /common/log-dav/a.txt 0 ok",
                        "alice dav UNLOCK /common/log-dav/a.txt 0 ok",
                        "alice dav DELETE /common/log-dav/a.txt 10 ok",
                        "alice dav DELETE /common/log-dav 0 ok");
    }

    @Test
    void m36EachActionThroughTheApiIsOneLineWithItsValues() throws Exception {
        done(CAROL, "POST", "/api/v1/folders/common/log-api", "");
        done(CAROL, "PUT", "/api/v1/files/common/log-api/a.txt", "0123456789");
        done(CAROL, "PUT", "/api/v1/files/common/log-api/a.txt", "012345678901");
        done(CAROL, "GET", "/api/v1/files/common/log-api/a.txt", "");
        done(CAROL, "GET", "/api/v1/folders/common/log-api", "");
        api("copies", "/common/log-api/a.txt", "/common/log-api/b.txt");
        api("moves", "/common/log-api/b.txt", "/common/log-api/c.txt");
        done(CAROL, "POST", "/api/v1/folders/common/log-api/sub", "");
        api("moves", "/common/log-api/c.txt", "/common/log-api/sub/c.txt");
        done(
                CAROL,
                "PUT",
                "/api/v1/rights/common/log-api",
                "{\"rule\":[{\"kind\":\"everyone\",\"mode\":\"read-only\"},"
                        + "{\"kind\":\"account\",\"principal\":\"carol\",\"mode\":\"read-write\"}]}",
                "Content-Type",
                JSON);
        done(CAROL, "DELETE", "/api/v1/rights/common/log-api", "");
        done(CAROL, "DELETE", "/api/v1/files/common/log-api/a.txt", "");
        done(CAROL, "DELETE", "/api/v1/folders/common/log-api", "");

        assertThat(log.about("/common/log-api"))
                .containsExactly(
                        "carol api CREATE_FOLDER /common/log-api 0 ok",
                        "carol api UPLOAD /common/log-api/a.txt 10 ok",
                        "carol api UPLOAD /common/log-api/a.txt 12 ok",
                        "carol api DOWNLOAD /common/log-api/a.txt 12 ok",
                        "carol api COPY /common/log-api/a.txt -> /common/log-api/b.txt 12 ok",
                        "carol api RENAME /common/log-api/b.txt -> /common/log-api/c.txt 12 ok",
                        "carol api CREATE_FOLDER /common/log-api/sub 0 ok",
                        "carol api MOVE /common/log-api/c.txt -> /common/log-api/sub/c.txt 12 ok",
                        "carol api RIGHTS /common/log-api 0 ok",
                        "carol api RIGHTS /common/log-api 0 ok",
                        "carol api DELETE /common/log-api/a.txt 12 ok",
                        "carol api DELETE /common/log-api 0 ok");
    }

    private void api(String call, String from, String to) throws Exception {
        done(
                CAROL,
                "POST",
                "/api/v1/" + call,
                "{\"from\":\"" + from + "\",\"to\":\"" + to + "\"}",
                "Content-Type",
                JSON);
    }

    @Test
    void m36EachActionThroughThePortalIsOneLineWithItsValues() throws Exception {
        done(ALICE, "POST", "/api/v1/folders/private/log-portal", "");
        try (PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE)) {
            alice.open("/files/private/log-portal/");
            alice.page().locator("#uploadFiles").setInputFiles(new FilePayload[] {
                new FilePayload("a.txt", "text/plain", "0123456789".getBytes(StandardCharsets.UTF_8))
            });
            alice.link("a.txt").waitFor();
            alice.page().waitForDownload(() -> alice.link("a.txt").click());
            alice.press(alice.button("files.newFolder"));
            alice.part("createForm:name").fill("sub");
            alice.press(alice.part("createForm:create"));
            alice.link("sub").waitFor();
            alice.tick("a.txt").rename("b.txt");
            alice.link("b.txt").waitFor();
            transfer(alice, "files.copy");
            transfer(alice, "files.move");
            alice.tick("sub").press(alice.button("files.delete"));
            alice.press(alice.part("deleteForm:delete"));
            alice.page().locator(".ui-datatable-empty-message").waitFor();
        }
        done(ALICE, "DELETE", "/api/v1/folders/private/log-portal", "");

        assertThat(log.about("/private/log-portal"))
                .containsExactly(
                        "alice api CREATE_FOLDER /private/log-portal 0 ok",
                        "alice portal UPLOAD /private/log-portal/a.txt 10 ok",
                        "alice portal DOWNLOAD /private/log-portal/a.txt 10 ok",
                        "alice portal CREATE_FOLDER /private/log-portal/sub 0 ok",
                        "alice portal RENAME /private/log-portal/a.txt -> /private/log-portal/b.txt 10 ok",
                        "alice portal COPY /private/log-portal/b.txt -> /private/log-portal/sub/b.txt 10 ok",
                        "alice portal DELETE /private/log-portal/sub/b.txt 10 ok",
                        "alice portal MOVE /private/log-portal/b.txt -> /private/log-portal/sub/b.txt 10 ok",
                        "alice portal DELETE /private/log-portal/sub 0 ok",
                        "alice api DELETE /private/log-portal 0 ok");
    }

    /** Brings b.txt into the folder beside it, and makes room for the next time. */
    private static void transfer(PortalVisitor alice, String how) {
        alice.tick("b.txt").press(alice.button(how));
        Locator target = alice.dialog()
                .locator(".ui-treenode-label")
                .filter(new Locator.FilterOptions().setHasText(java.util.regex.Pattern.compile("^sub$")));
        target.click();
        alice.press(alice.part("targetForm:transfer"));
        alice.done().waitFor();
        if (how.equals("files.copy")) {
            String here = alice.page().url();
            alice.link("sub").click();
            alice.link("b.txt").waitFor();
            alice.tick("b.txt").press(alice.button("files.delete"));
            alice.press(alice.part("deleteForm:delete"));
            alice.done().waitFor();
            alice.page().navigate(here);
        }
    }

    /** An account of the test's own, with the password of every demo account; gone when it is closed. */
    private final class Newcomer implements AutoCloseable {

        final String name = "log" + Long.toHexString(UUID.randomUUID().getLeastSignificantBits());
        final String login = name + "@demo";
        private final byte[] id = ByteBuffer.allocate(16)
                .putLong(System.nanoTime())
                .putLong(UUID.randomUUID().getMostSignificantBits())
                .array();

        Newcomer(String expiresOn) throws Exception {
            String insert = "INSERT INTO account (tenant_id, id, name, name_key, password_hash, password_changed_at,"
                    + " expires_on, created_at) SELECT tenant_id, ?, ?, ?, password_hash, password_changed_at, ?,"
                    + " created_at FROM account WHERE name = 'alice'";
            try (Connection database = fubako.database();
                    PreparedStatement row = database.prepareStatement(insert)) {
                row.setBytes(1, id);
                row.setString(2, name);
                row.setBytes(3, name.getBytes(StandardCharsets.UTF_8));
                row.setString(4, expiresOn);
                row.executeUpdate();
            }
        }

        @Override
        public void close() throws Exception {
            try (Connection database = fubako.database();
                    PreparedStatement row = database.prepareStatement("DELETE FROM account WHERE id = ?")) {
                row.setBytes(1, id);
                row.executeUpdate();
            }
        }
    }

    private static String[] password(String login, String password) {
        byte[] credentials = (login + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new String[] {
            "Authorization", "Basic " + java.util.Base64.getEncoder().encodeToString(credentials)
        };
    }

    @Test
    void m37SigningInAndOutAndChangingThePasswordAreLinesWellOrNot() throws Exception {
        try (Newcomer emma = new Newcomer(null);
                PortalVisitor visitor = browser.visit(fubako, Look.ENGLISH)) {
            visitor.open("/signin").enter(emma.login, "wrong password");
            visitor.page().locator(".fbk-problem li").waitFor();
            visitor.enter(emma.login, Fubako.PASSWORD);
            visitor.page().waitForURL(url -> url.contains("/files/"));
            visitor.open("/password");
            change(visitor, "not the password", "another horse battery staple 8");
            change(visitor, Fubako.PASSWORD, "another horse battery staple 8");
            visitor.page().waitForURL(url -> url.contains("/files/"));
            visitor.page().locator(".fbk-account").click();
            visitor.part("signOut").click();
            visitor.page().waitForURL(url -> !url.contains("/files/"));

            refused(401, "", "GET", "/api/v1/me", "", password(emma.login, Fubako.PASSWORD));
            done("", "GET", "/api/v1/me", "", password(emma.login, "another horse battery staple 8"));
            done("", "OPTIONS", "/dav/", "", password(emma.login, "another horse battery staple 8"));

            assertThat(log.by(emma.name))
                    .containsExactly(
                            emma.name + " portal SIGN_IN  0 refused",
                            emma.name + " portal SIGN_IN  0 ok",
                            emma.name + " portal PASSWORD_CHANGE  0 refused",
                            emma.name + " portal PASSWORD_CHANGE  0 ok",
                            emma.name + " portal SIGN_OUT  0 ok",
                            emma.name + " api SIGN_IN  0 refused",
                            emma.name + " api SIGN_IN  0 ok");
        }
    }

    private static void change(PortalVisitor visitor, String current, String fresh) {
        visitor.part("password:current").fill(current);
        visitor.part("password:fresh").fill(fresh);
        visitor.part("password:repeated").fill(fresh);
        visitor.press(visitor.part("password:change"));
    }

    @Test
    void m37WhoMayNotSignInIsALineOnEachDoor() throws Exception {
        LocalDate yesterday = LocalDate.now(JAPAN).minusDays(1);
        try (Newcomer gone = new Newcomer(yesterday.toString())) {
            refused(401, "", "PROPFIND", "/dav/", "", password(gone.login, Fubako.PASSWORD));
            refused(401, "", "GET", "/api/v1/me", "", password(gone.login, Fubako.PASSWORD));

            assertThat(log.by(gone.name))
                    .containsExactly(gone.name + " dav SIGN_IN  0 refused", gone.name + " api SIGN_IN  0 refused");
        }
        String nobody = "nobody" + Long.toHexString(System.nanoTime());
        refused(401, "", "PROPFIND", "/dav/", "", password(nobody + "@demo", "x"));

        assertThat(log.by(nobody)).containsExactly(nobody + " dav SIGN_IN  0 refused");
    }

    @Test
    void m37WhatIsRefusedIsALineToo() throws Exception {
        done(CAROL, "POST", "/api/v1/folders/common/log-refused", "");
        done(CAROL, "PUT", "/api/v1/files/common/log-refused/a.txt", "0123456789");
        done(CAROL, "POST", "/api/v1/folders/common/log-refused/hidden", "");
        rule("/common/log-refused/hidden", "none");
        rule("/common/log-refused", "read-only");

        refused(403, BOB, "PUT", "/dav/common/log-refused/b.txt", "b");
        refused(403, BOB, "PUT", "/api/v1/files/common/log-refused/b.txt", "b");
        refused(403, BOB, "MKCOL", "/dav/common/log-refused/c", "");
        refused(403, BOB, "DELETE", "/dav/common/log-refused/a.txt", "");
        refused(403, BOB, "MOVE", "/dav/common/log-refused/a.txt", "", to("/dav/private/a.txt"));
        refused(403, BOB, "PUT", "/api/v1/rights/common/log-refused", "{\"rule\":[]}", "Content-Type", JSON);
        refused(404, BOB, "GET", "/api/v1/files/common/log-refused/hidden/x.txt", "");
        refused(404, BOB, "GET", "/dav/common/log-refused/hidden/x.txt", "");
        refused(404, BOB, "PROPFIND", "/dav/common/log-refused/hidden/", "", "Depth", "1");
        refused(404, BOB, "GET", "/api/v1/files/common/log-refused/nothing.txt", "");

        assertThat(log.about("/common/log-refused"))
                .filteredOn(line -> line.startsWith("bob "))
                .containsExactly(
                        "bob dav UPLOAD /common/log-refused 0 refused",
                        "bob api UPLOAD /common/log-refused 0 refused",
                        "bob dav CREATE_FOLDER /common/log-refused 0 refused",
                        "bob dav DELETE /common/log-refused/a.txt 0 refused",
                        "bob dav MOVE /common/log-refused/a.txt 0 refused",
                        "bob api RIGHTS /common/log-refused 0 refused",
                        "bob api ACCESS /common/log-refused/hidden 0 refused",
                        "bob dav ACCESS /common/log-refused/hidden 0 refused",
                        "bob dav ACCESS /common/log-refused/hidden 0 refused");
        done(CAROL, "DELETE", "/api/v1/folders/common/log-refused", "");
    }

    private void rule(String folder, String everyone) throws Exception {
        done(
                CAROL,
                "PUT",
                "/api/v1/rights" + folder,
                "{\"rule\":[{\"kind\":\"everyone\",\"mode\":\"" + everyone + "\"},"
                        + "{\"kind\":\"account\",\"principal\":\"carol\",\"mode\":\"read-write\"}]}",
                "Content-Type",
                JSON);
    }

    @Test
    void m36TimeIsInJapanAndServiceCodeAddressAndSpaceStandOnEveryLine() throws Exception {
        OffsetDateTime before = OffsetDateTime.now(ZoneOffset.ofHours(9));
        done(ALICE, "PUT", "/dav/group/sales/log-columns.txt", "columns");
        done(ALICE, "DELETE", "/dav/group/sales/log-columns.txt", "");
        OffsetDateTime after = OffsetDateTime.now(ZoneOffset.ofHours(9));
        String code =
                LogReader.json(fubako.call(CAROL, "GET", "/api/v1/me", "")).getString("serviceCode");

        List<JsonObject> lines = log.all(1_000).stream()
                .filter(line -> line.getString("path").equals("/group/sales/log-columns.txt"))
                .toList();

        assertThat(lines).hasSize(2).allSatisfy(line -> {
            OffsetDateTime time = OffsetDateTime.parse(line.getString("time"));
            assertThat(line.getString("time")).endsWith("+09:00");
            assertThat(time).isBetween(before.minusSeconds(1), after.plusSeconds(1));
            assertThat(line.getString("serviceCode")).isEqualTo(code).isNotBlank();
            assertThat(line.getString("address")).isIn("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");
            assertThat(line.getString("space")).isEqualTo("/group/sales");
            assertThat(line.getInt("milliseconds")).isNotNegative();
        });
    }

    @Test
    void m34PagesFollowOneAnotherWithoutALineTwiceOrLeftOut() throws Exception {
        for (int i = 0; i < 12; i++) {
            done(ALICE, "PUT", "/dav/private/log-page-" + (char) ('a' + i), "x");
        }
        List<String> once = pageLines(1_000);
        List<String> inSmallPages = pageLines(5);

        assertThat(once).hasSize(12).isEqualTo(inSmallPages);
        refused(400, CAROL, "GET", LOG + "?limit=0", "");
        refused(400, CAROL, "GET", LOG + "?limit=1001", "");
        refused(400, CAROL, "GET", LOG + "?cursor=nonsense", "");
        refused(400, CAROL, "GET", LOG + "?unknown=1", "");
        for (int i = 0; i < 12; i++) {
            done(ALICE, "DELETE", "/dav/private/log-page-" + (char) ('a' + i), "");
        }
    }

    private List<String> pageLines(int size) throws Exception {
        return log.all(size).stream()
                .map(line -> line.getString("path"))
                .filter(path -> path.startsWith("/private/log-page-"))
                .toList();
    }

    private HttpResponse<String> csv(String account, String query) throws Exception {
        return fubako.call(account, "GET", LOG + query, "", "Accept", "text/csv");
    }

    private static List<CSVRecord> parse(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(answer.body()).startsWith("\uFEFF");
        assertThat(answer.body().replace("\r\n", "")).doesNotContain("\r", "\n");
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(answer.body().substring(1)), format)) {
            return parser.getRecords();
        }
    }

    @Test
    void m35TheCsvIsWhatTheScreenShowsAndNothingInItIsAFormula() throws Exception {
        List<String> names = List.of(
                "=1+1.txt",
                "+cmd.txt",
                "-1.txt",
                "@SUM(A1).txt",
                "a,b;c.txt",
                "it's.txt",
                "書類 '最終'.txt",
                "📄.txt",
                "=HYPERLINK(x).txt");
        done(ALICE, "MKCOL", "/dav/private/=log-csv", "");
        for (String name : names) {
            done(
                    ALICE,
                    "PUT",
                    "/dav/private/=log-csv/"
                            + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"),
                    "x");
        }
        HttpResponse<String> token = fubako.call(
                ALICE, "POST", "/api/v1/tokens", "{\"label\":\"=cmd|' /C calc'!A0\"}", "Content-Type", JSON);
        done(ALICE, "DELETE", "/api/v1/tokens/" + LogReader.json(token).getString("id"), "");

        List<CSVRecord> records = parse(csv(CAROL, ""));

        assertThat(records)
                .filteredOn(record -> record.get("path").startsWith("/private/=log-csv/"))
                .extracting(record -> record.get("path").substring("/private/=log-csv/".length()))
                .containsExactlyElementsOf(names);
        assertThat(records)
                .filteredOn(record -> record.get("action").startsWith("TOKEN_"))
                .filteredOn(record -> record.get("destination").contains("calc"))
                .extracting(record -> record.get("action") + " " + record.get("destination"))
                .containsExactly("TOKEN_CREATE '=cmd|' /C calc'!A0", "TOKEN_DELETE '=cmd|' /C calc'!A0");
        assertThat(records)
                .allSatisfy(record ->
                        record.forEach(field -> assertThat(field).doesNotMatch("(?s)[=+\\-@\\t\\r\\n\\x00＝＋－＠].*")));
        assertThat(records.get(0).toMap().keySet())
                .containsExactlyInAnyOrder(
                        "time",
                        "service code",
                        "client address",
                        "account",
                        "surface",
                        "action",
                        "space",
                        "path",
                        "destination",
                        "bytes",
                        "milliseconds",
                        "result");
        done(ALICE, "DELETE", "/dav/private/=log-csv", "");
    }

    @Test
    void m35CsvAndPagesHaveTheSameLines() throws Exception {
        done(ALICE, "PUT", "/dav/private/log-same.txt", "same");
        done(ALICE, "GET", "/dav/private/log-same.txt", "");
        done(ALICE, "DELETE", "/dav/private/log-same.txt", "");
        log.about("/private/log-same.txt");

        Set<String> pages = log.all(1_000).stream()
                .filter(line -> line.getString("path").equals("/private/log-same.txt"))
                .map(line -> line.getString("time")
                        + line.getString("action")
                        + line.getJsonNumber("bytes")
                        + line.getInt("milliseconds")
                        + line.getString("result"))
                .collect(Collectors.toSet());
        Set<String> csv = parse(csv(CAROL, "")).stream()
                .filter(record -> record.get("path").equals("/private/log-same.txt"))
                .map(record -> record.get("time")
                        + record.get("action")
                        + record.get("bytes")
                        + record.get("milliseconds")
                        + record.get("result"))
                .collect(Collectors.toSet());

        assertThat(csv).hasSize(3).isEqualTo(pages);
    }

    @Test
    void m35TheLastNinetyDaysWithTodayAreOfferedAndNoOthers() throws Exception {
        LocalDate today = LocalDate.now(JAPAN);
        for (String accept : List.of(JSON, "text/csv")) {
            for (Map.Entry<String, Integer> period : Map.of(
                            "?from=" + today.minusDays(89) + "&to=" + today,
                            200,
                            "?from=" + today.minusDays(89) + "&to=" + today.minusDays(89),
                            200,
                            "?from=" + today.minusDays(90) + "&to=" + today,
                            400,
                            "?from=" + today + "&to=" + today.plusDays(1),
                            400,
                            "?from=" + today + "&to=" + today.minusDays(1),
                            400,
                            "?from=2026-02-30",
                            400,
                            "?from=yesterday",
                            400)
                    .entrySet()) {
                HttpResponse<String> answer = fubako.call(CAROL, "GET", LOG + period.getKey(), "", "Accept", accept);

                assertThat(answer.statusCode()).as(period.getKey()).isEqualTo(period.getValue());
                if (period.getValue() == 400) {
                    assertThat(answer.body()).contains("urn:fubako:problem:");
                }
            }
        }
    }

    @Test
    void s05ReadingTheLogIsInTheLog() throws Exception {
        LocalDate day = LocalDate.now(JAPAN);
        String period = day.minusDays(41) + "/" + day.minusDays(40);
        String query = "?from=" + period.replace("/", "&to=");
        done(CAROL, "GET", LOG + query, "");
        csv(CAROL, query);
        done(CAROL, "GET", LOG + "/verification?day=" + day.minusDays(41), "");
        refused(403, ALICE, "GET", LOG + query, "");
        refused(403, ALICE, "GET", LOG + query, "", "Accept", "text/csv");
        refused(403, ALICE, "GET", LOG + "/verification?day=" + day.minusDays(41), "");

        assertThat(log.by("carol"))
                .containsSubsequence(
                        "carol api LOG_VIEW  -> " + period + " 0 ok",
                        "carol api LOG_EXPORT  -> " + period + " 0 ok",
                        "carol api LOG_VERIFY  -> " + day.minusDays(41) + "/" + day.minusDays(41) + " 0 ok");
        assertThat(log.by("alice"))
                .containsSubsequence(
                        "alice api LOG_VIEW  0 ROLE_MISSING",
                        "alice api LOG_EXPORT  0 ROLE_MISSING",
                        "alice api LOG_VERIFY  0 ROLE_MISSING");
    }

    @Test
    void m34NobodySeesALineOfAnotherTenant() throws Exception {
        String mine = "log-mine-" + System.nanoTime();
        done(ALICE, "PUT", "/dav/private/" + mine, "x");
        done("dave@other", "PUT", "/dav/private/" + mine, "x");
        LogReader others = new LogReader(fubako, "manager@other");
        String code = LogReader.json(fubako.call("manager@other", "GET", "/api/v1/me", ""))
                .getString("serviceCode");

        List<JsonObject> theirs = others.all(1_000);

        assertThat(others.about("/private/" + mine)).containsExactly("dave dav UPLOAD /private/" + mine + " 1 ok");
        assertThat(log.about("/private/" + mine)).containsExactly("alice dav UPLOAD /private/" + mine + " 1 ok");
        assertThat(theirs).isNotEmpty().allMatch(line -> line.getString("serviceCode")
                .equals(code));
        assertThat(parse(csv("manager@other", "")))
                .allMatch(record -> record.get("service code").equals(code));
        done(ALICE, "DELETE", "/dav/private/" + mine, "");
        done("dave@other", "DELETE", "/dav/private/" + mine, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE operation_log SET result = 'ok'", "DELETE FROM operation_log"})
    void m35TheDatabaseRefusesToChangeOrDeleteALine(String sql) throws Exception {
        done(ALICE, "PUT", "/dav/private/log-kept.txt", "x");
        try (Connection database = fubako.database();
                Statement statement = database.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate(sql))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("insert only");
        }
        done(ALICE, "DELETE", "/dav/private/log-kept.txt", "");
    }
}
