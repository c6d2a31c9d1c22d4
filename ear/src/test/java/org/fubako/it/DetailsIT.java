package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The panel beside the list: what it tells of the thing that is chosen, what it shows of it, and what it shows to nobody. */
@PortalBrowser.ShowingPdf
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class DetailsIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String DAVE = "dave@other";
    private static final Charset WINDOWS_31J = Charset.forName("windows-31j");

    private static final String MARKDOWN = """
            # 議事録

            | 件名 | 担当 |
            |---|---|
            | 見積 | 営業 |

            <script>document.title = 'run'</script>
            [web](https://example.com/) [trap](javascript:document.title='run') ![plan](https://evil.example/p.png)
            """;

    private final Fubako fubako;
    private final PortalBrowser browser;
    private String home;

    DetailsIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    /** Each test has a folder of its own name, and so a log of its own. */
    @BeforeEach
    void make(TestInfo test) throws Exception {
        home = "/common/" + test.getTestMethod().orElseThrow().getName();
        assertThat(fubako.call(ALICE, "MKCOL", "/dav" + home, "").statusCode()).isEqualTo(201);
        json(CAROL, "/api/v1/settings" + home, "{\"keepRevisions\":true}");
        put("plan.png", picture());
        put("contract.pdf", pdf());
        put("minutes.md", MARKDOWN.getBytes(StandardCharsets.UTF_8));
        put("old.txt", "見積書①\r\n<b>髙橋</b> 御中".getBytes(WINDOWS_31J));
        put("page.html", "<h1>x</h1><script>document.title = 'run'</script>".getBytes(StandardCharsets.UTF_8));
        put("plans.zip", new byte[] {'P', 'K', 3, 4});
        put("tone.wav", tone());
    }

    @AfterEach
    void clear() throws Exception {
        fubako.call(CAROL, "DELETE", "/api/v1/rights" + home, "");
        assertThat(fubako.call(CAROL, "DELETE", "/dav" + home, "").statusCode()).isEqualTo(204);
    }

    private void put(String name, byte[] content) {
        assertThat(fubako.send(ALICE, "PUT", "/dav" + home + "/" + name, content)
                        .join()
                        .statusCode())
                .isIn(201, 204);
    }

    private void json(String account, String path, String body) throws Exception {
        HttpResponse<String> answer = fubako.call(account, "PUT", path, body, "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void allow(String principal, String mode) throws Exception {
        json(
                CAROL,
                "/api/v1/rights" + home,
                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"alice\",\"mode\":\"read-write\"},"
                        + "{\"kind\":\"account\",\"principal\":\"" + principal + "\",\"mode\":\"" + mode + "\"}]}");
    }

    private static byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(0x2F6F9F));
        pen.fillRect(0, 0, 640, 400);
        pen.setColor(Color.WHITE);
        pen.fillOval(220, 100, 200, 200);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static byte[] tone() throws IOException {
        AudioFormat format = new AudioFormat(8_000, 8, 1, false, false);
        byte[] second = new byte[8_000];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(second), format, second.length),
                AudioFileFormat.Type.WAVE,
                out);
        return out.toByteArray();
    }

    /** One page with one line on it. */
    private static byte[] pdf() {
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        String line = "BT /F1 24 Tf 40 120 Td (Contract 2026) Tj ET";
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
                        + " /Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length " + line.length() + " >>\nstream\n" + line + "\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        StringBuilder table = new StringBuilder("0000000000 65535 f \n");
        for (int number = 1; number <= objects.size(); number++) {
            table.append(String.format("%010d 00000 n \n", pdf.length()));
            pdf.append(number)
                    .append(" 0 obj\n")
                    .append(objects.get(number - 1))
                    .append("\nendobj\n");
        }
        int start = pdf.length();
        pdf.append("xref\n0 6\n").append(table).append("trailer << /Size 6 /Root 1 0 R >>\nstartxref\n");
        return pdf.append(start).append("\n%%EOF\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static Locator panel(PortalVisitor visitor) {
        return visitor.page().locator(".fbk-details");
    }

    private static Locator tab(PortalVisitor visitor, String tab) {
        return panel(visitor)
                .locator(".fbk-tabs button")
                .filter(new Locator.FilterOptions().setHasText(visitor.text("details.tab." + tab)));
    }

    private static void show(PortalVisitor visitor, String tab) {
        visitor.press(tab(visitor, tab));
        assertThat(tab(visitor, tab)).hasAttribute("aria-current", "true");
    }

    /** Chooses another document than the one before. */
    private static void choose(PortalVisitor visitor, String before, String name) {
        if (!before.isEmpty()) {
            visitor.tick(before);
        }
        visitor.tick(name);
        assertThat(panel(visitor).locator("h2")).containsText(name);
    }

    /** The browser's own viewer is an extension, in a frame within the frame; under a policy that is too strict it does not start. */
    private static void awaitViewer(PortalVisitor visitor) {
        visitor.page().waitForCondition(() -> visitor.page().frames().stream()
                .anyMatch(frame -> frame.url().startsWith("chrome-extension://")));
    }

    private PortalVisitor open(String account, String name) {
        PortalVisitor visitor = browser.visit(fubako, Look.ENGLISH).signIn(account);
        visitor.open("/files" + home + "/").tick(name).press(visitor.button("files.details"));
        assertThat(panel(visitor).locator("h2")).containsText(name);
        return visitor;
    }

    private HttpResponse<String> preview(String account, String name) throws Exception {
        PortalSession session = PortalSession.of(fubako, account);
        HttpResponse<String> answer = session.get("/preview" + home + "/" + name);
        session.signOut();
        return answer;
    }

    @Test
    void p08ThePanelFollowsWhatIsChosenAndStaysAsItIs() throws Exception {
        json(ALICE, "/api/v1/tags" + home + "/old.txt", "{\"tags\":[\"to be signed\"]}");
        try (PortalVisitor alice = open(ALICE, "old.txt")) {
            assertThat(panel(alice)).containsText("TXT file");
            assertThat(panel(alice)).containsText("26 bytes");
            assertThat(panel(alice).locator(".fbk-tag")).hasText("to be signed");
            assertThat(panel(alice)).containsText(home + "/old.txt");
            choose(alice, "old.txt", "plan.png");
            assertThat(panel(alice)).containsText("PNG file");
            show(alice, "preview");
            choose(alice, "plan.png", "page.html");
            assertThat(tab(alice, "preview")).hasAttribute("aria-current", "true");
            alice.tick("plan.png");
            assertThat(panel(alice)).containsText(alice.text("details.several"));

            alice.open("/files" + home + "/");
            assertThat(panel(alice).locator("h2")).containsText(home.substring("/common/".length()));
            assertThat(tab(alice, "facts")).hasAttribute("aria-current", "true");
            assertThat(tab(alice, "preview")).hasCount(0);
            alice.tick("plan.png");
            assertThat(panel(alice).locator("img")).isVisible();
            alice.press(panel(alice).locator("header button"));
            assertThat(panel(alice)).hasCount(0);
            alice.open("/files" + home + "/");
            assertThat(panel(alice)).hasCount(0);
        }
    }

    @Test
    void p08PicturesSoundTextAndPdfAreSeenWithoutLeavingTheList() throws Exception {
        try (PortalVisitor alice = open(ALICE, "plan.png")) {
            show(alice, "preview");
            assertThat(panel(alice).locator("img")).hasJSProperty("naturalWidth", 640);
            choose(alice, "plan.png", "tone.wav");
            assertThat(panel(alice).locator("audio")).hasJSProperty("duration", 1);
            choose(alice, "tone.wav", "old.txt");
            assertThat(panel(alice).locator("pre")).containsText("見積書①\n<b>髙橋</b> 御中");
            choose(alice, "old.txt", "contract.pdf");
            assertThat(panel(alice).locator("iframe"))
                    .hasAttribute(
                            "src", Pattern.compile("^" + "/preview" + home + "/" + "contract.pdf\\?[0-9a-f]{32}$"));
            awaitViewer(alice);
            choose(alice, "contract.pdf", "plans.zip");
            assertThat(panel(alice)).containsText("There is no preview of “plans.zip”");
            assertThat(panel(alice).locator("a[download='plans.zip']")).isVisible();
        }

        assertThat(new LogReader(fubako, CAROL).about(home + "/old.txt"))
                .filteredOn(line -> line.contains(" DOWNLOAD "))
                .containsExactly("alice portal DOWNLOAD " + home + "/old.txt 26 ok");
    }

    @Test
    void p08MarkdownIsAPageThatRunsNothing() {
        try (PortalVisitor alice = open(ALICE, "minutes.md")) {
            show(alice, "preview");
            FrameLocator page = alice.page().frameLocator(".fbk-details iframe");
            assertThat(page.locator("h1")).hasText("議事録");
            assertThat(page.locator("td").first()).hasText("見積");
            assertThat(page.locator("script, img")).hasCount(0);
            assertThat(page.locator("a[href]")).hasCount(1);
            assertThat(page.locator("a[href]")).hasAttribute("target", "_blank");
            assertThat(page.locator("body")).containsText("<script>document.title = 'run'</script>");
            assertThat(page.locator("body")).containsText("plan");
        }
    }

    @Test
    void p08AnHtmlDocumentIsShownAsItIsWritten() {
        try (PortalVisitor alice = open(ALICE, "page.html")) {
            show(alice, "preview");
            assertThat(panel(alice).locator("pre")).hasText("<h1>x</h1><script>document.title = 'run'</script>");
            assertThat(alice.page()).not().hasTitle("run");
        }
    }

    @Test
    void p08OfALongTextTheBeginningIsShown() throws Exception {
        put("long.log", "an entry of the log\n".repeat(20_000).getBytes(StandardCharsets.UTF_8));
        try (PortalVisitor alice = open(ALICE, "long.log")) {
            show(alice, "preview");
            assertThat(panel(alice)).containsText(alice.text("preview.cut"));
            assertThat(panel(alice).locator("pre")).containsText("an entry of the log\nan entry");
        }
    }

    @Test
    void p08RevisionsAccessAndLogStandOnTheirTabs() throws Exception {
        put("old.txt", "newer".getBytes(StandardCharsets.UTF_8));
        try (PortalVisitor carol = open(CAROL, "old.txt")) {
            show(carol, "revisions");
            assertThat(panel(carol).locator("li")).hasCount(2);
            assertThat(panel(carol).locator("li").first()).containsText("Revision 2");
            carol.press(carol.part("details:revisions"));
            assertThat(carol.dialog().locator("tbody tr")).hasCount(2);
            carol.dialog().getByText("Close").click();
            show(carol, "rights");
            assertThat(panel(carol)).containsText(carol.text("rights.mode.read-write"));
            assertThat(panel(carol)).containsText(carol.text("picker.everyone"));
            carol.press(carol.part("details:rights"));
            assertThat(carol.dialog()).containsText(carol.text("rights.title"));
            carol.dialog().getByText("Close").click();
            show(carol, "log");
            assertThat(panel(carol).locator("li")).containsText(new String[] {"Upload", "Upload"});
            panel(carol).getByText(carol.text("details.log.all")).click();
            assertThat(carol.page()).hasURL(Pattern.compile("/admin/logs\\?path="));
            assertThat(carol.page().locator(".fbk-log tbody tr")).hasCount(2);
            assertThat(carol.page().locator("#path")).hasValue(home + "/old.txt");
        }
        try (PortalVisitor alice = open(ALICE, "old.txt")) {
            assertThat(tab(alice, "log")).hasCount(0);
            show(alice, "rights");
            assertThat(panel(alice)).containsText(alice.text("rights.mode.read-write"));
            assertThat(alice.part("details:rights")).hasCount(0);
        }
    }

    @Test
    void p08OnlyWhatCannotRunIsSentToBeShown() throws Exception {
        HttpResponse<String> pdf = preview(ALICE, "contract.pdf");
        assertThat(pdf.statusCode()).isEqualTo(200);
        assertThat(pdf.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(pdf.headers().firstValue("Content-Disposition").orElse("")).startsWith("inline;");
        assertThat(pdf.headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'");
        assertThat(pdf.headers().allValues("X-Frame-Options")).containsExactly("SAMEORIGIN");
        assertThat(pdf.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        HttpResponse<String> markdown = preview(ALICE, "minutes.md");
        assertThat(markdown.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith(
                        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'sha256-")
                .endsWith("; frame-ancestors 'self'");
        HttpResponse<String> picture = preview(ALICE, "plan.png");
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(picture.headers().allValues("Content-Security-Policy"))
                .containsExactly("sandbox; default-src 'none'");
        assertThat(picture.headers().allValues("X-Frame-Options")).containsExactly("DENY");

        put("trap.pdf", "<script>alert(1)</script>%PDF-1.4".getBytes(StandardCharsets.UTF_8));
        put("short.pdf", "%PDF".getBytes(StandardCharsets.UTF_8));
        put("trap.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8));
        for (String name : List.of("trap.pdf", "short.pdf", "trap.svg", "page.html", "old.txt", "plans.zip")) {
            HttpResponse<String> refused = preview(ALICE, name);
            assertThat(refused.statusCode()).as(name).isEqualTo(415);
            assertThat(refused.headers().allValues("X-Frame-Options")).as(name).containsExactly("DENY");
            assertThat(refused.body()).as(name).doesNotContain("alert(1)");
        }
        put("binary.md", new byte[] {1, 0, 2});
        assertThat(preview(ALICE, "binary.md").statusCode()).isEqualTo(415);
        assertThat(preview(ALICE, "nothing.png").statusCode()).isEqualTo(404);
        assertThat(preview(ALICE, "").statusCode()).isEqualTo(409);
        assertThat(preview(ALICE, "a%00.png").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"contract.pdf", "plan.png", "minutes.md"})
    void p08WhoMayNotFetchADocumentIsShownNothingOfIt(String name) throws Exception {
        allow("bob", "none");
        assertThat(preview(DAVE, name).statusCode()).as("another tenant").isEqualTo(404);
        assertThat(preview(BOB, name).statusCode()).as("hidden").isEqualTo(404);
        assertThat(preview(CAROL, name).statusCode()).as("access only").isEqualTo(403);
        assertThat(preview(ALICE, name).statusCode()).isEqualTo(200);
        HttpResponse<String> stranger = fubako.call("", "GET", "/preview" + home + "/" + name, "");
        assertThat(stranger.statusCode()).isIn(302, 303);
        assertThat(stranger.headers().firstValue("Location").orElse("")).startsWith("/signin");
        HttpResponse<String> basic = fubako.call(ALICE, "GET", "/preview" + home + "/" + name, "");
        assertThat(basic.statusCode()).as("no password by header").isIn(302, 303);
        PortalSession alice = PortalSession.of(fubako, ALICE);
        for (String method : List.of("POST", "PUT", "DELETE")) {
            assertThat(alice.call(method, "/preview" + home + "/" + name, "", "Sec-Fetch-Site", "same-origin")
                            .statusCode())
                    .isEqualTo(405);
        }
        alice.signOut();
    }

    @Test
    void p08WhoAdministersAccessSeesThatItIsThereAndNotWhatIsInIt() throws Exception {
        allow("bob", "read-only");
        try (PortalVisitor carol = open(CAROL, "old.txt")) {
            show(carol, "preview");
            assertThat(panel(carol)).containsText(carol.text("preview.forbidden"));
            assertThat(panel(carol).locator("pre, img, iframe, a[download]")).hasCount(0);
            show(carol, "rights");
            assertThat(panel(carol)).containsText(carol.text("details.rights.seen"));
            assertThat(panel(carol)).containsText("bob");
        }
    }

    @Test
    void p08WhatIsInfectedIsNotShown() throws Exception {
        String etag = fubako.call(ALICE, "HEAD", "/dav" + home + "/plan.png", "")
                .headers()
                .firstValue("ETag")
                .orElseThrow()
                .replace("\"", "");
        fubako.execute("UPDATE stored_blob b JOIN revision r ON r.tenant_id = b.tenant_id AND r.blob_id = b.id"
                + " SET b.verdict = 'INFECTED' WHERE r.id = X'" + etag + "'");

        assertThat(preview(ALICE, "plan.png").statusCode()).isEqualTo(422);
        try (PortalVisitor alice = open(ALICE, "plan.png")) {
            show(alice, "preview");
            assertThat(panel(alice)).containsText("A virus was found in “plan.png”");
            assertThat(panel(alice).locator("img")).hasCount(0);
        }
    }

    /** What the panel posts is somebody's word only. */
    @ParameterizedTest
    @ValueSource(strings = {"gone.txt", "../hidden", "a/b"})
    void p08ANameThatThePageDidNotWriteLeadsNowhere(String name) {
        try (PortalVisitor alice = open(ALICE, "old.txt")) {
            alice.page()
                    .evaluate("name => document.querySelector(\"input[name='details:shown']\").value = name", (Object)
                            name);
            alice.press(tab(alice, "rights"));
            assertThat(panel(alice).locator("h2")).hasText(home.substring("/common/".length()));
        }
    }

    static Stream<Look> looks() {
        return Stream.of(Look.narrow("ja"), Look.wide("en").dark());
    }

    @ParameterizedTest
    @MethodSource("looks")
    void p08ThePanelIsFitToBeSeen(Look look) throws Exception {
        json(ALICE, "/api/v1/tags" + home + "/minutes.md", "{\"tags\":[\"to be signed\",\"契約\"]}");
        put("minutes.md", MARKDOWN.getBytes(StandardCharsets.UTF_8));
        try (PortalVisitor carol = browser.visit(fubako, look).signIn(CAROL)) {
            carol.open("/files" + home + "/").tick("minutes.md").press(carol.button("files.details"));
            assertThat(panel(carol)).containsText("minutes.md");
            PortalScreensIT.judge(carol, "details-facts");
            show(carol, "preview");
            assertThat(carol.page().frameLocator(".fbk-details iframe").locator("h1"))
                    .isVisible();
            PortalScreensIT.judge(carol, "details-markdown");
            for (String tab : List.of("revisions", "rights", "log")) {
                show(carol, tab);
                PortalScreensIT.judge(carol, "details-" + tab);
            }
            for (String name : List.of("plan.png", "old.txt", "contract.pdf", "plans.zip", "tone.wav")) {
                carol.press(panel(carol).locator("header button"));
                carol.open("/files" + home + "/").tick(name).press(carol.button("files.details"));
                show(carol, "preview");
                assertThat(panel(carol).locator("h2")).containsText(name);
                if (name.endsWith(".pdf")) {
                    awaitViewer(carol);
                }
                PortalScreensIT.judge(carol, "details-" + name);
            }
        }
    }
}
