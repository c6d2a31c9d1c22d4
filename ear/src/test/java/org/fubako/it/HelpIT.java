package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The help beside the screens: each one leads to its own page, in the language of the portal. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class HelpIT {

    private static final String MANAGER = "manager@demo";
    private static final String CAROL = "carol@demo";
    private static final Pattern LINK = Pattern.compile("href=\"(/help/[^\"]*)\" target=\"_blank\"");
    private static final Pattern HEADING = Pattern.compile("<h1>([^<]*)</h1>");

    /** Screens, and whose they are; the pages of the help are named after them. */
    private static final Map<String, String> SCREENS = Map.ofEntries(
            Map.entry("/admin/accounts", MANAGER),
            Map.entry("/admin/groups", MANAGER),
            Map.entry("/admin/import", MANAGER),
            Map.entry("/admin/policies", MANAGER),
            Map.entry("/admin/spaces", CAROL),
            Map.entry("/admin/logs", CAROL),
            Map.entry("/account", CAROL),
            Map.entry("/mail/settings", CAROL),
            Map.entry("/account/second-factor", CAROL),
            Map.entry("/account/proof", CAROL),
            Map.entry("/password", CAROL),
            Map.entry("/search", CAROL),
            Map.entry("/links", CAROL),
            Map.entry("/trash/common", CAROL),
            Map.entry("/files/common/", CAROL),
            Map.entry("/files/", CAROL));

    private final Fubako fubako;
    private final PortalBrowser browser;

    HelpIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    private static String helpOf(String page) {
        Matcher link = LINK.matcher(page);
        assertThat(link.find()).as(page).isTrue();
        return link.group(1);
    }

    private static String heading(HttpResponse<String> page) {
        Matcher heading = HEADING.matcher(page.body());
        assertThat(heading.find()).as(page.body()).isTrue();
        return heading.group(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ja", "en"})
    void eachScreenLeadsToItsHelp(String language) throws Exception {
        for (String account : List.of(MANAGER, CAROL)) {
            PortalSession session = PortalSession.of(fubako, account).setCookie("fbk_lang", language);
            for (String address : SCREENS.keySet()) {
                if (!SCREENS.get(address).equals(account)) {
                    continue;
                }
                HttpResponse<String> screen = session.get(address);
                assertThat(screen.statusCode()).as(address).isEqualTo(200);
                String help = helpOf(screen.body());
                String name = address.equals("/mail/settings")
                        ? "mail-settings"
                        : address.replaceFirst("^/(admin/|account/)?", "").replaceFirst("/.*", "");
                assertThat(help).as(address).isEqualTo("/help/" + name);
                HttpResponse<String> page = session.get(help);
                assertThat(page.statusCode()).as(help).isEqualTo(200);
                assertThat(page.body()).contains("<html lang=\"" + language + "\"");
                assertThat(heading(page)).isNotBlank();
            }
            session.signOut();
        }
    }

    @Test
    void eachPageOfTheIndexOpensInBothLanguages() throws Exception {
        PortalSession session = PortalSession.of(fubako, CAROL);
        for (String language : List.of("ja", "en")) {
            session.setCookie("fbk_lang", language);
            String index = session.get("/help/").body();
            List<String> pages = Pattern.compile("href=\"(/help/[a-z-]+)\"")
                    .matcher(index)
                    .results()
                    .map(link -> link.group(1))
                    .distinct()
                    .toList();
            assertThat(pages).hasSizeGreaterThan(15);
            for (String page : pages) {
                HttpResponse<String> answer = session.get(page);
                assertThat(answer.statusCode()).as(page).isEqualTo(200);
                assertThat(answer.body()).as(page).contains("<article>", "aria-current=\"page\"");
            }
        }
        session.signOut();
    }

    @Test
    void theHelpOfAccountsIsInTheLanguageOfThePortal() throws Exception {
        PortalSession session = PortalSession.of(fubako, CAROL).setCookie("fbk_lang", "ja");
        HttpResponse<String> japanese = session.get("/help/accounts");
        assertThat(heading(japanese)).isEqualTo("アカウント");
        assertThat(japanese.body()).contains("利用停止", "72時間").doesNotContain("What it is for");
        assertThat(heading(session.setCookie("fbk_lang", "en").get("/help/accounts")))
                .isEqualTo("Accounts");
        session.signOut();
    }

    @Test
    void strangersAreAskedToSignIn() throws Exception {
        for (String address : List.of("/help", "/help/", "/help/accounts", "/help/nothing")) {
            HttpResponse<String> answer = fubako.call("", "GET", address, "");
            assertThat(answer.statusCode()).as(address).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("/signin?next=");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/help/nothing",
                "/help/../x",
                "/help/accounts/",
                "/help/accounts.md",
                "/help/en/accounts",
                "/help/%2e%2e/messages.properties",
                "/help/accounts;x=1",
                "/help//accounts"
            })
    void whatIsNoPageIsNotFound(String address) throws Exception {
        PortalSession session = PortalSession.of(fubako, CAROL).setCookie("fbk_lang", "en");
        HttpResponse<String> answer = session.get(address);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(heading(answer)).isEqualTo("Not found");
        session.signOut();
    }

    /** It is no secret, and shows nothing of the tenant. */
    @Test
    void whoMayNotOpenAScreenMayReadAboutIt() throws Exception {
        PortalSession session = PortalSession.of(fubako, "bob@demo");
        assertThat(session.get("/admin/accounts").statusCode()).isEqualTo(403);
        assertThat(session.get("/help/accounts").statusCode()).isEqualTo(200);
        session.signOut();
    }

    @Test
    void whoMustChooseAPasswordMayReadHow() throws Exception {
        String account = "{\"name\":\"help-reader\",\"password\":\"Seven-lamps-over-Kobe-9\",\"groups\":[\"users\"]}";
        JsonObject made = LogReader.json(
                fubako.call(MANAGER, "POST", "/api/v1/accounts", account, "Content-Type", "application/json"));
        try {
            PortalSession session = new PortalSession(fubako);
            session.signIn("help-reader@demo", "Seven-lamps-over-Kobe-9");
            assertThat(session.get("/files/").headers().firstValue("Location")).contains("/password");
            assertThat(helpOf(session.get("/password").body())).isEqualTo("/help/password");
            assertThat(session.get("/help/password").statusCode()).isEqualTo(200);
            assertThat(session.get("/helpless").headers().firstValue("Location"))
                    .contains("/password");
        } finally {
            assertThat(fubako.call(MANAGER, "DELETE", "/api/v1/accounts/" + made.getString("id"), "")
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    static Stream<Look> looks() {
        return Stream.of(Look.wide("en"), Look.wide("ja").dark(), Look.narrow("ja"), Look.narrow("en"));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void theLinkOpensAPageThatIsFitToBeRead(Look look) throws Exception {
        try (PortalVisitor carol = browser.visit(fubako, look).signIn(CAROL).open("/admin/logs")) {
            PortalScreensIT.judge(carol, "help-link");
            Locator link = carol.page().locator(".fbk-help-link");
            assertThat(link).hasAccessibleName(carol.text("help.link"));
            Page help = carol.context().waitForPage(link::click);
            assertThat(help.locator("article h1")).hasText(carol.text("log.title"));
            help.close();

            carol.open("/help/logs");
            assertThat(carol.page().locator(".fbk-help-link")).hasCount(0);
            for (String page : List.of("accounts", "import", "policies", "roles", "logs", "files", "index")) {
                carol.open("/help/" + page);
                PortalScreensIT.judge(carol, "help-" + page);
            }
            carol.page().locator("article a[href='/help/accounts']").first().click();
            assertThat(carol.page().locator("h1")).hasText(carol.text("accounts.title"));
        }
    }
}
