package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in and out, the own password, and what an account's state opens and closes. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class PortalSignInIT {

    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

    private final Fubako fubako;
    private final PortalBrowser browser;
    private Optional<TemporaryAccount> account = Optional.empty();
    private String login = "";
    private PortalVisitor emma;

    PortalSignInIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @BeforeEach
    void begin() {
        emma = browser.visit(fubako, Look.ENGLISH);
    }

    @AfterEach
    void leave() throws Exception {
        emma.close();
        if (account.isPresent()) {
            account.get().close();
        }
    }

    private void account(Optional<LocalDate> passwordDue, Optional<LocalDate> expires) throws Exception {
        account = Optional.of(TemporaryAccount.make(fubako, passwordDue, expires));
        login = account.get().login();
    }

    private static LocalDate today() {
        return LocalDate.now(JAPAN);
    }

    private Locator refusal() {
        return emma.page().locator(".fbk-problem li");
    }

    @Test
    void a01TheNameCountsInAnyCase() {
        emma.open("/signin");
        emma.enter("ALICE@Demo", Fubako.PASSWORD);
        assertThat(emma.page()).hasURL(Pattern.compile("/files/$"));
        assertThat(emma.page().locator(".fbk-account")).hasText("alice@demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@demo", "nobody@demo", "alice@nowhere", "alice", "", "a'\"<b>&@demo"})
    void theAnswerIsTheSameWhateverIsWrong(String who) {
        emma.open("/signin");
        emma.page().locator("#signin\\:login").evaluate("field => field.required = false");
        emma.enter(who, "a wrong password for everybody");
        assertThat(refusal())
                .hasText("Account or password is wrong, or the account may not sign in. Check both and try again.");
        assertThat(emma.page().locator("#signin\\:login")).hasValue(who);
        assertThat(emma.page().locator("#signin\\:password")).hasValue("");
    }

    @Test
    void whereOneWantedToGoIsRemembered() {
        emma.open("/files/common/?x=a%20b");
        assertThat(emma.page()).hasURL(Pattern.compile("/signin\\?next="));
        emma.enter("alice@demo", "wrong at first, and still remembered");
        assertThat(refusal()).isVisible();
        emma.enter("alice@demo", Fubako.PASSWORD);
        assertThat(emma.page()).hasURL(Pattern.compile("/files/common/\\?x=a%20b$"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/%5Cevil.example/",
                "/%09/evil.example/",
                "javascript:alert(1)",
                "/signin",
                "files"
            })
    void nobodyIsLedAwayBySigningIn(String next) {
        emma.open("/signin?next=" + next);
        emma.enter("alice@demo", Fubako.PASSWORD);
        assertThat(emma.page()).hasURL(Pattern.compile("^http://localhost:" + fubako.port() + "/files/$"));
    }

    @Test
    void aSignInPageLeftOpenStillWorksAndKeepsNothingOnTheServer() throws Exception {
        HttpResponse<String> page = fubako.call("", "GET", "/signin", "");
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        emma.open("/signin");
        emma.context().clearCookies();
        emma.enter("alice@demo", Fubako.PASSWORD);
        assertThat(emma.page()).hasURL(Pattern.compile("/files/$"));
    }

    @Test
    void aPageWhoseStateIsLostIsLoadedAgainAndSaysThatNothingWasDone() {
        emma.signInAnew("alice@demo").open("/files/private/");
        emma.context()
                .clearCookies(new com.microsoft.playwright.BrowserContext.ClearCookiesOptions().setName("JSESSIONID"));
        emma.button("files.newFolder").click();
        assertThat(emma.page().locator(".ui-messages-warn-summary"))
                .containsText("This page had been open for a long time");
        emma.press(emma.button("files.newFolder"));
        assertThat(emma.dialog()).isVisible();
    }

    @Test
    void theLanguageIsSwitchedBeforeAndAfterSigningInAndRemembered() {
        emma.open("/signin?next=/files/common/");
        emma.page().getByText("日本語").click();
        assertThat(emma.page().locator("h1")).hasText("サインイン");
        assertThat(emma.page()).hasURL(Pattern.compile("\\?next="));
        emma.enter("alice@demo", Fubako.PASSWORD);
        assertThat(emma.page().locator("h1")).hasText("共通");
        assertThat(emma.page().locator("html")).hasAttribute("lang", "ja");

        emma.page().locator(".fbk-account").click();
        emma.page().locator("#account a[hreflang=en]").click();
        assertThat(emma.page().locator("h1")).hasText("Common");
        emma.open("/files/");
        assertThat(emma.page().locator("h1")).hasText("Files");
    }

    @Test
    void whoIsSignedInNeedNotDoItAgain() {
        emma.signInAnew("alice@demo").open("/signin?next=/files/common/");
        assertThat(emma.page()).hasURL(Pattern.compile("/files/common/$"));
    }

    @Test
    void signingOutEndsTheSessionEverywhere() {
        emma.signInAnew("alice@demo");
        String cookie = emma.context().cookies().stream()
                .filter(each -> each.name.equals("fbk"))
                .map(each -> each.value)
                .findFirst()
                .orElseThrow();
        emma.page().locator(".fbk-account").click();
        emma.part("signOut").click();
        assertThat(emma.page().locator(".fbk-notice")).hasText("You are signed out.");

        emma.open("/files/common/");
        assertThat(emma.page()).hasURL(Pattern.compile("/signin"));
        emma.context()
                .addCookies(java.util.List.of(new com.microsoft.playwright.options.Cookie("fbk", cookie)
                        .setUrl(fubako.uri("/").toString())));
        emma.open("/files/common/");
        assertThat(emma.page()).hasURL(Pattern.compile("/signin"));
    }

    @Test
    void aClickAfterTheEndOfTheSessionLeadsToSigningInWithAReasonAndBack() {
        emma.signInAnew("alice@demo").open("/files/common/");
        emma.context().clearCookies();
        emma.button("files.newFolder").click();

        assertThat(emma.page().locator(".fbk-notice")).containsText("Your session has ended.");
        emma.enter("alice@demo", Fubako.PASSWORD);
        assertThat(emma.page()).hasURL(Pattern.compile("/files/common/$"));
    }

    @Test
    void aFormSentAfterTheEndOfTheSessionLeadsToSigningIn() {
        emma.signInAnew("alice@demo").open("/files/common/");
        emma.context().clearCookies();
        emma.page().locator(".fbk-account").click();
        emma.part("signOut").click();
        assertThat(emma.page().locator(".fbk-notice")).containsText("Your session has ended.");
    }

    @Test
    void a03TheMenuShowsTheLogToThoseWhoMayReadItOnly() {
        emma.signInAnew("alice@demo");
        Locator menu = emma.page().getByRole(AriaRole.NAVIGATION).getByText("Operation log");
        assertThat(menu).hasCount(0);
        PortalVisitor carol = browser.visit(fubako, Look.ENGLISH).signInAnew("carol@demo");
        assertThat(carol.page().getByRole(AriaRole.NAVIGATION).getByText("Operation log"))
                .isVisible();
        carol.close();
    }

    @Test
    void a05WithALapsedPasswordNothingWorksUntilItIsRenewed() throws Exception {
        account(Optional.of(today()), Optional.empty());
        emma.open("/signin?next=/files/common/");
        emma.enter(login, Fubako.PASSWORD);
        assertThat(emma.page()).hasURL(Pattern.compile("/password$"));
        assertThat(emma.page().locator(".fbk-notice")).containsText("Your password has lapsed.");
        assertThat(emma.page().locator(".fbk-nav")).hasCount(0);
        for (String elsewhere : java.util.List.of("/", "/files/", "/files/common/", "/admin/logs")) {
            emma.open(elsewhere);
            assertThat(emma.page()).hasURL(Pattern.compile("/password$"));
        }
        emma.expecting("403 GET .*/api/v1/me");
        assertThat((Integer) emma.page().evaluate("() => fetch('/api/v1/me').then(answer => answer.status)"))
                .isEqualTo(403);

        renew(Fubako.PASSWORD, "eleven green bicycles at noon", "eleven green bicycles at noon");
        assertThat(emma.page()).hasURL(Pattern.compile("/files/$"));
        assertThat(emma.note()).containsText("The password was changed.");
        emma.open("/files/common/");
        assertThat(emma.page().locator("h1")).hasText("Common");
    }

    @Test
    void a05WithALapsedPasswordOneCanLeave() throws Exception {
        account(Optional.of(today()), Optional.empty());
        emma.signInAnew(login);
        emma.page().locator(".fbk-account").click();
        emma.part("signOut").click();
        assertThat(emma.page().locator(".fbk-notice")).hasText("You are signed out.");
    }

    @Test
    void a05APasswordThatLapsesTomorrowStillServesToday() throws Exception {
        account(Optional.of(today().plusDays(1)), Optional.empty());
        emma.signInAnew(login);
        assertThat(emma.page()).hasURL(Pattern.compile("/files/$"));
    }

    @Test
    void a06FromMidnightOfTheExpiryDateNobodySignsIn() throws Exception {
        account(Optional.empty(), Optional.of(today()));
        emma.open("/signin");
        emma.enter(login, Fubako.PASSWORD);
        assertThat(refusal()).containsText("Account or password is wrong, or the account may not sign in.");
    }

    @Test
    void a06OnTheDayBeforeItOneDoes() throws Exception {
        account(Optional.empty(), Optional.of(today().plusDays(1)));
        emma.signInAnew(login);
        assertThat(emma.page()).hasURL(Pattern.compile("/files/$"));
    }

    private void renew(String current, String fresh, String repeated) {
        emma.part("password:current").fill(current);
        emma.part("password:fresh").fill(fresh);
        emma.part("password:repeated").fill(repeated);
        emma.press(emma.part("password:change"));
    }

    private Locator problem() {
        return emma.page().locator(".ui-messages-error-summary");
    }

    @Test
    void a07A08A10A11TheOwnPasswordIsChangedUnderItsRules() throws Exception {
        account(Optional.empty(), Optional.empty());
        emma.signInAnew(login).open("/password");
        String fresh = "seven quiet lanterns by the river";

        renew("not the present one", fresh, fresh);
        assertThat(problem()).containsText("The password is not right.");
        renew(Fubako.PASSWORD, fresh, fresh + "x");
        assertThat(problem()).containsText("The two passwords differ.");
        renew(Fubako.PASSWORD, "short", "short");
        assertThat(problem()).containsText("The password is too short.");
        renew(Fubako.PASSWORD, login + login, login + login);
        assertThat(problem()).containsText("contains your name or account");
        renew(Fubako.PASSWORD, Fubako.PASSWORD, Fubako.PASSWORD);
        assertThat(problem()).containsText("The new password is the one from before.");
        assertThat(problem()).hasCount(1);

        PortalVisitor elsewhere = browser.visit(fubako, Look.ENGLISH).signInAnew(login);
        renew(Fubako.PASSWORD, fresh, fresh);
        assertThat(emma.note()).containsText("The password was changed.");
        assertThat(emma.page()).hasURL(Pattern.compile("/files/$"));
        elsewhere.open("/files/common/");
        assertThat(elsewhere.page()).hasURL(Pattern.compile("/signin"));
        elsewhere.enter(login, Fubako.PASSWORD);
        assertThat(elsewhere.page().locator(".fbk-problem li")).isVisible();
        elsewhere.enter(login, fresh);
        assertThat(elsewhere.page()).hasURL(Pattern.compile("/files/common/$"));
        elsewhere.close();
    }

    @Test
    void theLanguageIsTheBrowsersAtFirst() {
        PortalVisitor japanese = browser.visit(fubako, Look.JAPANESE);
        japanese.open("/signin");
        assertThat(japanese.page().locator("h1")).hasText("サインイン");
        japanese.close();
    }
}
