package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import java.util.regex.Pattern;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was typed outlives the end of a session, a page that is too old and a line that breaks, and is nobody else's. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class DraftsIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String COMMENT = "見積の<b>最終版</b>、\"8月\"まで";

    private final Fubako fubako;
    private final PortalBrowser browser;
    private PortalVisitor alice;
    private String folder;

    DraftsIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @BeforeEach
    void begin(TestInfo test) throws Exception {
        folder = "/private/" + test.getTestMethod().orElseThrow().getName();
        assertThat(call("POST", "/api/v1/folders" + folder).statusCode()).isEqualTo(201);
        for (String name : new String[] {"a.txt", "b.txt", "c.txt"}) {
            assertThat(call("PUT", "/api/v1/files" + folder + "/" + name).statusCode())
                    .isEqualTo(201);
        }
        alice = browser.visit(fubako, Look.ENGLISH).signInAnew(ALICE);
        openFolder();
    }

    @AfterEach
    void leave() throws Exception {
        alice.close();
        call("DELETE", "/api/v1/folders" + folder);
    }

    private java.net.http.HttpResponse<String> call(String method, String path) throws Exception {
        return fubako.call(ALICE, method, path, "");
    }

    private PortalVisitor openFolder() {
        return alice.open("/files" + folder + "/");
    }

    private Locator name() {
        return alice.part("createForm:name");
    }

    private Locator comment() {
        return alice.part("createForm:comment");
    }

    private Locator filled() {
        return alice.dialog().locator(".fbk-drafts-notice[role=status]");
    }

    private Locator note() {
        return alice.page().locator(".fbk-drafts-note");
    }

    private void startFolder(String named, String commented) {
        alice.press(alice.button("files.newFolder"));
        alice.awaitDialog();
        name().fill(named);
        comment().fill(commented);
    }

    /** As after an idle hour: the cookies stand for sessions that are no more. */
    private void endSession() {
        alice.context().clearCookies();
    }

    private void endSessionAndPress(Locator button) {
        endSession();
        button.click();
        assertThat(alice.page()).hasURL(Pattern.compile("/signin\\?"));
        assertThat(alice.page().locator(".fbk-notice")).hasText(alice.text("signin.expired"));
    }

    private void signInAgain(String account) {
        alice.enter(account, Fubako.PASSWORD);
        alice.page().waitForURL(url -> !url.contains("/signin"));
    }

    private String stored() {
        return (String) alice.page().evaluate("() => JSON.stringify(sessionStorage)");
    }

    @Test
    void aFolderThatWasBeingMadeIsMadeAfterSigningInAgain() throws Exception {
        startFolder("契約書 2026", COMMENT);
        endSessionAndPress(alice.part("createForm:create"));
        PortalScreensIT.judge(alice, "drafts-signin");
        signInAgain(ALICE);

        assertThat(filled()).hasText(alice.text("drafts.filled"));
        assertThat(name()).hasValue("契約書 2026");
        assertThat(comment()).hasValue(COMMENT);
        PortalScreensIT.judge(alice, "drafts-filled");
        alice.press(alice.part("createForm:create"));
        assertThat(alice.row("契約書 2026")).containsText(COMMENT);
        assertThat(alice.dialog()).hasCount(0);
        assertThat(stored()).doesNotContain("fubako.drafts");
        openFolder();
        assertThat(alice.row("契約書 2026")).isVisible();
        assertThat(alice.dialog()).hasCount(0);
    }

    @Test
    void aCommentOnAChosenRowIsSavedAfterSigningInAgain() throws Exception {
        alice.tick("b.txt").press(alice.button("comment.title"));
        alice.awaitDialog();
        alice.part("commentForm:comment").fill(COMMENT);
        endSessionAndPress(alice.part("commentForm:save"));
        signInAgain(ALICE);

        assertThat(alice.part("commentForm:comment")).hasValue(COMMENT);
        alice.press(alice.part("commentForm:save"));
        assertThat(alice.row("b.txt")).containsText(COMMENT);
        assertThat(alice.row("a.txt")).not().containsText(COMMENT);
    }

    @Test
    void tagsOfSeveralRowsAreSavedAfterSigningInAgain() {
        alice.tick("a.txt").tick("c.txt").press(alice.button("tags.title"));
        alice.awaitDialog();
        alice.part("tagsForm:tags_input").click();
        alice.page().keyboard().type("急ぎ");
        alice.page().keyboard().press("Enter");
        assertThat(alice.dialog().locator(".ui-autocomplete-token")).hasText(new String[] {"急ぎ"});
        endSessionAndPress(alice.part("tagsForm:save"));
        signInAgain(ALICE);

        assertThat(alice.dialog().locator(".ui-autocomplete-token")).hasText(new String[] {"急ぎ"});
        alice.press(alice.part("tagsForm:save"));
        assertThat(alice.row("a.txt").locator(".fbk-tag")).hasText(new String[] {"急ぎ"});
        assertThat(alice.row("c.txt").locator(".fbk-tag")).hasText(new String[] {"急ぎ"});
        assertThat(alice.row("b.txt").locator(".fbk-tag")).hasCount(0);
    }

    @Test
    void settingsAreKeptWithTheirChoices() {
        alice.press(alice.button("settings.title"));
        alice.awaitDialog();
        alice.part("settingsForm:recipients").fill("a@example.com\nb@example.com");
        alice.part("settingsForm:noticeLanguage").selectOption("en");
        alice.part("settingsForm:keep").locator(".ui-chkbox-box").click();
        boolean kept = alice.part("settingsForm:keep_input").isChecked();
        alice.page().reload();

        assertThat(alice.part("settingsForm:recipients")).hasValue("a@example.com\nb@example.com");
        assertThat(alice.part("settingsForm:noticeLanguage")).hasValue("en");
        assertThat(alice.part("settingsForm:keep_input")).isChecked(checked(kept));
        alice.press(alice.part("settingsForm:save"));
        assertThat(alice.dialog()).hasCount(0);
        alice.press(alice.button("settings.title"));
        assertThat(alice.part("settingsForm:keep_input")).isChecked(checked(kept));
        assertThat(alice.part("settingsForm:recipients")).hasValue(Pattern.compile("a@example.com\\s+b@example.com"));
        assertThat(filled()).hasCount(0);
    }

    private static com.microsoft.playwright.assertions.LocatorAssertions.IsCheckedOptions checked(boolean wanted) {
        return new com.microsoft.playwright.assertions.LocatorAssertions.IsCheckedOptions().setChecked(wanted);
    }

    @Test
    void aNameInItsRowIsChangedAfterSigningInAgain() throws Exception {
        alice.tick("a.txt");
        endSession();
        alice.rename("議事録（最終）.txt");
        assertThat(alice.page()).hasURL(Pattern.compile("/signin\\?"));
        signInAgain(ALICE);

        Locator field = alice.row("a.txt").locator("input.fbk-rename");
        assertThat(field).hasValue("議事録（最終）.txt");
        PortalScreensIT.judge(alice, "drafts-rename");
        field.press("Enter");
        assertThat(alice.row("議事録（最終）.txt")).isVisible();
        openFolder();
        assertThat(alice.page().locator("input.fbk-rename")).hasCount(0);
        assertThat(stored()).doesNotContain("fubako.drafts");
    }

    @Test
    void aRowFarDownInALongListIsFoundAgain() throws Exception {
        for (int i = 0; i < 150; i++) {
            call("PUT", "/api/v1/files" + folder + "/n%03d.txt".formatted(i));
        }
        openFolder();
        alice.page().evaluate("() => window.scrollTo(0, document.documentElement.scrollHeight)");
        assertThat(alice.row("n149.txt")).isVisible();
        alice.tick("n149.txt").press(alice.button("comment.title"));
        alice.awaitDialog();
        alice.part("commentForm:comment").fill(COMMENT);
        endSessionAndPress(alice.part("commentForm:save"));
        signInAgain(ALICE);

        assertThat(alice.part("commentForm:comment")).hasValue(COMMENT);
        alice.press(alice.part("commentForm:save"));
        assertThat(alice.dialog()).hasCount(0);
    }

    @Test
    void aNameBeingTypedOutlivesTheListThatIsDrawnAnew() {
        alice.tick("a.txt").button("files.rename").click();
        alice.page().locator("input.fbk-rename").fill("half of a na");
        alice.page().evaluate("() => window.fubakoRefresh()");
        assertThat(alice.row("a.txt").locator("input.fbk-rename")).hasValue("half of a na");
        alice.page().locator("input.fbk-rename").press("Escape");
        alice.page().reload();
        assertThat(alice.row("a.txt")).isVisible();
        assertThat(alice.page().locator("input.fbk-rename")).hasCount(0);
    }

    @Test
    void nobodyElseWhoSignsInSeesAnythingOfIt() {
        alice.open("/files/common/");
        String path = alice.page().url();
        alice.open("/files/private/");
        startFolder("for nobody else", "secret of alice");
        endSessionAndPress(alice.part("createForm:create"));
        signInAgain(BOB);
        assertThat(alice.page()).hasURL(Pattern.compile("/files/private/$"));
        assertThat(alice.part("files:list")).isVisible();
        assertThat(alice.dialog()).hasCount(0);
        assertThat(stored()).doesNotContain("secret of alice").doesNotContain("alice@demo");
        alice.open(path);
        assertThat(alice.page().locator("body")).not().containsText("secret of alice");

        // nor does alice, once somebody else has been there
        endSession();
        alice.open("/files/private/");
        signInAgain(ALICE);
        assertThat(alice.part("files:list")).isVisible();
        assertThat(alice.dialog()).hasCount(0);
    }

    @Test
    void whoSignsOutLeavesNothing() {
        startFolder("for nobody", "secret of alice");
        alice.page().reload();
        assertThat(comment()).hasValue("secret of alice");
        alice.page().evaluate("() => document.getElementById('signOut').click()");
        assertThat(alice.page().locator(".fbk-notice")).hasText(alice.text("signin.left"));
        assertThat(stored()).doesNotContain("secret of alice");
    }

    @Test
    void passwordsAndWhatIsSearchedForAreNeverKept() {
        alice.open("/password");
        alice.part("password:current").fill("the secret one");
        alice.part("password:fresh").fill("the secret one");
        alice.part("password:repeated").fill("the secret one");
        assertThat(stored()).doesNotContain("secret");
        endSessionAndPress(alice.part("password:change"));
        assertThat(stored()).doesNotContain("secret");
        signInAgain(ALICE);

        alice.open("/search").part("search:typed").fill("a secret search");
        alice.part("search:by").fill("secret");
        alice.page().reload();
        assertThat(stored()).doesNotContain("secret");
        openFolder().part("files:filter").fill("secret");
        alice.page().reload();
        assertThat(stored()).doesNotContain("secret");
        assertThat(note()).hasCount(0);
    }

    @Test
    void whileTheLineIsDownTheDialogStaysAndPressingAgainWorks() throws Exception {
        startFolder("after the tunnel", COMMENT);
        alice.context().setOffline(true);
        alice.part("createForm:create").click();
        Locator problem = alice.dialog().locator("[role=alert].fbk-problem");
        assertThat(problem).hasText(alice.text("error.connection"));
        assertThat(name()).hasValue("after the tunnel");
        alice.shot("drafts-offline");
        alice.context().setOffline(false);
        PortalScreensIT.judge(alice, "drafts-offline");
        alice.press(alice.part("createForm:create"));
        assertThat(alice.row("after the tunnel")).containsText(COMMENT);
        assertThat(alice.page().locator(".fbk-drafts-notice")).hasCount(0);
    }

    @Test
    void withoutADialogTheBrokenLineIsSaidAboveTheList() {
        alice.context().setOffline(true);
        alice.button("files.newFolder").click();
        assertThat(alice.page().locator(".fbk-drafts > [role=alert]")).isVisible();
        alice.context().setOffline(false);
        alice.press(alice.button("files.newFolder"));
        assertThat(alice.dialog()).isVisible();
        assertThat(alice.page().locator(".fbk-drafts-notice")).hasCount(0);
    }

    @Test
    void aPageWhoseStateIsTooOldFillsItInAgain() {
        startFolder("from yesterday", COMMENT);
        alice.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("JSESSIONID"));
        alice.part("createForm:create").click();
        assertThat(filled()).isVisible();
        assertThat(alice.page().locator(".ui-messages-warn-summary")).hasText(alice.text("shell.stale"));
        assertThat(name()).hasValue("from yesterday");
        alice.press(alice.part("createForm:create"));
        assertThat(alice.row("from yesterday")).containsText(COMMENT);
    }

    @Test
    void whatIsClosedIsNotKept() {
        startFolder("not wanted", "not wanted");
        alice.button("cancel").click();
        assertThat(alice.dialog()).hasCount(0);
        assertThat(stored()).doesNotContain("not wanted");
        startFolder("not wanted", "not wanted");
        alice.dialog().locator(".ui-dialog-titlebar-close").click();
        assertThat(alice.dialog()).hasCount(0);
        alice.page().reload();
        assertThat(alice.part("files:list")).isVisible();
        assertThat(alice.dialog()).hasCount(0);
        assertThat(note()).hasCount(0);
    }

    @Test
    void whatIsOlderThanADayIsDropped() {
        startFolder("of last week", "of last week");
        alice.open("/files/");
        alice.page()
                .evaluate("() => { const kept = JSON.parse(sessionStorage['fubako.drafts']);"
                        + " Object.values(kept.pages).forEach(page => { page.at -= 25 * 3600 * 1000; });"
                        + " sessionStorage['fubako.drafts'] = JSON.stringify(kept); }");
        openFolder();
        assertThat(alice.part("files:list")).isVisible();
        assertThat(alice.dialog()).hasCount(0);
        assertThat(stored()).doesNotContain("of last week");
    }

    @Test
    void whoseRowHasGoneIsShownToBeCopied() throws Exception {
        alice.tick("b.txt").press(alice.button("comment.title"));
        alice.awaitDialog();
        alice.part("commentForm:comment").fill(COMMENT);
        assertThat(call("DELETE", "/dav" + folder + "/b.txt").statusCode()).isEqualTo(204);
        alice.page().reload();

        assertThat(note()).containsText(alice.text("drafts.note", alice.text("comment.title")));
        assertThat(note().locator("textarea")).hasValue(COMMENT);
        assertThat(alice.dialog()).hasCount(0);
        PortalScreensIT.judge(alice, "drafts-note");
        alice.page().reload();
        assertThat(note().locator("textarea")).hasValue(COMMENT);
        note().getByText(alice.text("drafts.discard")).click();
        assertThat(note()).hasCount(0);
        assertThat(stored()).doesNotContain("fubako.drafts");
    }

    @Test
    void whosePageHasGoneIsShownToBeCopied() throws Exception {
        startFolder("in the depth", COMMENT);
        assertThat(call("DELETE", "/dav" + folder).statusCode()).isEqualTo(204);
        alice.expecting("404 GET .*/files/private/").page().reload();
        assertThat(alice.page().locator("h1")).hasText(alice.text("error.title.404"));
        assertThat(note().locator("textarea"))
                .hasValue(alice.text("files.name") + ": in the depth\n" + alice.text("files.comment") + ": " + COMMENT);
        PortalScreensIT.judge(alice, "drafts-gone");
    }

    @Test
    void theSearchOneWasWorkingInIsFoundAgainWithItsQuestion() throws Exception {
        alice.open("/search?q=b.txt&type=document");
        alice.row("b.txt")
                .filter(new Locator.FilterOptions().setHasText(folder.substring("/private/".length())))
                .locator(".ui-chkbox-box")
                .click();
        assertThat(alice.part("files:chosen")).containsText("1 selected");
        alice.press(alice.button("comment.title"));
        alice.awaitDialog();
        alice.part("commentForm:comment").fill(COMMENT);
        endSessionAndPress(alice.part("commentForm:save"));
        signInAgain(ALICE);
        assertThat(alice.page()).hasURL(Pattern.compile("/search\\?q=b\\.txt&type=document$"));
        assertThat(alice.part("commentForm:comment")).hasValue(COMMENT);
        alice.press(alice.part("commentForm:save"));
        assertThat(alice.dialog()).hasCount(0);
        openFolder();
        assertThat(alice.row("b.txt")).containsText(COMMENT);
    }

    @Test
    void whatAnAdministratorHasTypedForASpaceComesBackInItsRow() {
        alice.open("/admin/spaces");
        Locator edit = alice.page()
                .locator("[id='manage:rows_data'] tr")
                .filter(new Locator.FilterOptions().setHasText("tender"))
                .locator("button")
                .first();
        alice.press(edit);
        alice.awaitDialog();
        alice.part("spaceForm:trashDays").fill("17");
        endSessionAndPress(alice.part("spaceForm:save"));
        signInAgain(ALICE);
        assertThat(alice.page()).hasURL(Pattern.compile("/admin/spaces$"));
        assertThat(alice.part("spaceForm:trashDays")).hasValue("17");
        assertThat(alice.dialog()).containsText("tender");
        alice.button("cancel").click();
        assertThat(stored()).doesNotContain("fubako.drafts");
    }

    @Test
    void allOfItIsSaidInJapaneseToo() throws Exception {
        try (PortalVisitor japanese = browser.visit(fubako, Look.JAPANESE).signInAnew(ALICE)) {
            japanese.open("/files" + folder + "/").press(japanese.button("files.newFolder"));
            japanese.awaitDialog();
            japanese.part("createForm:name").fill("契約書");
            japanese.context().clearCookies();
            japanese.part("createForm:create").click();
            assertThat(japanese.page().locator(".fbk-notice")).hasText(japanese.text("signin.expired"));
            PortalScreensIT.judge(japanese, "drafts-signin");
            japanese.enter(ALICE, Fubako.PASSWORD);
            assertThat(japanese.dialog().locator(".fbk-drafts-notice")).hasText(japanese.text("drafts.filled"));
            PortalScreensIT.judge(japanese, "drafts-filled");
            japanese.context().setOffline(true);
            japanese.part("createForm:create").click();
            assertThat(japanese.dialog().locator("[role=alert].fbk-problem")).isVisible();
            japanese.context().setOffline(false);
            PortalScreensIT.judge(japanese, "drafts-offline");
            japanese.button("cancel").click();

            japanese.tick("c.txt").press(japanese.button("comment.title"));
            japanese.awaitDialog();
            japanese.part("commentForm:comment").fill(COMMENT);
            assertThat(call("DELETE", "/dav" + folder + "/c.txt").statusCode()).isEqualTo(204);
            japanese.page().reload();
            assertThat(japanese.page().locator(".fbk-drafts-note textarea")).hasValue(COMMENT);
            PortalScreensIT.judge(japanese, "drafts-note");
        }
        try (PortalVisitor phone = browser.visit(fubako, Look.narrow("ja")).signInAnew(ALICE)) {
            phone.open("/files" + folder + "/").press(phone.button("files.newFolder"));
            phone.awaitDialog();
            phone.part("createForm:name").fill("契約書");
            phone.page().reload();
            assertThat(phone.dialog().locator(".fbk-drafts-notice")).isVisible();
            PortalScreensIT.judge(phone, "drafts-filled");
        }
    }
}
