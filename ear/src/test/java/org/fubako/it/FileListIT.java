package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.KeyboardModifier;
import com.microsoft.playwright.options.MouseButton;
import java.util.List;
import java.util.regex.Pattern;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** The list of files as people know it from other programs: clicks, keys, the menu of a row, dragging, and taking back. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class FileListIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String TRASHED = "/project/tender";

    private final Fubako fubako;
    private final PortalBrowser browser;
    private PortalVisitor alice;
    private String folder;

    FileListIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @BeforeEach
    void begin(TestInfo test) throws Exception {
        folder = "/private/" + test.getTestMethod().orElseThrow().getName();
        make(folder);
        alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE);
    }

    @AfterEach
    void leave() throws Exception {
        alice.close();
        fubako.call(ALICE, "DELETE", "/api/v1/folders" + folder, "");
    }

    private void make(String path) throws Exception {
        assertThat(fubako.call(ALICE, "POST", "/api/v1/folders" + path, "").statusCode())
                .isEqualTo(201);
    }

    private void put(String path) throws Exception {
        assertThat(fubako.call(ALICE, "PUT", "/api/v1/files" + path, path).statusCode())
                .isIn(201, 204);
    }

    private int status(String path) throws Exception {
        return fubako.call(ALICE, "GET", "/api/v1/files" + path, "").statusCode();
    }

    private void fill(String... names) throws Exception {
        for (String name : names) {
            put(folder + "/" + name);
        }
    }

    /** Adds documents beside the first one, whose name ends in the number 0. All are empty, so that the space's use stays what it is. */
    private void multiply(int times) throws Exception {
        String first =
                "(SELECT d.* FROM fubako.node d JOIN fubako.node f ON f.tenant_id = d.tenant_id AND f.id = d.parent_id"
                        + " WHERE f.name = '" + folder.substring("/private/".length())
                        + "' AND d.name = 'doc00000.txt')";
        String name = "CONCAT('doc', LPAD(seq, 5, '0'), '.txt')";
        fubako.execute(
                "INSERT INTO fubako.node (tenant_id, id, space_id, parent_id, kind, name, name_key, length, sha256,"
                        + " media_type, created_at, created_by, modified_at, modified_by) SELECT d.tenant_id,"
                        + " UNHEX(MD5(CONCAT(HEX(d.id), seq))), d.space_id, d.parent_id, d.kind, " + name + ", " + name
                        + ", d.length, d.sha256, d.media_type, d.created_at, d.created_by, d.modified_at, d.modified_by FROM "
                        + first
                        + " d JOIN fubako.seq_1_to_" + times);
        String twins = first
                + " d JOIN fubako.node n ON n.tenant_id = d.tenant_id AND n.parent_id = d.parent_id AND n.id <> d.id";
        fubako.execute(
                "INSERT INTO fubako.revision (tenant_id, id, node_id, number, blob_id, length, created_at, created_by)"
                        + " SELECT n.tenant_id, UNHEX(MD5(HEX(n.id))), n.id, 1, r.blob_id, r.length, r.created_at, r.created_by FROM "
                        + twins + " JOIN fubako.revision r ON r.tenant_id = d.tenant_id AND r.id = d.revision_id");
        fubako.execute(
                "UPDATE fubako.node n JOIN " + first + " d ON n.tenant_id = d.tenant_id AND n.parent_id = d.parent_id"
                        + " SET n.revision_id = UNHEX(MD5(HEX(n.id))), n.revision_number = 1 WHERE n.id <> d.id");
    }

    private PortalVisitor openFolder() {
        return alice.open("/files" + folder + "/");
    }

    /** The part of a row where no link is. */
    private Locator cell(String name) {
        return alice.row(name).locator("td").last();
    }

    private void click(String name, KeyboardModifier... held) {
        alice.untilShown(() -> cell(name).click(new Locator.ClickOptions().setModifiers(List.of(held))));
    }

    private Locator chosen() {
        return alice.part("files:chosen");
    }

    private void key(String key) {
        alice.page().keyboard().press(key);
    }

    private Locator names() {
        return alice.page().locator("[id='files:rows_data'] .fbk-what > a");
    }

    private Locator menu() {
        return alice.page().locator(".fbk-row-menu");
    }

    @Test
    void c01RowsAreChosenByClicksAsInOtherPrograms() throws Exception {
        fill("a.txt", "b.txt", "c.txt", "d.txt", "e.txt");
        openFolder();
        click("a.txt");
        assertThat(chosen()).containsText("1 selected");
        click("c.txt");
        assertThat(chosen()).containsText("1 selected");
        click("e.txt", KeyboardModifier.SHIFT);
        assertThat(chosen()).containsText("3 selected");
        click("a.txt", KeyboardModifier.CONTROL);
        assertThat(chosen()).containsText("4 selected");
        click("d.txt", KeyboardModifier.CONTROL);
        assertThat(chosen()).containsText("3 selected");
        alice.tick("b.txt");
        assertThat(chosen()).containsText("4 selected");

        key("Control+a");
        assertThat(chosen()).containsText("5 selected");
        key("Escape");
        assertThat(chosen()).not().containsText("selected");
    }

    @Test
    void c01TheMenuOfARowOffersWhatTheButtonsAboveTheListDo() throws Exception {
        fill("a.txt", "b.txt");
        openFolder();
        cell("b.txt").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        assertThat(chosen()).containsText("1 selected");
        assertThat(menu().getByRole(com.microsoft.playwright.options.AriaRole.MENUITEM)
                        .filter(new Locator.FilterOptions().setHasText("Rename")))
                .isVisible();
        assertThat(menu().locator("button").first()).isFocused();
        key("Escape");
        assertThat(menu()).isHidden();

        cell("b.txt").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        alice.press(menu().getByText("Lock", new Locator.GetByTextOptions().setExact(true)));
        assertThat(alice.row("b.txt").locator(".pi-lock")).isVisible();
        assertThat(alice.row("a.txt").locator(".pi-lock")).hasCount(0);
    }

    @Test
    void p15AStarIsSetAndTakenAwayInTheList() throws Exception {
        fill("a.txt", "b.txt");
        openFolder();
        alice.tick("b.txt").press(alice.button("files.star"));
        assertThat(alice.row("b.txt").locator(".pi-star-fill")).isVisible();
        assertThat(alice.row("a.txt").locator(".pi-star-fill")).hasCount(0);
        alice.tick("b.txt").press(alice.button("files.unstar"));
        assertThat(alice.row("b.txt").locator(".pi-star-fill")).hasCount(0);
    }

    @Test
    void c24ARefusedNameStaysInTheRowWithTheReason() throws Exception {
        fill("報告書.txt", "taken.txt");
        openFolder();
        click("報告書.txt");
        key("F2");
        Locator field = alice.page().locator("input.fbk-rename");
        assertThat(field).hasValue("報告書.txt");
        // the ending is left alone when one types
        alice.page().keyboard().type("taken");
        key("Enter");
        assertThat(alice.page().locator("small.fbk-rename")).containsText("exists already");
        assertThat(field).hasValue("taken.txt");
        field.fill("<b>&amp;.txt");
        key("Enter");
        assertThat(alice.page().locator("small.fbk-rename")).containsText("<b>&amp;.txt");
        field.fill("");
        key("Enter");
        assertThat(alice.page().locator("small.fbk-rename")).containsText("A name is missing");
        field.fill("会議録（最終版）.txt");
        key("Enter");
        assertThat(alice.row("会議録（最終版）.txt")).isVisible();
        assertThat(field).hasCount(0);

        click("taken.txt");
        key("F2");
        field.fill("never.txt");
        key("Escape");
        assertThat(field).hasCount(0);
        assertThat(alice.row("taken.txt")).isVisible();
        assertThat(status(folder + "/never.txt")).isEqualTo(404);
    }

    @Test
    void c16WhatIsDraggedOntoAFolderGoesThereAndIsTakenBack() throws Exception {
        make(folder + "/into");
        fill("a.txt", "b.txt", "stays.txt");
        openFolder();
        click("a.txt");
        click("b.txt", KeyboardModifier.CONTROL);
        alice.untilShown(() -> cell("b.txt").dragTo(cell("into")));
        assertThat(alice.done()).containsText("2 items were moved to into.");
        assertThat(names()).hasText(new String[] {"into", "stays.txt"});
        assertThat(status(folder + "/into/a.txt")).isEqualTo(200);

        alice.press(alice.done().getByText("Undo"));
        assertThat(alice.done()).containsText("2 items are back where they were.");
        assertThat(names()).hasText(new String[] {"into", "a.txt", "b.txt", "stays.txt"});
        assertThat(status(folder + "/into/a.txt")).isEqualTo(404);

        // one that is not chosen goes alone, and onto the way to the top as well
        cell("stays.txt").dragTo(alice.page().locator(".fbk-crumbs a").last());
        assertThat(alice.done()).containsText("stays.txt was moved to Private.");
        alice.press(alice.done().getByText("Undo"));
        assertThat(alice.row("stays.txt")).isVisible();
    }

    @Test
    void c23WhatIsDeletedIntoATrashIsTakenBackAtOnce() throws Exception {
        String place = TRASHED + folder.substring("/private".length());
        fubako.trash(ALICE, TRASHED, true);
        make(place);
        put(place + "/a.txt");
        put(place + "/b.txt");
        alice.open("/files" + place + "/").tick("a.txt").tick("b.txt");
        alice.untilShown(() -> key("Delete"));
        assertThat(alice.done()).containsText("2 items are in the trash.");
        assertThat(alice.dialog()).hasCount(0);
        assertThat(status(place + "/a.txt")).isEqualTo(404);
        put(place + "/b.txt");

        alice.press(alice.done().getByText("Undo"));
        assertThat(alice.done()).containsText("a.txt is back where it was.");
        assertThat(alice.dialog().locator(".fbk-refused")).containsText(Pattern.compile("b\\.txt.*exists already"));
        assertThat(status(place + "/a.txt")).isEqualTo(200);

        fubako.call(ALICE, "DELETE", "/api/v1/folders" + place, "");
        fubako.trash(ALICE, TRASHED, false);
    }

    /** What the page sends to take something back can be written by anybody; it moves nothing that its sender may not move. */
    @Test
    void c16AForgedUndoDoesNothing() throws Exception {
        assertThat(fubako.call(BOB, "PUT", "/api/v1/files/private/bobs.txt", "b")
                        .statusCode())
                .isIn(201, 204);
        fill("a.txt");
        openFolder();
        for (String forged : List.of(
                "MOVE_BACK/private/bobs.txt//common/bobs.txt",
                "MOVE_BACK" + folder + "/a.txt//group/nowhere/a.txt",
                "RESTORE/private/not-an-id" + folder + "/a.txt",
                "RESTORE" + folder,
                "NONE",
                "../..")) {
            alice.untilShown(
                    () -> alice.page().evaluate("value => window.fubakoUndo([{ name: 'undoing', value }])", forged));
            assertThat(status(folder + "/a.txt")).isEqualTo(200);
            openFolder();
        }
        assertThat(fubako.call(BOB, "GET", "/api/v1/files/private/bobs.txt", "").statusCode())
                .isEqualTo(200);
        assertThat(status("/common/bobs.txt")).isEqualTo(404);
        fubako.call(BOB, "DELETE", "/dav/private/bobs.txt", "");
    }

    @Test
    void c01NamesAreFilteredWhateverTheirWidthAndCase() throws Exception {
        fill("ＲＥＰＯＲＴ１.txt", "report2.txt", "other.txt");
        openFolder();
        key("/");
        assertThat(alice.part("files:filter")).isFocused();
        alice.page().keyboard().type("Report");
        assertThat(names()).hasText(new String[] {"ＲＥＰＯＲＴ１.txt", "report2.txt"});
        assertThat(alice.part("files:list")).containsText("2 items");
        alice.press(alice.boxForAll());
        assertThat(chosen()).containsText("2 selected");

        alice.part("files:filter").fill("<nothing>");
        assertThat(alice.part("files:list")).containsText("Nothing here has such a name.");
        alice.part("files:filter").fill("");
        assertThat(names()).hasCount(3);
    }

    @Test
    void c01ColumnsAreChosenAndRemembered() throws Exception {
        fill("a.txt");
        openFolder();
        Locator heads = alice.page().locator("[id='files:rows_head'] th:visible");
        assertThat(heads.filter(new Locator.FilterOptions().setHasText("Revision")))
                .hasCount(1);
        alice.page().locator("[popovertarget=columnsMenu]").click();
        for (String column : List.of("Revision", "Type")) {
            alice.press(alice.part("files:columns").getByText(column, new Locator.GetByTextOptions().setExact(true)));
        }
        assertThat(heads.filter(new Locator.FilterOptions().setHasText("Revision")))
                .hasCount(0);
        assertThat(alice.row("a.txt")).containsText("TXT file");

        openFolder();
        assertThat(heads.filter(new Locator.FilterOptions().setHasText("Revision")))
                .hasCount(0);
        assertThat(alice.row("a.txt")).containsText("TXT file");
    }

    /** Only the rows around what is seen are on the page. */
    @Test
    void c01TenThousandDocumentsAreOneListThatIsScrolledThrough() throws Exception {
        assertThat(fubako.call(ALICE, "PUT", "/api/v1/files" + folder + "/doc00000.txt", "")
                        .statusCode())
                .isEqualTo(201);
        multiply(9_999);
        openFolder();
        assertThat(alice.part("files:list")).containsText("10,000 items");
        assertThat(alice.row("doc00000.txt")).isVisible();
        assertThat(names()).hasCount(100);
        alice.page().waitForLoadState();

        alice.page().evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)");
        assertThat(alice.page().locator("[id='files:rows_data'] tr:first-child .fbk-what > a"))
                .hasText(Pattern.compile("doc0[45]...\\.txt"));
        assertThat(names()).hasCount(100);
        alice.page().evaluate("scrollTo(0, document.documentElement.scrollHeight)");
        assertThat(alice.row("doc09999.txt")).isVisible();
        assertThat(alice.row("doc09999.txt")).isInViewport();
        click("doc09995.txt");
        click("doc09999.txt", KeyboardModifier.SHIFT);
        assertThat(chosen()).containsText("5 selected");

        alice.page().evaluate("scrollTo(0, 0)");
        assertThat(alice.row("doc00000.txt")).isInViewport();
        assertThat(chosen()).containsText("5 selected");
        click("doc00001.txt", KeyboardModifier.CONTROL);
        assertThat(chosen()).containsText("6 selected");
        alice.part("files:filter").fill("0999");
        assertThat(names()).hasCount(11);
    }

    @Test
    void p10TagsOfSeveralThingsAreChangedTogether() throws Exception {
        fill("a.txt", "b.txt");
        for (String one : List.of("a.txt", "b.txt")) {
            fubako.call(
                    ALICE,
                    "PUT",
                    "/api/v1/tags" + folder + "/" + one,
                    "{\"tags\":[\"both\",\"only " + one + "\"]}",
                    "Content-Type",
                    "application/json");
        }
        openFolder();
        assertThat(alice.row("a.txt").locator(".fbk-tag")).hasText(new String[] {"both", "only a.txt"});
        alice.press(alice.boxForAll());
        alice.press(alice.button("tags.title"));
        assertThat(alice.dialog().locator(".ui-autocomplete-token")).hasText(new String[] {"both"});
        alice.dialog().locator(".ui-autocomplete-token-icon").click();
        alice.part("tagsForm:tags_input").click();
        alice.page().keyboard().type("<new>");
        key("Enter");
        assertThat(alice.dialog().locator(".ui-autocomplete-token")).hasText(new String[] {"<new>"});
        alice.press(alice.part("tagsForm:save"));
        assertThat(alice.row("a.txt").locator(".fbk-tag")).hasText(new String[] {"<new>", "only a.txt"});
        assertThat(alice.row("b.txt").locator(".fbk-tag")).hasText(new String[] {"<new>", "only b.txt"});
    }

    @Test
    void p06WhatWasFoundIsWorkedWithAsInAFolder() throws Exception {
        make(folder + "/deep");
        make(folder + "/target");
        put(folder + "/deep/quaint%20one.txt");
        fill("quaint%20two.txt");
        alice.open("/search?q=quaint");
        assertThat(names()).hasText(new String[] {"quaint one.txt", "quaint two.txt"});
        alice.tick("quaint one.txt").rename("quaint first.txt");
        assertThat(names()).hasText(new String[] {"quaint first.txt", "quaint two.txt"});
        assertThat(status(folder + "/deep/quaint%20first.txt")).isEqualTo(200);

        alice.press(alice.boxForAll());
        assertThat(chosen()).containsText("2 selected");
        alice.press(alice.button("files.move"));
        alice.dialog()
                .locator(".ui-treenode-label")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^target$")))
                .click();
        alice.press(alice.part("targetForm:transfer"));
        assertThat(alice.done()).containsText("2 items were moved to target.");
        assertThat(status(folder + "/target/quaint%20two.txt")).isEqualTo(200);
        alice.press(alice.done().getByText("Undo"));
        assertThat(alice.done()).containsText("2 items are back where they were.");
        assertThat(status(folder + "/quaint%20two.txt")).isEqualTo(200);
        assertThat(status(folder + "/deep/quaint%20first.txt")).isEqualTo(200);
    }

    @Test
    void c26AllOfItIsDoneByTheKeyboard() throws Exception {
        make(folder + "/inner");
        fill("a.txt");
        openFolder();
        alice.part("files:rows_data").focus();
        key("ArrowDown");
        alice.untilShown(() -> key("Space"));
        assertThat(chosen()).containsText("1 selected");
        alice.part("files:rows_data").focus();
        key("Shift+F10");
        assertThat(menu()).isVisible();
        key("Escape");
        alice.part("files:rows_data").focus();
        key("F2");
        alice.page().locator("input.fbk-rename").fill("z.txt");
        key("Enter");
        assertThat(alice.row("z.txt")).isVisible();

        alice.link("inner").focus();
        key("Enter");
        assertThat(alice.page().locator("h1")).hasText("inner");
        alice.page().waitForLoadState();
        key("Alt+ArrowUp");
        assertThat(alice.row("inner")).isVisible();
    }

    @Test
    void twoPeopleInOneFolderDoNotOverwriteEachOthersWork() throws Exception {
        String place = "/project/tender" + folder.substring("/private".length());
        make(place);
        put(place + "/plan.txt");
        try (PortalVisitor bob = browser.visit(fubako, Look.ENGLISH).signIn(BOB)) {
            bob.open("/files" + place + "/");
            alice.open("/files" + place + "/").tick("plan.txt").rename("plan of alice.txt");
            assertThat(alice.row("plan of alice.txt")).isVisible();

            bob.row("plan.txt").locator("td").last().click();
            assertThat(bob.part("files:chosen")).containsText("1 selected");
            bob.rename("plan of bob.txt");
            assertThat(bob.page().locator("small.fbk-rename")).containsText("plan.txt");
            assertThat(bob.page().locator("input.fbk-rename")).hasValue("plan of bob.txt");
        }
        assertThat(status(place + "/plan%20of%20alice.txt")).isEqualTo(200);
        fubako.call(ALICE, "DELETE", "/api/v1/folders" + place, "");
    }
}
