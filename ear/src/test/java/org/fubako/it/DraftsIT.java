package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

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
}
