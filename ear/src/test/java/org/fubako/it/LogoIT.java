package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What outsiders see of a tenant. The logo is that of the tenant "other". */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class LogoIT {

    private static final String MANAGER = "manager@other";
    private static final String LOGO = "/api/v1/policies/logo";
    private static final int LARGEST = 256 * 1024;

    private final Fubako fubako;
    private final PortalBrowser browser;

    LogoIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @AfterEach
    void remove() throws Exception {
        assertThat(fubako.call(MANAGER, "DELETE", LOGO, "").statusCode()).isEqualTo(204);
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(0x1B, 0x7F, 0x5C));
        pen.fillOval(0, 0, width, height);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    /** As a stranger. */
    private HttpResponse<byte[]> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(fubako.uri(address)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> put(String account, byte[] content, String type) {
        return fubako.send(account, "PUT", LOGO, content, "Content-Type", type).join();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Puts a logo and says where it is. */
    private String address(byte[] content) throws Exception {
        HttpResponse<byte[]> answer = put(MANAGER, content, "application/octet-stream");
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        String address = text(answer).replaceFirst(".*\"address\":\"([^\"]+)\".*", "$1");
        assertThat(address).matches("/logo/[0-9a-f]{32}");
        return address;
    }

    private int status(String method, String address, String... headers) throws Exception {
        return fubako.call("", method, address, "", headers).statusCode();
    }

    @Test
    void everybodySeesALogoUnderAnAddressThatNobodyFindsByTrying() throws Exception {
        byte[] png = picture("png", 120, 40);
        String first = address(png);
        HttpResponse<byte[]> seen = get(first);
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.body()).isEqualTo(png);
        Map.of(
                        "Content-Type", "image/png",
                        "Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'",
                        "X-Content-Type-Options", "nosniff",
                        "Cache-Control", "public, max-age=31536000, immutable")
                .forEach((name, value) ->
                        assertThat(seen.headers().firstValue(name)).as(name).contains(value));
        assertThat(seen.headers().firstValue("Set-Cookie")).isEmpty();
        String tag = seen.headers().firstValue("ETag").orElseThrow();
        assertThat(status("GET", first, "If-None-Match", tag)).isEqualTo(304);
        assertThat(status("HEAD", first)).isEqualTo(200);
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            assertThat(status(method, first, "Sec-Fetch-Site", "same-origin"))
                    .as(method)
                    .isEqualTo(405);
        }
        for (String unknown : List.of("/logo/", "/logo/" + "0".repeat(32), first + "0", first + "/x")) {
            assertThat(status("GET", unknown)).as(unknown).isEqualTo(404);
        }

        String second = address(picture("jpg", 60, 60));
        assertThat(status("GET", first)).as("replaced").isEqualTo(404);
        assertThat(fubako.call(MANAGER, "GET", LOGO, "").headers().firstValue("Content-Type"))
                .contains("image/jpeg");
        fubako.execute("UPDATE tenant SET state = 'ENDED' WHERE code = 'other'");
        try {
            assertThat(status("GET", second)).as("of a tenant that is no more").isEqualTo(404);
        } finally {
            fubako.execute("UPDATE tenant SET state = 'ACTIVE' WHERE code = 'other'");
        }
        remove();
        assertThat(status("GET", second)).as("removed").isEqualTo(404);
        assertThat(fubako.call(MANAGER, "GET", LOGO, "").statusCode()).isEqualTo(404);
        assertThat(new LogReader(fubako, MANAGER).by("manager"))
                .anyMatch(line -> line.matches("manager api POLICIES  -> logo:  → png 120×40 \\d+ B 0 ok"))
                .anyMatch(line ->
                        line.matches("manager api POLICIES  -> logo: png 120×40 \\d+ B → jpeg 60×60 \\d+ B 0 ok"))
                .anyMatch(line -> line.matches("manager api POLICIES  -> logo: jpeg 60×60 \\d+ B →  0 ok"));
    }

    @Test
    void whatIsNoPictureIsRefusedWhateverItIsCalled() throws Exception {
        byte[] png = picture("png", 9, 9);
        String address = address(png);
        byte[] behind = Arrays.copyOf(png, png.length + 25);
        System.arraycopy("<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII), 0, behind, png.length, 25);
        for (byte[] bad : List.of(
                "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
                        .getBytes(StandardCharsets.UTF_8),
                "<!DOCTYPE html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8),
                "\u0089PNG\r\n\u001A\n<html><script>alert(1)</script>".getBytes(StandardCharsets.ISO_8859_1),
                "GIF89a\1\0\1\0\0\0\0;".getBytes(StandardCharsets.ISO_8859_1),
                behind,
                Arrays.copyOf(png, png.length - 1),
                new byte[0])) {
            for (String type : List.of("image/png", "image/svg+xml", "text/html")) {
                HttpResponse<byte[]> answer = put(MANAGER, bad, type);
                assertThat(answer.statusCode()).as(text(answer)).isEqualTo(415);
                assertThat(text(answer)).contains("logo-not-picture");
            }
        }
        for (byte[] large : List.of(picture("png", 2001, 1), picture("jpg", 1, 2001))) {
            assertThat(text(put(MANAGER, large, "image/png"))).contains("logo-measures", "\"status\":400");
        }
        assertThat(put(MANAGER, new byte[LARGEST], "image/png").statusCode()).isEqualTo(415);
        assertThat(put(MANAGER, new byte[LARGEST + 1], "image/png").statusCode())
                .isEqualTo(413);
        assertThat(get(address).body()).as("the one before stays").isEqualTo(png);
    }

    /** It is refused when more has come than may be, and not when all of it has. */
    @Test
    void whatIsTooLargeIsNotReadToItsEnd() throws Exception {
        try (RawConnection connection = new RawConnection(fubako)) {
            connection.sendHead(MANAGER, "PUT", LOGO, "Content-Type: image/png", "Content-Length: 1000000000");
            connection.send(new byte[LARGEST + 1]);
            assertThat(connection.readStatus()).isEqualTo(413);
        }
    }

    @Test
    void onlyWhoManagesAccountsChangesTheLogoOfHisOwnTenant() throws Exception {
        byte[] png = picture("png", 9, 9);
        String address = address(png);
        byte[] another = picture("png", 8, 8);
        for (String account : List.of("dave@other", "carol@demo", "alice@demo")) {
            assertThat(put(account, another, "image/png").statusCode())
                    .as(account)
                    .isEqualTo(403);
            assertThat(fubako.call(account, "DELETE", LOGO, "").statusCode())
                    .as(account)
                    .isEqualTo(403);
        }
        String token = LogReader.json(fubako.call(
                        MANAGER,
                        "POST",
                        "/api/v1/tokens",
                        "{\"label\":\"logo\",\"validDays\":1}",
                        "Content-Type",
                        "application/json"))
                .getString("token");
        assertThat(fubako.call("", "PUT", LOGO, "x", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(403);
        assertThat(fubako.call("manager@demo", "GET", LOGO, "").statusCode()).isEqualTo(404);
        assertThat(put("manager@demo", another, "image/png").statusCode()).isEqualTo(200);
        assertThat(fubako.call("manager@demo", "DELETE", LOGO, "").statusCode()).isEqualTo(204);
        PortalSession session = PortalSession.of(fubako, MANAGER);
        assertThat(session.call("DELETE", LOGO, "", "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);

        assertThat(get(address).body()).isEqualTo(png);
    }

    /** Under a host name that nobody has asked for yet: what is known of one may be five seconds old. */
    @Test
    void theSignInPageShowsItOnTheTenantsOwnHostNameOnly() throws Exception {
        String address = address(picture("png", 90, 30));
        fubako.execute("UPDATE tenant SET host_name = 'logo.other.example' WHERE code = 'other'");
        try {
            assertThat(fubako.call("", "GET", "/signin", "", "Host", "logo.other.example")
                            .body())
                    .contains("src=\"" + address + "\"", "alt=\"Other\"");
            assertThat(fubako.call("", "GET", "/signin?login=dave@other", "", "Host", "localhost")
                            .body())
                    .doesNotContain("/logo/", "fbk-owner");
        } finally {
            fubako.execute("UPDATE tenant SET host_name = NULL WHERE code = 'other'");
        }
    }

    @Test
    void aManagerChoosesSeesSavesAndRemovesIt() throws Exception {
        try (PortalVisitor visitor = browser.visit(fubako, Look.JAPANESE).signIn(MANAGER)) {
            visitor.open("/admin/policies");
            Locator picture = visitor.part("logoShown").locator("img");
            assertThat(visitor.part("logoShown")).hasText("Other");
            assertThat(picture).hasCount(0);

            visitor.part("logoSave").click();
            assertThat(visitor.part("logoProblem")).hasText(visitor.text("policies.logo.none"));
            visitor.part("logoFile").setInputFiles(new FilePayload("big.png", "image/png", new byte[LARGEST + 1]));
            assertThat(visitor.part("logoProblem")).hasText(visitor.text("policies.logo.large"));
            visitor.part("logoFile").setInputFiles(new FilePayload("logo.png", "image/png", picture("png", 300, 100)));
            assertThat(visitor.part("logoNews")).hasText(visitor.text("policies.logo.preview"));
            assertThat(picture).hasAttribute("src", Pattern.compile("data:image/png;base64,.*"));

            visitor.part("logoSave").click();
            assertThat(visitor.part("logoNews")).hasText(visitor.text("policies.logo.saved"));
            assertThat(picture).hasAttribute("src", Pattern.compile(".*/logo/[0-9a-f]{32}"));
            visitor.part("logoShown").scrollIntoViewIfNeeded();
            visitor.shot("policies-logo");
            visitor.open("/admin/policies");
            assertThat(picture).hasAttribute("alt", "Other");
            assertThat(picture.evaluate("image => image.naturalWidth")).isEqualTo(300);
            assertThat(picture.boundingBox().height).isLessThanOrEqualTo(56);

            visitor.part("logoRemove").click();
            assertThat(visitor.part("logoNews")).hasText(visitor.text("policies.logo.removed"));
            assertThat(picture).hasCount(0);
        }
    }

    @Test
    void whoMayNotChangeItSeesIt() throws Exception {
        String page =
                PortalSession.of(fubako, "carol@demo").get("/admin/policies").body();
        assertThat(page).contains("id=\"logoShown\"").doesNotContain("id=\"logoFile\"");
    }
}
