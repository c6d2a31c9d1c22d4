package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do with files and folders in the portal, done in a real browser. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class PortalJourneyIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";

    private final Fubako fubako;
    private final PortalBrowser browser;
    private PortalVisitor alice;
    private String folder;

    PortalJourneyIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @BeforeEach
    void begin(TestInfo test) throws Exception {
        folder = "private/" + test.getTestMethod().orElseThrow().getName();
        make(folder);
        alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE);
    }

    @AfterEach
    void leave() throws Exception {
        alice.close();
        fubako.call(ALICE, "DELETE", "/api/v1/folders/" + folder, "");
    }

    private void make(String path) throws Exception {
        assertThat(fubako.call(ALICE, "POST", "/api/v1/folders/" + path, "").statusCode())
                .isEqualTo(201);
    }

    private void put(String path, String content) throws Exception {
        assertThat(fubako.call(ALICE, "PUT", "/api/v1/files/" + path, content).statusCode())
                .isIn(201, 204);
    }

    private int status(String path) throws Exception {
        return fubako.call(ALICE, "GET", "/api/v1/files/" + path, "").statusCode();
    }

    private void openFolder() {
        alice.open("/files/" + folder + "/");
    }

    @Test
    void a04B01B02TheSpacesAreShownAfterSigningInWithTheirUsage() {
        Locator spaces = alice.page().locator(".fbk-spaces a");
        assertThat(spaces).containsText(new String[] {"Common", "Private", "sales", "tender"});
        assertThat(spaces.first()).containsText(Pattern.compile("[0-9.]+ .?i?B of 10\\.0 GiB used"));

        alice.page().getByRole(AriaRole.NAVIGATION).getByText("sales").click();

        assertThat(alice.page()).hasURL(Pattern.compile("/files/group/sales/$"));
        assertThat(alice.page().locator("h1")).hasText("sales");
    }

    @Test
    void c04AFolderIsMadeWithAComment() {
        openFolder();
        alice.press(alice.button("files.newFolder"));
        alice.awaitDialog();
        alice.part("createForm:name").fill("Offers & plans");
        alice.part("createForm:comment").fill("for the board");
        alice.part("createForm:name").press("Enter");

        assertThat(alice.note()).containsText("The folder Offers & plans was created.");
        assertThat(alice.dialog()).hasCount(0);
        assertThat(alice.row("Offers & plans")).containsText("for the board");
        alice.link("Offers & plans").click();
        assertThat(alice.page().locator("h1")).hasText("Offers & plans");
        assertThat(alice.page().locator(".fbk-main .fbk-note").first()).hasText("for the board");
    }

    @Test
    void c09ABadNameIsSaidAtTheTopOfTheFormAndOnlyThere() throws Exception {
        make(folder + "/taken");
        openFolder();
        alice.press(alice.button("files.newFolder"));
        for (String name : List.of("", "a/b", "<b>bold</b>", "CON", "end.", "TAKEN", ".htaccess")) {
            alice.part("createForm:name").fill(name);
            alice.press(alice.part("createForm:create"));

            assertThat(alice.page().locator(".ui-messages-error-summary")).hasCount(1);
            assertThat(alice.dialog().locator(".ui-messages-error-summary"))
                    .containsText(name.isEmpty() ? "A name is missing" : "“" + name + "”");
            assertThat(alice.part("createForm:name")).hasValue(name);
        }
        alice.part("createForm:name").fill("good");
        alice.press(alice.part("createForm:create"));

        assertThat(alice.row("good")).isVisible();
        assertThat(alice.dialog()).hasCount(0);
    }

    @Test
    void c24ADocumentIsRenamed() throws Exception {
        put(folder + "/draft.txt", "x");
        openFolder();
        alice.tick("draft.txt").rename("final.txt");

        assertThat(alice.row("final.txt")).isVisible();
        assertThat(alice.row("draft.txt")).hasCount(0);
        assertThat(alice.dialog()).hasCount(0);
        assertThat(status(folder + "/final.txt")).isEqualTo(200);
    }

    @Test
    void p05TheDetailsOfADocumentShowTheSha256OfItsContent() throws Exception {
        put(folder + "/abc.txt", "abc");
        make(folder + "/inner");
        openFolder();
        alice.tick("abc.txt").press(alice.button("files.details"));

        Locator panel = alice.page().locator(".fbk-details");
        assertThat(panel).containsText("3 B (3 bytes)");
        assertThat(panel.locator(".fbk-digest"))
                .hasText("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        alice.tick("abc.txt").tick("inner");
        assertThat(panel.locator("h2")).containsText("inner");
        assertThat(panel.locator(".fbk-digest")).hasCount(0);
    }

    @Test
    void d01D03D08P12AFolderKeepsRevisionsAndAnOlderOneBecomesTheNewest() throws Exception {
        openFolder();
        alice.press(alice.button("settings.title"));
        alice.awaitDialog();
        alice.part("settingsForm:comment").fill("plans of the year");
        alice.dialog().locator("[id='settingsForm:keep'] .ui-chkbox-box").click();
        alice.press(alice.part("settingsForm:save"));
        assertThat(alice.note()).containsText("were saved");
        put(folder + "/plan.txt", "one");
        put(folder + "/plan.txt", "second");
        openFolder();
        assertThat(alice.page().locator(".fbk-main .fbk-note").first()).hasText("plans of the year");

        alice.press(alice.row("plan.txt").getByText("2", new Locator.GetByTextOptions().setExact(true)));
        Locator lines = alice.dialog().locator("tbody tr");
        assertThat(lines).hasCount(2);
        assertThat(lines.nth(1)).containsText("3 B");
        Download fetched = alice.page()
                .waitForDownload(() -> lines.nth(1).getByText("Download").click());
        assertThat(java.nio.file.Files.readString(fetched.path())).isEqualTo("one");
        alice.press(lines.nth(1).getByText("Make this the newest"));
        assertThat(alice.note()).containsText("is the newest now");
        assertThat(alice.row("plan.txt")).containsText("3");
        assertThat(fubako.call(ALICE, "GET", "/api/v1/files/" + folder + "/plan.txt", "")
                        .body())
                .isEqualTo("one");

        alice.tick("plan.txt").press(alice.button("revisions.title"));
        assertThat(alice.dialog().locator("tbody tr")).hasCount(3);
        openFolder();
        alice.press(alice.button("settings.title"));
        alice.dialog().locator("[id='settingsForm:keep'] .ui-chkbox-box").click();
        alice.press(alice.part("settingsForm:save"));
        assertThat(alice.note()).containsText("were saved");
        assertThat(alice.row("plan.txt").locator("td a")).hasCount(1);
    }

    @Test
    void e01E03E05ASpaceGetsATrashAndWhatIsDeletedIsRestoredOrRemoved() throws Exception {
        String project = "project/tender";
        alice.open("/files/" + project + "/").press(alice.button("settings.title"));
        alice.awaitDialog();
        alice.dialog().locator("[id='settingsForm:trash'] .ui-chkbox-box").click();
        alice.part("settingsForm:trashDays").fill("x");
        alice.press(alice.part("settingsForm:save"));
        assertThat(alice.dialog()).containsText("The number of days is not a whole number.");
        alice.part("settingsForm:trashDays").fill("30");
        alice.press(alice.part("settingsForm:save"));
        assertThat(alice.note()).containsText("were saved");
        put(project + "/draft.txt", "draft");
        put(project + "/other.txt", "other");

        alice.open("/files/" + project + "/").press(alice.boxForAll());
        alice.press(alice.button("files.delete"));
        assertThat(alice.done()).containsText("2 items are in the trash.");
        alice.open("/files/" + project + "/");
        alice.page().locator(".fbk-main-actions").getByText("Trash").click();
        assertThat(alice.page().locator("h1")).hasText("Trash: tender");
        Locator rows = alice.page().locator("[id='trash:rows_data'] tr");
        assertThat(rows).hasCount(2);
        Locator draft = rows.filter(new Locator.FilterOptions().setHasText("draft.txt"));
        assertThat(draft).containsText("/project/tender");
        alice.press(draft.getByText("Restore", new Locator.GetByTextOptions().setExact(true)));
        assertThat(alice.note()).containsText("draft.txt was restored to /project/tender.");
        assertThat(rows).hasCount(1);

        alice.press(rows.first().getByText("Remove for good"));
        assertThat(alice.dialog()).containsText("other.txt");
        alice.press(alice.part("removeForm:remove"));
        assertThat(alice.page().locator("[id='trash:rows_data']")).containsText("The trash is empty.");
        assertThat(status(project + "/draft.txt")).isEqualTo(200);

        alice.open("/files/" + project + "/").press(alice.button("settings.title"));
        assertThat(alice.part("settingsForm:trashDays")).hasValue("30");
        alice.awaitDialog();
        alice.dialog().locator("[id='settingsForm:trash'] .ui-chkbox-box").click();
        alice.part("settingsForm:trashDays").fill("");
        alice.press(alice.part("settingsForm:save"));
        assertThat(alice.note()).containsText("were saved");
        fubako.call(ALICE, "DELETE", "/dav/" + project + "/draft.txt", "");
    }

    @Test
    void p06NamesAreFoundAsOneTypesAndLeadToTheirFolder() throws Exception {
        make(folder + "/offers");
        put(folder + "/offers/Umbrella%20contract.txt", "u");
        put(folder + "/umbrella.txt", "v");
        openFolder();
        alice.page().locator(".fbk-find input").fill("umbrella");
        alice.page().locator(".fbk-find input").press("Enter");
        assertThat(alice.page().locator("h1")).hasText("Search");
        Locator rows = alice.page().locator("[id='files:rows_data'] tr");
        assertThat(rows).hasCount(2);

        alice.part("search:typed").press("End");
        alice.part("search:typed").pressSequentially(" contr");
        assertThat(rows).hasCount(1);
        assertThat(rows).containsText("Umbrella contract.txt");
        alice.part("search:where").selectOption("/common");
        assertThat(alice.part("files:list")).containsText("Nothing with such a name");
        alice.part("search:where").selectOption("/");
        assertThat(rows).hasCount(1);

        rows.locator(".fbk-path a").click();
        assertThat(alice.row("Umbrella contract.txt")).isVisible();
    }

    @Test
    void e17WhoeverIsInAFolderSeesWhenItsFilesGo() throws Exception {
        openFolder();
        alice.press(alice.button("settings.title"));
        alice.awaitDialog();
        alice.part("settingsForm:autoDeleteDays").fill("45");
        alice.press(alice.part("settingsForm:save"));
        assertThat(alice.note()).containsText("were saved");
        assertThat(alice.part("files:list")).containsText("are deleted 45 days after their last change");

        alice.press(alice.button("settings.title"));
        alice.awaitDialog();
        assertThat(alice.part("settingsForm:autoDeleteDays")).hasValue("45");
        alice.part("settingsForm:autoDeleteDays").fill("0");
        alice.press(alice.part("settingsForm:save"));
        assertThat(alice.dialog()).isVisible();
        alice.part("settingsForm:autoDeleteDays").fill("");
        alice.press(alice.part("settingsForm:save"));
        assertThat(alice.part("files:list")).not().containsText("are deleted");
    }

    @Test
    void c25ADocumentGetsAComment() throws Exception {
        put(folder + "/plan.txt", "plan");
        openFolder();
        alice.tick("plan.txt").press(alice.button("comment.title"));
        alice.part("commentForm:comment").fill("to be signed <b>soon</b>");
        alice.press(alice.part("commentForm:save"));
        assertThat(alice.note()).containsText("The comment of plan.txt was saved.");
        assertThat(alice.row("plan.txt")).containsText("to be signed <b>soon</b>");

        alice.tick("plan.txt").press(alice.button("comment.title"));
        assertThat(alice.part("commentForm:comment")).hasValue("to be signed <b>soon</b>");
    }

    @Test
    void p09ADocumentIsLockedAndUnlocked() throws Exception {
        put(folder + "/plan.txt", "plan");
        openFolder();
        alice.tick("plan.txt").press(alice.button("files.lock"));
        assertThat(alice.note()).containsText("plan.txt is locked for you until");
        assertThat(alice.row("plan.txt").locator(".pi-lock")).isVisible();
        put(folder + "/plan.txt", "changed by its holder");

        alice.tick("plan.txt").press(alice.button("files.unlock"));
        assertThat(alice.note().last()).containsText("plan.txt is unlocked.");
        assertThat(alice.row("plan.txt").locator(".pi-lock")).hasCount(0);
    }

    @Test
    void c15SeveralThingsAreFetchedAsOneZip() throws Exception {
        make(folder + "/inner");
        put(folder + "/inner/a.txt", "a");
        put(folder + "/b.txt", "b");
        openFolder();
        alice.press(alice.boxForAll());
        Download fetched = alice.page()
                .waitForDownload(() -> alice.page().getByText("Download as ZIP").click());

        try (java.util.zip.ZipFile zip =
                new java.util.zip.ZipFile(fetched.path().toFile())) {
            assertThat(zip.stream().map(java.util.zip.ZipEntry::getName))
                    .containsExactlyInAnyOrder("inner/", "inner/a.txt", "b.txt");
        }
    }

    @Test
    void c16C20C21MovingGoesOnPastAConflictAndLeadsToTheTarget() throws Exception {
        make(folder + "/from");
        make(folder + "/to");
        put(folder + "/from/free.txt", "free");
        put(folder + "/from/taken.txt", "new");
        put(folder + "/to/taken.txt", "old");
        alice.open("/files/" + folder + "/from/");
        alice.press(alice.boxForAll());
        assertThat(alice.part("files:chosen")).containsText("2 selected");
        alice.press(alice.button("files.move"));
        pickTarget("to");
        alice.press(alice.part("targetForm:transfer"));

        assertThat(alice.dialog()).containsText("1 done, 1 not.");
        assertThat(alice.dialog().locator(".fbk-done")).containsText("free.txt");
        assertThat(alice.dialog().locator(".fbk-refused")).containsText(Pattern.compile("taken\\.txt.*exists already"));
        assertThat(alice.row("taken.txt")).isVisible();
        assertThat(alice.row("free.txt")).hasCount(0);
        alice.dialog().getByText("Go to to").click();
        assertThat(alice.page()).hasURL(Pattern.compile("/to/$"));
        assertThat(alice.row("free.txt")).isVisible();
        assertThat(fubako.call(ALICE, "GET", "/api/v1/files/" + folder + "/to/taken.txt", "")
                        .body())
                .isEqualTo("old");
    }

    private Locator node(String label) {
        return alice.dialog()
                .locator(".ui-treenode-label")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + label + "$")));
    }

    private void pickTarget(String label) {
        node(label).click();
    }

    @Test
    void c28EveryDialogIsLeftWithoutAnythingDone() throws Exception {
        put(folder + "/stays.txt", "x");
        openFolder();
        for (String start : List.of("files.newFolder", "settings.title")) {
            alice.press(alice.button(start));
            cancel();
        }
        alice.tick("stays.txt");
        for (String start :
                List.of("comment.title", "tags.title", "actions.title", "files.move", "files.copy", "files.delete")) {
            alice.press(alice.button(start));
            cancel();
        }

        assertThat(alice.row("stays.txt")).isVisible();
        assertThat(alice.page().locator("[id='files:rows'] tbody tr")).hasCount(1);
        assertThat(status(folder + "/stays.txt")).isEqualTo(200);
    }

    private void cancel() {
        assertThat(alice.dialog()).hasCount(1);
        alice.dialog().getByText("Cancel").click();
        assertThat(alice.dialog()).hasCount(0);
    }

    @Test
    void c30TheActionsOfAFolderAreIconsInAFixedOrder() throws Exception {
        make(folder + "/busy");
        make(folder + "/plain");
        settings("busy", "{\"thumbnail\":true,\"keepRevisions\":true}");
        settings("plain", "{\"virusCheck\":false}");
        openFolder();

        assertThat(icons("busy").nth(0)).hasAttribute("aria-label", "Keeps revisions");
        assertThat(icons("busy").nth(1)).hasAttribute("aria-label", "Checks for viruses");
        assertThat(icons("busy").nth(2)).hasAttribute("aria-label", "Makes thumbnails");
        assertThat(icons("busy")).hasCount(3);
        assertThat(icons("plain")).hasCount(0);
    }

    private Locator icons(String name) {
        return alice.row(name).locator(".fbk-signs [role=img]");
    }

    private void settings(String name, String settings) throws Exception {
        assertThat(fubako.call(
                                ALICE,
                                "PUT",
                                "/api/v1/settings/" + folder + "/" + name,
                                settings,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void c17AFolderItselfAndWhereItLiesCannotBeTargets() throws Exception {
        make(folder + "/inner");
        make(folder + "/sibling");
        openFolder();
        alice.tick("inner").press(alice.button("files.move"));

        assertThat(node("sibling")).isVisible();
        assertThat(node("inner")).hasCount(0);
        String here = folder.substring(folder.indexOf('/') + 1);
        node(here).click();
        alice.press(alice.part("targetForm:transfer"));
        assertThat(alice.dialog()).containsText("Choose a folder first.");
        assertThat(alice.page().locator(".ui-messages-error-summary")).hasCount(1);
        assertThat(alice.row("inner")).isVisible();
    }

    @Test
    void c22AFolderIsCopiedIntoAnotherSpace() throws Exception {
        make(folder + "/set");
        put(folder + "/set/a.txt", "a");
        openFolder();
        alice.tick("set").press(alice.button("files.copy"));
        Locator projects =
                alice.dialog().locator("li[role=treeitem]").filter(new Locator.FilterOptions().setHasText("Projects"));
        alice.press(projects.locator(".ui-tree-toggler").first());
        pickTarget("tender");
        alice.press(alice.part("targetForm:transfer"));

        assertThat(alice.done()).containsText("set was copied to tender.");
        assertThat(alice.row("set")).isVisible();
        assertThat(status("project/tender/set/a.txt")).isEqualTo(200);
        fubako.call(ALICE, "DELETE", "/api/v1/folders/project/tender/set", "");
    }

    @Test
    void c23C27C29DeletingSaysWhatIsLostAndDoesItAfterTheAnswerOnly() throws Exception {
        make(folder + "/old");
        make(folder + "/old/deeper");
        put(folder + "/old/deeper/a.txt", "aaaa");
        put(folder + "/b.txt", "bb");
        openFolder();
        alice.tick("old").tick("b.txt").press(alice.button("files.delete"));

        assertThat(alice.dialog()).containsText("These 2 items will be deleted for good. This cannot be undone.");
        assertThat(alice.dialog()).containsText("In all: 2 files and 1 subfolder, 6 B, all revisions included.");
        assertThat(alice.dialog().locator("li")).hasText(new String[] {"old", "b.txt"});
        alice.dialog().getByText("Cancel").click();
        assertThat(alice.dialog()).hasCount(0);
        assertThat(status(folder + "/b.txt")).isEqualTo(200);

        alice.press(alice.button("files.delete"));
        alice.press(alice.part("deleteForm:delete"));
        assertThat(alice.done()).containsText("2 items were deleted for good.");
        assertThat(alice.page().locator(".ui-datatable-empty-message")).isVisible();
        assertThat(status(folder + "/b.txt")).isEqualTo(404);
    }

    @Test
    void c23ALockedDocumentIsMarkedAndStaysWithAReason() throws Exception {
        put("common/held.txt", "x");
        String body =
                "<lockinfo xmlns=\"DAV:\"><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>";
        String token = fubako.call(BOB, "LOCK", "/dav/common/held.txt", body)
                .headers()
                .firstValue("Lock-Token")
                .orElseThrow();
        alice.open("/files/common/");
        assertThat(alice.row("held.txt").locator(".pi-lock"))
                .hasAttribute("title", Pattern.compile("Locked by bob until 20.*"));

        alice.tick("held.txt").press(alice.button("files.delete"));
        alice.press(alice.part("deleteForm:delete"));
        assertThat(alice.dialog().locator(".fbk-refused")).containsText("“held.txt” is locked by somebody else");
        assertThat(status("common/held.txt")).isEqualTo(200);
        fubako.call(BOB, "UNLOCK", "/dav/common/held.txt", "", "Lock-Token", token);
        fubako.call(BOB, "DELETE", "/dav/common/held.txt", "");
    }

    @Test
    void c14ADocumentIsDownloadedByItsNameAndByTheButton() throws Exception {
        put(folder + "/r%C3%A9sum%C3%A9%20%E6%9B%B8%E9%A1%9E%20%231%20100%25.txt", "content");
        String name = "résumé 書類 #1 100%.txt";
        openFolder();

        Download byName = alice.page().waitForDownload(() -> alice.link(name).click());
        assertThat(byName.suggestedFilename()).isEqualTo(name);
        assertThat(Files.readString(byName.path())).isEqualTo("content");
        alice.tick(name);
        Download byButton = alice.page()
                .waitForDownload(
                        () -> alice.part("files:chosen").getByText("Download").click());
        assertThat(Files.readString(byButton.path())).isEqualTo("content");
    }

    @Test
    void c01NamesAndCommentsAreShownAsTheyAreAndNeverRun() throws Exception {
        List<String> names = List.of(
                "日本語の書類（最終版）.txt",
                "it's & \u2019quoted\u2019 #1 100% a+b.txt",
                "&lt;img src=x onerror=alert(1)&gt;",
                "'-alert(1)-'",
                "${7+7} #{7+7} {{7+7}}",
                "📄🗂️ emoji.md",
                "a;b=c@d,e!f~g`h^i[j]k{l}m$n.txt");
        for (String name : names) {
            put(folder + "/" + java.net.URLEncoder.encode(name, "UTF-8").replace("+", "%20"), "x");
        }
        String odd = java.net.URLEncoder.encode("it's \u30d5\u30a9\u30eb\u30c0 & 'more' #{7+7}", "UTF-8")
                .replace("+", "%20");
        fubako.call(
                ALICE,
                "POST",
                "/api/v1/folders/" + folder + "/" + odd,
                "{\"comment\":\"<script>alert(1)</script><img src=x onerror=alert(2)>\"}",
                "Content-Type",
                "application/json");
        openFolder();

        for (String name : names) {
            assertThat(alice.link(name)).isVisible();
            Download download =
                    alice.page().waitForDownload(() -> alice.link(name).click());
            assertThat(Files.readString(download.path())).isEqualTo("x");
        }
        alice.tick(names.get(2)).tick(names.get(3)).tick(names.get(4)).press(alice.button("files.delete"));
        assertThat(alice.dialog().locator("li")).hasText(new String[] {names.get(2), names.get(3), names.get(4)});
        alice.press(alice.part("deleteForm:delete"));
        assertThat(alice.done()).containsText("3 items were deleted for good.");
        alice.link("it's \u30d5\u30a9\u30eb\u30c0 & 'more' #{7+7}").click();
        assertThat(alice.page().locator("h1")).hasText("it's \u30d5\u30a9\u30eb\u30c0 & 'more' #{7+7}");
        assertThat(alice.page().locator(".fbk-main .fbk-note").first())
                .hasText("<script>alert(1)</script><img src=x onerror=alert(2)>");
    }

    @Test
    void c26TheListIsSortedPagedAndSelectedByTheKeyboardToo() throws Exception {
        put(folder + "/b.txt", "1");
        put(folder + "/a.txt", "333");
        put(folder + "/c.txt", "22");
        make(folder + "/z");
        openFolder();
        Locator names = alice.page().locator("[id='files:rows_data'] .fbk-what a");
        assertThat(names).hasText(new String[] {"z", "a.txt", "b.txt", "c.txt"});

        alice.press(alice.page().getByRole(AriaRole.COLUMNHEADER).getByText("Size"));
        assertThat(names).hasText(new String[] {"z", "b.txt", "c.txt", "a.txt"});
        alice.press(alice.page().getByRole(AriaRole.COLUMNHEADER).getByText("Size"));
        assertThat(names).hasText(new String[] {"z", "a.txt", "c.txt", "b.txt"});

        Locator box = alice.row("c.txt")
                .locator("input[type=checkbox], .ui-chkbox-box[tabindex]")
                .first();
        box.focus();
        alice.untilShown(() -> alice.page().keyboard().press("Space"));
        assertThat(alice.part("files:chosen")).containsText("1 selected");
        alice.link("z").focus();
        alice.page().keyboard().press("Enter");
        assertThat(alice.page().locator("h1")).hasText("z");
    }

    @Test
    void c03AForbiddenOrMissingFolderGivesAnErrorPageWithAWayBack() {
        alice.expecting("404 GET .*/files/private/nowhere/");
        alice.open("/files/private/nowhere/");
        assertThat(alice.page().locator("h1")).hasText("Not found");
        alice.page().getByText("Back to the files").click();
        assertThat(alice.page()).hasURL(Pattern.compile("/files/$"));
    }

    @Test
    void aFolderThatIsDeletedMeanwhileSaysSoOnTheNextClick() throws Exception {
        put(folder + "/a.txt", "a");
        openFolder();
        fubako.call(ALICE, "DELETE", "/api/v1/folders/" + folder, "");
        alice.expecting("404 GET .*" + folder);
        alice.row("a.txt").locator(".ui-chkbox-box").click();
        assertThat(alice.page().locator("h1")).hasText("Not found");
    }

    @Test
    void theAddressOfADocumentLeadsToItsFolder() throws Exception {
        put(folder + "/a.txt", "a");
        alice.open("/files/" + folder + "/a.txt");
        assertThat(alice.page()).hasURL(Pattern.compile(folder + "/$"));
        assertThat(alice.row("a.txt")).isVisible();
    }
}
