package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Accounts and groups, managed in a real browser by a manager. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class PortalAccountsIT {

    private static final String MANAGER = "manager@demo";
    private static final List<String> OF_THE_DEMO =
            List.of("alice", "bob", "carol", "manager", "administrators", "managers", "sales", "users");

    private final Fubako fubako;
    private final PortalBrowser browser;

    PortalAccountsIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @AfterEach
    void clear() throws Exception {
        for (String kind : List.of("accounts", "groups")) {
            for (JsonObject one : find("/api/v1/" + kind + "?limit=1000")) {
                if (!OF_THE_DEMO.contains(one.getString("name"))) {
                    assertThat(fubako.call(MANAGER, "DELETE", "/api/v1/" + kind + "/" + one.getString("id"), "")
                                    .statusCode())
                            .isEqualTo(204);
                }
            }
        }
    }

    private List<JsonObject> find(String address) throws Exception {
        return LogReader.json(fubako.call(MANAGER, "GET", address, ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private JsonObject account(String name) throws Exception {
        return find("/api/v1/accounts?words=" + name).get(0);
    }

    private void make(String name) throws Exception {
        assertThat(fubako.call(
                                MANAGER,
                                "POST",
                                "/api/v1/accounts",
                                "{\"name\":\"" + name + "\",\"groups\":[\"users\"]}",
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(201);
    }

    private static Locator row(PortalVisitor visitor, String table, String name) {
        return visitor.page()
                .locator("[id='" + table + ":rows_data'] tr")
                .filter(new Locator.FilterOptions()
                        .setHas(visitor.page().getByText(Pattern.compile("^\\s*" + name + "\\s*$"))));
    }

    private static void choose(PortalVisitor visitor, String table, String name) {
        visitor.press(row(visitor, table, name).locator(".ui-chkbox-box"));
    }

    private static void pick(PortalVisitor visitor, String form, String label) {
        visitor.press(visitor.part(form + ":ticks").getByLabel(label));
    }

    static Stream<Look> looks() {
        return Stream.of(Look.wide("ja"), Look.narrow("en").dark());
    }

    @ParameterizedTest
    @MethodSource("looks")
    void m01M21TheScreensAreGoodToLookAt(Look look) throws Exception {
        make("tanaka");
        try (PortalVisitor manager = browser.visit(fubako, look).signInAnew(MANAGER)) {
            manager.open("/admin/accounts");
            assertThat(row(manager, "accounts", "tanaka")).isVisible();
            PortalScreensIT.judge(manager, "accounts");
            choose(manager, "accounts", "tanaka");
            manager.press(manager.part("accounts:startChange"));
            manager.awaitDialog();
            PortalScreensIT.judge(manager, "accounts-change");
            manager.open("/admin/accounts");
            manager.press(manager.part("accounts:startCreate"));
            manager.awaitDialog();
            PortalScreensIT.judge(manager, "account-new");
            manager.open("/admin/groups");
            PortalScreensIT.judge(manager, "groups");
            manager.press(row(manager, "groups", "sales").getByRole(AriaRole.BUTTON));
            manager.awaitDialog();
            PortalScreensIT.judge(manager, "group");
        }
    }

    @Test
    void m01M04A12AnAccountIsMadeAndChanged() throws Exception {
        try (PortalVisitor manager = browser.visit(fubako, Look.ENGLISH).signInAnew(MANAGER)) {
            manager.open("/admin/accounts");
            manager.press(manager.part("accounts:startCreate"));
            manager.awaitDialog();
            manager.part("accountForm:name").fill("bad name");
            manager.press(manager.part("accountForm:save"));
            assertThat(manager.part("accountForm:accountMessages")).containsText("cannot be the name of an account");
            manager.part("accountForm:name").fill("yamada");
            manager.part("accountForm:comment").fill("<b>First</b> sales");
            pick(manager, "accountForm", "sales");
            assertThat(manager.part("accountForm:pickCount")).containsText("New: sales");
            manager.press(manager.part("accountForm:save"));
            assertThat(manager.part("drawnForm")).containsText("yamada@demo");
            assertThat(manager.part("drawnForm").locator("code")).hasText(Pattern.compile("(.{5}-){3}.{5}"));
            manager.press(manager.part("drawnForm:noted"));
            assertThat(manager.part("drawnForm").locator("code")).hasCount(0);
            assertThat(row(manager, "accounts", "yamada")).containsText("sales, users");
            assertThat(row(manager, "accounts", "yamada")).containsText("<b>First</b> sales");

            manager.press(row(manager, "accounts", "yamada").getByRole(AriaRole.BUTTON));
            manager.awaitDialog();
            pick(manager, "accountForm", "users");
            assertThat(manager.part("accountForm:pickCount")).containsText("No longer: users");
            manager.part("accountForm:expires").fill("2099-01-31");
            manager.press(manager.part("accountForm:save"));
            assertThat(row(manager, "accounts", "yamada")).containsText("2099-01-31");
        }
        assertThat(account("yamada").getJsonArray("groups").getString(0)).isEqualTo("sales");
    }

    @Test
    void m10M11M12ChosenOverSearchesTheyAreChangedTogether() throws Exception {
        for (String name : List.of("kita", "minami", "nishi")) {
            make(name);
        }
        try (PortalVisitor manager = browser.visit(fubako, Look.ENGLISH).signInAnew(MANAGER)) {
            manager.open("/admin/accounts");
            manager.part("accounts:words").fill("kit");
            assertThat(row(manager, "accounts", "minami")).hasCount(0);
            choose(manager, "accounts", "kita");
            manager.part("accounts:words").fill("mina");
            assertThat(row(manager, "accounts", "minami")).isVisible();
            choose(manager, "accounts", "minami");
            assertThat(manager.part("accounts:chosen")).containsText("2 chosen");
            // another page, and back
            manager.open("/admin/groups").open("/admin/accounts");
            assertThat(manager.part("accounts:chosen")).containsText("2 chosen");

            manager.press(manager.part("accounts:startChange"));
            manager.awaitDialog();
            manager.part("changeForm:expiresToo").locator(".ui-chkbox-box").click();
            manager.part("changeForm:expires").fill("2098-12-31");
            pick(manager, "changeForm", "sales");
            manager.press(manager.part("changeForm:changeAll"));
            assertThat(row(manager, "accounts", "kita")).containsText("2098-12-31");
            assertThat(row(manager, "accounts", "minami")).containsText("sales, users");
            assertThat(row(manager, "accounts", "nishi")).not().containsText("sales");
            assertThat(manager.part("accounts:chosen")).containsText("No account or group chosen");

            manager.press(manager.part("accounts:rows").locator("thead th").nth(1));
            assertThat(manager.page().locator("[id='accounts:rows_data'] tr").first())
                    .containsText("nishi");
            choose(manager, "accounts", "nishi");
            choose(manager, "accounts", "manager");
            manager.press(manager.part("accounts:suspend"));
            assertThat(row(manager, "accounts", "nishi")).containsText("Suspended");
            assertThat(manager.part("messages"))
                    .containsText("manager was left out: Nobody can do this to his own account");
            assertThat(manager.part("accounts:chosen")).containsText("1 chosen");
            manager.press(manager.part("accounts:chooseNone"));
        }
        assertThat(account("nishi").getString("state")).isEqualTo("suspended");
    }

    @Test
    void m09ADeletedAccountLeavesItsDocumentsToSomebody() throws Exception {
        make("leaver");
        try (PortalVisitor manager = browser.visit(fubako, Look.ENGLISH).signInAnew(MANAGER)) {
            manager.open("/admin/accounts");
            choose(manager, "accounts", "leaver");
            manager.press(manager.part("accounts:startDelete"));
            manager.awaitDialog();
            assertThat(manager.part("deleteForm")).containsText("leaver");
            manager.part("deleteForm:heir").fill("bob");
            manager.press(manager.part("deleteForm:delete"));
            assertThat(row(manager, "accounts", "leaver")).hasCount(0);
        }
        JsonObject project = LogReader.list(fubako.call("bob@demo", "GET", "/api/v1/spaces", "")).stream()
                .filter(space -> space.getString("name").equals("leaver"))
                .findFirst()
                .orElseThrow();
        assertThat(fubako.call(MANAGER, "DELETE", "/api/v1/spaces/" + project.getString("id"), "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void m21M25M28AGroupIsMadeChangedAndDeleted() throws Exception {
        try (PortalVisitor manager = browser.visit(fubako, Look.ENGLISH).signInAnew(MANAGER)) {
            manager.open("/admin/groups");
            manager.press(manager.part("groups:startCreate"));
            manager.awaitDialog();
            manager.part("groupForm:name").fill("auditors");
            manager.press(manager.part("groupForm:roles").getByText(Pattern.compile("^View logs")));
            assertThat(manager.part("groupForm:roleChanges")).containsText("New: View logs");
            pick(manager, "groupForm", "bob");
            manager.press(manager.part("groupForm:save"));
            assertThat(row(manager, "groups", "auditors")).containsText("View logs");

            manager.press(row(manager, "groups", "auditors").getByRole(AriaRole.BUTTON));
            manager.awaitDialog();
            pick(manager, "groupForm", "bob");
            pick(manager, "groupForm", "alice");
            assertThat(manager.part("groupForm:pickCount")).containsText("New: alice");
            assertThat(manager.part("groupForm:pickCount")).containsText("No longer: bob");
            manager.press(manager.part("groupForm:save"));
            assertThat(find("/api/v1/groups?words=auditors").get(0).getInt("size"))
                    .isEqualTo(1);

            manager.press(row(manager, "groups", "managers").getByRole(AriaRole.BUTTON));
            assertThat(manager.part("groupForm")).containsText("belongs to every contract");
            manager.open("/admin/groups");
            choose(manager, "groups", "auditors");
            manager.press(manager.part("groups:startDelete"));
            manager.awaitDialog();
            manager.press(manager.part("deleteForm:delete"));
            assertThat(row(manager, "groups", "auditors")).hasCount(0);
        }
    }

    @Test
    void a03OthersHaveNeitherTheLinksNorThePages() {
        try (PortalVisitor carol = browser.visit(fubako, Look.ENGLISH).signIn("carol@demo")) {
            carol.expecting("403 GET .*/admin/accounts");
            assertThat(carol.page().locator("a[href='/admin/accounts']")).hasCount(0);
            assertThat(carol.page().locator("a[href='/admin/groups']")).hasCount(1);
            carol.open("/admin/accounts");
            assertThat(carol.page().locator("h1")).hasText(carol.text("error.title.403"));
        }
    }
}
