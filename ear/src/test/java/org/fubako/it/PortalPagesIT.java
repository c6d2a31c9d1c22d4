package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operation log on the screen, and the pages for what cannot be shown. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class PortalPagesIT {

    private static final String ALICE = "alice@demo";
    private static final String CAROL = "carol@demo";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Tokyo"));

    private final Fubako fubako;
    private final PortalBrowser browser;

    PortalPagesIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @Test
    void m34M36TheLogShowsTheLastThreeDaysInTheUsersWords() throws Exception {
        fubako.call(ALICE, "PUT", "/dav/common/seen-in-the-log.txt", "12345");
        fubako.call(
                ALICE,
                "MOVE",
                "/dav/common/seen-in-the-log.txt",
                "",
                "Destination",
                "/dav/common/moved-in-the-log.txt");
        PortalVisitor carol = browser.visit(fubako, Look.ENGLISH).signIn(CAROL);
        carol.page().locator("#nav").getByText("Operation log").click();

        assertThat(carol.part("from")).hasValue(TODAY.minusDays(2).toString());
        assertThat(carol.part("to")).hasValue(TODAY.toString());
        Locator lines = carol.page().locator("[id='lines_data'] tr");
        Locator upload = lines.filter(new Locator.FilterOptions().setHasText("seen-in-the-log.txt"))
                .filter(new Locator.FilterOptions().setHasText("WebDAVAction" + carol.text("log.action.UPLOAD")));
        assertThat(upload.locator("td")).hasText(new Pattern[] {
            Pattern.compile(TODAY + " [0-9:]{8}$"),
            Pattern.compile("alice$"),
            Pattern.compile("(127\\.0\\.0\\.1|[0:]+1)$"),
            Pattern.compile("WebDAV$"),
            Pattern.compile(carol.text("log.action.UPLOAD") + "$"),
            Pattern.compile("/common/seen-in-the-log\\.txt$"),
            Pattern.compile(carol.text("log.destination") + "$"),
            Pattern.compile("5$"),
            Pattern.compile("[0-9]+\\.[0-9]{3}$"),
            Pattern.compile("Done$")
        });
        assertThat(lines.filter(new Locator.FilterOptions().setHasText("/common/moved-in-the-log.txt")))
                .containsText(carol.text("log.action.RENAME"));
        carol.close();
        fubako.call(ALICE, "DELETE", "/dav/common/moved-in-the-log.txt", "");
    }

    @Test
    void m34AnyKeptDayIsShownAndOthersAreRefusedAboveTheForm() {
        PortalVisitor carol = browser.visit(fubako, Look.ENGLISH).signIn(CAROL).open("/admin/logs");
        carol.part("from").fill(TODAY.minusDays(89).toString());
        carol.part("to").fill(TODAY.minusDays(89).toString());
        carol.button("log.show").click();
        assertThat(carol.page().locator(".ui-datatable-empty-message")).hasText("Nothing was done in this period.");

        carol.open("/admin/logs?from=" + TODAY.minusDays(90) + "&to=" + TODAY);
        assertThat(carol.page().locator(".fbk-problem:visible")).containsText("are not kept");
        carol.open("/admin/logs?from=<script>alert(1)</script>&to=" + TODAY);
        assertThat(carol.page().locator(".fbk-problem:visible")).containsText("is not a valid date");
        carol.close();
    }

    @Test
    void m35TheLogIsDownloadedAsCsv() throws Exception {
        PortalVisitor carol = browser.visit(fubako, Look.ENGLISH).signIn(CAROL).open("/admin/logs");
        Download csv = carol.page()
                .waitForDownload(() -> carol.page().getByText("Download CSV").click());
        assertThat(csv.suggestedFilename()).startsWith("fubako-operations-").endsWith(".csv");
        assertThat(Files.readString(csv.path())).startsWith("\uFEFF\"time\"").contains("SIGN_IN");
        carol.close();
    }

    @Test
    void m34OthersGetAPageThatSaysSo() {
        PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE).expecting("403 GET .*/admin/logs");
        alice.open("/admin/logs");
        assertThat(alice.page().locator("h1")).hasText("No access");
        alice.page().getByText("日本語").click();
        assertThat(alice.page().locator("h1")).hasText("アクセスできません");
        alice.page().locator("a.fbk-action").click();
        assertThat(alice.page()).hasURL(Pattern.compile("/files/$"));
        alice.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/files/common/nowhere/", "/files/elsewhere/", "/admin/unknown", "/error"})
    void whatIsNotThereGivesAPageWithAWayBack(String address) {
        PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE).expecting("404 GET");
        alice.open(address);
        assertThat(alice.page().locator("h1")).hasText("Not found");
        assertThat(alice.page().locator("a.fbk-action")).hasAttribute("href", "/files/");
        alice.close();
    }

    @Test
    void anAddressThatCannotBeReadGivesAPage() {
        PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE).expecting("400 GET");
        alice.open("/files/common//x/");
        assertThat(alice.page().locator("h1")).hasText("This did not work");
        alice.close();
    }

    @Test
    void whatBreaksGivesAPageWithANumberThatTheLogKnowsAlsoAfterAForm() throws Exception {
        PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE).expecting("500 (GET|POST) .*/files/");
        alice.open("/files/private/");
        alice.press(alice.button("files.newFolder"));
        alice.part("createForm:name").fill("made before it broke");
        fubako.execute("RENAME TABLE node_lock TO node_lock_away");
        try {
            alice.part("createForm:create").click();
            assertThat(alice.page().locator("h1")).hasText("Something went wrong");
            String number = alice.page().locator(".fbk-incident").textContent().replaceAll(".*: ", "");
            assertThat(number).matches("[0-9a-f]{8}");
            assertThat(fubako.log()).contains("incident " + number);
            assertThat(alice.page().content()).doesNotContain("Exception", "node_lock", "Payara", "SQL");
        } finally {
            fubako.execute("RENAME TABLE node_lock_away TO node_lock");
        }
        alice.page().getByText("Back to the files").click();
        assertThat(alice.page().locator("h1")).hasText("Files");
        alice.close();
    }

    @Test
    void programsGetProblemDetailsInsteadOfPages() throws Exception {
        HttpResponse<String> unknown = fubako.call(ALICE, "GET", "/api/v1/unknown", "");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(fubako.call(ALICE, "GET", "/api/unknown", "").body()).doesNotContain("<html");
        assertThat(fubako.call(ALICE, "GET", "/dav/nowhere", "").body()).doesNotContain("<html");
    }

    @Test
    void theIconIsThere() throws Exception {
        HttpResponse<String> icon = fubako.call("", "GET", "/favicon.ico", "");
        assertThat(icon.statusCode()).isEqualTo(200);
    }

    @Test
    void pagesAndTemplatesHaveNoAddressOfTheirOwn() throws Exception {
        for (String address : new String[] {
            "/WEB-INF/pages/files.xhtml",
            "/WEB-INF/web.xml",
            "/signin.xhtml",
            "/jakarta.faces.resource/web.xml.xhtml?ln=../WEB-INF",
            "/jakarta.faces.resource/../WEB-INF/web.xml.xhtml"
        }) {
            HttpResponse<String> answer = fubako.call("", "GET", address, "");
            assertThat(answer.body()).as(address).doesNotContain("ui:composition", "<web-app", "servlet-class");
            assertThat(answer.statusCode()).as(address).isNotEqualTo(200);
        }
    }
}
