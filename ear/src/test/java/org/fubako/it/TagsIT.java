package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Free tags: who may give and see them, where they go along, and how they are found. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class TagsIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String DAVE = "dave@other";
    private static final String HOME = "/common/tagged";
    private static final String PLAN = HOME + "/plan.txt";

    private final Fubako fubako;
    private final PortalBrowser browser;

    TagsIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @BeforeEach
    void make() throws Exception {
        folder(HOME);
        put(PLAN);
    }

    @AfterEach
    void clear() throws Exception {
        assertThat(fubako.call(CAROL, "DELETE", "/dav" + HOME, "").statusCode()).isEqualTo(204);
    }

    private void folder(String path) throws Exception {
        assertThat(fubako.call(CAROL, "MKCOL", "/dav" + path, "").statusCode()).isEqualTo(201);
    }

    private void put(String path) throws Exception {
        assertThat(fubako.call(CAROL, "PUT", "/dav" + path, "x").statusCode()).isIn(201, 204);
    }

    private HttpResponse<String> json(String account, String method, String path, String body) throws Exception {
        return fubako.call(account, method, path, body, "Content-Type", "application/json");
    }

    private HttpResponse<String> change(String account, String path, String... tags) throws Exception {
        String list = List.of(tags).stream().map(tag -> '"' + tag + '"').collect(Collectors.joining(","));
        return json(account, "PUT", "/api/v1/tags" + path, "{\"tags\":[" + list + "]}");
    }

    private void tag(String path, String... tags) throws Exception {
        HttpResponse<String> answer = change(CAROL, path, tags);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static List<String> texts(HttpResponse<String> answer) {
        return LogReader.json(answer).getJsonArray("tags").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    private List<String> tags(String account, String path) throws Exception {
        return texts(fubako.call(account, "GET", "/api/v1/tags" + path, ""));
    }

    private List<String> inUse(String account, String query) throws Exception {
        return texts(fubako.call(account, "GET", "/api/v1/tags?" + query, ""));
    }

    private List<String> found(String account, String query) throws Exception {
        return LogReader.json(fubako.call(account, "GET", "/api/v1/search?" + query, ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(item -> item.getString("path"))
                .toList();
    }

    private void transfer(String call, String from, String to) throws Exception {
        assertThat(json(CAROL, "POST", "/api/v1/" + call, "{\"from\":\"" + from + "\",\"to\":\"" + to + "\"}")
                        .statusCode())
                .isIn(200, 201);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void p10TagsAreSetReplacedAndTakenAwayAndSeenByEverybody() throws Exception {
        String logged = HOME + "/logged.txt";
        put(logged);
        assertThat(tags(ALICE, logged)).isEmpty();
        assertThat(texts(change(ALICE, logged, " Offer ", "契約", "offer", "A/B")))
                .containsExactly("A/B", "offer", "契約");
        assertThat(tags(BOB, logged)).containsExactly("A/B", "offer", "契約");
        assertThat(texts(change(BOB, logged, "OFFER"))).containsExactly("OFFER");
        assertThat(texts(change(BOB, logged))).isEmpty();
        assertThat(tags(ALICE, logged)).isEmpty();
        tag(HOME, "folders too");
        assertThat(tags(ALICE, HOME)).containsExactly("folders too");
        assertThat(new LogReader(fubako, CAROL).about(logged))
                .filteredOn(line -> line.contains(" TAGS "))
                .containsExactly(
                        "alice api TAGS " + logged + " 0 ok",
                        "bob api TAGS " + logged + " 0 ok",
                        "bob api TAGS " + logged + " 0 ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tags\":[\"a,b\"]}",
                "{\"tags\":[\"\"]}",
                "{\"tags\":[\"a\\u0000b\"]}",
                "{\"tags\":[\"\\ud800\"]}",
                "{\"tags\":[\"12345678901234567890123456789012345678901\"]}",
                "{\"tags\":[1]}",
                "{\"tags\":\"a\"}",
                "{\"tags\":null}",
                "{}",
                "{\"tags\":[],\"more\":1}",
                "[]"
            })
    void p10WhatIsNoTagIsRefusedAndChangesNothing(String body) throws Exception {
        tag(PLAN, "kept");

        HttpResponse<String> answer = json(ALICE, "PUT", "/api/v1/tags" + PLAN, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(tags(ALICE, PLAN)).containsExactly("kept");
    }

    @Test
    void p10TwentyTagsAreTheMost() throws Exception {
        String[] most = IntStream.range(0, 20).mapToObj(number -> "t" + number).toArray(String[]::new);
        String[] more = IntStream.range(0, 21).mapToObj(number -> "t" + number).toArray(String[]::new);

        tag(PLAN, most);
        assertThat(change(ALICE, PLAN, more).statusCode()).isEqualTo(400);
        assertThat(tags(ALICE, PLAN)).hasSize(20);
    }

    @Test
    void p10WhoMayNotChangeTheCommentMayNotChangeTags() throws Exception {
        tag(PLAN, "kept");
        json(
                CAROL,
                "PUT",
                "/api/v1/rights" + HOME,
                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"carol\",\"mode\":\"read-write\"},"
                        + "{\"kind\":\"account\",\"principal\":\"bob\",\"mode\":\"read-only\"}]}");

        assertThat(change(BOB, PLAN, "mine").statusCode()).isEqualTo(403);
        assertThat(tags(BOB, PLAN)).containsExactly("kept");
        assertThat(change(ALICE, PLAN, "mine").statusCode()).isEqualTo(404);
        assertThat(change(DAVE, PLAN, "mine").statusCode()).isEqualTo(404);
        assertThat(tags(CAROL, PLAN)).containsExactly("kept");
        assertThat(new LogReader(fubako, CAROL).about(PLAN)).contains("bob api TAGS " + PLAN + " 0 refused");
    }

    @Test
    void p10WhoWritesAtTheSameTimeNeitherFailsNorMixesTags() throws Exception {
        List<CompletableFuture<HttpResponse<byte[]>>> all = new ArrayList<>();
        for (int number = 0; number < 16; number++) {
            String body = "{\"tags\":[\"one-" + number + "\",\"two-" + number + "\"]}";
            all.add(fubako.send(
                    CAROL,
                    "PUT",
                    "/api/v1/tags" + PLAN,
                    body.getBytes(StandardCharsets.UTF_8),
                    "Content-Type",
                    "application/json"));
        }
        for (CompletableFuture<HttpResponse<byte[]>> each : all) {
            assertThat(each.join().statusCode()).isEqualTo(200);
        }

        List<String> left = tags(CAROL, PLAN);
        assertThat(left).hasSize(2);
        assertThat(left.get(0).substring(4)).isEqualTo(left.get(1).substring(4));
    }

    @Test
    void p10TagsGoAlongWithMovesCopiesNewRevisionsAndTheRenamingOfPrograms() throws Exception {
        folder(HOME + "/below");
        put(HOME + "/below/deep.txt");
        tag(PLAN, "moved");
        tag(HOME + "/below", "a folder");
        tag(HOME + "/below/deep.txt", "deep");

        transfer("copies", HOME, "/private/copied");
        assertThat(tags(CAROL, "/private/copied/plan.txt")).containsExactly("moved");
        assertThat(tags(CAROL, "/private/copied/below")).containsExactly("a folder");
        assertThat(tags(CAROL, "/private/copied/below/deep.txt")).containsExactly("deep");
        transfer("copies", PLAN, "/private/copied/alone.txt");
        assertThat(tags(CAROL, "/private/copied/alone.txt")).containsExactly("moved");
        transfer("moves", HOME + "/below", "/private/copied/moved");
        assertThat(tags(CAROL, "/private/copied/moved/deep.txt")).containsExactly("deep");
        assertThat(fubako.call(CAROL, "DELETE", "/dav/private/copied", "").statusCode())
                .isEqualTo(204);

        put(PLAN);
        assertThat(tags(CAROL, PLAN)).containsExactly("moved");
        String there = fubako.uri("/dav" + HOME).toString();
        fubako.call(CAROL, "MOVE", "/dav" + PLAN, "", "Destination", there + "/plan.bak");
        put(PLAN);
        fubako.call(CAROL, "DELETE", "/dav" + HOME + "/plan.bak", "");
        assertThat(tags(CAROL, PLAN)).containsExactly("moved");
        put(HOME + "/plan.tmp");
        fubako.call(CAROL, "MOVE", "/dav" + HOME + "/plan.tmp", "", "Destination", there + "/plan.txt");
        assertThat(tags(CAROL, PLAN)).containsExactly("moved");
    }

    @Test
    void p10TagsComeBackOutOfTheTrashAndGoWithAPurge() throws Exception {
        String spaces = fubako.call(ALICE, "GET", "/api/v1/spaces", "").body();
        String space = spaces.replaceFirst("(?s).*\"id\":\"([0-9a-f]+)\"[^}]*\"path\":\"/project/tender\".*", "$1");
        json(ALICE, "PUT", "/api/v1/spaces/" + space, "{\"trash\":true}");
        fubako.call(ALICE, "PUT", "/dav/project/tender/bid.txt", "bid");
        change(ALICE, "/project/tender/bid.txt", "in-the-trash");
        fubako.call(ALICE, "DELETE", "/dav/project/tender/bid.txt", "");
        try {
            assertThat(found(ALICE, "tag=in-the-trash")).isEmpty();
            assertThat(inUse(ALICE, "prefix=in-the")).isEmpty();
            String item = LogReader.json(fubako.call(ALICE, "GET", "/api/v1/trash/project/tender", ""))
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getString("id");
            json(ALICE, "POST", "/api/v1/trash/project/tender", "{\"id\":\"" + item + "\"}");
            assertThat(tags(ALICE, "/project/tender/bid.txt")).containsExactly("in-the-trash");
            fubako.call(ALICE, "DELETE", "/dav/project/tender/bid.txt", "");
        } finally {
            fubako.emptyTrash(ALICE, "/project/tender");
            json(ALICE, "PUT", "/api/v1/spaces/" + space, "{\"trash\":false}");
        }
        fubako.awaitPurge();

        assertThat(fubako.count("SELECT COUNT(*) FROM node_tag WHERE tag = 'in-the-trash'"))
                .isZero();
    }

    @Test
    void p06P10TagsAreSearched() throws Exception {
        folder(HOME + "/Offers");
        put(HOME + "/Offers/offer.txt");
        put(HOME + "/other.txt");
        tag(PLAN, "Straße", "契約");
        tag(HOME + "/Offers", "strasse");
        tag(HOME + "/Offers/offer.txt", "STRASSE");

        assertThat(found(ALICE, "tag=strasse")).containsExactly(HOME + "/Offers/offer.txt", HOME + "/Offers", PLAN);
        assertThat(found(ALICE, "tag=" + encoded("契約"))).containsExactly(PLAN);
        assertThat(found(ALICE, "tag=strasse&q=off")).hasSize(2);
        assertThat(found(ALICE, "tag=strasse&q=off&type=folder")).containsExactly(HOME + "/Offers");
        assertThat(found(ALICE, "tag=strasse&in=" + HOME)).hasSize(3);
        assertThat(found(ALICE, "tag=strasse&q=off&in=" + HOME + "/Offers"))
                .containsExactly(HOME + "/Offers/offer.txt");
        assertThat(found(ALICE, "tag=stras")).isEmpty();
        assertThat(found(ALICE, "tag=strasse&in=/private")).isEmpty();
        JsonObject page = LogReader.json(fubako.call(ALICE, "GET", "/api/v1/search?tag=strasse&limit=2", ""));
        assertThat(page.getJsonArray("items")).hasSize(2);
        assertThat(found(ALICE, "tag=strasse&limit=2&cursor=" + page.getString("next")))
                .containsExactly(PLAN);
        JsonObject plan = LogReader.json(fubako.call(ALICE, "GET", "/api/v1/search?q=plan&in=" + HOME, ""))
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(plan.getJsonArray("tags").getValuesAs(JsonString.class))
                .extracting(JsonString::getString)
                .containsExactly("Straße", "契約");
        assertThat(fubako.call(ALICE, "GET", "/api/v1/search?tag=a%2Cb", "").statusCode())
                .isEqualTo(400);
        assertThat(fubako.call(ALICE, "GET", "/api/v1/search?tag=%20", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void p10TagsInUseAreOfferedByTheirBeginning() throws Exception {
        put(HOME + "/other.txt");
        tag(PLAN, "Zebra", "Zenit", "契約");
        tag(HOME + "/other.txt", "zebra", "契約書");

        assertThat(inUse(BOB, "prefix=ze")).hasSize(2).element(1).isEqualTo("Zenit");
        assertThat(inUse(BOB, "prefix=ze&in=/common")).hasSize(2);
        assertThat(inUse(BOB, "prefix=ze&in=" + HOME)).hasSize(2);
        assertThat(inUse(BOB, "prefix=ze&in=/private")).isEmpty();
        assertThat(inUse(BOB, "prefix=" + encoded("契約"))).containsExactly("契約", "契約書");
        assertThat(inUse(BOB, "")).contains("Zenit");
        for (String bad : List.of("prefix=a&prefix=b", "other=1", "in=/common/../private")) {
            assertThat(fubako.call(BOB, "GET", "/api/v1/tags?" + bad, "").statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(fubako.call(BOB, "GET", "/api/v1/tags?in=/group/nobody", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void c03P10TagsOfWhatIsHiddenAreNotTold() throws Exception {
        folder(HOME + "/board");
        put(HOME + "/board/merger.txt");
        tag(HOME + "/board/merger.txt", "secret-merger");
        tag(PLAN, "secret-no-more");
        json(
                CAROL,
                "PUT",
                "/api/v1/rights" + HOME + "/board",
                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"carol\",\"mode\":\"read-write\"}]}");
        fubako.call(ALICE, "PUT", "/dav/private/diary.txt", "x");
        change(ALICE, "/private/diary.txt", "secret-diary");

        assertThat(inUse(CAROL, "prefix=secret")).containsExactly("secret-merger", "secret-no-more");
        assertThat(inUse(BOB, "prefix=secret")).containsExactly("secret-no-more");
        assertThat(inUse(ALICE, "prefix=secret")).containsExactly("secret-diary", "secret-no-more");
        assertThat(inUse(DAVE, "prefix=secret")).isEmpty();
        assertThat(found(BOB, "tag=secret-merger")).isEmpty();
        assertThat(found(BOB, "tag=secret-merger&in=" + HOME)).isEmpty();
        assertThat(found(CAROL, "tag=secret-diary")).isEmpty();
        assertThat(found(DAVE, "tag=secret-no-more")).isEmpty();
        assertThat(fubako.call(BOB, "GET", "/api/v1/tags" + HOME + "/board/merger.txt", "")
                        .statusCode())
                .isEqualTo(404);
        fubako.call(ALICE, "DELETE", "/dav/private/diary.txt", "");
    }

    @Test
    void p10ThePortalSearchesByTagAndShowsTheTagsOfEachHit() throws Exception {
        put(HOME + "/other.txt");
        tag(PLAN, "urgent & <b>");
        tag(HOME + "/other.txt", "urgent & <b>", "second");
        try (PortalVisitor alice = browser.visit(fubako, Look.ENGLISH).signIn(ALICE)) {
            alice.open("/search?q=plan");
            Locator rows = alice.page().locator("[id='files:rows_data'] tr");
            Locator plan = rows.filter(new Locator.FilterOptions().setHasText("plan.txt"));
            assertThat(plan.locator(".fbk-tag")).hasText("urgent & <b>");
            plan.locator(".fbk-tag").click();
            assertThat(alice.part("search:tag")).hasValue("urgent & <b>");
            assertThat(rows).hasCount(2);
            assertThat(alice.page().locator("datalist option[value='second']")).hasCount(1);

            alice.part("search:tag").fill("second");
            assertThat(rows).hasCount(1);
            assertThat(rows).containsText("other.txt");
            alice.part("search:tag").fill("");
            assertThat(alice.part("files:list")).containsText(alice.text("search.note"));
        }
    }
}
