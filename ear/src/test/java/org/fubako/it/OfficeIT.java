package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** Office documents are looked at as PDF, which LibreOffice makes where it can do no harm. */
@PortalBrowser.ShowingPdf
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class OfficeIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String DAVE = "dave@other";

    private static final String W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
            + " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'";

    private static final String DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/";

    private final Fubako fubako;
    private final PortalBrowser browser;
    private String home;

    OfficeIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @BeforeAll
    static void requirePrograms() throws Exception {
        int missing = new ProcessBuilder("sh", "-c", "command -v soffice && command -v bwrap")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(missing)
                .as("needed: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui"
                        + " bubblewrap")
                .isZero();
    }

    @BeforeEach
    void make(TestInfo test) throws Exception {
        home = "/common/" + test.getTestMethod().orElseThrow().getName();
        assertThat(fubako.call(ALICE, "MKCOL", "/dav" + home, "").statusCode()).isEqualTo(201);
    }

    @AfterEach
    void clear() throws Exception {
        fubako.call(CAROL, "DELETE", "/api/v1/rights" + home, "");
        assertThat(fubako.call(CAROL, "DELETE", "/dav" + home, "").statusCode()).isEqualTo(204);
        fubako.awaitPurge();
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
    }

    private void put(String name, byte[] content) {
        assertThat(fubako.send(ALICE, "PUT", "/dav" + home + "/" + name, content)
                        .join()
                        .statusCode())
                .isIn(201, 204);
    }

    private static byte[] zip(Map<String, String> parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : new TreeMap<>(parts).entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static String relations(String... lines) {
        return "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
                + String.join("", lines) + "</Relationships>";
    }

    private static String relation(String id, String type, String target) {
        return "<Relationship Id='" + id
                + "' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + type + "' Target='"
                + target + "'" + (target.contains(":") ? " TargetMode='External'" : "") + "/>";
    }

    /** A document of one paragraph, and with a picture that lies elsewhere, if there is an address. */
    private static byte[] docx(String text, String pictureAddress) throws IOException {
        String picture = pictureAddress.isEmpty()
                ? ""
                : "<w:r><w:drawing><wp:inline xmlns:wp='" + DRAWING + "wordprocessingDrawing'>"
                        + "<wp:extent cx='990600' cy='990600'/><wp:docPr id='1' name='p'/>"
                        + "<a:graphic xmlns:a='" + DRAWING + "main'><a:graphicData uri='" + DRAWING + "picture'>"
                        + "<pic:pic xmlns:pic='" + DRAWING
                        + "picture'><pic:nvPicPr><pic:cNvPr id='1' name='p'/><pic:cNvPicPr/>"
                        + "</pic:nvPicPr><pic:blipFill><a:blip r:link='rId1'/></pic:blipFill><pic:spPr><a:xfrm>"
                        + "<a:off x='0' y='0'/><a:ext cx='990600' cy='990600'/></a:xfrm><a:prstGeom prst='rect'/></pic:spPr>"
                        + "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";
        return zip(Map.of(
                "[Content_Types].xml",
                "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
                        + "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
                        + "<Override PartName='/word/document.xml' ContentType="
                        + "'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>",
                "_rels/.rels",
                relations(relation("rId1", "officeDocument", "word/document.xml")),
                "word/_rels/document.xml.rels",
                relations(pictureAddress.isEmpty() ? "" : relation("rId1", "image", pictureAddress)),
                "word/document.xml",
                "<w:document " + W + "><w:body><w:p><w:r><w:t>" + text + "</w:t></w:r>" + picture
                        + "</w:p></w:body></w:document>"));
    }

    private HttpResponse<String> preview(String account, String name) throws Exception {
        return PortalSession.of(fubako, account).get("/preview" + home + "/" + name);
    }

    private HttpResponse<String> awaitPreview(String name) throws Exception {
        PortalSession session = PortalSession.of(fubako, ALICE);
        String address = "/preview" + home + "/" + name;
        Wait.until(() -> session.get(address).statusCode() != 202, "no PDF of " + name);
        return session.get(address);
    }

    private static Locator panel(PortalVisitor visitor) {
        return visitor.page().locator(".fbk-details");
    }

    @Test
    void p08AnOfficeDocumentIsShownAsPdf() throws Exception {
        put("見積書.docx", docx("御見積書 2026", ""));
        try (PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE)) {
            alice.open("/files" + home + "/").tick("見積書.docx").press(alice.button("files.details"));
            alice.press(panel(alice)
                    .locator(".fbk-tabs button")
                    .filter(new Locator.FilterOptions().setHasText(alice.text("details.tab.preview"))));
            assertThat(panel(alice).locator("[role=status]")).hasText(alice.text("preview.waiting"));
            PortalScreensIT.judge(alice, "details-office-waiting");
            panel(alice).locator("iframe").waitFor(new Locator.WaitForOptions().setTimeout(60_000));
            alice.page().waitForCondition(() -> alice.page().frames().stream()
                    .anyMatch(frame -> frame.url().startsWith("chrome-extension://")));
            assertThat(panel(alice).locator("[role=status]")).hasCount(0);
            PortalScreensIT.judge(alice, "details-office");
        }

        HttpResponse<String> pdf = preview(ALICE, "%E8%A6%8B%E7%A9%8D%E6%9B%B8.docx");
        assertThat(pdf.statusCode()).isEqualTo(200);
        assertThat(pdf.body()).startsWith("%PDF-");
        assertThat(pdf.headers().allValues("Content-Type")).containsExactly("application/pdf");
        assertThat(pdf.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("inline")
                .endsWith("%E8%A6%8B%E7%A9%8D%E6%9B%B8.docx.pdf");
        assertThat(pdf.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'self'");
        assertThat(fubako.call(ALICE, "GET", "/api/v1/files" + home + "/%E8%A6%8B%E7%A9%8D%E6%9B%B8.docx", "")
                        .body())
                .startsWith("PK");
    }

    @Test
    void p08ThePdfBelongsToTheContentAndGoesWithIt() throws Exception {
        String made = "SELECT COUNT(*) FROM rendition WHERE kind = 'PDF' AND rendition_id IS NOT NULL";
        long before = fubako.count(made);
        put("a.rtf", "{\\rtf1 first}".getBytes(StandardCharsets.US_ASCII));
        String first =
                awaitPreview("a.rtf").headers().firstValue("Content-Digest").orElseThrow();
        fubako.call(ALICE, "COPY", "/dav" + home + "/a.rtf", "", "Destination", "/dav" + home + "/b.rtf");
        HttpResponse<String> copy = preview(ALICE, "b.rtf");
        assertThat(copy.statusCode()).isEqualTo(200);
        assertThat(copy.headers().firstValue("Content-Digest")).contains(first);
        // as if it had come out at the last try
        fubako.execute("UPDATE rendition SET tries = 3 WHERE kind = 'PDF'");
        assertThat(preview(ALICE, "a.rtf").statusCode()).isEqualTo(200);
        put("a.rtf", "{\\rtf1 second}".getBytes(StandardCharsets.US_ASCII));
        assertThat(preview(ALICE, "a.rtf").statusCode()).isEqualTo(202);
        assertThat(awaitPreview("a.rtf").headers().firstValue("Content-Digest"))
                .isPresent()
                .isNotEqualTo(copy.headers().firstValue("Content-Digest"));
        assertThat(fubako.count(made)).isEqualTo(before + 2);

        for (String name : new String[] {"a.rtf", "b.rtf"}) {
            fubako.call(ALICE, "DELETE", "/dav" + home + "/" + name, "");
        }
        fubako.awaitPurge();
        fubako.execute("UPDATE blob_gc SET not_before = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND");
        fubako.call(ALICE, "MKCOL", "/dav" + home + "/bell", "");
        fubako.call(ALICE, "DELETE", "/dav" + home + "/bell", "");
        // with those of the tests before
        Wait.until(() -> fubako.count(made) == 0, "a PDF outlives its document");
    }

    @Test
    void p08WhatCannotBeMadeIsSaid() throws Exception {
        put("damaged.docx", new byte[] {'P', 'K', 3, 4});
        assertThat(preview(ALICE, "damaged.docx").statusCode()).isEqualTo(202);
        HttpResponse<String> refused = awaitPreview("damaged.docx");
        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        try (PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE)) {
            alice.open("/files" + home + "/").tick("damaged.docx").press(alice.button("files.details"));
            alice.press(panel(alice)
                    .locator(".fbk-tabs button")
                    .filter(new Locator.FilterOptions().setHasText(alice.text("details.tab.preview"))));
            assertThat(panel(alice)).containsText("There is no preview of “damaged.docx”");
        }
    }

    @Test
    void p08WhoMayNotFetchItHasNoPdf() throws Exception {
        put("secret.docx", docx("secret", ""));
        assertThat(awaitPreview("secret.docx").statusCode()).isEqualTo(200);
        assertThat(preview(BOB, "secret.docx").statusCode()).isEqualTo(200);
        HttpResponse<String> ruled = fubako.call(
                CAROL,
                "PUT",
                "/api/v1/rights" + home,
                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"alice\",\"mode\":\"read-write\"},"
                        + "{\"kind\":\"account\",\"principal\":\"bob\",\"mode\":\"none\"}]}",
                "Content-Type",
                "application/json");
        assertThat(ruled.statusCode()).as(ruled.body()).isEqualTo(200);
        assertThat(preview(BOB, "secret.docx").statusCode()).isIn(403, 404);
        assertThat(preview(DAVE, "secret.docx").statusCode()).isEqualTo(404);
    }

    /** A picture that is only linked would tell its server who looks at the document, or come from within. */
    @Test
    void p08NothingThatADocumentNamesIsFetched() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout((int) TimeUnit.SECONDS.toMillis(1));
            put("linked.docx", docx("linked", "http://127.0.0.1:" + server.getLocalPort() + "/picture.png"));
            assertThat(awaitPreview("linked.docx").statusCode()).isEqualTo(200);
            org.assertj.core.api.Assertions.assertThatThrownBy(server::accept)
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }
}
