package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of folders and documents: what counts, who may change it, and that it is not lost on the way. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class LabelsIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String DAVE = "dave@other";

    private final Fubako fubako;
    private final PortalBrowser browser;

    private String home;

    LabelsIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    /** Each test has a folder of its own name, and so a log of its own. */
    @BeforeEach
    void make(TestInfo test) throws Exception {
        home = "/common/" + test.getTestMethod().orElseThrow().getName();
        folder(home);
        folder(home + "/secret");
        folder(home + "/open");
        put(home + "/plan.txt", "x");
    }

    @AfterEach
    void clear() throws Exception {
        assertThat(fubako.call(CAROL, "DELETE", "/dav" + home, "").statusCode()).isEqualTo(204);
    }

    private void folder(String path) throws Exception {
        assertThat(fubako.call(CAROL, "MKCOL", "/dav" + path, "").statusCode()).isEqualTo(201);
    }

    private void put(String path, String content) throws Exception {
        assertThat(fubako.call(ALICE, "PUT", "/dav" + path, content).statusCode())
                .isIn(201, 204);
    }

    private HttpResponse<String> json(String account, String method, String path, String body) throws Exception {
        return fubako.call(account, method, "/api/v1" + path, body, "Content-Type", "application/json");
    }

    private HttpResponse<String> change(String account, String path, String label) throws Exception {
        String value = label.isEmpty() ? "null" : '"' + label + '"';
        return json(account, "PUT", "/labels" + path, "{\"label\":" + value + "}");
    }

    private void label(String path, String label) throws Exception {
        HttpResponse<String> answer = change(CAROL, path, label);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** What counts, and its own behind a slash where it has one. */
    private static String said(JsonObject node) {
        return node.getString("label") + (node.containsKey("ownLabel") ? "/" + node.getString("ownLabel") : "");
    }

    private String labels(String path) throws Exception {
        int slash = path.lastIndexOf('/');
        return LogReader.json(fubako.call(ALICE, "GET", "/api/v1/folders" + path.substring(0, slash), ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(item -> item.getString("path").equals(path))
                .map(LabelsIT::said)
                .findFirst()
                .orElse("nothing there");
    }

    private void transfer(String call, String from, String to) throws Exception {
        HttpResponse<String> answer =
                json(ALICE, "POST", "/" + call, "{\"from\":\"" + from + "\",\"to\":\"" + to + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    private void dav(String method, String from, String to) throws Exception {
        assertThat(fubako.call(
                                ALICE,
                                method,
                                "/dav" + from,
                                "",
                                "Destination",
                                fubako.uri("/dav" + to).toString())
                        .statusCode())
                .isIn(201, 204);
    }

    private List<String> logged() throws Exception {
        return new LogReader(fubako, CAROL)
                .about(home).stream()
                        .filter(line -> line.contains(" LABEL "))
                        .map(line -> line.replace(home, ""))
                        .toList();
    }

    @Test
    void p14TheStrictestOnTheWayCounts() throws Exception {
        put(home + "/secret/deep.txt", "x");
        put(home + "/open/leaflet.txt", "x");

        assertThat(labels(home + "/plan.txt")).isEqualTo("internal");
        label(home + "/open", "public");
        label(home + "/secret", "confidential");
        label(home + "/secret/deep.txt", "public");
        assertThat(labels(home + "/open")).isEqualTo("public/public");
        assertThat(labels(home + "/open/leaflet.txt")).isEqualTo("public");
        assertThat(labels(home + "/secret/deep.txt")).isEqualTo("confidential/public");
        JsonObject found = LogReader.json(fubako.call(ALICE, "GET", "/api/v1/search?q=deep&in=" + home, ""))
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(said(found)).isEqualTo("confidential/public");
        label(home, "confidential");
        assertThat(labels(home + "/open/leaflet.txt")).isEqualTo("confidential");
        assertThat(labels(home + "/plan.txt")).isEqualTo("confidential");
        label(home, "");
        assertThat(labels(home + "/open/leaflet.txt")).isEqualTo("public");
        // rights alone decide who fetches it
        assertThat(fubako.call(BOB, "GET", "/api/v1/files" + home + "/secret/deep.txt", "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void p14ALabelOfASpaceIsShownWhereSpacesAreListed() throws Exception {
        assertThat(change(ALICE, "/project/tender", "confidential").statusCode())
                .isEqualTo(200);
        try {
            assertThat(labels("/project/tender")).isEqualTo("confidential/confidential");
        } finally {
            assertThat(change(ALICE, "/project/tender", "").statusCode()).isEqualTo(200);
        }
        assertThat(labels("/project/tender")).isEqualTo("internal");
    }

    @Test
    void p14AWriterMakesItStricterAndAnAdministratorLess() throws Exception {
        String plan = home + "/plan.txt";
        assertThat(said(LogReader.json(change(BOB, plan, "internal")))).isEqualTo("internal/internal");
        assertThat(said(LogReader.json(change(BOB, plan, "confidential")))).isEqualTo("confidential/confidential");
        assertThat(change(BOB, plan, "confidential").statusCode()).isEqualTo(200);
        for (String looser : List.of("internal", "public", "")) {
            HttpResponse<String> answer = change(BOB, plan, looser);
            assertThat(answer.statusCode()).as(looser).isEqualTo(403);
            assertThat(answer.body()).contains("less strict");
        }
        assertThat(change(BOB, home, "public").statusCode()).isEqualTo(403);
        assertThat(said(LogReader.json(change(CAROL, plan, "public")))).isEqualTo("public/public");
        assertThat(said(LogReader.json(change(CAROL, plan, "")))).isEqualTo("internal");
        json(
                CAROL,
                "PUT",
                "/rights" + home,
                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"carol\",\"mode\":\"read-write\"},"
                        + "{\"kind\":\"account\",\"principal\":\"alice\",\"mode\":\"read-only\"}]}");
        assertThat(change(ALICE, plan, "confidential").statusCode()).isEqualTo(403);
        assertThat(change(BOB, plan, "confidential").statusCode()).as("hidden").isEqualTo(404);
        assertThat(change(DAVE, plan, "confidential").statusCode())
                .as("another tenant")
                .isEqualTo(404);
        assertThat(labels(plan)).isEqualTo("internal");

        assertThat(logged())
                .containsExactly(
                        "bob api LABEL /plan.txt -> none -> internal 0 ok",
                        "bob api LABEL /plan.txt -> internal -> confidential 0 ok",
                        "bob api LABEL /plan.txt 0 refused",
                        "bob api LABEL /plan.txt 0 refused",
                        "bob api LABEL /plan.txt 0 refused",
                        "bob api LABEL  0 refused",
                        "carol api LABEL /plan.txt -> confidential -> public 0 ok",
                        "carol api LABEL /plan.txt -> public -> none 0 ok",
                        "alice api LABEL /plan.txt 0 refused");
        fubako.call(CAROL, "DELETE", "/api/v1/rights" + home, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"label\":\"secret\"}",
                "{\"label\":\"CONFIDENTIAL\"}",
                "{\"label\":\"\"}",
                "{\"label\":1}",
                "{}",
                "{\"label\":\"public\",\"more\":1}",
                "[]"
            })
    void p14WhatIsNoLabelIsRefused(String body) throws Exception {
        HttpResponse<String> answer = json(CAROL, "PUT", "/labels" + home + "/plan.txt", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(labels(home + "/plan.txt")).isEqualTo("internal");
    }

    @Test
    void p14WhatGroupsSpacesHasNoLabel() throws Exception {
        assertThat(change(CAROL, "/", "internal").statusCode()).isEqualTo(403);
        assertThat(change(CAROL, "/group", "internal").statusCode()).isEqualTo(404);
        assertThat(change(CAROL, home + "/nothing.txt", "internal").statusCode())
                .isEqualTo(404);
    }

    @Test
    void p14WhatGoesElsewhereKeepsWhatCounted() throws Exception {
        label(home + "/secret", "confidential");
        label(home + "/open", "public");
        folder(home + "/secret/below");
        put(home + "/secret/below/deep.txt", "x");
        put(home + "/secret/one.txt", "x");
        put(home + "/secret/two.txt", "x");

        transfer("copies", home + "/secret/one.txt", home + "/copied.txt");
        assertThat(labels(home + "/copied.txt")).isEqualTo("confidential/confidential");
        transfer("moves", home + "/secret/one.txt", home + "/open/one.txt");
        assertThat(labels(home + "/open/one.txt")).isEqualTo("confidential/confidential");
        dav("COPY", home + "/secret/two.txt", home + "/open/two.txt");
        assertThat(labels(home + "/open/two.txt")).isEqualTo("confidential/confidential");
        transfer("copies", home + "/secret/below", home + "/open/below");
        assertThat(labels(home + "/open/below")).isEqualTo("confidential/confidential");
        assertThat(labels(home + "/open/below/deep.txt")).isEqualTo("confidential");
        transfer("moves", home + "/secret/below", "/private/below");
        assertThat(labels("/private/below")).isEqualTo("confidential/confidential");
        assertThat(labels("/private/below/deep.txt")).isEqualTo("confidential");
        fubako.call(ALICE, "DELETE", "/dav/private/below", "");
        transfer("moves", home + "/plan.txt", home + "/open/plan.txt");
        assertThat(labels(home + "/open/plan.txt")).isEqualTo("internal/internal");
        transfer("moves", home + "/open/plan.txt", home + "/secret/plan.txt");
        assertThat(labels(home + "/secret/plan.txt")).isEqualTo("confidential/internal");
        transfer("moves", home + "/secret/two.txt", home + "/secret/renamed.txt");
        assertThat(labels(home + "/secret/renamed.txt")).isEqualTo("confidential");

        assertThat(logged())
                .contains(
                        "alice api LABEL /copied.txt -> none -> confidential 0 ok",
                        "alice api LABEL /open/one.txt -> none -> confidential 0 ok",
                        "alice dav LABEL /open/two.txt -> none -> confidential 0 ok",
                        "alice api LABEL /open/plan.txt -> none -> internal 0 ok")
                .noneMatch(line -> line.contains("/secret/"));
    }

    @Test
    void p14ADocumentThatIsSavedOverKeepsTheStricterOne() throws Exception {
        String plan = home + "/plan.txt";
        label(plan, "confidential");
        json(CAROL, "PUT", "/settings" + home, "{\"keepRevisions\":true}");

        put(plan, "newer");
        assertThat(labels(plan)).isEqualTo("confidential/confidential");
        assertThat(json(ALICE, "POST", "/revisions" + plan, "{\"number\":1}").statusCode())
                .isEqualTo(200);
        assertThat(labels(plan)).isEqualTo("confidential/confidential");
        // as programs save
        put(home + "/plan.tmp", "moved");
        dav("MOVE", home + "/plan.tmp", plan);
        assertThat(labels(plan)).isEqualTo("confidential/confidential");
        dav("MOVE", plan, home + "/plan.bak");
        put(plan, "renamed");
        fubako.call(ALICE, "DELETE", "/dav" + home + "/plan.bak", "");
        assertThat(labels(plan)).isEqualTo("confidential/confidential");
        put(home + "/plan.tmp", "copied");
        dav("COPY", home + "/plan.tmp", plan);
        assertThat(labels(plan)).isEqualTo("confidential/confidential");
        // the other way round
        label(home + "/secret", "confidential");
        put(home + "/secret/one.txt", "x");
        put(home + "/one.txt", "x");
        dav("MOVE", home + "/secret/one.txt", home + "/one.txt");
        assertThat(labels(home + "/one.txt")).isEqualTo("confidential/confidential");
    }

    @Test
    void p14WhatComesOutOfTheTrashKeepsWhatCounted() throws Exception {
        String spaces = fubako.call(ALICE, "GET", "/api/v1/spaces", "").body();
        String space = spaces.replaceFirst("(?s).*\"id\":\"([0-9a-f]+)\"[^}]*\"path\":\"/project/tender\".*", "$1");
        json(ALICE, "PUT", "/spaces/" + space, "{\"trash\":true}");
        String tender = "/project/tender";
        try {
            fubako.call(ALICE, "MKCOL", "/dav" + tender + "/labelled", "");
            change(ALICE, tender + "/labelled", "confidential");
            put(tender + "/labelled/bid.txt", "bid");
            fubako.call(ALICE, "DELETE", "/dav" + tender + "/labelled/bid.txt", "");
            restore(tender, tender + "/labelled");
            assertThat(labels(tender + "/labelled/bid.txt")).isEqualTo("confidential");
            fubako.call(ALICE, "DELETE", "/dav" + tender + "/labelled/bid.txt", "");
            restore(tender, tender);
            assertThat(labels(tender + "/bid.txt")).isEqualTo("confidential/confidential");
            // what was there before another document came in its place
            put(tender + "/other.txt", "other");
            dav("MOVE", tender + "/other.txt", tender + "/bid.txt");
            transfer("moves", tender + "/bid.txt", tender + "/away.txt");
            restore(tender, tender);
            assertThat(labels(tender + "/bid.txt")).isEqualTo("confidential/confidential");
            for (String name : List.of("labelled", "bid.txt", "away.txt")) {
                fubako.call(ALICE, "DELETE", "/dav" + tender + "/" + name, "");
            }
        } finally {
            fubako.emptyTrash(ALICE, tender);
            json(ALICE, "PUT", "/spaces/" + space, "{\"trash\":false}");
        }
    }

    private void restore(String space, String into) throws Exception {
        String item = LogReader.json(fubako.call(ALICE, "GET", "/api/v1/trash" + space, ""))
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
        HttpResponse<String> answer =
                json(ALICE, "POST", "/trash" + space, "{\"id\":\"" + item + "\",\"folder\":\"" + into + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    @Test
    void p14SeveralThingsGetALabelTogether() throws Exception {
        label(home + "/secret", "confidential");
        try (PortalVisitor bob = browser.visit(fubako, Look.wide("ja")).signIn(BOB)) {
            bob.open("/files" + home + "/").press(bob.boxForAll());
            bob.press(bob.button("label.title"));
            assertThat(bob.dialog().locator("option[disabled]")).hasCount(3);
            assertThat(bob.part("labelForm:label")).hasValue("confidential");
            PortalScreensIT.judge(bob, "labels-several");
            bob.press(bob.part("labelForm:save"));
            assertThat(bob.done()).containsText(bob.text("done.labelled", 3, "", ""));
            assertThat(bob.page().locator("[id='files:rows'] .fbk-stamp")).hasCount(3);
        }
        assertThat(labels(home + "/open")).isEqualTo("confidential/confidential");
    }

    @Test
    void p14TheLabelIsShownAndChangedInTheDetails() throws Exception {
        try (PortalVisitor bob = browser.visit(fubako, Look.wide("en")).signIn(BOB)) {
            bob.open("/files" + home + "/").tick("plan.txt").press(bob.button("files.details"));
            Locator choice = bob.part("details:label");
            assertThat(choice.locator("option"))
                    .hasText(new String[] {"Inherited: Internal", "Internal", "Confidential"});
            bob.untilShown(() -> choice.selectOption("confidential"));
            assertThat(bob.row("plan.txt").locator(".fbk-stamp")).hasText("Confidential");
            assertThat(choice).hasCount(0);
            assertThat(bob.page().locator(".fbk-details dd").first()).containsText("Confidential");
            PortalScreensIT.judge(bob, "labels-details");
        }
        try (PortalVisitor carol = browser.visit(fubako, Look.narrow("ja")).signIn(CAROL)) {
            carol.open("/files" + home + "/").press(carol.button("settings.title"));
            carol.awaitDialog();
            carol.part("settingsForm:label").selectOption("confidential");
            PortalScreensIT.judge(carol, "labels-settings");
            carol.press(carol.part("settingsForm:save"));
            assertThat(carol.page().locator("#stamp")).hasText(carol.text("label.confidential"));
            carol.tick("plan.txt").press(carol.button("files.details"));
            Locator choice = carol.part("details:label");
            assertThat(choice.locator("option")).hasCount(4);
            carol.untilShown(() -> choice.selectOption("public"));
            assertThat(carol.page().locator(".fbk-details")).containsText("親フォルダのラベルのほうが厳しいため");
            PortalScreensIT.judge(carol, "labels-covered");
        }
        assertThat(labels(home + "/plan.txt")).isEqualTo("confidential/public");
    }
}
