package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.stream.Stream;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spaces and access rules, managed in a real browser. Carol manages both for the whole tenant, Alice her project. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class PortalManagementIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String FOLDER = "/common/managed";

    private final Fubako fubako;
    private final PortalBrowser browser;
    private PortalVisitor carol;

    PortalManagementIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @BeforeEach
    void begin() throws Exception {
        assertThat(fubako.call(CAROL, "MKCOL", "/dav" + FOLDER, "").statusCode())
                .isEqualTo(201);
        assertThat(fubako.call(CAROL, "PUT", "/dav" + FOLDER + "/a.txt", "a").statusCode())
                .isEqualTo(201);
        carol = browser.visit(fubako, Look.ENGLISH).signIn(CAROL);
    }

    @AfterEach
    void leave() throws Exception {
        carol.close();
        fubako.call(CAROL, "DELETE", "/api/v1/rights" + FOLDER, "");
        assertThat(fubako.call(CAROL, "DELETE", "/dav" + FOLDER, "").statusCode())
                .isEqualTo(204);
    }

    private int status(String account, String method) throws Exception {
        return fubako.call(account, method, "/dav" + FOLDER + "/a.txt", method.equals("PUT") ? "x" : "")
                .statusCode();
    }

    private void openRights() {
        carol.open("/files" + FOLDER + "/").press(carol.button("rights.title"));
        assertThat(carol.part("rightsForm:rule")).isVisible();
    }

    private Locator lines() {
        return carol.part("rightsForm:rule").locator("tbody tr");
    }

    private Locator line(String who) {
        return lines().filter(new Locator.FilterOptions().setHasText(who));
    }

    private void pick(String label) {
        carol.press(carol.part("pickForm:ticks")
                .locator("tr")
                .filter(new Locator.FilterOptions().setHas(carol.page().getByLabel(label)))
                .locator("input"));
    }

    @Test
    void f01F05F06F07F08F09AFolderGetsARuleOfItsOwn() throws Exception {
        openRights();
        assertThat(carol.part("rightsForm:rule")).containsText("inherits the rule of “Common”");
        assertThat(lines()).containsText(new String[] {"Everyone who may enter this space"});
        carol.press(carol.part("rightsForm:startOwn"));
        assertThat(carol.part("rightsForm:rule")).containsText("This folder has a rule of its own.");

        carol.press(carol.part("rightsForm:startAdd"));
        pick("bob");
        carol.part("pickForm:pickKind").selectOption("group");
        assertThat(carol.part("pickForm:ticks").locator("tr").first()).containsText("administrators (group)");
        pick("sales (group)");
        carol.part("pickForm:pickName").pressSequentially("man");
        assertThat(carol.part("pickForm:ticks").locator("tr")).containsText(new String[] {"managers (group)"});
        assertThat(carol.part("pickForm:pickCount")).hasText("2 chosen: bob, sales (group)");
        carol.part("pickForm:mode").selectOption("read-only");
        carol.press(carol.part("pickForm:add"));
        assertThat(lines()).hasCount(3);

        carol.press(line("Everyone").locator("input[type=checkbox]"));
        carol.press(carol.part("rightsForm:startRemove"));
        assertThat(carol.part("rightsForm:actions")).containsText("lose the access");
        assertThat(line("Everyone")).hasCount(1);
        carol.press(carol.part("rightsForm:remove"));
        assertThat(lines()).hasCount(2);
        assertThat(List.of(status(BOB, "GET"), status(BOB, "PUT"))).containsExactly(200, 403);

        carol.untilShown(() -> line("bob").locator("select").selectOption("read-write"));
        assertThat(List.of(status(BOB, "GET"), status(BOB, "PUT"), status(ALICE, "PUT")))
                .containsExactly(200, 204, 403);

        carol.press(carol.part("rightsForm:inherit"));
        assertThat(carol.part("rightsForm:rule")).containsText("inherits the rule of “Common”");
        assertThat(status(ALICE, "PUT")).isEqualTo(204);
    }

    @Test
    void f10WithoutLinesTheDialogSaysThatNobodyHasAccess() throws Exception {
        openRights();
        carol.press(carol.part("rightsForm:startOwn"));
        carol.press(line("Everyone").locator("input[type=checkbox]"));
        carol.press(carol.part("rightsForm:startRemove"));
        carol.press(carol.part("rightsForm:keep"));
        assertThat(lines()).hasCount(1);
        carol.press(carol.part("rightsForm:startRemove"));
        carol.press(carol.part("rightsForm:remove"));

        assertThat(carol.part("rightsForm:rule")).containsText("Nobody has access");
        assertThat(status(BOB, "GET")).isEqualTo(404);
        assertThat(fubako.call(CAROL, "GET", "/api/v1/folders" + FOLDER, "").body())
                .contains("a.txt");
    }

    static Stream<Look> looks() {
        return Stream.of(Look.ENGLISH, Look.JAPANESE, Look.narrow("ja"));
    }

    private static Locator reason(PortalVisitor visitor, String by) {
        return visitor.part("rightsForm:effective")
                .locator("tbody tr")
                .filter(new Locator.FilterOptions().setHasText(by));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void f04F11F12WhatOneAccountMayDoHereIsExplained(Look look) throws Exception {
        assertThat(fubako.call(CAROL, "MKCOL", "/dav" + FOLDER + "/sub", "").statusCode())
                .isEqualTo(201);
        assertThat(fubako.call(
                                CAROL,
                                "PUT",
                                "/api/v1/rights" + FOLDER,
                                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"bob\",\"mode\":\"read-only\"},"
                                        + "{\"kind\":\"group\",\"principal\":\"sales\",\"mode\":\"read-write-files\"}]}",
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(200);
        try (PortalVisitor visitor = browser.visit(fubako, look).signIn(CAROL)) {
            visitor.open("/files" + FOLDER + "/sub/").press(visitor.button("rights.title"));
            visitor.awaitDialog();
            assertThat(visitor.part("rightsForm:rule").locator("tbody td:last-child"))
                    .hasText(new String[] {FOLDER, FOLDER});
            Locator asked = visitor.part("rightsForm:account");
            asked.pressSequentially("bo");
            assertThat(visitor.page().locator("#accountsHere option")).hasCount(1);
            asked.pressSequentially("b");
            Locator answer = visitor.part("rightsForm:effective");
            String files = visitor.text("rights.mode.read-write-files");
            assertThat(answer).containsText(visitor.text("rights.effective.may", "bob", files));
            String sales = visitor.text("picker.group", "sales");
            assertThat(reason(visitor, sales)).containsText(files);
            assertThat(reason(visitor, sales)).containsText(visitor.text("rights.effective.widest"));
            assertThat(reason(visitor, sales)).containsText(FOLDER);
            assertThat(answer.locator("tbody tr").first()).not().containsText(visitor.text("rights.effective.widest"));
            answer.scrollIntoViewIfNeeded();
            visitor.shot("rights-effective");

            asked.fill("nemo");
            assertThat(answer).hasText(visitor.text("picker.none"));
            asked.fill("CAROL");
            assertThat(answer).containsText(visitor.text("rights.effective.finds", "carol"));
            visitor.untilShown(() -> asked.press("Enter"));
            assertThat(answer).containsText(visitor.text("rights.ground.role"));
            // Enter asks and changes nothing
            assertThat(visitor.part("rightsForm:startOwn")).isVisible();
        }
    }

    @Test
    void f07F12AChangeOfARuleIsExplainedAtOnce() {
        openRights();
        carol.press(carol.part("rightsForm:startOwn"));
        carol.part("rightsForm:account").fill("bob");
        Locator answer = carol.part("rightsForm:effective");
        assertThat(answer).containsText("Access of bob here: Read and write");
        assertThat(reason(carol, "Everyone")).containsText("This folder");

        carol.untilShown(() -> line("Everyone").locator("select").selectOption("read-only"));
        assertThat(answer).containsText("Access of bob here: Read only");
        carol.press(line("Everyone").locator("input[type=checkbox]"));
        carol.press(carol.part("rightsForm:startRemove"));
        carol.press(carol.part("rightsForm:remove"));
        assertThat(answer).containsText("Access of bob here: Nothing");
        carol.press(carol.part("rightsForm:inherit"));
        assertThat(reason(carol, "Everyone")).containsText("/common");
    }

    @Test
    void othersAreNotShownHowAccessIsManaged() {
        try (PortalVisitor bob = browser.visit(fubako, Look.ENGLISH).signIn(BOB)) {
            bob.expecting("403 GET .*/admin/spaces");
            bob.open("/files" + FOLDER + "/");
            assertThat(bob.row("a.txt")).isVisible();
            assertThat(bob.button("rights.title")).hasCount(0);
            assertThat(bob.page().locator("a[href='/admin/spaces']")).hasCount(0);
            bob.open("/admin/spaces");
            assertThat(bob.page().locator("h1")).hasText(bob.text("error.title.403"));
        }
    }

    @Test
    void b05B09B10M30M32AProjectIsMadeChangedAndGivenUp() throws Exception {
        carol.page().locator("a[href='/admin/spaces']").click();
        assertThat(carol.page().locator("h1")).hasText("Manage spaces");
        carol.press(carol.part("manage:startProject"));
        carol.awaitDialog();
        carol.part("spaceForm:name").fill("Tunnel & co");
        carol.part("spaceForm:amount").fill("lots");
        carol.press(carol.part("spaceForm:save"));
        assertThat(carol.dialog()).containsText("The size is not a whole number.");
        carol.part("spaceForm:amount").fill("99999");
        carol.press(carol.part("spaceForm:save"));
        assertThat(carol.dialog()).containsText("at most what your contract has");
        carol.part("spaceForm:amount").fill("3");
        carol.press(carol.part("spaceForm:startMembers"));
        pick("alice");
        pick("bob");
        carol.press(carol.part("pickForm:add"));
        Locator members = carol.part("spaceForm:members").locator("tbody tr");
        assertThat(members).containsText(new String[] {"alice", "bob"});
        members.first().locator(".ui-chkbox-box").click();
        carol.part("spaceForm:addresses").fill("nowhere");
        carol.press(carol.part("spaceForm:save"));
        assertThat(carol.dialog()).containsText("“nowhere” is not a range of addresses.");
        carol.part("spaceForm:addresses").fill("127.0.0.0/8\n::1");
        carol.press(carol.part("spaceForm:save"));
        assertThat(carol.note()).containsText("The space Tunnel & co was saved.");

        Locator row = carol.page()
                .locator("[id='manage:rows_data'] tr")
                .filter(new Locator.FilterOptions().setHasText("Tunnel & co"));
        assertThat(row).containsText("0 B of 3.0 GiB used");
        try (PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE)) {
            alice.open("/admin/spaces");
            Locator own = alice.page().locator("[id='manage:rows_data'] tr");
            assertThat(own)
                    .containsText(
                            new String[] {"tender", "Tunnel & co"},
                            new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions());
            assertThat(alice.part("manage:startProject")).hasCount(0);
            alice.press(own.filter(new Locator.FilterOptions().setHasText("Tunnel"))
                    .locator("button")
                    .first());
            Locator his = alice.part("spaceForm:members").locator("tbody tr");
            alice.press(
                    his.filter(new Locator.FilterOptions().setHasText("bob")).locator("button"));
            assertThat(his).hasCount(1);
            alice.part("spaceForm:unit").selectOption("1048576");
            alice.part("spaceForm:amount").fill("500");
            alice.press(alice.part("spaceForm:save"));
            assertThat(alice.note()).containsText("was saved");
            assertThat(own.filter(new Locator.FilterOptions().setHasText("Tunnel")))
                    .containsText("of 500 MiB used");
        }
        assertThat(fubako.call(BOB, "PROPFIND", "/dav/project/Tunnel%20%26%20co", "", "Depth", "0")
                        .statusCode())
                .isEqualTo(404);

        carol.press(row.locator("button").nth(1));
        assertThat(carol.dialog()).containsText("“Tunnel & co” will be deleted with all its folders");
        carol.press(carol.part("removeForm:remove"));
        assertThat(carol.note().last()).containsText("The space Tunnel & co was deleted.");
        assertThat(row).hasCount(0);
    }

    @Test
    void m30AGroupGetsASpaceOnceAndInItsRoom() throws Exception {
        carol.open("/admin/spaces");
        carol.press(carol.part("manage:startGroup"));
        carol.awaitDialog();
        carol.part("spaceForm:name").fill("sales");
        carol.press(carol.part("spaceForm:save"));
        assertThat(carol.dialog()).containsText("“sales”");
        carol.part("spaceForm:name").fill("nobody");
        carol.press(carol.part("spaceForm:save"));
        assertThat(carol.dialog()).containsText("There is no account or group “nobody” here.");
        carol.part("spaceForm:name").fill("managers");
        carol.press(carol.part("spaceForm:save"));
        assertThat(carol.note()).containsText("The space managers was saved.");

        Locator row = carol.page()
                .locator("[id='manage:rows_data'] tr")
                .filter(new Locator.FilterOptions().setHasText("managers"));
        carol.press(row.locator("button").nth(1));
        carol.press(carol.part("removeForm:remove"));
        assertThat(row).hasCount(0);
    }
}
