package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Older contents of documents: when they are kept, who reads them, and how one becomes the newest again. */
@ExtendWith(SharedFubako.class)
class RevisionsIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String HOME = "/common/revisions";
    private static final String DOCUMENT = HOME + "/plan.txt";

    private final Fubako fubako;

    RevisionsIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void make() throws Exception {
        assertThat(call("MKCOL", "/dav" + HOME, "").statusCode()).isEqualTo(201);
    }

    @AfterEach
    void clear() throws Exception {
        assertThat(call("DELETE", "/dav" + HOME, "").statusCode()).isEqualTo(204);
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        return fubako.call(ALICE, method, path, body);
    }

    private HttpResponse<String> json(String account, String method, String path, String body) throws Exception {
        return fubako.call(account, method, path, body, "Content-Type", "application/json");
    }

    private void keep(String folder, boolean keep) throws Exception {
        HttpResponse<String> answer =
                json(ALICE, "PUT", "/api/v1/settings" + folder, "{\"keepRevisions\":" + keep + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"keepRevisions\":" + keep
                        + ",\"oneTimeUrl\":false,\"thumbnail\":false,\"virusCheck\":true}");
    }

    private void write(String... contents) throws Exception {
        for (String content : contents) {
            assertThat(call("PUT", "/dav" + DOCUMENT, content).statusCode()).isIn(201, 204);
        }
    }

    private List<JsonObject> revisions(String path) throws Exception {
        return LogReader.json(call("GET", "/api/v1/revisions" + path, ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private List<Integer> numbers(String path) throws Exception {
        return revisions(path).stream().map(item -> item.getInt("number")).toList();
    }

    private String content(String path, int revision) throws Exception {
        HttpResponse<String> answer = call("GET", "/api/v1/files" + path + "?revision=" + revision, "");
        return answer.statusCode() == 200 ? answer.body() : Integer.toString(answer.statusCode());
    }

    @Test
    void d01D03WhereTheyAreKeptEachCanBeRead() throws Exception {
        keep(HOME, true);
        write("one", "second", "3");

        assertThat(numbers(DOCUMENT)).containsExactly(3, 2, 1);
        assertThat(content(DOCUMENT, 1)).isEqualTo("one");
        assertThat(content(DOCUMENT, 2)).isEqualTo("second");
        assertThat(content(DOCUMENT, 3)).isEqualTo("3");
        assertThat(content(DOCUMENT, 4)).isEqualTo("404");
        JsonObject second = revisions(DOCUMENT).get(1);
        assertThat(second.getInt("size")).isEqualTo(6);
        assertThat(second.getString("by")).isEqualTo("alice");
        HttpResponse<String> head = call("HEAD", "/api/v1/files" + DOCUMENT + "?revision=2", "");
        assertThat(head.headers().firstValue("ETag")).contains(second.getString("etag"));
        assertThat(call("GET", "/dav" + DOCUMENT, "").body()).isEqualTo("3");
    }

    @Test
    void d06WithTheDocumentAllOfThemGoAndNoneGoesAlone() throws Exception {
        keep(HOME, true);
        write("one", "second");
        assertThat(call("DELETE", "/api/v1/revisions" + DOCUMENT, "").statusCode())
                .isEqualTo(405);
        assertThat(call("DELETE", "/api/v1/revisions" + DOCUMENT + "?number=1", "")
                        .statusCode())
                .isEqualTo(405);
        assertThat(numbers(DOCUMENT)).containsExactly(2, 1);

        assertThat(call("DELETE", "/dav" + DOCUMENT, "").statusCode()).isEqualTo(204);
        write("new");

        assertThat(numbers(DOCUMENT)).containsExactly(1);
        assertThat(content(DOCUMENT, 2)).isEqualTo("404");
        fubako.awaitPurge();
        assertThat(fubako.count(
                        "SELECT COUNT(*) FROM revision r JOIN node n ON n.tenant_id = r.tenant_id AND n.id = r.node_id"
                                + " JOIN node p ON p.tenant_id = n.tenant_id AND p.id = n.parent_id WHERE p.name = '"
                                + HOME.substring(HOME.lastIndexOf('/') + 1) + "'"))
                .isEqualTo(1);
    }

    @Test
    void d03ARangeOfAnOlderOneIsSentAndItsTagIsItsOwn() throws Exception {
        keep(HOME, true);
        write("0123456789", "abc");
        String tag = revisions(DOCUMENT).get(1).getString("etag");

        HttpResponse<String> part = fubako.call(
                ALICE, "GET", "/api/v1/files" + DOCUMENT + "?revision=1", "", "Range", "bytes=7-", "If-Range", tag);

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("789");
        assertThat(fubako.call(ALICE, "GET", "/api/v1/files" + DOCUMENT + "?revision=1", "", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void d02ThereIsNoCapAndTheListHasPages() throws Exception {
        keep(HOME, true);
        for (int number = 1; number <= 25; number++) {
            write("content " + number);
        }

        JsonObject first = LogReader.json(call("GET", "/api/v1/revisions" + DOCUMENT + "?limit=10", ""));
        assertThat(first.getJsonArray("items")).hasSize(10);
        JsonObject second = LogReader.json(
                call("GET", "/api/v1/revisions" + DOCUMENT + "?limit=20&cursor=" + first.getString("next"), ""));
        assertThat(second.getJsonArray("items")).hasSize(15);
        assertThat(second.containsKey("next")).isFalse();
        assertThat(content(DOCUMENT, 1)).isEqualTo("content 1");
    }

    @Test
    void c13D09WhereTheyAreNotKeptTheNewContentIsTheOnlyOne() throws Exception {
        write("one", "two");

        assertThat(numbers(DOCUMENT)).containsExactly(2);
        assertThat(content(DOCUMENT, 1)).isEqualTo("404");
    }

    @Test
    void d08SwitchedOffTheyAreHiddenAndOnAgainTheyAreThere() throws Exception {
        keep(HOME, true);
        write("one", "two");
        keep(HOME, false);

        assertThat(numbers(DOCUMENT)).containsExactly(2);
        assertThat(content(DOCUMENT, 1)).isEqualTo("404");
        assertThat(content(DOCUMENT, 2)).isEqualTo("two");
        assertThat(json(ALICE, "POST", "/api/v1/revisions" + DOCUMENT, "{\"number\":1}")
                        .statusCode())
                .isEqualTo(404);
        keep(HOME, true);
        assertThat(numbers(DOCUMENT)).containsExactly(2, 1);
        assertThat(content(DOCUMENT, 1)).isEqualTo("one");
    }

    @Test
    void d09OverwrittenWhileItIsOffTheOlderOnesAreLost() throws Exception {
        keep(HOME, true);
        write("one", "two");
        keep(HOME, false);
        write("three");
        keep(HOME, true);

        assertThat(numbers(DOCUMENT)).containsExactly(3);
    }

    @Test
    void d04ACopyHasTheNewestOnly() throws Exception {
        keep(HOME, true);
        write("one", "two");
        transfer("copies", DOCUMENT, HOME + "/copy.txt");

        assertThat(revisions(HOME + "/copy.txt")).hasSize(1);
        assertThat(call("GET", "/dav" + HOME + "/copy.txt", "").body()).isEqualTo("two");
        assertThat(numbers(DOCUMENT)).containsExactly(2, 1);
    }

    @Test
    void d05AMoveTakesAllWhateverTheTargetKeeps() throws Exception {
        keep(HOME, true);
        write("one", "two");
        call("MKCOL", "/dav" + HOME + "/plain", "");
        transfer("moves", DOCUMENT, HOME + "/plain/plan.txt");
        assertThat(numbers(HOME + "/plain/plan.txt")).containsExactly(2);
        transfer("moves", HOME + "/plain/plan.txt", DOCUMENT);

        assertThat(numbers(DOCUMENT)).containsExactly(2, 1);
        assertThat(content(DOCUMENT, 1)).isEqualTo("one");
    }

    private void transfer(String call, String from, String to) throws Exception {
        assertThat(json(ALICE, "POST", "/api/v1/" + call, "{\"from\":\"" + from + "\",\"to\":\"" + to + "\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void p12AnOlderOneBecomesTheNewestAndNoneIsLost() throws Exception {
        keep(HOME, true);
        write("one", "second");
        fubako.awaitPurge();
        long before = used();

        HttpResponse<String> restored = json(ALICE, "POST", "/api/v1/revisions" + DOCUMENT, "{\"number\":1}");

        assertThat(restored.statusCode()).as(restored.body()).isEqualTo(200);
        assertThat(LogReader.json(restored).getInt("revision")).isEqualTo(3);
        assertThat(call("GET", "/dav" + DOCUMENT, "").body()).isEqualTo("one");
        assertThat(numbers(DOCUMENT)).containsExactly(3, 2, 1);
        assertThat(content(DOCUMENT, 2)).isEqualTo("second");
        assertThat(used()).isEqualTo(before + 3);
        assertThat(json(ALICE, "POST", "/api/v1/revisions" + DOCUMENT, "{\"number\":3}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(numbers(DOCUMENT)).containsExactly(3, 2, 1);
    }

    private long used() throws Exception {
        String spaces = call("GET", "/api/v1/spaces", "").body();
        return Long.parseLong(spaces.replaceFirst("(?s).*\"path\":\"/common\".*?\"used\":(\\d+).*", "$1"));
    }

    @Test
    void p12WhoMayOnlyReadReadsThemAndRestoresNone() throws Exception {
        keep(HOME, true);
        write("one", "two");
        assertThat(json(
                                CAROL,
                                "PUT",
                                "/api/v1/rights" + HOME,
                                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"bob\",\"mode\":\"read-only\"},"
                                        + "{\"kind\":\"account\",\"principal\":\"alice\",\"mode\":\"read-write\"}]}")
                        .statusCode())
                .isEqualTo(200);

        assertThat(fubako.call(BOB, "GET", "/api/v1/files" + DOCUMENT + "?revision=1", "")
                        .body())
                .isEqualTo("one");
        assertThat(json(BOB, "POST", "/api/v1/revisions" + DOCUMENT, "{\"number\":1}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(json(BOB, "PUT", "/api/v1/settings" + HOME, "{\"keepRevisions\":false}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(numbers(DOCUMENT)).containsExactly(2, 1);
    }

    @Test
    void p12WhatSomebodyHasLockedIsNotRestored() throws Exception {
        keep(HOME, true);
        write("one", "two");
        HttpResponse<String> lock = fubako.call(
                BOB,
                "LOCK",
                "/dav" + DOCUMENT,
                "<lockinfo xmlns='DAV:'><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>");

        assertThat(json(ALICE, "POST", "/api/v1/revisions" + DOCUMENT, "{\"number\":1}")
                        .statusCode())
                .isEqualTo(423);
        assertThat(call("GET", "/dav" + DOCUMENT, "").body()).isEqualTo("two");
        fubako.call(
                BOB,
                "UNLOCK",
                "/dav" + DOCUMENT,
                "",
                "Lock-Token",
                lock.headers().firstValue("Lock-Token").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"revision=0", "revision=-1", "revision=x", "revision=", "revision=1&revision=2", "number=1"})
    void aRevisionThatCannotBeMeantIsRefused(String query) throws Exception {
        keep(HOME, true);
        write("one");

        assertThat(call("GET", "/api/v1/files" + DOCUMENT + "?" + query, "").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"number\":0}", "{\"number\":\"1\"}", "{\"number\":1.5}", "{\"no\":1}", "[]", "1"})
    void aRevisionToRestoreThatCannotBeMeantIsRefused(String body) throws Exception {
        keep(HOME, true);
        write("one", "two");

        assertThat(json(ALICE, "POST", "/api/v1/revisions" + DOCUMENT, body).statusCode())
                .isEqualTo(400);
        assertThat(numbers(DOCUMENT)).containsExactly(2, 1);
    }

    @Test
    void d01SettingsAreOfFoldersOnly() throws Exception {
        write("one");

        assertThat(call("GET", "/api/v1/settings" + DOCUMENT, "").statusCode()).isEqualTo(409);
        assertThat(call("GET", "/api/v1/revisions" + HOME, "").statusCode()).isEqualTo(409);
        assertThat(call("GET", "/api/v1/settings" + HOME, "").body())
                .isEqualTo("{\"keepRevisions\":false,\"oneTimeUrl\":false,\"thumbnail\":false,\"virusCheck\":true}");
        assertThat(json(ALICE, "PUT", "/api/v1/settings" + HOME, "{\"keepRevisions\":\"yes\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void m37ChangesOfSettingsAndRestoringAreLines() throws Exception {
        keep(HOME, true);
        write("one", "two");
        json(ALICE, "POST", "/api/v1/revisions" + DOCUMENT, "{\"number\":1}");

        String log = fubako.call(CAROL, "GET", "/api/v1/logs/operations?limit=50", "")
                .body();
        assertThat(log).contains("FOLDER_SETTINGS", "REVISION_RESTORE", "plan.txt");
    }
}
