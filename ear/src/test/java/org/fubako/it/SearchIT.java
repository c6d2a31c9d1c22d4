package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search by name finds, and for whom. */
@ExtendWith(SharedFubako.class)
class SearchIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String HOME = "/common/search";

    private final Fubako fubako;

    SearchIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void make() throws Exception {
        folder(HOME);
        folder(HOME + "/Quarterly%20Reports");
        put(HOME + "/Report%202026.pdf", 10);
        put(HOME + "/Quarterly%20Reports/old-report.txt", 5_000);
        put(HOME + "/" + encoded("見積書（第２版）.xlsx"), 20);
        put(HOME + "/100%25_done.txt", 1);
        put(HOME + "/" + encoded("Straße.txt"), 1);
    }

    @AfterEach
    void clear() throws Exception {
        assertThat(fubako.call(CAROL, "DELETE", "/dav" + HOME, "").statusCode()).isEqualTo(204);
    }

    private void folder(String path) throws Exception {
        assertThat(fubako.call(CAROL, "MKCOL", "/dav" + path, "").statusCode()).isEqualTo(201);
    }

    private void put(String path, int length) throws Exception {
        assertThat(fubako.call(CAROL, "PUT", "/dav" + path, "x".repeat(length)).statusCode())
                .isEqualTo(201);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<String> search(String account, String query) throws Exception {
        return fubako.call(account, "GET", "/api/v1/search?" + query, "");
    }

    private List<String> found(String account, String query) throws Exception {
        return LogReader.json(search(account, query)).getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(item -> item.getString("path"))
                .toList();
    }

    private List<String> foundHere(String query) throws Exception {
        return found(ALICE, "in=" + HOME + "&" + query).stream()
                .map(path -> path.substring(HOME.length() + 1))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "report, old-report.txt|Quarterly Reports|Report 2026.pdf",
        "REPORT, old-report.txt|Quarterly Reports|Report 2026.pdf",
        "2026 rep, Report 2026.pdf",
        "見積, 見積書（第２版）.xlsx",
        "'　第２版 見積 ', 見積書（第２版）.xlsx",
        "%, 100%_done.txt",
        "_, 100%_done.txt",
        "STRASSE, Straße.txt",
        "report zebra, ''"
    })
    void p06AllWordsAreInTheNameInAnyOrderAndCase(String words, String names) throws Exception {
        assertThat(found(ALICE, "in=" + HOME + "&q=" + encoded(words)).stream()
                        .map(path -> path.substring(path.lastIndexOf('/') + 1)))
                .containsExactlyInAnyOrderElementsOf(names.isEmpty() ? List.of() : List.of(names.split("\\|")));
    }

    @Test
    void p06FiltersNarrowIt() throws Exception {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Tokyo"));

        assertThat(foundHere("q=report&type=folder")).containsExactly("Quarterly Reports");
        assertThat(foundHere("q=report&type=document"))
                .containsExactly("Quarterly Reports/old-report.txt", "Report 2026.pdf");
        assertThat(foundHere("q=report&minSize=11")).containsExactly("Quarterly Reports/old-report.txt");
        assertThat(foundHere("q=report&maxSize=10")).containsExactly("Report 2026.pdf");
        assertThat(foundHere("q=report&by=carol")).hasSize(3);
        assertThat(foundHere("q=report&by=alice")).isEmpty();
        assertThat(foundHere("q=report&from=" + today.minusDays(1) + "&to=" + today.plusDays(1)))
                .hasSize(3);
        assertThat(foundHere("q=report&to=" + today.minusDays(2))).isEmpty();
        assertThat(foundHere("q=report&from=" + today.plusDays(2))).isEmpty();
        assertThat(found(ALICE, "q=report&in=" + HOME + "/Quarterly%20Reports"))
                .containsExactly(HOME + "/Quarterly Reports/old-report.txt");
        assertThat(found(ALICE, "q=report&in=/project")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&in=" + HOME})
    void p06PagesFollowOneAnotherWithoutGapsAndTwins(String within) throws Exception {
        folder(HOME + "/below");
        folder(HOME + "/below/page-folder");
        for (int number = 0; number < 24; number++) {
            put(HOME + (number % 3 == 0 ? "/below/page-folder" : "") + "/page-" + number + ".txt", 1);
        }
        List<String> all = new ArrayList<>();
        JsonObject page = LogReader.json(search(ALICE, "q=page-&limit=10" + within));
        page.getJsonArray("items").getValuesAs(JsonObject.class).forEach(item -> all.add(item.getString("name")));
        while (page.containsKey("next")) {
            page = LogReader.json(search(ALICE, "q=page-&limit=10&cursor=" + page.getString("next") + within));
            page.getJsonArray("items").getValuesAs(JsonObject.class).forEach(item -> all.add(item.getString("name")));
        }

        assertThat(all).hasSize(25).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void p06WithinAFolderIsWhatLiesBelowItOnly() throws Exception {
        folder(HOME + "/one");
        folder(HOME + "/one/deep");
        folder(HOME + "/two");
        put(HOME + "/one/deep/inside-it.txt", 1);
        put(HOME + "/two/inside-it.txt", 1);
        String lock = "<D:lockinfo xmlns:D=\"DAV:\"><D:lockscope><D:exclusive/></D:lockscope>"
                + "<D:locktype><D:write/></D:locktype></D:lockinfo>";
        assertThat(fubako.call(CAROL, "LOCK", "/dav" + HOME + "/one/inside-it.lock", lock)
                        .statusCode())
                .isEqualTo(201);

        assertThat(found(ALICE, "q=inside-it&in=" + HOME + "/one")).containsExactly(HOME + "/one/deep/inside-it.txt");
        assertThat(found(ALICE, "q=one&in=" + HOME + "/one")).isEmpty();
        assertThat(found(ALICE, "q=inside-it")).hasSize(2);
        assertThat(found(ALICE, "q=e&type=folder&in=" + HOME + "/one")).containsExactly(HOME + "/one/deep");
        assertThat(found(ALICE, "q=e&type=document&in=" + HOME + "/one"))
                .containsExactly(HOME + "/one/deep/inside-it.txt");
        fubako.execute("DELETE FROM node_lock");
    }

    @Test
    void c03P06WhatIsHiddenIsNotFound() throws Exception {
        String rule = "{\"rule\":[{\"kind\":\"account\",\"principal\":\"carol\",\"mode\":\"read-write\"}]}";
        folder(HOME + "/secret-board");
        folder(HOME + "/secret-board/inner");
        put(HOME + "/secret-board/inner/secret-plan.txt", 1);
        assertThat(fubako.call(
                                CAROL,
                                "PUT",
                                "/api/v1/rights" + HOME + "/secret-board",
                                rule,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isIn(200, 204);

        assertThat(found(CAROL, "q=secret-")).hasSize(2);
        assertThat(found(BOB, "q=secret-")).isEmpty();
        assertThat(search(BOB, "q=secret-&in=" + HOME + "/secret-board").statusCode())
                .isEqualTo(404);
        assertThat(found("dave@other", "q=secret-")).isEmpty();
        assertThat(found("dave@other", "q=report")).isEmpty();
        fubako.call(ALICE, "PUT", "/dav/private/secret-diary.txt", "x");
        assertThat(found(ALICE, "q=secret-")).containsExactly("/private/secret-diary.txt");
        assertThat(found(CAROL, "q=secret-diary")).isEmpty();
        fubako.call(ALICE, "DELETE", "/dav/private/secret-diary.txt", "");
        assertThat(found(ALICE, "q=secret-diary")).isEmpty();
    }

    @Test
    void p06WhatIsDeletedWithItsFolderIsNotFound() throws Exception {
        folder(HOME + "/leaving");
        put(HOME + "/leaving/deep-in-it.txt", 1);
        assertThat(found(ALICE, "q=deep-in-it")).hasSize(1);

        assertThat(fubako.call(CAROL, "DELETE", "/dav" + HOME + "/leaving", "").statusCode())
                .isEqualTo(204);

        assertThat(found(ALICE, "q=deep-in-it")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "q=",
                "q=%20%E3%80%80",
                "q=a&type=x",
                "q=a&from=yesterday",
                "q=a&minSize=-1",
                "q=a&maxSize=99999999999999999999",
                "q=a&limit=0",
                "q=a&cursor=!!",
                "q=a&cursor=YWJj",
                "q=a&other=1",
                "q=a&q=b",
                "q=a&in=/common/../private",
                "q=a%20a%20a%20a%20a%20a%20a%20a%20a%20a%20a%20a%20a%20a%20a%20a%20a"
            })
    void p06WhatCannotBeMeantIsRefused(String query) throws Exception {
        HttpResponse<String> answer = search(ALICE, query);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void p06WhereNothingCanBeSearchedIsSaid() throws Exception {
        assertThat(search(ALICE, "q=a&in=/common/no-such-folder").statusCode()).isEqualTo(404);
        assertThat(search(ALICE, "q=a&in=" + HOME + "/Report%202026.pdf").statusCode())
                .isEqualTo(409);
        assertThat(search(ALICE, "q=" + "a".repeat(256)).statusCode()).isEqualTo(400);
    }
}
