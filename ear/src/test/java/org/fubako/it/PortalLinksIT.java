package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Giving documents out and looking after one-time URLs, in a real browser. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class PortalLinksIT {

    private static final String ALICE = "alice@demo";
    private static final String CAROL = "carol@demo";
    private static final String MANAGER = "manager@demo";
    private static final Pattern LINK = Pattern.compile("/o/[A-Za-z0-9_-]{43}$");

    private final Fubako fubako;
    private final PortalBrowser browser;
    private TemporaryAccount emma;
    private String name;
    private String folder;
    private String group;

    PortalLinksIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @BeforeEach
    void make() throws Exception {
        emma = TemporaryAccount.make(fubako);
        name = emma.login().split("@")[0];
        folder = "/common/give-" + name;
        group = LogReader.json(fubako.call(
                        201,
                        MANAGER,
                        "POST",
                        "/api/v1/groups",
                        "{\"name\":\"givers-" + name + "\",\"roles\":[\"publish-links\"],\"members\":[\"" + name
                                + "\"]}"))
                .getString("id");
        fubako.call(201, CAROL, "MKCOL", "/dav" + folder, "");
        fubako.call(201, CAROL, "MKCOL", "/dav" + folder + "/Plans", "");
        for (String document : List.of("offer.pdf", "%E8%A6%8B%E7%A9%8D%E6%9B%B8.xlsx")) {
            fubako.call(201, CAROL, "PUT", "/dav" + folder + "/" + document, "x".repeat(2_000));
        }
    }

    @AfterEach
    void remove() throws Exception {
        fubako.call(CAROL, "DELETE", "/dav" + folder, "");
        fubako.call(MANAGER, "DELETE", "/api/v1/groups/" + group, "");
        fubako.execute("DELETE FROM link WHERE account_id = " + emma.idInSql());
        emma.close();
    }

    private List<JsonObject> links() throws Exception {
        return LogReader.json(fubako.call(200, emma.login(), "GET", "/api/v1/links", ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private static Locator rows(PortalVisitor visitor) {
        return visitor.part("links:rows_data").locator("tr:not(.ui-datatable-empty-message)");
    }

    private static Locator made(PortalVisitor visitor) {
        return visitor.page().locator(".fbk-made input");
    }

    private static void check(PortalVisitor visitor, String id) {
        visitor.part(id).locator(".ui-chkbox-box").click();
    }

    /** When nothing is under way any more. */
    private static void judge(PortalVisitor visitor, String screen) throws Exception {
        assertThat(visitor.page().locator(".ui-state-loading")).hasCount(0);
        PortalScreensIT.judge(visitor, screen);
    }

    private int visit(String url) throws Exception {
        Matcher address = LINK.matcher(url);
        assertThat(address.find()).as(url).isTrue();
        return fubako.call("", "GET", address.group(), "").statusCode();
    }

    static Stream<Look> looks() {
        return Stream.of(Look.ENGLISH, Look.narrow("ja"));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void h01H02H03H07H10DocumentsAreGivenOutWatchedAndStopped(Look look) throws Exception {
        try (PortalVisitor visitor = browser.visit(fubako, look).signInAnew(emma.login())) {
            visitor.open("/links");
            assertThat(visitor.page().locator("main")).containsText(visitor.text("links.none"));
            judge(visitor, "links-none");

            visitor.open("/files" + folder + "/");
            visitor.tick("offer.pdf").tick("見積書.xlsx").tick("Plans");
            visitor.press(visitor.part("files:startGive"));
            visitor.awaitDialog();
            assertThat(visitor.dialog()).containsText(visitor.text("give.not.folder"));
            check(visitor, "linkForm:withCode");
            visitor.part("linkForm:recipients").fill("nobody");
            visitor.press(visitor.part("linkForm:issue"));
            assertThat(visitor.part("linkForm:linkMessages")).containsText("nobody");
            check(visitor, "linkForm:withCode");
            check(visitor, "linkForm:withPassword");
            visitor.press(visitor.part("linkForm:draw"));
            assertThat(visitor.part("linkForm:password")).hasValue(Pattern.compile("^[a-z2-9-]{14}$"));
            visitor.part("linkForm:days").selectOption("3");
            visitor.part("linkForm:downloads").fill("2");
            check(visitor, "linkForm:each");
            judge(visitor, "give-out");
            String password = visitor.part("linkForm:password").inputValue();
            visitor.press(visitor.part("linkForm:issue"));
            assertThat(made(visitor)).hasCount(2);
            String first = made(visitor).first().inputValue();
            String second = made(visitor).last().inputValue();
            assertThat(visitor.part("letter").inputValue())
                    .contains(first, second, "offer.pdf", "見積書.xlsx")
                    .doesNotContain(password);
            assertThat(visitor.part("toldPassword")).hasValue(password);
            judge(visitor, "give-out-made");
            visitor.part("linkForm:copyLetter").click();
            assertThat(visitor.part("linkForm:copyLetter")).containsText(visitor.text("drafts.copied"));
            assertThat(visit(first)).isEqualTo(200);
            assertThat(links()).hasSize(2).allSatisfy(link -> assertThat(link.getInt("maxDownloads"))
                    .isEqualTo(2));

            visitor.dialog().locator("a[href='/links']").click();
            assertThat(rows(visitor)).hasCount(2);
            assertThat(visitor.page().locator("main")).not().containsText(first);
            judge(visitor, "links");
            visitor.part("links:words").fill("OFFER");
            assertThat(rows(visitor)).hasCount(1);
            visitor.press(rows(visitor).first().locator("a"));
            assertThat(visitor.dialog()).containsText(visitor.text("links.log.none"));
            judge(visitor, "link-log");
            visitor.press(visitor.part("logForm:refresh"));
            visitor.dialog().locator("button").first().click();
            assertThat(visitor.dialog()).hasCount(0);
            visitor.press(rows(visitor).first().locator(".ui-button-danger"));
            assertThat(visitor.dialog()).containsText(visitor.text("links.stop.note"));
            judge(visitor, "link-stop");
            visitor.press(visitor.part("stopForm:stop"));
            assertThat(rows(visitor)).hasCount(0);
            visitor.part("links:words").fill("");
            assertThat(rows(visitor)).hasCount(1);
            visitor.press(visitor.part("links:invalid"));
            assertThat(rows(visitor)).hasCount(1);
            assertThat(rows(visitor)).containsText(visitor.text("links.state.STOPPED"));
            assertThat(rows(visitor)).containsText("offer.pdf");
            judge(visitor, "links-invalid");
        }
        assertThat(links()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void q01Q02Q03AVisitorGetsInFetchesAndGoesOn(Look look) throws Exception {
        Mails mails = new Mails(fubako);
        mails.clear();
        JsonObject link = LogReader.json(fubako.call(
                201,
                emma.login(),
                "POST",
                "/api/v1/links",
                "{\"paths\":[\"" + folder + "/offer.pdf\",\"" + folder + "/見積書.xlsx\"],\"password\":\"seven lamps\","
                        + "\"recipients\":[\"buyer@example.com\"],\"maxDownloads\":1}"));
        String address = URI.create(link.getString("url")).getPath();
        try (PortalVisitor visitor = browser.visit(fubako, look)) {
            visitor.open(address);
            assertThat(visitor.page().locator("main")).not().containsText("offer");
            assertThat(visitor.page().locator(".fbk-owner")).hasText("Demo");
            judge(visitor, "visit-guarded");
            visitor.part("mail").fill("buyer@example.com");
            visitor.press(visitor.button("visit.code.send"));
            assertThat(visitor.page().locator("[role=status]")).hasText(visitor.text("visit.code.sent"));
            String code = Mails.code(mails.one());
            visitor.part("code").fill(code);
            visitor.part("password").fill("eight lamps");
            visitor.expecting("403 POST .*/o/");
            visitor.press(visitor.button("visit.enter"));
            assertThat(visitor.page().locator("[role=alert]")).isVisible();
            assertThat(visitor.part("mail")).hasValue("buyer@example.com");
            judge(visitor, "visit-wrong");
            visitor.part("code").fill(code);
            visitor.part("password").fill("seven lamps");
            visitor.press(visitor.button("visit.enter"));
            assertThat(visitor.page().locator("main")).containsText("見積書.xlsx");
            assertThat(visitor.page().locator("main")).containsText(name);
            judge(visitor, "visit");
            Download fetched = visitor.page()
                    .waitForDownload(() -> visitor.button("visit.fetch.zip").click());
            try (ZipFile zip = new ZipFile(fetched.path().toFile())) {
                assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("offer.pdf", "見積書.xlsx");
            }
            visitor.open(address);
            assertThat(visitor.page().locator("[role=status]")).hasText(visitor.text("visit.complete"));
            assertThat(visitor.button("visit.fetch.zip")).hasCount(0);
            assertThat(visitor.page().getByText(visitor.text("visit.goon"))).hasCount(0);
            judge(visitor, "visit-complete");
            fubako.execute("UPDATE link_fetch SET state = 'BROKEN' WHERE link_id = X'" + link.getString("id") + "'");
            visitor.open(address);
            assertThat(visitor.page().locator("[role=status]")).hasText(visitor.text("visit.begun"));
            judge(visitor, "visit-begun");
            visitor.page()
                    .waitForDownload(() ->
                            visitor.page().getByText(visitor.text("visit.goon")).click());

            visitor.context().clearCookies();
            visitor.expecting("404 GET .*/o/").open(address);
            assertThat(visitor.page().locator("[role=alert]")).isVisible();
            assertThat(visitor.page().locator(".fbk-owner")).hasCount(0);
            judge(visitor, "visit-unusable");
        }
        assertThat(LogReader.json(fubako.call(200, emma.login(), "GET", "/api/v1/links/" + link.getString("id"), ""))
                        .getInt("downloads"))
                .isEqualTo(1);
    }

    private void demand(String protection) throws Exception {
        fubako.call(200, MANAGER, "PUT", "/api/v1/policies", "{\"links\":{\"demand\":\"" + protection + "\"}}");
    }

    @Test
    void h01WhatTheTenantDemandsIsChosenAlreadyAndWhatIsConfidentialStays() throws Exception {
        fubako.call(201, CAROL, "PUT", "/dav" + folder + "/secret.txt", "secret");
        fubako.call(200, CAROL, "PUT", "/api/v1/labels" + folder + "/secret.txt", "{\"label\":\"confidential\"}");
        demand("either");
        try (PortalVisitor visitor = browser.visit(fubako, Look.ENGLISH).signInAnew(emma.login())) {
            visitor.open("/files" + folder + "/").tick("secret.txt");
            visitor.press(visitor.part("files:startGive"));
            visitor.awaitDialog();
            assertThat(visitor.dialog()).containsText(visitor.text("give.count", 0));
            assertThat(visitor.part("linkForm:days")).isHidden();
            assertThat(visitor.part("linkForm:issue")).isHidden();
            judge(visitor, "give-out-nothing");
            visitor.open("/files" + folder + "/").tick("offer.pdf").tick("secret.txt");
            visitor.press(visitor.part("files:startGive"));
            visitor.awaitDialog();
            assertThat(visitor.dialog()).containsText(visitor.text("give.not.confidential"));
            assertThat(visitor.dialog()).containsText(visitor.text("give.demand.EITHER"));
            assertThat(visitor.part("linkForm:password")).isVisible();
            judge(visitor, "give-out-demanded");
            check(visitor, "linkForm:withPassword");
            visitor.press(visitor.part("linkForm:issue"));
            assertThat(visitor.part("linkForm:linkMessages")).containsText(visitor.text("give.demand.EITHER"));
            check(visitor, "linkForm:withCode");
            visitor.part("linkForm:recipients").fill("buyer@example.com");
            visitor.press(visitor.part("linkForm:issue"));
            assertThat(made(visitor)).hasCount(1);
        } finally {
            demand("none");
        }
        assertThat(links().get(0).getJsonArray("recipients").getString(0)).isEqualTo("buyer@example.com");
    }

    /** More than a page of them, each fetched once, of which two have expired: one lately, one too long ago to be in a list. */
    private void fill(int count) throws Exception {
        fubako.execute("INSERT INTO link (tenant_id, id, token_hash, account_id, account_name, issued_at, expires_at,"
                + " max_downloads, downloads) SELECT a.tenant_id, UNHEX(CONCAT('0190', LPAD(HEX(seq), 28, '0'))),"
                + " UNHEX(SHA2(CONCAT(a.name, seq), 256)), a.id, a.name, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)"
                + " + INTERVAL CASE seq WHEN 1 THEN -31 WHEN 2 THEN -29 ELSE 3 END DAY, 5, 1 FROM account a JOIN seq_1_to_"
                + count + " WHERE a.id = " + emma.idInSql());
        fubako.execute("INSERT INTO link_item (tenant_id, link_id, position, node_id, path)"
                + " SELECT tenant_id, id, 0, id, CONCAT('/group/sales/Report ', LPAD(downloads, 3, '0'), '.pdf')"
                + " FROM link WHERE account_id = " + emma.idInSql());
        fubako.execute(
                "INSERT INTO link_fetch (tenant_id, id, link_id, grant_hash, at, last_at, address, mail, bytes, state)"
                        + " SELECT tenant_id, id, id, token_hash, issued_at, issued_at, '192.0.2.7', 'buyer@example.com', 2000,"
                        + " IF(ORD(RIGHT(id, 1)) % 2, 'COMPLETE', 'BROKEN') FROM link WHERE account_id = "
                        + emma.idInSql());
    }

    @Test
    void h08H09H13H15ThoseOfEverybodyAreWatchedAndStoppedByWhoManagesThem() throws Exception {
        fill(122);
        try (PortalVisitor visitor = browser.visit(fubako, Look.ENGLISH).signIn(CAROL)) {
            visitor.open("/links");
            check(visitor, "links:everybodys");
            assertThat(rows(visitor).first()).containsText(name);
            visitor.part("links:words").fill(name);
            assertThat(rows(visitor)).hasCount(50);
            judge(visitor, "links-everybodys");
            String newest = rows(visitor).first().getAttribute("data-rk");
            Locator next = visitor.page().locator(".ui-paginator-next");
            visitor.press(next);
            assertThat(rows(visitor).first()).not().hasAttribute("data-rk", newest);
            visitor.press(next);
            assertThat(rows(visitor)).hasCount(20);
            visitor.press(rows(visitor).first().locator("a"));
            assertThat(visitor.dialog()).containsText("buyer@example.com");
            assertThat(visitor.dialog()).containsText("192.0.2.7");
            judge(visitor, "link-log-fetched");
            visitor.dialog().locator("button").first().click();
            assertThat(visitor.dialog()).hasCount(0);
            visitor.press(visitor.boxForAll());
            visitor.press(visitor.part("links:startStop"));
            assertThat(visitor.dialog()).containsText(visitor.text("links.stop.ask", 20));
            visitor.press(visitor.part("stopForm:stop"));
            assertThat(visitor.part("links:valid")).containsText(Pattern.compile("\\d+"));
            visitor.press(visitor.part("links:invalid"));
            assertThat(rows(visitor)).hasCount(21);
            assertThat(rows(visitor).first()).containsText("carol");
            assertThat(rows(visitor).last()).containsText(visitor.text("links.state.EXPIRED"));
        }
        assertThat(fubako.count(
                        "SELECT COUNT(*) FROM link WHERE stopped_by = 'carol' AND account_id = " + emma.idInSql()))
                .isEqualTo(20);
    }

    @Test
    void h06WithoutTheRoleNothingIsOffered() throws Exception {
        try (PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE)) {
            alice.expecting("403 GET .*/links");
            alice.open("/files" + folder + "/").tick("offer.pdf");
            assertThat(alice.button("files.copy")).isVisible();
            assertThat(alice.part("files:startGive")).hasCount(0);
            assertThat(alice.page().locator("a[href='/links']")).hasCount(0);
            alice.open("/links");
            assertThat(alice.page().locator("h1")).hasText(alice.text("error.title.403"));
        }
    }

    @Test
    void g03G07G08H01AlsoFromAnUploadFromActionsAndFromTheDetails() throws Exception {
        fubako.execute("UPDATE account SET mail = '" + name + "@example.jp', mail_confirmed_at = created_at WHERE id = "
                + emma.idInSql());
        try (PortalVisitor visitor = browser.visit(fubako, Look.JAPANESE).signInAnew(emma.login())) {
            visitor.open("/files" + folder + "/");
            visitor.page().locator("#uploadFiles").setInputFiles(new FilePayload[] {
                new FilePayload("図面.txt", "text/plain", "x".getBytes(StandardCharsets.UTF_8)),
                new FilePayload("plan.txt", "text/plain", "x".getBytes(StandardCharsets.UTF_8))
            });
            visitor.part("uploadGive").check();
            visitor.press(visitor.page().locator("#uploadActions button"));
            visitor.awaitDialog();
            assertThat(visitor.dialog()).containsText("図面.txt");
            visitor.press(visitor.part("linkForm:issue"));
            assertThat(made(visitor)).hasCount(1);
            assertThat(links().get(0).getJsonArray("paths")).hasSize(2);

            visitor.open("/files" + folder + "/").tick("offer.pdf").press(visitor.button("actions.title"));
            visitor.awaitDialog();
            check(visitor, "actionsForm:virusCheck");
            check(visitor, "actionsForm:givenOut");
            visitor.press(visitor.part("actionsForm:run"));
            assertThat(visitor.part("linkForm:issue")).isVisible();
            visitor.press(visitor.part("linkForm:issue"));
            assertThat(made(visitor)).hasCount(1);
            visitor.part("linkForm:seen").click();

            visitor.open("/files" + folder + "/").tick("offer.pdf").press(visitor.button("files.details"));
            visitor.press(visitor.page()
                    .locator(".fbk-tabs button")
                    .filter(new Locator.FilterOptions().setHasText(visitor.text("details.tab.links"))));
            assertThat(visitor.page().locator(".fbk-details")).containsText(name);
            judge(visitor, "details-links");
            visitor.press(visitor.part("details:give"));
            visitor.awaitDialog();
            assertThat(visitor.dialog()).containsText("offer.pdf");

            visitor.open("/files" + folder + "/Plans/").press(visitor.button("settings.title"));
            visitor.awaitDialog();
            check(visitor, "settingsForm:oneTimeUrl");
            visitor.press(visitor.part("settingsForm:save"));
            assertThat(visitor.dialog()).hasCount(0);
            visitor.open("/files" + folder + "/Plans/")
                    .page()
                    .locator("#uploadFiles")
                    .setInputFiles(new FilePayload("auto.txt", "text/plain", "x".getBytes(StandardCharsets.UTF_8)));
            assertThat(visitor.link("auto.txt")).isVisible();
            assertThat(links())
                    .anyMatch(link -> link.getJsonArray("paths").toString().contains("auto.txt"));
        }
    }
}
