package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are deleted by themselves. Carol has the role for access; Alice administers the project. */
@ExtendWith(SharedFubako.class)
class AutoDeleteIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String HOME = "/common/auto-delete";
    private static final String PROJECT = "/project/tender/auto-delete";

    private final Fubako fubako;

    AutoDeleteIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void make() throws Exception {
        folder(HOME);
        folder(PROJECT);
    }

    @AfterEach
    void clear() throws Exception {
        setSpace(ALICE, "{\"trash\":false}", 204);
        fubako.execute("DELETE FROM node_lock");
        for (String folder : List.of(HOME, PROJECT)) {
            assertThat(fubako.call(ALICE, "DELETE", "/dav" + folder, "").statusCode())
                    .isEqualTo(204);
        }
        fubako.emptyTrash(ALICE, "/project/tender");
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
    }

    private void folder(String path) throws Exception {
        assertThat(fubako.call(ALICE, "MKCOL", "/dav" + path, "").statusCode()).isEqualTo(201);
    }

    private void put(String path, String... headers) throws Exception {
        assertThat(fubako.call(ALICE, "PUT", "/dav" + path, "x", headers).statusCode())
                .isEqualTo(201);
    }

    /** A document as if it had been stored so many days ago. */
    private void put(String path, int daysAgo) throws Exception {
        put(path);
        String name = path.substring(path.lastIndexOf('/') + 1);
        long then = Instant.now().minus(daysAgo, ChronoUnit.DAYS).toEpochMilli();
        String older = "CONCAT(UNHEX(LPAD(HEX(" + then + "), 12, '0')), SUBSTR(%s, 7))";
        fubako.execute("UPDATE revision SET id = " + older.formatted("id")
                + " WHERE node_id IN (SELECT id FROM node WHERE name = '" + name + "')");
        fubako.execute("UPDATE node SET revision_id = " + older.formatted("revision_id")
                + ", modified_at = UTC_TIMESTAMP(6) - INTERVAL " + daysAgo + " DAY WHERE name = '" + name + "'");
    }

    private HttpResponse<String> json(String account, String method, String path, String body) throws Exception {
        return fubako.call(account, method, path, body, "Content-Type", "application/json");
    }

    private void setFolder(String account, String folder, int days, int status) throws Exception {
        HttpResponse<String> answer =
                json(account, "PUT", "/api/v1/settings" + folder, "{\"autoDeleteDays\":" + days + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private JsonObject project() throws Exception {
        String spaces = fubako.call(BOB, "GET", "/api/v1/spaces", "").body();
        try (JsonReader reader = Json.createReader(new StringReader(spaces))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream()
                    .filter(space -> space.getString("path").equals("/project/tender"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void setSpace(String account, String settings, int status) throws Exception {
        HttpResponse<String> answer =
                json(account, "PUT", "/api/v1/spaces/" + project().getString("id"), settings);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private boolean isThere(String path) throws Exception {
        return fubako.call(ALICE, "HEAD", "/dav" + path, "").statusCode() == 200;
    }

    private void awaitGone(String path) throws Exception {
        Wait.until(() -> !isThere(path), path + " stays");
    }

    @Test
    void e11E12E14WhatIsDirectlyInTheFolderAndOldEnoughGoes() throws Exception {
        folder(HOME + "/below");
        put(HOME + "/below/ad-inner.txt", 100);
        put(HOME + "/ad-old.txt", 31);
        put(HOME + "/ad-young.txt", 29);
        put(HOME + "/ad-synced.txt", "X-OC-Mtime", "1000000000");
        put(HOME + "/ad-locked.txt", 31);
        assertThat(fubako.call(BOB, "POST", "/api/v1/locks" + HOME + "/ad-locked.txt", "")
                        .statusCode())
                .isEqualTo(201);
        assertThat(isThere(HOME + "/ad-old.txt")).isTrue();

        setFolder(CAROL, HOME, 30, 200);

        awaitGone(HOME + "/ad-old.txt");
        assertThat(isThere(HOME + "/below/ad-inner.txt")).isTrue();
        assertThat(isThere(HOME + "/ad-young.txt")).isTrue();
        assertThat(isThere(HOME + "/ad-synced.txt")).isTrue();
        assertThat(isThere(HOME + "/ad-locked.txt")).isTrue();
        assertThat(new LogReader(fubako, CAROL).about(HOME + "/ad-old.txt"))
                .contains("fubako job DELETE " + HOME + "/ad-old.txt 1 ok");
    }

    @Test
    void e13AShorterTimeActsAtOnce() throws Exception {
        put(HOME + "/ad-month.txt", 31);
        setFolder(CAROL, HOME, 60, 200);
        put(HOME + "/ad-quarter.txt", 91);
        setFolder(CAROL, HOME, 61, 200);
        awaitGone(HOME + "/ad-quarter.txt");
        assertThat(isThere(HOME + "/ad-month.txt")).isTrue();

        setFolder(CAROL, HOME, 20, 200);

        awaitGone(HOME + "/ad-month.txt");
        setFolder(CAROL, HOME, 0, 200);
        assertThat(json(BOB, "GET", "/api/v1/settings" + HOME, "").body())
                .isEqualTo("{\"keepRevisions\":false,\"oneTimeUrl\":false,\"thumbnail\":false,\"virusCheck\":true}");
    }

    @Test
    void e15C18ACopiedOrMovedFolderKeepsIt() throws Exception {
        folder(HOME + "/source");
        setFolder(CAROL, HOME + "/source", 45, 200);

        String transfer = "{\"from\":\"" + HOME + "/source\",\"to\":\"" + HOME + "/%s\"}";
        assertThat(json(ALICE, "POST", "/api/v1/copies", transfer.formatted("copy"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(json(ALICE, "POST", "/api/v1/moves", transfer.formatted("moved"))
                        .statusCode())
                .isEqualTo(201);

        for (String folder : List.of("/copy", "/moved")) {
            assertThat(json(BOB, "GET", "/api/v1/settings" + HOME + folder, "").body())
                    .contains("\"autoDeleteDays\":45");
        }
    }

    @Test
    void e01E16E17ThatOfTheSpaceTakesThePlaceOfThoseOfItsFoldersAndFillsTheTrash() throws Exception {
        folder(PROJECT + "/deep");
        setFolder(ALICE, PROJECT, 1, 200);
        setSpace(ALICE, "{\"trash\":true,\"autoDeleteDays\":30}", 204);
        put(PROJECT + "/ad-days.txt", 10);
        put(PROJECT + "/deep/ad-deep.txt", 31);

        assertThat(project().getInt("autoDeleteDays")).isEqualTo(30);
        setSpace(ALICE, "{\"trash\":true,\"autoDeleteDays\":29}", 204);

        awaitGone(PROJECT + "/deep/ad-deep.txt");
        assertThat(isThere(PROJECT + "/ad-days.txt")).isTrue();
        assertThat(fubako.call(ALICE, "GET", "/api/v1/trash/project/tender", "").body())
                .contains("ad-deep.txt", "\"by\":\"fubako\"");
        setSpace(ALICE, "{\"trash\":true}", 204);
        awaitGone(PROJECT + "/ad-days.txt");
    }

    @Test
    void e11E16OnlyWhoMaySetsIt() throws Exception {
        setFolder(BOB, HOME, 30, 403);
        setFolder(ALICE, HOME, 30, 403);
        setFolder("dave@other", HOME, 30, 404);
        setFolder(BOB, PROJECT, 30, 403);
        setSpace(BOB, "{\"autoDeleteDays\":30}", 403);
        assertThat(json(ALICE, "PUT", "/api/v1/settings" + HOME, "{\"keepRevisions\":true}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(BOB, "GET", "/api/v1/settings" + HOME, "").body()).doesNotContain("autoDelete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "3651", "1.5", "\"30\"", "true", "99999999999"})
    void e11WhatIsNoNumberOfDaysIsRefused(String days) throws Exception {
        String body = "{\"autoDeleteDays\":" + days + "}";

        assertThat(json(CAROL, "PUT", "/api/v1/settings" + HOME, body).statusCode())
                .isEqualTo(400);
        assertThat(json(ALICE, "PUT", "/api/v1/spaces/" + project().getString("id"), body)
                        .statusCode())
                .isEqualTo(400);
    }
}
