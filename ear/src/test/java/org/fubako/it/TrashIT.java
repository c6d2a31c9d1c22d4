package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of deleted folders and documents in a space with a trash. Alice administers the project, Bob is a member. */
@ExtendWith(SharedFubako.class)
class TrashIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String SPACE = "/project/tender";
    private static final String TRASH = "/api/v1/trash" + SPACE;

    private final Fubako fubako;
    private String spaceId;

    TrashIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void switchOn() throws Exception {
        spaceId = space().getString("id");
        setTrash(ALICE, "{\"trash\":true}", 204);
    }

    @AfterEach
    void clear() throws Exception {
        setTrash(ALICE, "{\"trash\":false}", 204);
        fubako.emptyTrash(ALICE, SPACE);
        for (JsonObject item : children(SPACE)) {
            call(ALICE, "DELETE", "/dav" + item.getString("path"), "");
        }
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
    }

    private HttpResponse<String> call(String account, String method, String path, String body) throws Exception {
        return body.startsWith("{")
                ? fubako.call(account, method, path, body, "Content-Type", "application/json")
                : fubako.call(account, method, path, body);
    }

    private JsonObject space() throws Exception {
        String body = call(ALICE, "GET", "/api/v1/spaces", "").body();
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream()
                    .filter(space -> space.getString("path").equals(SPACE))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void setTrash(String account, String settings, int status) throws Exception {
        HttpResponse<String> answer = call(account, "PUT", "/api/v1/spaces/" + spaceId, settings);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private List<JsonObject> children(String folder) throws Exception {
        return LogReader.json(call(ALICE, "GET", "/api/v1/folders" + folder + "?limit=1000", ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private void put(String path, String content) throws Exception {
        assertThat(call(ALICE, "PUT", "/dav" + SPACE + path, content).statusCode())
                .isIn(201, 204);
    }

    private void make(String path) throws Exception {
        assertThat(call(ALICE, "MKCOL", "/dav" + SPACE + path, "").statusCode()).isEqualTo(201);
    }

    private void remove(String path) throws Exception {
        assertThat(call(ALICE, "DELETE", "/dav" + SPACE + path, "").statusCode())
                .isEqualTo(204);
    }

    private String read(String path) throws Exception {
        HttpResponse<String> answer = call(ALICE, "GET", "/dav" + SPACE + path, "");
        return answer.statusCode() == 200 ? answer.body() : Integer.toString(answer.statusCode());
    }

    private List<JsonObject> items(String account) throws Exception {
        return LogReader.json(call(account, "GET", TRASH + "?limit=1000", ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private List<String> names() throws Exception {
        return items(ALICE).stream().map(item -> item.getString("name")).toList();
    }

    private String idOf(String name) throws Exception {
        return items(ALICE).stream()
                .filter(item -> item.getString("name").equals(name))
                .map(item -> item.getString("id"))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> restore(String account, String id, Optional<String> folder) throws Exception {
        JsonObjectBuilder body = Json.createObjectBuilder().add("id", id);
        folder.ifPresent(path -> body.add("folder", path));
        return call(account, "POST", TRASH, body.build().toString());
    }

    private void restore(String name) throws Exception {
        HttpResponse<String> answer = restore(ALICE, idOf(name), Optional.empty());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private void delete(String account, String id, int status) throws Exception {
        assertThat(call(account, "DELETE", TRASH + "?id=" + id, "").statusCode())
                .isEqualTo(status);
    }

    private long used() throws Exception {
        return space().getJsonNumber("used").longValue();
    }

    /* Into it and out of it */

    private enum Door {
        DAV,
        API,
        FOLDERS
    }

    @ParameterizedTest
    @EnumSource
    void c23E01DeletedByAnyDoorAThingLiesInTheTrashAndComesBack(Door door) throws Exception {
        make("/plans");
        put("/plans/a.txt", "a");
        String path =
                switch (door) {
                    case DAV -> "/dav" + SPACE + "/plans/a.txt";
                    case API -> "/api/v1/files" + SPACE + "/plans/a.txt";
                    case FOLDERS -> "/api/v1/folders" + SPACE + "/plans";
                };
        assertThat(call(ALICE, "DELETE", path, "").statusCode()).isEqualTo(204);

        assertThat(read("/plans/a.txt")).isEqualTo("404");
        JsonObject item = items(ALICE).get(0);
        assertThat(item.getString("by")).isEqualTo("alice");
        assertThat(item.getString("type")).isEqualTo(door == Door.FOLDERS ? "folder" : "document");
        assertThat(item.getString("path")).isEqualTo(SPACE + (door == Door.FOLDERS ? "/plans" : "/plans/a.txt"));
        HttpResponse<String> restored = restore(ALICE, item.getString("id"), Optional.empty());
        assertThat(restored.statusCode()).isEqualTo(201);
        assertThat(read("/plans/a.txt")).isEqualTo("a");
        assertThat(items(ALICE)).isEmpty();
    }

    @Test
    void e01WithoutATrashADeletionIsForGood() throws Exception {
        setTrash(ALICE, "{\"trash\":false}", 204);
        put("/a.txt", "a");
        remove("/a.txt");

        assertThat(items(ALICE)).isEmpty();
    }

    @Test
    void e01WhatIsMovedOverSomethingPutsThatIntoTheTrash() throws Exception {
        put("/old.txt", "old");
        put("/new.txt", "new");
        assertThat(fubako.call(
                                ALICE,
                                "MOVE",
                                "/dav" + SPACE + "/new.txt",
                                "",
                                "Destination",
                                fubako.uri("/dav" + SPACE + "/old.txt").toString())
                        .statusCode())
                .isEqualTo(204);

        assertThat(read("/old.txt")).isEqualTo("new");
        assertThat(names()).containsExactly("old.txt");
        HttpResponse<String> taken = restore(ALICE, idOf("old.txt"), Optional.empty());
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(names()).containsExactly("old.txt");
    }

    @Test
    void d07RestoringBringsAllRevisions() throws Exception {
        make("/kept");
        call(ALICE, "PUT", "/api/v1/settings" + SPACE + "/kept", "{\"keepRevisions\":true}");
        put("/kept/a.txt", "one");
        put("/kept/a.txt", "two");
        remove("/kept/a.txt");
        restore("a.txt");

        assertThat(call(ALICE, "GET", "/api/v1/files" + SPACE + "/kept/a.txt?revision=1", "")
                        .body())
                .isEqualTo("one");
        assertThat(read("/kept/a.txt")).isEqualTo("two");
    }

    @Test
    void e02WhatIsInTheTrashTakesRoomUntilItIsRemoved() throws Exception {
        fubako.awaitPurge();
        long before = used();
        put("/big.bin", "x".repeat(5_000));
        remove("/big.bin");
        assertThat(used()).isEqualTo(before + 5_000);

        delete(ALICE, idOf("big.bin"), 204);

        Wait.until(() -> used() == before, "the room is not given back");
        assertThat(items(ALICE)).isEmpty();
    }

    @Test
    void e03WhatIsRemovedCannotBeRestored() throws Exception {
        put("/a.txt", "a");
        remove("/a.txt");
        String id = idOf("a.txt");
        delete(ALICE, id, 204);

        delete(ALICE, id, 404);
        assertThat(restore(ALICE, id, Optional.empty()).statusCode()).isEqualTo(404);
    }

    @Test
    void e04AfterItsDaysAThingLeavesTheTrashByItself() throws Exception {
        put("/old.txt", "old");
        put("/young.txt", "young");
        remove("/old.txt");
        remove("/young.txt");
        setTrash(ALICE, "{\"trash\":true,\"trashDays\":30}", 204);
        assertThat(space().getInt("trashDays")).isEqualTo(30);
        fubako.execute("UPDATE trash_item SET deleted_at = UTC_TIMESTAMP(6) - INTERVAL 31 DAY WHERE path = '" + SPACE
                + "/old.txt'");
        fubako.execute("UPDATE trash_item SET deleted_at = UTC_TIMESTAMP(6) - INTERVAL 29 DAY WHERE path = '" + SPACE
                + "/young.txt'");

        Wait.until(() -> names().equals(List.of("young.txt")), "it does not leave");
    }

    @Test
    void e05AThingIsRestoredToAnotherFolderOrSpace() throws Exception {
        make("/a");
        make("/b");
        put("/a/x.txt", "x");
        remove("/a/x.txt");
        assertThat(restore(ALICE, idOf("x.txt"), Optional.of(SPACE + "/b")).statusCode())
                .isEqualTo(201);
        assertThat(read("/b/x.txt")).isEqualTo("x");
        remove("/b/x.txt");
        fubako.awaitPurge();
        long before = used();

        assertThat(restore(ALICE, idOf("x.txt"), Optional.of("/private")).statusCode())
                .isEqualTo(201);

        assertThat(call(ALICE, "GET", "/dav/private/x.txt", "").body()).isEqualTo("x");
        assertThat(used()).isEqualTo(before - 1);
        assertThat(call(ALICE, "DELETE", "/dav/private/x.txt", "").statusCode()).isEqualTo(204);
    }

    @Test
    void e05ToWhereItLayAlsoWhenThatHasMovedAndAWordWhenThatIsGone() throws Exception {
        make("/a");
        put("/a/x.txt", "x");
        put("/a/y.txt", "y");
        remove("/a/x.txt");
        remove("/a/y.txt");
        fubako.call(
                ALICE,
                "MOVE",
                "/dav" + SPACE + "/a/",
                "",
                "Destination",
                fubako.uri("/dav" + SPACE + "/moved/").toString());
        restore("x.txt");
        assertThat(read("/moved/x.txt")).isEqualTo("x");
        remove("/moved");

        HttpResponse<String> gone = restore(ALICE, idOf("y.txt"), Optional.empty());

        assertThat(gone.statusCode()).isEqualTo(409);
        assertThat(restore(ALICE, idOf("y.txt"), Optional.of(SPACE)).statusCode())
                .isEqualTo(201);
        assertThat(read("/y.txt")).isEqualTo("y");
    }

    @Test
    void e06E07TheSameNameHasACounterAsLongAsItsTwinIsThere() throws Exception {
        for (int time = 0; time < 3; time++) {
            put("/report.tar.gz", "content " + time);
            remove("/report.tar.gz");
            make("/folder.d");
            remove("/folder.d");
        }
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "report.tar.gz",
                        "report.tar (1).gz",
                        "report.tar (2).gz",
                        "folder.d",
                        "folder.d (1)",
                        "folder.d (2)");
        String second = idOf("report.tar (1).gz");
        restore(ALICE, second, Optional.empty());
        assertThat(read("/report.tar.gz")).isEqualTo("content 1");
        assertThat(names()).contains("report.tar.gz", "report.tar (1).gz").doesNotContain("report.tar (2).gz");

        delete(ALICE, idOf("report.tar.gz"), 204);

        assertThat(names()).contains("report.tar.gz").doesNotContain("report.tar (1).gz");
    }

    /* Rights */

    private void rule(String folder, String lines) throws Exception {
        // nobody in the demo has the role and enters the project: the line is written as the role would write it
        fubako.execute("UPDATE node SET own_rule = TRUE WHERE name = '" + folder + "' AND deleted_at IS NULL");
        for (String line : lines.split(",")) {
            String[] parts = line.split("=");
            fubako.execute("INSERT INTO node_right (tenant_id, node_id, principal_kind, principal_id, mode)"
                    + " SELECT n.tenant_id, n.id, 'ACCOUNT', a.id, '"
                    + parts[1].toUpperCase(Locale.ROOT) + "' FROM node n JOIN account a ON a.tenant_id = n.tenant_id"
                    + " WHERE n.name = '" + folder + "' AND n.deleted_at IS NULL AND a.name = '" + parts[0] + "'");
        }
        TimeUnit.SECONDS.sleep(6); // what is known of rules may be five seconds old
    }

    @Test
    void e08TheRuleOfTheFolderItLayInDecidesWhoSeesAndRestoresIt() throws Exception {
        make("/boardroom");
        make("/readonly");
        put("/boardroom/secret.txt", "s");
        put("/readonly/shown.txt", "s");
        put("/free.txt", "f");
        rule("boardroom", "alice=read_write");
        rule("readonly", "alice=read_write,bob=read_only");
        remove("/boardroom/secret.txt");
        remove("/readonly/shown.txt");
        remove("/free.txt");
        String secret = idOf("secret.txt");
        String shown = idOf("shown.txt");

        assertThat(items(BOB).stream().map(item -> item.getString("name")))
                .containsExactlyInAnyOrder("shown.txt", "free.txt");
        assertThat(restore(BOB, secret, Optional.of(SPACE)).statusCode()).isEqualTo(404);
        delete(BOB, secret, 404);
        assertThat(restore(BOB, shown, Optional.of(SPACE)).statusCode()).isEqualTo(403);
        delete(BOB, shown, 403);
        assertThat(restore(BOB, idOf("free.txt"), Optional.empty()).statusCode())
                .isEqualTo(201);
        assertThat(names()).containsExactlyInAnyOrder("secret.txt", "shown.txt");

        // also when the folder lies in the trash itself, and when it is gone
        remove("/boardroom");
        assertThat(items(BOB).stream().map(item -> item.getString("name"))).containsExactly("shown.txt");
        delete(ALICE, idOf("boardroom"), 204);
        Wait.until(() -> restore(ALICE, secret, Optional.empty()).statusCode() == 409, "the folder is not gone");
        assertThat(items(BOB).stream().map(item -> item.getString("name"))).containsExactly("shown.txt");
        assertThat(restore(ALICE, secret, Optional.of(SPACE)).statusCode()).isEqualTo(201);
    }

    @Test
    void e09E10ADocumentTakesTheRuleOfItsTargetAndAFolderKeepsItsOwn() throws Exception {
        make("/boardroom");
        put("/boardroom/a.txt", "a");
        rule("boardroom", "alice=read_write");
        remove("/boardroom/a.txt");
        restore(ALICE, idOf("a.txt"), Optional.of(SPACE));
        assertThat(call(BOB, "GET", "/dav" + SPACE + "/a.txt", "").body()).isEqualTo("a");

        put("/boardroom/b.txt", "b");
        remove("/boardroom");
        make("/open");
        restore(ALICE, idOf("boardroom"), Optional.of(SPACE + "/open"));

        assertThat(read("/open/boardroom/b.txt")).isEqualTo("b");
        assertThat(call(BOB, "GET", "/dav" + SPACE + "/open/boardroom/b.txt", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void e01OnlyThoseWhoAdministerTheSpaceSwitchItsTrash() throws Exception {
        setTrash(BOB, "{\"trash\":false}", 403);
        try (TemporaryAccount stranger = TemporaryAccount.make(fubako)) {
            setTrash(stranger.login(), "{\"trash\":false}", 404);
        }
        assertThat(call("dave@other", "PUT", "/api/v1/spaces/" + spaceId, "{\"trash\":false}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(space().getBoolean("trash")).isTrue();
        for (String wrong : List.of(
                "{\"trashDays\":0}", "{\"trashDays\":-1}", "{\"trashDays\":3651}", "{\"trash\":1}", "{\"x\":1}")) {
            setTrash(ALICE, wrong, 400);
        }
    }

    @Test
    void whoMayNotEnterTheSpaceFindsNoTrash() throws Exception {
        put("/a.txt", "a");
        remove("/a.txt");
        String id = idOf("a.txt");
        for (String stranger : List.of(CAROL, "dave@other")) {
            assertThat(call(stranger, "GET", TRASH, "").statusCode()).isEqualTo(404);
            assertThat(restore(stranger, id, Optional.of("/private")).statusCode())
                    .isEqualTo(404);
            delete(stranger, id, 404);
        }
        assertThat(call("dave@other", "GET", "/api/v1/trash/common", "").body()).doesNotContain("a.txt");
        assertThat(restore(ALICE, "0".repeat(32), Optional.empty()).statusCode())
                .isEqualTo(404);
        assertThat(restore(ALICE, "x", Optional.empty()).statusCode()).isEqualTo(404);
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void m37RestoringAndRemovingAndSettingAreLines() throws Exception {
        put("/logged.txt", "a");
        remove("/logged.txt");
        restore("logged.txt");
        remove("/logged.txt");
        delete(ALICE, idOf("logged.txt"), 204);

        String log = call(CAROL, "GET", "/api/v1/logs/operations?limit=100", "").body();
        assertThat(log).contains("TRASH_RESTORE", "TRASH_REMOVE", "SPACE_SETTINGS");
    }
}
