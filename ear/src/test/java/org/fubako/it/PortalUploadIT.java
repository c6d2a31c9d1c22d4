package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Getting files and folders into the portal, by dropping and by choosing. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class PortalUploadIT {

    private static final String ALICE = "alice@demo";
    private static final int SOME_BYTES = 3_000_000;
    private static final LocatorAssertions.HasTextOptions PATIENTLY =
            new LocatorAssertions.HasTextOptions().setTimeout(180_000);

    private final Fubako fubako;
    private final PortalBrowser browser;
    private PortalVisitor alice;
    // one for all: a second one knows nothing of what the first has begun
    private CDPSession devTools;
    private String folder;

    @TempDir
    Path disk;

    PortalUploadIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @BeforeEach
    void begin(TestInfo test) throws Exception {
        folder = "private/" + test.getTestMethod().orElseThrow().getName();
        fubako.call(ALICE, "POST", "/api/v1/folders/" + folder, "");
        alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE);
        devTools = alice.context().newCDPSession(alice.page());
        alice.open("/files/" + folder + "/");
    }

    @AfterEach
    void leave() throws Exception {
        alice.close();
        fubako.call(ALICE, "DELETE", "/api/v1/folders/" + folder, "");
    }

    private Path file(String name, String content) throws IOException {
        Path file = disk.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private String stored(String path) throws Exception {
        return fubako.call(ALICE, "GET", "/api/v1/files/" + folder + "/" + path, "")
                .body();
    }

    private int status(String path) throws Exception {
        return fubako.call(ALICE, "GET", "/api/v1/files/" + folder + "/" + path, "")
                .statusCode();
    }

    /** Drops files and folders of the disk on the list, as a file manager does. */
    private void drop(Path... things) {
        BoundingBox list = alice.part("files:list").boundingBox();
        drag(List.of("dragEnter", "dragOver", "drop"), list.x + 50, list.y + 20, things);
    }

    private void drag(List<String> steps, Locator onto, Path... things) {
        BoundingBox box = onto.boundingBox();
        drag(steps, box.x + box.width / 2, box.y + box.height / 2, things);
    }

    private void drag(List<String> steps, double x, double y, Path... things) {
        JsonArray files = new JsonArray();
        Stream.of(things).map(Path::toString).forEach(files::add);
        JsonObject data = new JsonObject();
        data.add("items", new JsonArray());
        data.add("files", files);
        data.addProperty("dragOperationsMask", 1);
        for (String type : steps) {
            JsonObject event = new JsonObject();
            event.addProperty("type", type);
            event.addProperty("x", x);
            event.addProperty("y", y);
            event.add("data", data);
            devTools.send("Input.dispatchDragEvent", event);
        }
    }

    private Locator total() {
        return alice.part("uploadTotal");
    }

    private Locator line(String name) {
        return alice.page().locator("#uploadList li").filter(new Locator.FilterOptions().setHasText(name));
    }

    @Test
    void p01C11DroppedFilesArriveWithABarForEachAndOneForAll() throws Exception {
        drop(file("report.txt", "one"), file("書類 #1 & 100%+.txt", "two"));

        assertThat(total()).containsText("2 of 2 files");
        assertThat(alice.page().locator("#uploadList progress")).hasCount(2);
        assertThat(line("report.txt")).containsText("Done");
        assertThat(alice.row("report.txt")).containsText("alice");
        assertThat(alice.row("書類 #1 & 100%+.txt")).isVisible();
        assertThat(stored("report.txt")).isEqualTo("one");
        alice.button("close").last().click();
        assertThat(alice.part("upload")).isHidden();
    }

    @Test
    void p01C12ADroppedFolderArrivesAsATreeWithItsEmptyFolders() throws Exception {
        file("tree/a.txt", "a");
        file("tree/deep/er/b.txt", "b");
        Files.createDirectories(disk.resolve("tree/empty"));
        drop(disk.resolve("tree"));

        assertThat(total()).containsText("3 of 3 files");
        assertThat(alice.row("tree")).isVisible();
        assertThat(stored("tree/deep/er/b.txt")).isEqualTo("b");
        assertThat(fubako.call(ALICE, "GET", "/api/v1/folders/" + folder + "/tree/empty", "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void c13WhatIsThereIsAskedAboutOneByOneAndForAll() throws Exception {
        alice.expecting("412 PUT");
        for (String name : List.of("a.txt", "b.txt", "c.txt", "d.txt")) {
            fubako.call(ALICE, "PUT", "/api/v1/files/" + folder + "/" + name, "old");
        }
        alice.open("/files/" + folder + "/");
        drop(file("a.txt", "new"), file("b.txt", "new"), file("c.txt", "new"), file("d.txt", "new"));

        Locator question = alice.part("uploadAsk");
        assertThat(question).containsText("a.txt is already here.");
        question.getByText("Replace").click();
        assertThat(question).containsText("b.txt is already here.");
        question.getByText("Keep both").click();
        assertThat(question).containsText("c.txt is already here.");
        question.getByRole(com.microsoft.playwright.options.AriaRole.CHECKBOX).check();
        question.getByText("Skip").click();

        assertThat(total()).containsText("2 of 2 files");
        assertThat(line("d.txt")).containsText("Skipped");
        assertThat(alice.row("b (2).txt")).isVisible();
        assertThat(stored("a.txt")).isEqualTo("new");
        assertThat(stored("b.txt")).isEqualTo("old");
        assertThat(stored("b%20(2).txt")).isEqualTo("new");
        assertThat(stored("d.txt")).isEqualTo("old");
    }

    @Test
    void p01AnUploadShowsSpeedAndTimeLeftIsCancelledAndTriedAgain() throws Exception {
        file("big.bin", "x".repeat(SOME_BYTES));
        slow(300_000);
        drop(disk.resolve("big.bin"));

        assertThat(total()).containsText(Pattern.compile("0 of 1 files · [0-9.]+ KiB/s · 00:[0-9]{2} left"));
        assertThat(line("big.bin").locator("small")).containsText(Pattern.compile("MiB / 2\\.9 MiB|KiB / 2\\.9 MiB"));
        alice.page().getByLabel("Cancel: big.bin").click();
        assertThat(line("big.bin")).containsText("Cancelled");
        assertThat(status("big.bin")).isEqualTo(404);

        slow(-1);
        alice.page().getByLabel("Try again: big.bin").click();
        assertThat(line("big.bin")).containsText("Done");
        assertThat(alice.row("big.bin")).containsText("2.9 MiB");
        assertThat(stored("big.bin")).hasSize(SOME_BYTES);
    }

    /** Enough to be sent so that it can be resumed. */
    private Path large() throws IOException {
        return file("large.bin", "0123456789abcdef".repeat(1 << 20));
    }

    private void awaitSent(int mebibytes) throws Exception {
        String sent = "() => Number(document.querySelector('#uploadList progress')?.value ?? 0) * 16";
        Wait.until(() -> ((Number) alice.page().evaluate(sent)).doubleValue() > mebibytes, "nothing is sent");
    }

    private List<String> offsets(PortalVisitor visitor) {
        List<String> offsets = new CopyOnWriteArrayList<>();
        visitor.page().onRequest(request -> {
            if (request.method().equals("PATCH")) {
                offsets.add(request.headers().get("upload-offset"));
            }
        });
        return offsets;
    }

    @Test
    void p01P02AfterALostLineALargeUploadGoesOnByItselfWhereItWas() throws Exception {
        Path large = large();
        try (CuttableLine net = new CuttableLine(fubako.port())) {
            alice.open("http://localhost:" + net.port() + "/files/" + folder + "/");
            slow(3_000_000);
            List<String> offsets = offsets(alice);
            drop(large);
            awaitSent(3);
            net.cut();
            assertThat(line("large.bin")).containsText("Waiting for the connection; what was sent is kept");
            assertThat(status("large.bin")).isEqualTo(404);

            net.mend();
            slow(-1);
            assertThat(line("large.bin").locator("small")).hasText("Done", PATIENTLY);
            assertThat(offsets).hasSizeGreaterThan(1);
            assertThat(Long.parseLong(offsets.get(offsets.size() - 1))).isGreaterThan(1 << 20);
            assertThat(stored("large.bin")).isEqualTo(Files.readString(large));
            alice.open("/files/" + folder + "/");
        }
    }

    @Test
    void p02WhoComesBackWithTheSameFileGoesOnWhereTheWindowWasClosed() throws Exception {
        Path large = large();
        slow(3_000_000);
        drop(large);
        awaitSent(3);
        PortalVisitor later = alice.another();
        alice.page().close();

        List<String> offsets = offsets(later);
        later.open("/files/" + folder + "/");
        later.page().locator("#uploadFiles").setInputFiles(large);
        assertThat(later.page().locator("#uploadList small")).hasText("Done", PATIENTLY);
        assertThat(offsets).hasSize(1);
        assertThat(Long.parseLong(offsets.get(0))).isGreaterThan(1 << 20);
        assertThat(stored("large.bin")).isEqualTo(Files.readString(large));
    }

    /** As after a change of networks: nobody says that the connection is no more. */
    @Test
    void p02ALineOnWhichNothingMovesIsGivenUpAndTheUploadGoesOn() throws Exception {
        Path large = large();
        alice.page().clock().install();
        alice.open("/files/" + folder + "/");
        slow(3_000_000);
        drop(large);
        awaitSent(3);
        slow(1);
        List<String> offsets = offsets(alice);
        alice.page().clock().fastForward(61_000);
        assertThat(line("large.bin").locator("small")).hasText(alice.text("upload.reconnecting"));
        slow(-1);
        assertThat(line("large.bin").locator("small")).hasText("Done", PATIENTLY);
        assertThat(Long.parseLong(offsets.get(0))).isGreaterThan(1 << 20);
        assertThat(stored("large.bin")).isEqualTo(Files.readString(large));
    }

    /** A line that takes so many bytes in a second; without a limit for -1. */
    private void slow(int uploadBytesPerSecond) {
        JsonObject conditions = new JsonObject();
        conditions.addProperty("offline", false);
        conditions.addProperty("latency", 0);
        conditions.addProperty("downloadThroughput", -1);
        conditions.addProperty("uploadThroughput", uploadBytesPerSecond);
        devTools.send("Network.enable");
        devTools.send("Network.emulateNetworkConditions", conditions);
    }

    private boolean leavingIsAskedAbout() {
        return (Boolean)
                alice.page().evaluate("() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))");
    }

    @Test
    void p01P02APausedUploadGoesOnWhereItWas() throws Exception {
        Path large = large();
        slow(3_000_000);
        drop(large);
        awaitSent(3);
        alice.page().getByLabel("Pause: large.bin").focus();
        alice.page().keyboard().press("Enter");
        assertThat(line("large.bin").locator("small")).containsText(Pattern.compile("^Paused · [0-9.]+ MiB / 16 MiB$"));
        assertThat(total()).hasText("0 of 1 files · Paused");
        assertThat(alice.part("uploadClose")).isHidden();
        assertThat(leavingIsAskedAbout()).isTrue();
        assertThat(status("large.bin")).isEqualTo(404);
        assertThat(alice.page().locator("*:focus")).hasAttribute("aria-label", "Resume: large.bin");

        List<String> offsets = offsets(alice);
        slow(-1);
        alice.page().keyboard().press("Enter");
        assertThat(line("large.bin").locator("small")).hasText("Done", PATIENTLY);
        assertThat(offsets).hasSize(1);
        assertThat(Long.parseLong(offsets.get(0))).isGreaterThan(1 << 20);
        assertThat(leavingIsAskedAbout()).isFalse();
        assertThat(stored("large.bin")).isEqualTo(Files.readString(large));
    }

    @Test
    void p01AllUploadsArePausedAndGoOnTogether() throws Exception {
        file("small.bin", "x".repeat(SOME_BYTES));
        Path large = large();
        slow(600_000);
        drop(large, disk.resolve("small.bin"), file("third.txt", "third"));
        awaitSent(1);
        alice.part("uploadPause").click();
        assertThat(total()).hasText("0 of 3 files · Paused");
        for (String name : List.of("large.bin", "small.bin", "third.txt")) {
            assertThat(line(name).locator("small")).containsText("Paused");
        }
        assertThat(alice.part("uploadPause")).hasText("Resume all");
        // what is added meanwhile is sent and changes nothing of the others
        slow(-1);
        drop(file("fourth.txt", "fourth"));
        assertThat(total()).hasText("1 of 4 files · Paused");
        assertThat(stored("fourth.txt")).isEqualTo("fourth");
        alice.shot("upload-paused");

        alice.part("uploadPause").click();
        assertThat(total()).hasText(Pattern.compile("4 of 4 files.*"), PATIENTLY);
        assertThat(alice.part("uploadPause")).isHidden();
        assertThat(stored("large.bin")).isEqualTo(Files.readString(large));
        assertThat(stored("small.bin")).hasSize(SOME_BYTES);
        assertThat(stored("third.txt")).isEqualTo("third");
    }

    @Test
    void p01APausedUploadIsCancelledAndLeavesNothing() throws Exception {
        slow(3_000_000);
        drop(large());
        awaitSent(2);
        alice.page().getByLabel("Pause: large.bin").click();
        assertThat(total()).hasText("0 of 1 files · Paused");
        alice.page().waitForResponse(response -> response.request().method().equals("DELETE"), () -> alice.page()
                .getByLabel("Cancel: large.bin")
                .click());

        assertThat(line("large.bin")).containsText("Cancelled");
        assertThat(alice.part("uploadClose")).isVisible();
        assertThat(leavingIsAskedAbout()).isFalse();
        assertThat((Integer) alice.page().evaluate("() => localStorage.length")).isZero();
        assertThat(status("large.bin")).isEqualTo(404);
    }

    @Test
    void p01P02AfterTheEndOfTheSessionInMidUploadNothingIsLost() throws Exception {
        alice.expecting("401 (HEAD|PUT|POST) ");
        Path large = large();
        slow(3_000_000);
        drop(large);
        awaitSent(3);
        alice.page().getByLabel("Pause: large.bin").click();
        assertThat(total()).hasText("0 of 1 files · Paused");
        drop(file("small.txt", "small"));
        assertThat(total()).hasText("1 of 2 files · Paused");
        // the list is read before there is no session any more
        assertThat(alice.row("small.txt")).isVisible();
        alice.context().clearCookies();
        slow(-1);
        drop(file("second.txt", "second"), file("third.txt", "third"), file("fourth.txt", "fourth"));
        assertThat(line("fourth.txt")).containsText("Paused");
        alice.page().getByLabel("Resume: large.bin").click();
        assertThat(line("large.bin")).containsText("Your session has ended.");
        assertThat(total()).hasText("1 of 5 files · Paused");
        assertThat(leavingIsAskedAbout()).isTrue();
        alice.shot("upload-expired");

        List<String> offsets = offsets(alice);
        Locator link = line("large.bin").locator("a");
        assertThat(link).hasText("Sign in");
        Page window = alice.context().waitForPage(link::click);
        window.locator("#signin\\:login").fill(ALICE);
        window.locator("#signin\\:password").fill(Fubako.PASSWORD);
        window.locator("#signin\\:enter").click();
        window.waitForURL(url -> !url.contains("/signin"));
        alice.part("uploadPause").click();

        assertThat(alice.row("large.bin")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        assertThat(offsets).hasSize(1);
        assertThat(Long.parseLong(offsets.get(0))).isGreaterThan(1 << 20);
        assertThat(stored("large.bin")).isEqualTo(Files.readString(large));
        for (String name : List.of("small", "second", "third", "fourth")) {
            assertThat(stored(name + ".txt")).isEqualTo(name);
        }
    }

    @Test
    void p01WhatIsDroppedOntoAFolderOfTheListGoesIntoIt() throws Exception {
        alice.expecting("412 PUT");
        fubako.call(ALICE, "POST", "/api/v1/folders/" + folder + "/Offers%20%26%20100%25", "");
        fubako.call(ALICE, "PUT", "/api/v1/files/" + folder + "/plain.txt", "plain");
        fubako.call(ALICE, "PUT", "/api/v1/files/" + folder + "/Offers%20%26%20100%25/a.txt", "old");
        alice.open("/files/" + folder + "/");
        Locator row = alice.row("Offers & 100%");
        file("tree/deep/b.txt", "b");
        Path[] things = {file("a.txt", "new"), disk.resolve("tree")};
        drag(List.of("dragEnter", "dragOver"), row.locator("td").last(), things);
        assertThat(row).hasClass(Pattern.compile("fbk-into"));
        alice.shot("upload-into");
        drag(List.of("dragOver"), alice.row("plain.txt"), things);
        assertThat(row).not().hasClass(Pattern.compile("fbk-into"));

        drag(List.of("dragOver", "drop"), row, things);
        assertThat(alice.part("uploadAsk")).containsText("a.txt is already here.");
        alice.part("uploadAsk").getByText("Keep both").click();
        assertThat(total()).hasText("2 of 2 files");
        assertThat(line("Offers & 100%/a.txt")).containsText("Done");
        assertThat(row).not().hasClass(Pattern.compile("fbk-into"));
        assertThat(stored("Offers%20%26%20100%25/a.txt")).isEqualTo("old");
        assertThat(stored("Offers%20%26%20100%25/a%20(2).txt")).isEqualTo("new");
        assertThat(stored("Offers%20%26%20100%25/tree/deep/b.txt")).isEqualTo("b");
        assertThat(status("a.txt")).isEqualTo(404);

        alice.open("/files/" + folder + "/Offers%20%26%20100%25/");
        drag(
                List.of("dragEnter", "dragOver", "drop"),
                alice.page().locator(".fbk-crumbs li").last().locator("a"),
                file("up.txt", "up"));
        assertThat(total()).hasText("1 of 1 files");
        assertThat(stored("up.txt")).isEqualTo("up");
    }

    @Test
    void p01WhatIsDroppedOntoAFolderThatOneMayOnlyReadIsRefusedWithTheReason() throws Exception {
        alice.expecting("403 (PUT|POST)");
        fubako.call("carol@demo", "POST", "/api/v1/folders/common/upload-into", "");
        fubako.call("carol@demo", "POST", "/api/v1/folders/common/upload-into/closed", "");
        fubako.call(
                "carol@demo",
                "PUT",
                "/api/v1/rights/common/upload-into/closed",
                "{\"rule\":[{\"kind\":\"everyone\",\"mode\":\"read-only\"},"
                        + "{\"kind\":\"account\",\"principal\":\"carol\",\"mode\":\"read-write\"}]}",
                "Content-Type",
                "application/json");
        alice.open("/files/common/upload-into/");
        file("tree/b.txt", "b");

        drag(List.of("dragEnter", "dragOver", "drop"), alice.row("closed"), file("a.txt", "a"), disk.resolve("tree"));
        assertThat(line("closed/a.txt").locator("small")).not().hasText("Done");
        assertThat(line("closed/a.txt")).hasClass("fbk-upload-failed");
        assertThat(line("closed/tree/b.txt")).hasClass("fbk-upload-failed");
        assertThat(total()).hasText("0 of 2 files");
        assertThat(fubako.call("carol@demo", "DELETE", "/api/v1/folders/common/upload-into", "")
                        .statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void p01PausedAndExpiredUploadsLookRightInEachLanguage(Look look) throws Exception {
        try (PortalVisitor visitor = browser.visit(fubako, look).signIn(ALICE)) {
            visitor.expecting("401 (HEAD|PUT|POST) ");
            visitor.open("/files/" + folder + "/");
            visitor.context().clearCookies();
            visitor.page().locator("#uploadFiles").setInputFiles(new Path[] {
                file("One of the offers 2026.txt", "a"), file("見積書.txt", "b"), file("third.txt", "c")
            });
            assertThat(visitor.page().locator("#uploadList a").first()).hasText(visitor.text("signin.title"));
            assertThat(visitor.page().locator("#uploadList .fbk-upload-paused")).hasCount(3);
            assertThat(visitor.part("uploadPause")).hasText(visitor.text("upload.resumeAll"));
            visitor.shot("upload-session-ended");
        }
    }

    static Stream<Look> looks() {
        return Stream.of(Look.ENGLISH, Look.narrow("ja"));
    }

    @Test
    void p01AfterABrokenLineAnUploadIsTriedAgain() throws Exception {
        alice.page().route("**/api/v1/files/**", route -> route.abort());
        drop(file("a.txt", "a"));
        assertThat(line("a.txt")).containsText("The connection broke. Try again.");
        alice.page().unroute("**/api/v1/files/**");

        alice.page().getByLabel("Try again: a.txt").click();
        assertThat(line("a.txt")).containsText("Done");
        assertThat(stored("a.txt")).isEqualTo("a");
    }

    @Test
    void aRefusedUploadSaysWhyAndTheOthersGoOn() throws Exception {
        alice.expecting("400 PUT");
        drop(file(".htaccess", "x"), file("good.txt", "good"));

        assertThat(line(".htaccess")).containsText("Your organisation does not allow the name");
        assertThat(line("good.txt")).containsText("Done");
        assertThat(stored("good.txt")).isEqualTo("good");
    }

    @Test
    void anUploadAfterTheEndOfTheSessionSaysSoAndGoesOnAfterSigningInAgain() throws Exception {
        alice.expecting("401 PUT");
        alice.context().clearCookies();
        drop(file("a.txt", "a"));
        assertThat(line("a.txt")).containsText("Your session has ended.");

        PortalVisitor window = alice.another();
        window.signIn(ALICE);
        alice.page().getByLabel("Resume: a.txt").click();
        // the page's own state went with its session, so the page is loaded again and the panel with it
        assertThat(alice.row("a.txt")).isVisible();
        assertThat(stored("a.txt")).isEqualTo("a");
    }

    @Test
    void c11FilesAreChosenByTheButton() throws Exception {
        Path chosen = file("chosen.txt", "chosen");
        alice.page()
                .waitForFileChooser(() -> alice.button("files.uploadFiles").click())
                .setFiles(chosen);
        assertThat(alice.row("chosen.txt")).isVisible();
        assertThat(stored("chosen.txt")).isEqualTo("chosen");
    }

    @Test
    void c12C26AFolderOfManyFilesIsChosenUploadedScrolledThroughAndThinnedOut() throws Exception {
        for (int number = 1000; number < 1600; number++) {
            file("many/document-" + number + ".txt", "x");
        }
        alice.page()
                .waitForFileChooser(() -> alice.button("files.uploadFolder").click())
                .setFiles(disk.resolve("many"));
        assertThat(total()).hasText(Pattern.compile("600 of 600 files.*"), PATIENTLY);
        alice.part("uploadClose").click();

        alice.link("many").click();
        assertThat(alice.part("files:list")).containsText("600 items");
        alice.page().waitForLoadState();
        alice.page().evaluate("scrollTo(0, document.documentElement.scrollHeight)");
        assertThat(alice.link("document-1599.txt")).isVisible();
        alice.press(alice.boxForAll());
        assertThat(alice.part("files:chosen")).containsText("100 selected");
        alice.press(alice.button("files.delete"));
        assertThat(alice.dialog()).containsText("In all: 100 files");
        alice.press(alice.part("deleteForm:delete"));
        assertThat(alice.done()).containsText("100 items were deleted for good.");
        assertThat(alice.part("files:list")).containsText("500 items");
        alice.page().evaluate("scrollTo(0, document.documentElement.scrollHeight)");
        assertThat(alice.link("document-1499.txt")).isVisible();
    }

    @Test
    void whereOneMayOnlyReadNothingIsOffered() throws Exception {
        fubako.call("carol@demo", "POST", "/api/v1/folders/common/read-only", "");
        fubako.call(
                "carol@demo",
                "PUT",
                "/api/v1/rights/common/read-only",
                "{\"rule\":[{\"kind\":\"everyone\",\"mode\":\"read-only\"}]}",
                "Content-Type",
                "application/json");
        alice.open("/files/common/read-only/");

        assertThat(alice.page().locator(".ui-datatable-empty-message")).hasText("Nothing here.");
        assertThat(alice.button("files.uploadFiles")).hasCount(0);
        assertThat(alice.button("files.newFolder")).hasCount(0);
        fubako.call("carol@demo", "DELETE", "/api/v1/folders/common/read-only", "");
    }
}
