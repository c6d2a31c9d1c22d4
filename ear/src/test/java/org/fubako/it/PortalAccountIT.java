package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of one's own account in a real browser. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class PortalAccountIT {

    private final Fubako fubako;
    private final PortalBrowser browser;
    private TemporaryAccount emma;

    PortalAccountIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @BeforeEach
    void make() throws Exception {
        emma = TemporaryAccount.make(fubako);
        // what managers see of their roles is the longest
        fubako.execute("INSERT INTO group_member (tenant_id, group_id, account_id) SELECT g.tenant_id, g.id, a.id"
                + " FROM account_group g JOIN account a ON a.tenant_id = g.tenant_id WHERE g.built_in = 'MANAGERS'"
                + " AND a.id = " + emma.idInSql());
    }

    @AfterEach
    void remove() throws Exception {
        emma.close();
    }

    static Stream<Look> looks() {
        return Stream.of(Look.ENGLISH, Look.narrow("ja"));
    }

    private int walk(String password) throws Exception {
        String basic =
                Base64.getEncoder().encodeToString((emma.login() + ":" + password).getBytes(StandardCharsets.UTF_8));
        return fubako.call("", "PROPFIND", "/dav/common/", "", "Authorization", "Basic " + basic, "Depth", "0")
                .statusCode();
    }

    private int ask(String token) throws Exception {
        return fubako.call("", "GET", "/api/v1/me", "", "Authorization", "Bearer " + token)
                .statusCode();
    }

    private static Locator rows(PortalVisitor visitor, String list) {
        return visitor.part("mine:" + list + "_data").locator("tr:not(.ui-datatable-empty-message)");
    }

    private static String make(PortalVisitor visitor, String start, String label) {
        visitor.press(visitor.part("mine:" + start));
        visitor.awaitDialog();
        visitor.part("makeForm:label").fill(label);
        visitor.shot(start);
        visitor.press(visitor.part("makeForm:make"));
        assertThat(visitor.part("secret")).isVisible();
        String secret = visitor.part("secret").inputValue();
        visitor.part("copySecret").click();
        assertThat(visitor.part("copySecret")).containsText(visitor.text("drafts.copied"));
        visitor.shot(start + "-shown");
        visitor.part("seen").click();
        assertThat(visitor.dialog()).hasCount(0);
        return secret;
    }

    private static void end(PortalVisitor visitor, String list) {
        visitor.press(rows(visitor, list).first().locator("button"));
        visitor.awaitDialog();
        visitor.shot("account-end");
        visitor.press(visitor.part("endForm:end"));
        assertThat(rows(visitor, list)).hasCount(0);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void r04R05R08SessionsDevicePasswordsAndTokensAreManagedOnOnePage(Look look) throws Exception {
        PortalSession elsewhere = PortalSession.of(fubako, emma.login());
        try (PortalVisitor visitor = browser.visit(fubako, look).signInAnew(emma.login())) {
            visitor.page().locator("[popovertarget=account]").click();
            visitor.page().locator("#account a[href$='/account']").click();
            assertThat(visitor.page().locator("h1")).hasText(visitor.text("account.title"));
            assertThat(visitor.page().locator("main")).containsText(visitor.text("role.MANAGE_ACCOUNTS"));
            assertThat(rows(visitor, "sessions")).hasCount(2);

            String password = make(visitor, "startDevice", "Laptop");
            String token = make(visitor, "startToken", "Backup");
            assertThat(walk(password)).isEqualTo(207);
            assertThat(ask(token)).isEqualTo(200);
            visitor.open("/account");
            assertThat(visitor.page().content()).doesNotContain(password, token);
            visitor.shotWhole("account");
            end(visitor, "devices");
            end(visitor, "tokens");
            assertThat(walk(password)).isEqualTo(401);
            assertThat(ask(token)).isEqualTo(401);

            visitor.press(rows(visitor, "sessions").locator("button"));
            assertThat(rows(visitor, "sessions")).hasCount(1);
            assertThat(elsewhere.isSignedIn()).isFalse();
        }
    }
}
