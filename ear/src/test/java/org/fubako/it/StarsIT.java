package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody has marked and used last: on the start page and through the API, and for nobody else. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class StarsIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String DAVE = "dave@other";
    private static final String HOME = "/common/starred";
    private static final String PLAN = HOME + "/plan.txt";

    private final Fubako fubako;
    private final PortalBrowser browser;

    StarsIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @BeforeEach
    void make() throws Exception {
        forgetAll();
        assertThat(fubako.call(CAROL, "MKCOL", "/dav" + HOME, "").statusCode()).isEqualTo(201);
        put(PLAN);
    }

    @AfterEach
    void clear() throws Exception {
        assertThat(fubako.call(CAROL, "DELETE", "/dav" + HOME, "").statusCode()).isEqualTo(204);
        forgetAll();
    }

    /** Whatever other tests have left. Not while a purge takes rows of the same tables away, of which one would be rolled back. */
    private void forgetAll() throws Exception {
        fubako.awaitPurge();
        recent(ALICE);
        fubako.execute("DELETE FROM star");
        fubako.execute("DELETE FROM recent_use");
    }

    private void put(String path) throws Exception {
        assertThat(fubako.call(CAROL, "PUT", "/dav" + path, "x").statusCode()).isIn(201, 204);
    }

    private int call(String account, String method, String path) throws Exception {
        return fubako.call(account, method, path, "").statusCode();
    }

    private void star(String account, String path) throws Exception {
        assertThat(call(account, "PUT", "/api/v1/stars" + path)).isEqualTo(204);
    }

    private static List<String> paths(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream()
                    .map(each -> each.getJsonObject("item").getString("path"))
                    .toList();
        }
    }

    private List<String> stars(String account) throws Exception {
        return paths(fubako.call(account, "GET", "/api/v1/stars", ""));
    }

    private List<String> recent(String account) throws Exception {
        return paths(fubako.call(account, "GET", "/api/v1/recent", ""));
    }

    private void hide(String folder) throws Exception {
        assertThat(fubako.call(
                                CAROL,
                                "PUT",
                                "/api/v1/rights" + folder,
                                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"carol\",\"mode\":\"read-write\"}]}",
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void p15AStarIsItsAccountsAloneAndStaysUntilItIsTakenAway() throws Exception {
        star(ALICE, PLAN);
        star(ALICE, HOME);
        star(ALICE, PLAN);
        star(ALICE, "/common");

        assertThat(stars(ALICE)).containsExactly("/common", HOME, PLAN);
        assertThat(stars(BOB)).isEmpty();
        assertThat(fubako.call(ALICE, "GET", "/api/v1/stars" + PLAN, "").body()).isEqualTo("{\"starred\":true}");
        assertThat(fubako.call(BOB, "GET", "/api/v1/stars" + PLAN, "").body()).isEqualTo("{\"starred\":false}");
        assertThat(call(BOB, "DELETE", "/api/v1/stars" + PLAN)).isEqualTo(204);
        assertThat(call(ALICE, "DELETE", "/api/v1/stars" + HOME)).isEqualTo(204);
        assertThat(call(ALICE, "DELETE", "/api/v1/stars" + HOME)).isEqualTo(204);
        assertThat(stars(ALICE)).containsExactly("/common", PLAN);
    }

    @Test
    void p15AStarGoesAlongAndIsShownOnlyWhileTheThingCanBeSeen() throws Exception {
        star(ALICE, PLAN);
        star(ALICE, HOME);
        String there = fubako.uri("/dav" + HOME).toString();
        fubako.call(CAROL, "MOVE", "/dav" + PLAN, "", "Destination", there + "/renamed.txt");
        assertThat(stars(ALICE)).containsExactly(HOME, HOME + "/renamed.txt");

        hide(HOME);
        assertThat(stars(ALICE)).isEmpty();
        fubako.call(CAROL, "DELETE", "/api/v1/rights" + HOME, "");
        assertThat(stars(ALICE)).hasSize(2);

        fubako.call(CAROL, "DELETE", "/dav" + HOME + "/renamed.txt", "");
        assertThat(stars(ALICE)).containsExactly(HOME);
        fubako.awaitPurge();
        assertThat(fubako.count("SELECT COUNT(*) FROM star")).isEqualTo(1);
    }

    @Test
    void p15WhatCannotBeSeenCannotBeStarred() throws Exception {
        hide(HOME);

        for (String account : List.of(BOB, DAVE)) {
            for (String method : List.of("GET", "PUT", "DELETE")) {
                assertThat(call(account, method, "/api/v1/stars" + PLAN))
                        .as("%s %s", account, method)
                        .isEqualTo(404);
            }
        }
        assertThat(call(ALICE, "PUT", "/api/v1/stars/common/nowhere.txt")).isEqualTo(404);
        assertThat(call(ALICE, "PUT", "/api/v1/stars/group")).isEqualTo(404);
        assertThat(fubako.count("SELECT COUNT(*) FROM star")).isZero();
    }

    @Test
    void p15AThousandStarsAreTheMost() throws Exception {
        fubako.execute(
                "INSERT INTO node (tenant_id, id, space_id, parent_id, kind, name, name_key, created_at, created_by,"
                        + " modified_at, modified_by) SELECT n.tenant_id, UNHEX(LPAD(HEX(s.seq), 32, '0')), n.space_id, n.id,"
                        + " 'FOLDER', CONCAT('f', s.seq), CONCAT('f', s.seq), n.created_at, 'carol', n.created_at, 'carol'"
                        + " FROM node n JOIN seq_1_to_1000 s WHERE n.name = 'starred'");
        fubako.execute("INSERT INTO star SELECT a.tenant_id, a.id, n.id, UTC_TIMESTAMP(6) FROM account a JOIN node n"
                + " ON n.tenant_id = a.tenant_id JOIN node p ON p.tenant_id = n.tenant_id AND p.id = n.parent_id"
                + " WHERE a.name = 'alice' AND p.name = 'starred' AND n.kind = 'FOLDER'");

        assertThat(stars(ALICE)).hasSize(1_000);
        assertThat(call(ALICE, "PUT", "/api/v1/stars" + PLAN)).isEqualTo(409);
        star(ALICE, HOME + "/f7");
        assertThat(call(ALICE, "DELETE", "/api/v1/stars" + HOME + "/f7")).isEqualTo(204);
        star(ALICE, PLAN);
    }

    @Test
    void p15WhatIsOpenedOrStoredThroughThePortalIsRecentAndNothingElse() throws Exception {
        put(HOME + "/other.txt");
        call(ALICE, "GET", "/dav" + PLAN);
        call(ALICE, "GET", "/api/v1/files" + PLAN);
        fubako.call(ALICE, "PUT", "/api/v1/files" + HOME + "/by-program.txt", "x");
        assertThat(recent(ALICE)).isEmpty();

        PortalSession portal = PortalSession.of(fubako, ALICE);
        assertThat(portal.get("/api/v1/files" + PLAN).statusCode()).isEqualTo(200);
        assertThat(recent(ALICE)).containsExactly(PLAN);
        portal.get("/api/v1/files" + HOME + "/other.txt");
        portal.get("/api/v1/archives?path=" + HOME);
        assertThat(recent(ALICE)).containsExactly(HOME + "/other.txt", PLAN);
        portal.get("/api/v1/files" + PLAN);
        assertThat(portal.call("PUT", "/api/v1/files" + HOME + "/new.txt", "x", "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(201);
        assertThat(recent(ALICE)).containsExactly(HOME + "/new.txt", PLAN, HOME + "/other.txt");
        assertThat(recent(BOB)).isEmpty();
        portal.get("/api/v1/files" + HOME + "/other.txt");
        Wait.until(
                () -> fubako.count("SELECT COUNT(*) FROM recent_use r JOIN node n ON n.tenant_id = r.tenant_id"
                                + " AND n.id = r.node_id WHERE n.name = 'other.txt' AND NOT EXISTS (SELECT 1 FROM recent_use"
                                + " l WHERE l.tenant_id = r.tenant_id AND l.account_id = r.account_id"
                                + " AND l.used_at > r.used_at)")
                        == 1,
                "is not written by itself");
        portal.signOut();
    }

    @Test
    void p15RecentIsWhatCanStillBeSeenWhereItIsNow() throws Exception {
        put(HOME + "/gone.txt");
        PortalSession portal = PortalSession.of(fubako, ALICE);
        portal.get("/api/v1/files" + PLAN);
        portal.get("/api/v1/files" + HOME + "/gone.txt");
        assertThat(recent(ALICE)).hasSize(2);

        String there = fubako.uri("/dav" + HOME).toString();
        fubako.call(CAROL, "MOVE", "/dav" + PLAN, "", "Destination", there + "/renamed.txt");
        fubako.call(CAROL, "DELETE", "/dav" + HOME + "/gone.txt", "");
        assertThat(recent(ALICE)).containsExactly(HOME + "/renamed.txt");
        fubako.awaitPurge();
        assertThat(fubako.count("SELECT COUNT(*) FROM recent_use")).isEqualTo(1);

        hide(HOME);
        assertThat(recent(ALICE)).isEmpty();
        portal.signOut();
    }

    @Test
    void p15TheNewestFiftyAreKept() throws Exception {
        PortalSession portal = PortalSession.of(fubako, ALICE);
        for (int number : IntStream.range(0, 53).toArray()) {
            portal.call("PUT", "/api/v1/files" + HOME + "/n" + number + ".txt", "x", "Sec-Fetch-Site", "same-origin");
        }

        assertThat(recent(ALICE)).hasSize(50).first().isEqualTo(HOME + "/n52.txt");
        assertThat(recent(ALICE)).last().isEqualTo(HOME + "/n3.txt");
        assertThat(fubako.count("SELECT COUNT(*) FROM recent_use")).isEqualTo(50);
        portal.signOut();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/stars?limit=1", "/api/v1/recent?limit=1", "/api/v1/stars/common//x"})
    void p15WhatCannotBeMeantIsRefused(String address) throws Exception {
        assertThat(call(ALICE, "GET", address)).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja"})
    void p15TheStartPageShowsWhatIsStarredAndRecent(String language) throws Exception {
        try (PortalVisitor alice = browser.visit(fubako, Look.wide(language)).signIn(ALICE)) {
            alice.open("/files/");
            Locator sections = alice.page().locator(".fbk-start section");
            assertThat(sections).hasCount(2);
            assertThat(sections.first()).containsText(alice.text("start.starred.none"));
            assertThat(sections.last()).containsText(alice.text("start.recent.none"));

            star(ALICE, HOME);
            star(ALICE, PLAN);
            alice.open("/files" + HOME + "/");
            alice.page().waitForDownload(() -> alice.link("plan.txt").click());
            alice.open("/files/");
            assertThat(sections.first().locator("li")).hasCount(2);
            assertThat(sections.first().locator("li").first()).containsText("plan.txt");
            assertThat(sections.last().locator("li")).hasCount(1);
            assertThat(sections.last()).containsText(HOME);
            alice.page()
                    .waitForDownload(
                            () -> sections.last().locator("a[download]").click());
            sections.first().locator("li").last().locator("a").first().click();
            assertThat(alice.row("plan.txt")).isVisible();

            alice.open("/files/group/");
            assertThat(sections).hasCount(0);
            alice.open("/files/");
            sections.last().locator("small a").click();
            assertThat(alice.row("plan.txt")).isVisible();
        }
    }
}
