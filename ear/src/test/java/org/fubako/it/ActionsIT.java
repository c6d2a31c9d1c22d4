package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import jakarta.mail.internet.MimeMessage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Actions that are run by hand, after an upload or later; mails become files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(PortalBrowser.Shared.class)
class ActionsIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String FOLDER = "/common/acted";

    @TempDir
    static Path folder;

    private final PortalBrowser browser;
    private Fubako fubako;
    private Clamd clamd;

    ActionsIT(PortalBrowser browser) {
        this.browser = browser;
    }

    @BeforeAll
    void start() throws Exception {
        int port = Fubako.freePort();
        clamd = new Clamd(port);
        fubako = Fubako.start(
                folder.resolve("data"), Map.of("FUBAKO_CLAMD", "127.0.0.1:" + port, "FUBAKO_MAIL_HOURLY", "20"));
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
        fubako.call(
                ALICE,
                "PUT",
                "/api/v1/settings" + FOLDER,
                "{\"virusCheck\":false}",
                "Content-Type",
                "application/json");
    }

    @AfterEach
    void clear() throws Exception {
        fubako.call(ALICE, "DELETE", "/dav" + FOLDER, "");
        new Mails(fubako).clear();
    }

    private HttpResponse<String> run(String account, String body) throws Exception {
        return fubako.call(account, "POST", "/api/v1/actions", body, "Content-Type", "application/json");
    }

    private void put(String name, byte[] content) {
        assertThat(fubako.send(ALICE, "PUT", "/dav" + FOLDER + "/" + name, content)
                        .join()
                        .statusCode())
                .isEqualTo(201);
    }

    private List<String> awaitMails(int count) throws Exception {
        List<String> texts = new ArrayList<>();
        for (MimeMessage mail : new Mails(fubako).await(count)) {
            texts.add(Mails.text(mail));
        }
        return texts;
    }

    private boolean hasThumbnail(String name) throws Exception {
        return fubako.call(ALICE, "GET", "/api/v1/thumbnails" + FOLDER + "/" + name, "")
                        .statusCode()
                == 200;
    }

    private static byte[] picture() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    @Test
    void g08StoredDocumentsAreLookedAtToldAndPictured() throws Exception {
        put("clean.txt", "clean".getBytes(StandardCharsets.UTF_8));
        put("virus.txt", Clamd.VIRUS.getBytes(StandardCharsets.UTF_8));
        put("photo.png", picture());

        HttpResponse<String> answer = run(
                ALICE,
                "{\"paths\":[\"" + FOLDER + "/clean.txt\",\"" + FOLDER + "/virus.txt\",\"" + FOLDER
                        + "/photo.png\"],\"virusCheck\":true,\"thumbnail\":true,"
                        + "\"notice\":{\"recipients\":[\"boss@example.jp\"],\"language\":\"en\"}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains("{\"path\":\"" + FOLDER + "/clean.txt\",\"virusCheck\":\"clean\"}")
                .contains("{\"path\":\"" + FOLDER + "/virus.txt\",\"virusCheck\":\"infected\"}");
        assertThat(fubako.call(ALICE, "GET", "/api/v1/revisions" + FOLDER + "/virus.txt", "")
                        .body())
                .contains("\"virusCheck\":\"infected\"");
        assertThat(awaitMails(1).get(0)).contains("3 files have arrived", "clean.txt", "photo.png", "alice");
        Wait.until(() -> hasThumbnail("photo.png"), "no thumbnail");
        String log = fubako.call(CAROL, "GET", "/api/v1/logs/operations?limit=50", "")
                .body();
        assertThat(log).contains("VIRUS_CHECK", "INFECTED", "NOTICE", "boss@example.jp");
    }

    @Test
    void g08WhoMayNotWriteRunsNothing() throws Exception {
        put("a.txt", "a".getBytes(StandardCharsets.UTF_8));
        fubako.call(
                CAROL,
                "PUT",
                "/api/v1/rights" + FOLDER,
                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"bob\",\"mode\":\"read-only\"}]}",
                "Content-Type",
                "application/json");
        String wish = "{\"paths\":[\"" + FOLDER + "/a.txt\"],\"notice\":{\"recipients\":[\"x@example.jp\"]}}";

        assertThat(run(BOB, wish).statusCode()).isEqualTo(403);
        assertThat(run(ALICE, wish).statusCode()).isEqualTo(404);
        assertThat(run("dave@other", wish).statusCode()).isEqualTo(404);
        assertThat(fubako.mails()).isEmpty();
        fubako.call(CAROL, "DELETE", "/api/v1/rights" + FOLDER, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"paths\":[]}",
                "{\"paths\":[\"common/../x\"]}",
                "{\"paths\":[\"/common/acted/a.txt\"],\"notice\":{\"recipients\":[\"x\"]}}",
                "{\"paths\":[\"/common/acted/a.txt\"],\"virusCheck\":1}",
                "{\"paths\":\"/common/acted/a.txt\"}",
                "{\"paths\":[\"/common/acted/a.txt\"],\"oneTimeUrl\":true}"
            })
    void g08WhatCannotBeReadIsRefused(String wish) throws Exception {
        put("a.txt", "a".getBytes(StandardCharsets.UTF_8));

        assertThat(run(ALICE, wish).statusCode()).isEqualTo(400);
        assertThat(fubako.mails()).isEmpty();
    }

    /** The service is nobody's mailer: mails go to addresses of the sender's choice. */
    @Test
    void g08WhoTellsTooManyHasToWait() throws Exception {
        put("a.txt", "a".getBytes(StandardCharsets.UTF_8));
        String wish = "{\"paths\":[\"" + FOLDER + "/a.txt\"],\"virusCheck\":true,\"notice\":{\"recipients\":"
                + "[\"a@example.jp\",\"b@example.jp\",\"c@example.jp\",\"d@example.jp\",\"e@example.jp\"]}}";
        for (int fives = 0; fives < 4; fives++) {
            assertThat(run(BOB, wish).statusCode()).isEqualTo(200);
        }

        HttpResponse<String> refused = run(BOB, wish);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("too-many-mails", "None of these was sent");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(3_000L, 3_601L);
        awaitMails(20);
        assertThat(fubako.mails()).hasSize(20);
    }

    @Test
    void g08ActionsRunOnWhatIsTickedInThePortal() throws Exception {
        put("virus.txt", Clamd.VIRUS.getBytes(StandardCharsets.UTF_8));
        try (PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE)) {
            alice.open("/files" + FOLDER + "/").tick("virus.txt").press(alice.button("actions.title"));
            alice.awaitDialog();
            alice.part("actionsForm:recipients").fill("nobody");
            alice.press(alice.part("actionsForm:run"));
            assertThat(alice.dialog()).containsText("“nobody” is not a mail address.");
            alice.part("actionsForm:recipients").fill("boss@example.jp, sales@example.jp");
            alice.press(alice.part("actionsForm:run"));
            assertThat(alice.part("resultForm")).containsText("A virus was found. Please delete this file.");
        }
        assertThat(awaitMails(2).get(0)).contains("virus.txt");
    }

    @Test
    void g07ActionsForOneUploadAloneAreRunFromThePortal() throws Exception {
        try (PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE)) {
            alice.expecting("400 POST .*/actions");
            alice.open("/files" + FOLDER + "/");
            alice.page().locator("#uploadFiles").setInputFiles(new FilePayload[] {
                new FilePayload("報告.txt", "text/plain", "x".getBytes(StandardCharsets.UTF_8)),
                new FilePayload("virus.txt", "text/plain", Clamd.VIRUS.getBytes(StandardCharsets.UTF_8)),
                new FilePayload("picture.png", "image/png", picture())
            });
            assertThat(alice.part("uploadActions")).isVisible();
            alice.page().locator("#uploadActions button").click();
            assertThat(alice.part("uploadActed")).hasText("Choose what is to be done.");
            alice.part("uploadTellWhom").fill("nobody");
            alice.part("uploadTellWhom").press("Enter");
            assertThat(alice.part("uploadActed")).containsText("“nobody” is not a mail address.");
            alice.part("uploadTellWhom").fill("boss@example.jp");
            alice.part("uploadCheck").check();
            alice.part("uploadPicture").check();
            alice.part("uploadTellWhom").press("Enter");
            assertThat(alice.part("uploadActed"))
                    .hasText("A virus was found in virus.txt. Please delete it. · The mail is on its way.");
        }
        assertThat(awaitMails(1).get(0)).contains("3 files have arrived", "報告.txt");
        Wait.until(() -> hasThumbnail("picture.png"), "no thumbnail");
    }
}
