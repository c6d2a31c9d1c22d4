package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Small pictures of pictures. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class ThumbnailsIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String FOLDER = "/common/pictures";
    private static final String THUMBS = "/api/v1/thumbnails" + FOLDER;

    private final Fubako fubako;
    private final PortalBrowser browser;

    ThumbnailsIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @BeforeEach
    void make() throws Exception {
        assertThat(fubako.call(CAROL, "MKCOL", "/dav" + FOLDER, "").statusCode())
                .isEqualTo(201);
        assertThat(json(CAROL, "PUT", "/api/v1/settings" + FOLDER, "{\"thumbnail\":true}")
                        .body())
                .contains("\"thumbnail\":true");
    }

    @AfterEach
    void clear() throws Exception {
        assertThat(fubako.call(CAROL, "DELETE", "/dav" + FOLDER, "").statusCode())
                .isEqualTo(204);
    }

    private HttpResponse<String> json(String account, String method, String path, String body) throws Exception {
        return fubako.call(account, method, path, body, "Content-Type", "application/json");
    }

    private static byte[] picture(String format, int width, int height) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    private void put(String account, String path, byte[] content) {
        assertThat(fubako.send(account, "PUT", "/dav" + path, content).join().statusCode())
                .isIn(201, 204);
    }

    private HttpResponse<byte[]> thumbnail(String account, String name) {
        return fubako.send(account, "GET", THUMBS + "/" + name, new byte[0]).join();
    }

    private void awaitThumbnail(String name) throws Exception {
        Wait.until(() -> thumbnail(ALICE, name).statusCode() == 200, name + " gets no thumbnail");
    }

    /** As if what was freed had been so for days; something that is deleted wakes the job. */
    private void purgeAll() throws Exception {
        fubako.call(ALICE, "MKCOL", "/dav/private/bell", "");
        fubako.call(ALICE, "DELETE", "/dav/private/bell", "");
        fubako.execute("UPDATE blob_gc SET not_before = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND");
    }

    @Test
    void g05APictureGetsAThumbnailOnUpload() throws Exception {
        put(ALICE, FOLDER + "/beach.PNG", picture("png", 1000, 500));
        awaitThumbnail("beach.PNG");

        HttpResponse<byte[]> answer = thumbnail(ALICE, "beach.PNG");
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertThat(small.getWidth()).isEqualTo(256);
        assertThat(small.getHeight()).isEqualTo(128);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(answer.headers().firstValue("ETag"))
                .isEqualTo(fubako.call(ALICE, "HEAD", "/dav" + FOLDER + "/beach.PNG", "")
                        .headers()
                        .firstValue("ETag"));

        put(ALICE, FOLDER + "/beach.PNG", picture("png", 100, 300));
        Wait.until(
                () -> thumbnail(ALICE, "beach.PNG").statusCode() == 200
                        && ImageIO.read(new ByteArrayInputStream(
                                                thumbnail(ALICE, "beach.PNG").body()))
                                        .getHeight()
                                == 256,
                "the old one stays");
    }

    @Test
    void g05WhatIsNoPictureIsStoredAllTheSame() throws Exception {
        put(ALICE, FOLDER + "/fake.png", "no picture".getBytes(StandardCharsets.UTF_8));
        put(ALICE, FOLDER + "/note.txt", "text".getBytes(StandardCharsets.UTF_8));
        put(ALICE, FOLDER + "/real.jpg", picture("jpg", 300, 300));
        awaitThumbnail("real.jpg");

        assertThat(thumbnail(ALICE, "fake.png").statusCode()).isEqualTo(404);
        assertThat(thumbnail(ALICE, "note.txt").statusCode()).isEqualTo(404);
        assertThat(thumbnail(ALICE, "").statusCode()).isEqualTo(409);
        assertThat(fubako.call(ALICE, "GET", "/dav" + FOLDER + "/fake.png", "").body())
                .isEqualTo("no picture");
    }

    @Test
    void g05G06OnlyWhereTheFolderWantsItAlsoOfWhatIsCopiedOrMovedThere() throws Exception {
        put(ALICE, "/private/copied.gif", picture("gif", 400, 400));
        put(ALICE, "/private/moved.jpg", picture("jpg", 400, 400));
        String there = fubako.uri("/dav" + FOLDER).toString();
        fubako.call(ALICE, "COPY", "/dav/private/copied.gif", "", "Destination", there + "/copied.gif");
        awaitThumbnail("copied.gif");
        assertThat(fubako.count("SELECT COUNT(*) FROM rendition WHERE kind = 'THUMBNAIL'"))
                .as("before a move")
                .isPositive();
        fubako.call(ALICE, "MOVE", "/dav/private/moved.jpg", "", "Destination", there + "/moved.jpg");
        awaitThumbnail("moved.jpg");

        json(CAROL, "PUT", "/api/v1/settings" + FOLDER, "{\"thumbnail\":false}");
        put(ALICE, FOLDER + "/unwanted.png", picture("png", 77, 78));
        put(ALICE, FOLDER + "/after.txt", new byte[] {1});
        assertThat(thumbnail(ALICE, "unwanted.png").statusCode()).isEqualTo(404);
        fubako.call(ALICE, "DELETE", "/dav/private/copied.gif", "");
    }

    @Test
    void g05WhoMayNotFetchThePictureGetsNoThumbnail() throws Exception {
        put(ALICE, FOLDER + "/secret.png", picture("png", 300, 300));
        awaitThumbnail("secret.png");
        json(
                CAROL,
                "PUT",
                "/api/v1/rights" + FOLDER,
                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"alice\",\"mode\":\"read-only\"}]}");

        assertThat(thumbnail(ALICE, "secret.png").statusCode()).isEqualTo(200);
        assertThat(thumbnail(BOB, "secret.png").statusCode()).isEqualTo(404);
        assertThat(thumbnail(CAROL, "secret.png").statusCode()).isEqualTo(403);
        assertThat(thumbnail("dave@other", "secret.png").statusCode()).isEqualTo(404);
        json(CAROL, "DELETE", "/api/v1/rights" + FOLDER, "");
    }

    @Test
    void g05WithThePictureItsThumbnailGoes() throws Exception {
        put(ALICE, FOLDER + "/gone.png", picture("png", 301, 302));
        awaitThumbnail("gone.png");
        long before = fubako.count("SELECT COUNT(*) FROM rendition WHERE rendition_id IS NOT NULL");
        fubako.call(ALICE, "DELETE", "/dav" + FOLDER + "/gone.png", "");
        Wait.until(
                () -> {
                    purgeAll();
                    return fubako.count("SELECT COUNT(*) FROM rendition WHERE rendition_id IS NOT NULL") < before
                            && fubako.count("SELECT COUNT(*) FROM blob_gc") == 0;
                },
                "the thumbnail stays");

        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
    }

    @Test
    void c31AFolderIsShownAsThumbnails() throws Exception {
        put(ALICE, FOLDER + "/beach.png", picture("png", 1000, 500));
        put(ALICE, FOLDER + "/note.txt", new byte[] {1});
        fubako.call(ALICE, "MKCOL", "/dav" + FOLDER + "/below", "");
        awaitThumbnail("beach.png");
        try (PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE)) {
            alice.open("/files" + FOLDER + "/");
            alice.page().locator("a[href='?view=pictures']").click();
            Locator cards = alice.page().locator(".fbk-pictures li");
            assertThat(cards).hasCount(3);
            assertThat(cards.first()).containsText("below");
            Locator picture = cards.filter(new Locator.FilterOptions().setHasText("beach.png"))
                    .locator("img");
            assertThat(picture).isVisible();
            Wait.until(
                    () -> ((Number) picture.evaluate("image => image.naturalWidth")).intValue() == 256,
                    "the picture is not shown");
            assertThat(alice.page().locator(".fbk-pictures img")).hasCount(1);

            alice.open("/files/private/");
            assertThat(alice.page().locator(".fbk-pictures")).hasCount(1);
            alice.page().locator("a[href='?view=list']").click();
            assertThat(alice.page().locator(".fbk-pictures")).hasCount(0);
            alice.open("/files" + FOLDER + "/");
            assertThat(alice.row("beach.png")).isVisible();
        }
    }
}
