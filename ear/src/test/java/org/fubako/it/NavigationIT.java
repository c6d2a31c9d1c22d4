package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tree of spaces and folders beside every page, in a browser and as an attacker asks for it. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class NavigationIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String DAVE = "dave@other";

    /** Folders shown in one folder. */
    private static final int SHOWN = 200;

    private final Fubako fubako;
    private final PortalBrowser browser;
    private String name;
    private String folder;

    NavigationIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @BeforeEach
    void begin(TestInfo test) throws Exception {
        name = "nav-" + test.getTestMethod().orElseThrow().getName();
        folder = "/common/" + name;
        make(CAROL, folder);
    }

    @AfterEach
    void leave() throws Exception {
        assertThat(fubako.call(CAROL, "DELETE", "/dav" + folder, "").statusCode())
                .isEqualTo(204);
    }

    private void make(String account, String path) throws Exception {
        assertThat(fubako.call(account, "MKCOL", "/dav" + encoded(path), "").statusCode())
                .isEqualTo(201);
    }

    private static String encoded(String path) throws Exception {
        return new URI(null, null, path, null).toASCIIString();
    }

    private void put(String account, String path) throws Exception {
        assertThat(fubako.call(account, "PUT", "/dav" + encoded(path), path).statusCode())
                .isEqualTo(201);
    }

    private void hide(String path) throws Exception {
        assertThat(fubako.call(
                                CAROL,
                                "PUT",
                                "/api/v1/rights" + path,
                                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"carol\",\"mode\":\"read-write\"}]}",
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(200);
    }

    private PortalVisitor visit(Look look, String account) {
        return browser.visit(fubako, look).signIn(account);
    }

    private static Locator link(PortalVisitor visitor, String path) {
        return visitor.page().locator("#spaces").locator(leadingTo(path));
    }

    private static String leadingTo(String path) {
        return "a[data-into='" + path + "']";
    }

    /** The button before the link of a folder. */
    private static Locator toggler(PortalVisitor visitor, String path) {
        return visitor.page()
                .locator("#spaces li > div")
                .filter(new Locator.FilterOptions().setHas(visitor.page().locator(leadingTo(path))))
                .locator("button");
    }

    private static Locator openFolders(PortalVisitor visitor) {
        return visitor.page().locator("#spaces button[aria-expanded=true]");
    }

    @Test
    void c01FoldersAreOpenedWhereTheyStandAndTheWayToThePageIsOpen() throws Exception {
        make(CAROL, folder + "/a");
        make(CAROL, folder + "/a/b");
        make(CAROL, folder + "/10");
        make(CAROL, folder + "/2");
        put(CAROL, folder + "/document.txt");
        try (PortalVisitor alice = visit(Look.ENGLISH, ALICE)) {
            alice.open("/files/");
            assertThat(link(alice, "/common")).isVisible();
            assertThat(openFolders(alice)).hasCount(0);
            assertThat(alice.page().locator("#spaces [aria-current=page]")).hasCount(0);

            alice.press(toggler(alice, "/common"));
            alice.press(toggler(alice, folder));
            assertThat(openFolders(alice)).hasCount(2);
            assertThat(link(alice, folder).locator("xpath=../..").locator("li a"))
                    .hasText(new String[] {"2", "10", "a"});
            assertThat(alice.page().locator("#spaces")).not().containsText("document.txt");

            link(alice, folder + "/a").click();
            assertThat(alice.page().locator("h1")).hasText("a");
            assertThat(openFolders(alice)).hasCount(2);
            assertThat(link(alice, folder + "/a")).hasAttribute("aria-current", "page");
            assertThat(alice.page().locator("#spaces a:not([aria-current=false])"))
                    .hasCount(1);

            alice.press(toggler(alice, folder + "/a"));
            assertThat(link(alice, folder + "/a/b")).isVisible();
            alice.press(toggler(alice, folder + "/a/b"));
            assertThat(alice.page().locator("#spaces li > small")).hasText(alice.text("navigation.none"));

            alice.press(toggler(alice, folder));
            assertThat(link(alice, folder + "/a")).hasCount(0);
            assertThat(link(alice, folder)).hasAttribute("aria-current", "true");
            alice.press(toggler(alice, folder));
            assertThat(link(alice, folder + "/a/b")).isVisible();
        }
    }

    @Test
    void c04C23C24ChangesShowAndWhatIsOpenStaysOpen() throws Exception {
        make(CAROL, folder + "/one");
        make(CAROL, folder + "/one/below");
        make(CAROL, folder + "/two");
        put(CAROL, folder + "/moved.txt");
        try (PortalVisitor alice = visit(Look.ENGLISH, ALICE)) {
            alice.open("/files" + folder + "/");
            alice.press(toggler(alice, folder));
            alice.press(toggler(alice, folder + "/one"));
            assertThat(link(alice, folder + "/one/below")).isVisible();

            alice.button("files.newFolder").click();
            alice.awaitDialog();
            alice.part("createForm:name").fill("new & open");
            alice.press(alice.part("createForm:create"));
            assertThat(link(alice, folder + "/new & open")).hasText("new & open");
            assertThat(link(alice, folder + "/one/below")).isVisible();

            alice.tick("one").rename("uno");
            assertThat(link(alice, folder + "/uno/below")).isVisible();
            assertThat(link(alice, folder + "/one")).hasCount(0);

            alice.row("moved.txt").locator("td").last().dragTo(link(alice, folder + "/uno/below"));
            assertThat(alice.done()).containsText("moved.txt was moved to below.");
            assertThat(link(alice, folder + "/uno/below")).isVisible();

            fubako.call(CAROL, "DELETE", "/dav" + folder + "/two", "");
            alice.press(alice.done().getByText("Undo"));
            assertThat(link(alice, folder + "/two")).hasCount(0);
            assertThat(link(alice, folder + "/uno/below")).isVisible();
        }
    }

    @Test
    void c26TheKeyboardOpensAndClosesAndKeepsItsPlace() throws Exception {
        make(CAROL, folder + "/inner");
        try (PortalVisitor alice = visit(Look.ENGLISH, ALICE)) {
            alice.open("/files" + folder + "/");
            Locator button = toggler(alice, folder);
            for (String state : List.of("true", "false", "true")) {
                button.focus();
                alice.untilShown(() -> alice.page().keyboard().press("Enter"));
                assertThat(button).hasAttribute("aria-expanded", state);
                assertThat(button).isFocused();
            }
            assertThat(button).hasAccessibleName(alice.text("navigation.folders", name));
            alice.page().keyboard().press("Tab");
            alice.page().keyboard().press("Tab");
            assertThat(toggler(alice, folder + "/inner")).isFocused();
            alice.page().keyboard().press("Tab");
            alice.page().keyboard().press("Enter");
            assertThat(alice.page().locator("h1")).hasText("inner");
        }
    }

    @Test
    void c01OfManyFoldersTheFirstAreShownAndALineLeadsToTheOthers() throws Exception {
        for (int number = 1; number <= SHOWN + 5; number++) {
            make(CAROL, folder + "/" + number);
        }
        try (PortalVisitor alice = visit(Look.ENGLISH, ALICE)) {
            alice.open("/files" + folder + "/");
            alice.press(toggler(alice, folder));
            assertThat(link(alice, folder + "/200")).isVisible();
            assertThat(link(alice, folder + "/201")).hasCount(0);
            Locator last = alice.page().locator("#spaces li > a");
            assertThat(last).hasText(alice.text("navigation.more", 5));
            assertThat(last).hasAttribute("href", "/files" + folder + "/");

            // where one is is there, however far down
            alice.open("/files" + folder + "/204/");
            assertThat(link(alice, folder + "/204")).hasAttribute("aria-current", "page");
            assertThat(last).hasText(alice.text("navigation.more", 4));
        }
    }

    // As an attacker

    private UUID id(String nodeName) throws Exception {
        try (Connection database = fubako.database();
                PreparedStatement ask = database.prepareStatement("SELECT HEX(id) FROM node WHERE name = ?")) {
            ask.setString(1, nodeName);
            try (ResultSet row = ask.executeQuery()) {
                assertThat(row.next()).as(nodeName).isTrue();
                String hex = row.getString(1);
                return new UUID(
                        Long.parseUnsignedLong(hex.substring(0, 16), 16),
                        Long.parseUnsignedLong(hex.substring(16), 16));
            }
        }
    }

    /** Opens something on the page that one is on, whatever it is. */
    private static void open(PortalVisitor visitor, String forged) {
        visitor.untilShown(
                () -> visitor.page().evaluate("value => window.fubakoToggle([{ name: 'open', value }])", forged));
    }

    private static Map<String, String> toggling(String state, String parameter, String value) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("jakarta.faces.partial.ajax", "true");
        fields.put("jakarta.faces.source", "navigation:toggle");
        fields.put("jakarta.faces.partial.execute", "navigation:toggle");
        fields.put("jakarta.faces.partial.render", "spaces");
        fields.put("navigation:toggle", "navigation:toggle");
        fields.put("navigation", "navigation");
        fields.put(parameter, value);
        fields.put("jakarta.faces.ViewState", state);
        return fields;
    }

    @Test
    void c02WhatIsHiddenIsNotThereHoweverItIsAskedFor() throws Exception {
        make(CAROL, folder + "/secret");
        make(CAROL, folder + "/secret/canary");
        make(CAROL, folder + "/seen");
        put(CAROL, folder + "/seen/canary.txt");
        hide(folder + "/secret");
        make(ALICE, "/private/" + name + "-alices");
        make(ALICE, "/private/" + name + "-alices/canary");
        make(DAVE, "/private/" + name + "-daves");
        make(DAVE, "/private/" + name + "-daves/canary");
        String page = "/files" + folder + "/seen/";

        try (PortalVisitor bob = visit(Look.ENGLISH, BOB)) {
            bob.open(page);
            for (UUID forged : List.of(
                    id("secret"),
                    id("canary.txt"),
                    id(name + "-alices"),
                    id(name + "-daves"),
                    new UUID(0, 0),
                    UUID.randomUUID())) {
                open(bob, forged.toString());
                assertThat(link(bob, folder + "/seen")).isVisible();
                assertThat(bob.page().locator("#spaces").innerHTML())
                        .doesNotContain("canary", "secret", "-alices", "-daves", forged.toString());
            }
        }
        try (PortalVisitor carol = visit(Look.ENGLISH, CAROL)) {
            carol.open(page);
            open(carol, id("secret").toString());
            assertThat(link(carol, folder + "/secret/canary")).isVisible();
        }

        fubako.call(ALICE, "DELETE", "/dav/private/" + name + "-alices", "");
        fubako.call(DAVE, "DELETE", "/dav/private/" + name + "-daves", "");
    }

    @Test
    void whatIsNoIdIsRefusedAndOpensNothing() throws Exception {
        make(CAROL, folder + "/inner");
        try (PortalVisitor bob = visit(Look.ENGLISH, BOB)) {
            bob.open("/files" + folder + "/");
            for (String forged : List.of(folder, "", "../..", "1; DROP TABLE node", "<script>alert(1)</script>")) {
                open(bob, forged);
                assertThat(link(bob, folder)).isVisible();
                assertThat(link(bob, folder + "/inner")).hasCount(0);
            }
        }
    }

    /** Another site has no state of a page, and no browser sends its forms as one's own. */
    @Test
    void anotherSiteOpensNothing() throws Exception {
        String page = "/files" + folder + "/";
        PortalSession bob = PortalSession.of(fubako, BOB);
        String form = PortalSession.form(toggling(bob.stateOf(page), "open", id(name).toString()));

        assertThat(bob.call(
                                "POST",
                                page,
                                form,
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "Sec-Fetch-Site",
                                "cross-site")
                        .statusCode())
                .isEqualTo(403);
    }

    // In each look

    static Stream<Look> looks() {
        return Stream.of(Look.narrow("ja"), Look.wide("en").dark());
    }

    @ParameterizedTest
    @MethodSource("looks")
    void theTreeFitsAndIsAccessible(Look look) throws Exception {
        String deep = folder + "/契約書/2026年度/株式会社青空商事との基本契約と個別契約の控え";
        make(CAROL, folder + "/契約書");
        make(CAROL, folder + "/契約書/2026年度");
        make(CAROL, deep);
        make(CAROL, deep + "/a-name-that-goes-on-and-on-without-any-place-to-break-it-at-all");
        make(CAROL, folder + "/見積書");
        try (PortalVisitor visitor = visit(look, CAROL)) {
            visitor.open("/files" + deep + "/");
            if (look.width() < 800) {
                visitor.page().locator("[popovertarget=nav]").click();
            }
            visitor.press(toggler(visitor, deep));
            assertThat(link(visitor, deep)).isVisible();
            visitor.press(toggler(visitor, folder + "/見積書"));
            assertThat(visitor.page().locator("#spaces")).containsText(visitor.text("navigation.none"));
            PortalScreensIT.judge(visitor, "navigation");
        }
    }
}
