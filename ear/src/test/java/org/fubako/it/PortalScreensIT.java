package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.MouseButton;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coming in, uploading and going out, in a real browser; and a picture of every screen in each look, kept as build output. What a
 * machine can judge of a screen is held: nothing sticks out sideways, and axe-core finds nothing serious.
 */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class PortalScreensIT {

    private static final String ALICE = "alice@demo";
    private static final long FIRST_VISIT_BYTES = 500 * 1024;
    private static final String AXE = axe();

    private final Fubako fubako;
    private final PortalBrowser browser;

    PortalScreensIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @Test
    void a01SigningInLeadsToWhereOneWantedToGoAndSigningOutEndsIt() {
        try (PortalVisitor visitor = browser.visit(fubako, Look.ENGLISH)) {
            visitor.open("/files/private/");
            assertThat(visitor.page()).hasURL(Pattern.compile("/signin\\?next="));
            visitor.enter(ALICE, "not the password at all");
            assertThat(visitor.page().locator(".fbk-problem")).containsText(visitor.text("signin.failed"));
            visitor.enter("nobody-at-all@demo", Fubako.PASSWORD);
            assertThat(visitor.page().locator(".fbk-problem")).containsText(visitor.text("signin.failed"));
            visitor.enter(ALICE, Fubako.PASSWORD);
            assertThat(visitor.page()).hasURL(Pattern.compile("/files/private/$"));

            visitor.page().locator(".fbk-account").click();
            visitor.page().locator("#signOut").click();
            assertThat(visitor.page()).hasURL(Pattern.compile("/signin"));
            visitor.open("/files/private/");
            assertThat(visitor.page()).hasURL(Pattern.compile("/signin\\?"));
        }
    }

    @Test
    void a03MenusShowOnlyWhatTheAccountMayDo() {
        try (PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE);
                PortalVisitor carol = browser.visit(fubako, Look.ENGLISH).signIn("carol@demo")) {
            alice.expecting("403 GET .*/admin/logs");
            assertThat(alice.page().locator("a[href='/admin/logs']")).hasCount(0);
            alice.open("/admin/logs");
            assertThat(alice.page().locator("h1")).hasText(alice.text("error.title.403"));
            carol.page().locator("a[href='/admin/logs']").click();
            assertThat(carol.page().locator("h1")).hasText(carol.text("log.title"));
        }
    }

    @Test
    void c11C13FilesAreUploadedAndTheBrowserAsksBeforeItReplacesOne() throws Exception {
        fubako.call(ALICE, "POST", "/api/v1/folders/private/uploads", "");
        fubako.call(ALICE, "PUT", "/api/v1/files/private/uploads/old.txt", "old");
        try (PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE)) {
            alice.expecting("412 PUT .*/old.txt");
            alice.open("/files/private/uploads/");
            alice.page().locator("#uploadFiles").setInputFiles(new FilePayload[] {
                file("新しい書類.txt", "new"), file("old.txt", "replaced"),
            });
            assertThat(alice.page().locator("#uploadQuestion")).containsText("old.txt");
            alice.page().locator("[data-answer=replace]").click();
            assertThat(alice.page().locator("#uploadTotal")).containsText(alice.text("upload.total", 2, 2));
            assertThat(alice.link("新しい書類.txt")).isVisible();
        }

        assertThat(fubako.call(ALICE, "GET", "/api/v1/files/private/uploads/old.txt", "")
                        .body())
                .isEqualTo("replaced");
        fubako.call(ALICE, "DELETE", "/api/v1/files/private/uploads", "");
    }

    private static FilePayload file(String name, String content) {
        return new FilePayload(name, "text/plain", content.getBytes(StandardCharsets.UTF_8));
    }

    /** Each language, width and colour scheme; in a thorough run each two of these together. */
    static Stream<Look> looks() {
        Stream<Look> usual = Stream.of(Look.wide("en"), Look.wide("ja").dark(), Look.narrow("ja"));
        return Boolean.getBoolean("fubako.thorough")
                ? Stream.concat(usual, Stream.of(Look.narrow("en").dark()))
                : usual;
    }

    @ParameterizedTest
    @MethodSource("looks")
    void everyScreenIsKeptAsAPictureAndFitToBeSeen(Look look) throws Exception {
        fill();
        try (PortalVisitor visitor = browser.visit(fubako, look)) {
            visitor.expecting("404 GET .*/nowhere/").expecting("412 PUT");
            visitor.open("/signin");
            judge(visitor, "signin");
            visitor.page().getByText(visitor.text("signin.forgotten")).click();
            assertThat(visitor.page().locator("h1")).hasText(visitor.text("forgotten.title"));
            judge(visitor, "forgotten");
            visitor.part("forgotten:login").fill("nobody@demo");
            visitor.part("forgotten:ask").click();
            assertThat(visitor.page().locator(".fbk-notice")).hasText(visitor.text("signin.asked"));
            judge(visitor, "forgotten-asked");
            visitor.signIn("carol@demo");
            visitor.open("/files/");
            assertThat(visitor.page().locator(".fbk-start")).containsText("Offers");
            judge(visitor, "start");
            visitor.open("/files/common/Screens/");
            assertThat(visitor.row("Contract 2026.pdf")).isVisible();
            judge(visitor, "files");
            visitor.tick("Contract 2026.pdf");
            judge(visitor, "files-selected");
            visitor.press(visitor.button("files.move"));
            assertThat(visitor.dialog()).isVisible();
            judge(visitor, "move");
            visitor.open("/files/common/Screens/").press(visitor.button("files.newFolder"));
            assertThat(visitor.dialog()).isVisible();
            judge(visitor, "new-folder");
            visitor.open("/files/common/Screens/").tick("Contract 2026.pdf").press(visitor.button("files.delete"));
            assertThat(visitor.dialog()).isVisible();
            judge(visitor, "delete");
            visitor.open("/files/common/Screens/").tick("Contract 2026.pdf").press(visitor.button("tags.title"));
            assertThat(visitor.dialog()).containsText("契約");
            judge(visitor, "tags");
            visitor.open("/files/common/Screens/");
            visitor.row("Minutes.docx").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
            assertThat(visitor.page().locator(".fbk-row-menu")).isVisible();
            judge(visitor, "row-menu");
            visitor.open("/files/common/Screens/").tick("Minutes.docx").rename("Plan.png");
            assertThat(visitor.page().locator("small.fbk-rename")).isVisible();
            judge(visitor, "rename");
            visitor.page().locator("input.fbk-rename").press("Escape");
            visitor.open("/files/common/Screens/").part("files:filter").fill("plan");
            assertThat(visitor.page().locator("[id='files:rows_data'] tr")).hasCount(1);
            visitor.page().locator("[popovertarget=columnsMenu]").click();
            judge(visitor, "columns");
            visitor.open("/files/private/");
            fubako.call("carol@demo", "PUT", "/dav/private/Old%20offer.docx", "old");
            visitor.open("/files/private/").tick("Old offer.docx").press(visitor.button("files.delete"));
            assertThat(visitor.done()).isVisible();
            judge(visitor, "deleted");
            visitor.open("/files/common/Screens/").tick("Contract 2026.pdf").press(visitor.button("files.details"));
            assertThat(visitor.page().locator(".fbk-details")).isVisible();
            judge(visitor, "details");
            visitor.press(visitor.part("details:close"));
            visitor.open("/files/common/Screens/").press(visitor.button("settings.title"));
            assertThat(visitor.dialog()).isVisible();
            judge(visitor, "settings");
            visitor.open("/files/common/Screens/").tick("Contract 2026.pdf").press(visitor.button("revisions.title"));
            assertThat(visitor.dialog().locator("tbody tr").first()).isVisible();
            judge(visitor, "revisions");
            visitor.open("/files/common/Screens/");
            visitor.page().locator("#uploadFiles").setInputFiles(file("Contract 2026.pdf", "again"));
            assertThat(visitor.page().locator("#uploadQuestion")).containsText("Contract");
            judge(visitor, "upload-question");
            visitor.page().locator("[data-answer=skip]").click();
            assertThat(visitor.page().locator("#uploadList")).containsText(visitor.text("upload.skipped"));
            judge(visitor, "upload");
            visitor.open("/files/private/").press(visitor.button("settings.title"));
            assertThat(visitor.dialog()).isVisible();
            judge(visitor, "space-settings");
            visitor.open("/files/common/Screens/").press(visitor.button("rights.title"));
            assertThat(visitor.dialog()).isVisible();
            judge(visitor, "rights-inherited");
            visitor.open("/files/common/Screens/Offers/").press(visitor.button("rights.title"));
            assertThat(visitor.dialog()).containsText("bob");
            judge(visitor, "rights");
            visitor.press(visitor.part("rightsForm:startAdd"));
            assertThat(visitor.part("pickForm:ticks")).isVisible();
            judge(visitor, "picker");
            visitor.open("/admin/spaces");
            assertThat(visitor.page().locator("[id='manage:rows_data']")).containsText("tender");
            judge(visitor, "spaces");
            visitor.press(visitor.page()
                    .locator("[id='manage:rows_data'] tr")
                    .filter(new Locator.FilterOptions().setHasText("tender"))
                    .locator("button")
                    .first());
            assertThat(visitor.part("spaceForm:members")).containsText("alice");
            judge(visitor, "space");
            visitor.open("/files/common/Screens/?view=pictures");
            assertThat(visitor.page().locator(".fbk-pictures li")).hasCount(6);
            judge(visitor, "pictures");
            visitor.open("/files/common/Screens/?view=list");
            visitor.open("/trash/private");
            assertThat(visitor.page().locator(".fbk-main")).containsText("Draft of the offer.docx");
            judge(visitor, "trash");
            visitor.open("/search?q=a");
            assertThat(visitor.page().locator(".fbk-main")).containsText("Contract 2026.pdf");
            assertThat(visitor.page().locator(".fbk-tag").first()).containsText("to be signed");
            judge(visitor, "search");
            visitor.open("/password");
            judge(visitor, "password");
            visitor.open("/admin/logs");
            judge(visitor, "log");
            visitor.open("/files/common/nowhere/");
            assertThat(visitor.page().locator("h1")).hasText(visitor.text("error.title.404"));
            judge(visitor, "not-found");
        }
    }

    /** Keeps a picture and holds what a machine can judge. */
    static void judge(PortalVisitor visitor, String name) throws Exception {
        Wait.until(
                () -> (Boolean) visitor.page()
                        .evaluate("() => document.getAnimations().every(each => each.playState !== 'running')"
                                + " && (!window.jQuery || jQuery(':animated').length === 0)"),
                name + " goes on moving");
        visitor.shot(name);
        Number over = (Number) visitor.page()
                .evaluate("() => Math.max(document.documentElement.scrollWidth, ..."
                        + "[...document.querySelectorAll('.ui-dialog, dialog[open], a, button, input')]"
                        + ".filter(each => each.checkVisibility())"
                        + ".map(each => each.getBoundingClientRect().right))"
                        + " - document.documentElement.clientWidth");
        assertThat(over.doubleValue()).as("%s sticks out", name).isLessThanOrEqualTo(0);
        visitor.page().evaluate(AXE);
        Object found = visitor.page()
                .evaluate("() => axe.run({ resultTypes: ['violations'] }).then(result => result.violations"
                        + ".filter(each => ['serious', 'critical'].includes(each.impact))"
                        + ".map(each => each.id + ': ' + each.nodes.map(node => node.html).join(' | ')))");
        assertThat((List<?>) found).as("axe-core on %s", name).isEmpty();
    }

    private static String axe() {
        try (InputStream script = PortalScreensIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFirstVisitIsLight() {
        AtomicLong bytes = new AtomicLong();
        try (PortalVisitor visitor = browser.visit(fubako, Look.ENGLISH)) {
            visitor.page()
                    .onRequestFinished(request ->
                            bytes.addAndGet(request.sizes().responseBodySize + request.sizes().responseHeadersSize));
            visitor.signIn(ALICE).open("/files/private/");
        }

        assertThat(bytes.get()).isPositive().isLessThan(FIRST_VISIT_BYTES);
    }

    private void fill() throws Exception {
        fubako.call("carol@demo", "POST", "/api/v1/folders/common/Screens", "");
        fubako.call(
                "carol@demo",
                "PUT",
                "/api/v1/settings/common/Screens",
                "{\"keepRevisions\":true}",
                "Content-Type",
                "application/json");
        fubako.call("carol@demo", "POST", "/api/v1/folders/common/Screens/Offers", "{\"comment\":\"until May\"}");
        for (String name : new String[] {
            "Contract%202026.pdf", "%E8%A6%8B%E7%A9%8D%E6%9B%B8.xlsx", "Minutes.docx", "Plan.png", "readme.txt"
        }) {
            fubako.call("carol@demo", "PUT", "/api/v1/files/common/Screens/" + name, "x".repeat(40_000));
        }
        fubako.call(
                "carol@demo",
                "PUT",
                "/api/v1/rights/common/Screens/Offers",
                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"bob\",\"mode\":\"read-write-files-no-actions\"},"
                        + "{\"kind\":\"group\",\"principal\":\"administrators\",\"mode\":\"read-write\"},"
                        + "{\"kind\":\"everyone\",\"mode\":\"read-only\"}]}",
                "Content-Type",
                "application/json");
        fubako.call(
                "carol@demo",
                "PUT",
                "/api/v1/tags/common/Screens/Contract%202026.pdf",
                "{\"tags\":[\"to be signed\",\"契約\"]}",
                "Content-Type",
                "application/json");
        for (String starred : new String[] {"Offers", "Contract%202026.pdf"}) {
            fubako.call("carol@demo", "PUT", "/api/v1/stars/common/Screens/" + starred, "");
        }
        fillTrash();
    }

    @AfterEach
    void clear() throws Exception {
        fubako.call("carol@demo", "DELETE", "/dav/common/Screens", "");
    }

    private void fillTrash() throws Exception {
        String spaces = fubako.call("carol@demo", "GET", "/api/v1/spaces", "").body();
        try (JsonReader reader = Json.createReader(new StringReader(spaces))) {
            String id = reader.readArray().getValuesAs(JsonObject.class).stream()
                    .filter(space -> space.getString("path").equals("/private"))
                    .findFirst()
                    .orElseThrow()
                    .getString("id");
            fubako.call(
                    "carol@demo",
                    "PUT",
                    "/api/v1/spaces/" + id,
                    "{\"trash\":true,\"trashDays\":30}",
                    "Content-Type",
                    "application/json");
        }
        fubako.call("carol@demo", "PUT", "/dav/private/Draft%20of%20the%20offer.docx", "draft");
        fubako.call("carol@demo", "DELETE", "/dav/private/Draft%20of%20the%20offer.docx", "");
    }
}
