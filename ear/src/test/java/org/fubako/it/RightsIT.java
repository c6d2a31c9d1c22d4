package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The access modes, each with each operation, through WebDAV and the API; and how rules are found. Carol has the role for access. */
@ExtendWith(SharedFubako.class)
class RightsIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String HOME = "/common/rights";

    private final Fubako fubako;

    RightsIT(Fubako fubako) {
        this.fubako = fubako;
    }

    /** A row of the matrix, and calls that are each an instance of it. */
    private enum Row {
        LIST,
        DOWNLOAD,
        UPLOAD_FILES,
        CREATE_FOLDERS,
        CHANGE_FILES,
        CHANGE_FOLDERS,
        COPY_OUT,
        COMMENT,
        ACTIONS
    }

    /** A column of the matrix. */
    private enum Mode {
        READ_WRITE(EnumSet.allOf(Row.class)),
        READ_WRITE_FILES(EnumSet.complementOf(EnumSet.of(Row.CREATE_FOLDERS, Row.CHANGE_FOLDERS))),
        READ_WRITE_NO_ACTIONS(EnumSet.complementOf(EnumSet.of(Row.COMMENT, Row.ACTIONS))),
        READ_WRITE_FILES_NO_ACTIONS(
                EnumSet.of(Row.LIST, Row.DOWNLOAD, Row.UPLOAD_FILES, Row.CHANGE_FILES, Row.COPY_OUT)),
        READ_ONLY(EnumSet.of(Row.LIST, Row.DOWNLOAD, Row.COPY_OUT)),
        NONE(EnumSet.noneOf(Row.class));

        private final Set<Row> allowed;

        Mode(Set<Row> allowed) {
            this.allowed = allowed;
        }

        String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private record Call(String method, String path, String body, String... headers) {}

    @BeforeEach
    void make() throws Exception {
        for (String folder : List.of("", "/board", "/board/sub", "/board/two", "/board/three", "/board/four")) {
            expect(201, CAROL, "MKCOL", "/dav" + HOME + folder, "");
        }
        for (String document :
                List.of("/board/a.txt", "/board/b.txt", "/board/c.txt", "/board/d.txt", "/board/sub/inner.txt")) {
            expect(201, CAROL, "PUT", "/dav" + HOME + document, "content");
        }
    }

    @AfterEach
    void clear() throws Exception {
        for (String folder : List.of("/board/sub", "/board")) {
            fubako.call(CAROL, "DELETE", "/api/v1/rights" + HOME + folder, "");
        }
        expect(204, CAROL, "DELETE", "/dav" + HOME, "");
        for (String taken : List.of("taken.txt", "taken")) {
            fubako.call(ALICE, "DELETE", "/dav/private/" + taken, "");
        }
    }

    private HttpResponse<String> call(String account, Call call) throws Exception {
        return fubako.call(account, call.method(), call.path(), call.body(), call.headers());
    }

    private void expect(int status, String account, String method, String path, String body, String... headers)
            throws Exception {
        HttpResponse<String> answer = fubako.call(account, method, path, body, headers);
        assertThat(answer.statusCode())
                .as("%s %s %s: %s", account, method, path, answer.body())
                .isEqualTo(status);
    }

    private static Call json(String method, String path, String body) {
        return new Call(method, path, body, "Content-Type", "application/json");
    }

    private Call transfer(String what, String from, String to) {
        return json("POST", "/api/v1/" + what, "{\"from\":\"" + from + "\",\"to\":\"" + to + "\"}");
    }

    private Call dav(String method, String from, String to) {
        return new Call(
                method,
                "/dav" + from,
                "",
                "Destination",
                fubako.uri("/dav" + to).toString(),
                "Overwrite",
                "F");
    }

    /** None of them needs what another has done. */
    private List<Call> calls(Row row) {
        String board = HOME + "/board";
        return switch (row) {
            case LIST ->
                List.of(
                        new Call("GET", "/api/v1/folders" + board, ""),
                        new Call("PROPFIND", "/dav" + board, "", "Depth", "1"));
            case DOWNLOAD ->
                List.of(
                        new Call("GET", "/dav" + board + "/a.txt", ""),
                        new Call("GET", "/api/v1/files" + board + "/a.txt", ""),
                        new Call("GET", "/api/v1/archives?path=" + board, ""));
            case UPLOAD_FILES ->
                List.of(
                        new Call("PUT", "/dav" + board + "/new.txt", "x"),
                        new Call("PUT", "/dav" + board + "/a.txt", "x"),
                        new Call("PUT", "/api/v1/files" + board + "/newer.txt", "x"),
                        dav("COPY", board + "/a.txt", board + "/copied.txt"));
            case CREATE_FOLDERS ->
                List.of(
                        new Call("MKCOL", "/dav" + board + "/made", ""),
                        new Call("POST", "/api/v1/folders" + board + "/made-too", ""),
                        dav("COPY", board + "/sub", board + "/copied"));
            case CHANGE_FILES ->
                List.of(
                        dav("MOVE", board + "/a.txt", board + "/moved.txt"),
                        transfer("moves", board + "/b.txt", board + "/moved-too.txt"),
                        new Call("DELETE", "/dav" + board + "/c.txt", ""),
                        new Call("DELETE", "/api/v1/files" + board + "/d.txt", ""));
            case CHANGE_FOLDERS ->
                List.of(
                        dav("MOVE", board + "/sub", board + "/moved"),
                        transfer("moves", board + "/two", board + "/moved-too"),
                        new Call("DELETE", "/dav" + board + "/three", ""),
                        new Call("DELETE", "/api/v1/folders" + board + "/four", ""));
            case COPY_OUT ->
                List.of(
                        dav("COPY", board + "/a.txt", "/private/taken.txt"),
                        transfer("copies", board + "/sub", "/private/taken"));
            case COMMENT ->
                List.of(
                        json("PUT", "/api/v1/comments" + board + "/a.txt", "{\"comment\":\"seen\"}"),
                        json("PUT", "/api/v1/comments" + board + "/sub", "{\"comment\":\"seen\"}"));
            case ACTIONS -> List.of(json("PUT", "/api/v1/settings" + board, "{\"keepRevisions\":true}"));
        };
    }

    private static String line(String kind, String principal, Mode mode) {
        String who = principal.isEmpty() ? "" : "\"principal\":\"" + principal + "\",";
        return "{\"kind\":\"" + kind + "\"," + who + "\"mode\":\"" + mode.label() + "\"}";
    }

    private void rule(String folder, String... lines) throws Exception {
        expect(
                200,
                CAROL,
                "PUT",
                "/api/v1/rights" + HOME + folder,
                "{\"rule\":[" + String.join(",", lines) + "]}",
                "Content-Type",
                "application/json");
    }

    static Stream<Arguments> matrix() {
        return Stream.of(Mode.values()).flatMap(mode -> Stream.of(Row.values()).map(row -> Arguments.of(mode, row)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("matrix")
    void f01F13F14EachModeAllowsWhatTheMatrixSays(Mode mode, Row row) throws Exception {
        rule("/board", line("account", "alice", mode));

        for (Call call : calls(row)) {
            HttpResponse<String> answer = call(ALICE, call);
            String what = mode + " " + call + " " + answer.statusCode() + " " + answer.body();
            if (mode.allowed.contains(row)) {
                assertThat(answer.statusCode()).as(what).isBetween(200, 299);
            } else if (mode == Mode.NONE) {
                // a folder that is hidden is a parent that is missing
                assertThat(answer.statusCode()).as(what).isIn(404, 409);
            } else {
                assertThat(answer.statusCode()).as(what).isEqualTo(403);
            }
        }
        if (mode != Mode.NONE) {
            assertThat(fubako.call(BOB, "GET", "/api/v1/folders" + HOME + "/board", "")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private boolean reads(String account, String path) throws Exception {
        return fubako.call(account, "GET", "/dav" + HOME + path, "").statusCode() == 200;
    }

    private boolean writes(String account, String path) throws Exception {
        return fubako.call(account, "PUT", "/dav" + HOME + path, "written").statusCode() == 204;
    }

    @Test
    void f02F12AccountsGroupsAndEveryoneAddUpAndTheWidestWins() throws Exception {
        rule("/board", line("everyone", "", Mode.READ_ONLY), line("account", "alice", Mode.READ_WRITE));
        assertThat(writes(ALICE, "/board/a.txt")).isTrue();
        assertThat(reads(BOB, "/board/a.txt")).isTrue();
        assertThat(writes(BOB, "/board/a.txt")).isFalse();

        rule("/board", line("group", "users", Mode.READ_WRITE), line("account", "bob", Mode.READ_ONLY));
        assertThat(writes(BOB, "/board/a.txt")).isTrue();
    }

    @Test
    void f03F04F09ARuleHoldsBelowUntilAFolderHasItsOwn() throws Exception {
        assertThat(writes(BOB, "/board/sub/inner.txt")).isTrue();

        rule("/board", line("account", "alice", Mode.READ_WRITE), line("account", "bob", Mode.READ_ONLY));
        assertThat(writes(BOB, "/board/sub/inner.txt")).isFalse();
        assertThat(reads(BOB, "/board/sub/inner.txt")).isTrue();

        rule("/board/sub", line("account", "bob", Mode.READ_WRITE));
        assertThat(writes(BOB, "/board/sub/inner.txt")).isTrue();
        assertThat(reads(ALICE, "/board/sub/inner.txt")).isFalse();
        assertThat(fubako.call(ALICE, "GET", "/api/v1/folders" + HOME + "/board", "")
                        .body())
                .contains("a.txt")
                .doesNotContain("\"sub\"");

        expect(204, CAROL, "DELETE", "/api/v1/rights" + HOME + "/board/sub", "");
        assertThat(reads(ALICE, "/board/sub/inner.txt")).isTrue();
        assertThat(writes(BOB, "/board/sub/inner.txt")).isFalse();
    }

    private void moveFolder(String from, String to) throws Exception {
        expect(
                201,
                CAROL,
                "MOVE",
                "/dav" + HOME + from,
                "",
                "Destination",
                fubako.uri("/dav" + HOME + to).toString());
    }

    @Test
    void c18AFolderThatMovesKeepsItsRuleAndItsSettings() throws Exception {
        rule("/board/sub", line("account", "bob", Mode.READ_ONLY), line("account", "carol", Mode.READ_WRITE));
        String settings = "{\"keepRevisions\":true,\"oneTimeUrl\":false,\"thumbnail\":true,\"virusCheck\":false}";
        expect(
                200,
                CAROL,
                "PUT",
                "/api/v1/settings" + HOME + "/board/sub",
                settings,
                "Content-Type",
                "application/json");
        expect(201, CAROL, "MKCOL", "/dav" + HOME + "/elsewhere", "");

        moveFolder("/board/sub", "/elsewhere/moved");

        assertThat(reads(ALICE, "/elsewhere/moved/inner.txt")).isFalse();
        assertThat(reads(BOB, "/elsewhere/moved/inner.txt")).isTrue();
        assertThat(writes(BOB, "/elsewhere/moved/inner.txt")).isFalse();
        assertThat(fubako.call(CAROL, "GET", "/api/v1/settings" + HOME + "/elsewhere/moved", "")
                        .body())
                .isEqualTo(settings);
    }

    @Test
    void c19AFolderThatMovesWithoutARuleOfItsOwnTakesThatOfItsNewPlace() throws Exception {
        rule("/board", line("account", "bob", Mode.READ_WRITE), line("account", "carol", Mode.READ_WRITE));
        expect(201, CAROL, "MKCOL", "/dav" + HOME + "/elsewhere", "");
        assertThat(reads(ALICE, "/board/sub/inner.txt")).isFalse();

        moveFolder("/board/sub", "/elsewhere/moved");
        assertThat(writes(ALICE, "/elsewhere/moved/inner.txt")).isTrue();

        moveFolder("/elsewhere/moved", "/board/back");
        assertThat(reads(ALICE, "/board/back/inner.txt")).isFalse();
        assertThat(writes(BOB, "/board/back/inner.txt")).isTrue();
    }

    @Test
    void f08F10F11WithoutEntriesOnlyTheRoleForAccessGetsIn() throws Exception {
        rule("/board");

        for (String account : List.of(ALICE, BOB)) {
            expect(404, account, "GET", "/api/v1/folders" + HOME + "/board", "");
            expect(404, account, "GET", "/dav" + HOME + "/board/a.txt", "");
        }
        expect(200, CAROL, "GET", "/api/v1/folders" + HOME + "/board", "");
        expect(200, CAROL, "GET", "/api/v1/rights" + HOME + "/board", "");
        expect(403, ALICE, "PUT", "/api/v1/rights" + HOME, "{\"rule\":[]}", "Content-Type", "application/json");
    }

    @Test
    void f09NobodyMovesOrDeletesAFolderWithSomethingInItThatIsForbidden() throws Exception {
        rule("/board/sub", line("account", "carol", Mode.READ_WRITE));

        Set<Integer> answers = Stream.of(
                        new Call("DELETE", "/dav" + HOME + "/board", ""),
                        dav("MOVE", HOME + "/board", HOME + "/moved"),
                        transfer("moves", HOME + "/board", "/private/taken"))
                .map(call -> {
                    try {
                        return call(ALICE, call).statusCode();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collect(Collectors.toSet());

        assertThat(answers).containsExactly(403);
        assertThat(reads(CAROL, "/board/sub/inner.txt")).isTrue();
    }

    private JsonObject effective(String path, String account) throws Exception {
        return LogReader.json(fubako.call(CAROL, "GET", "/api/v1/effective-rights" + path + "?account=" + account, ""));
    }

    private static List<String> sources(JsonObject rights) {
        return rights.getJsonArray("sources").getValuesAs(JsonObject.class).stream()
                .map(source -> String.join(
                        " ",
                        source.getString("ground"),
                        source.getString("kind"),
                        source.getString("principal", "-"),
                        source.getString("from"),
                        source.getString("mode", "-"),
                        source.getBoolean("inherited") ? "inherited" : "here",
                        source.getBoolean("widest") ? "widest" : "-"))
                .toList();
    }

    @Test
    void f02F04F12WhatAnAccountMayDoIsExplainedByEachOfItsSources() throws Exception {
        rule(
                "/board",
                line("account", "bob", Mode.READ_ONLY),
                line("account", "alice", Mode.READ_WRITE),
                line("group", "sales", Mode.READ_WRITE_NO_ACTIONS),
                line("group", "managers", Mode.READ_WRITE),
                line("everyone", "", Mode.NONE));

        JsonObject rights = effective(HOME + "/board/sub/inner.txt", "BOB");

        assertThat(rights.getString("account")).isEqualTo("bob");
        assertThat(rights.getString("path")).isEqualTo(HOME + "/board/sub/inner.txt");
        assertThat(rights.getString("mode")).isEqualTo("read-write-no-actions");
        assertThat(rights.getBoolean("enters")).isTrue();
        assertThat(rights.getBoolean("sees")).isTrue();
        String from = HOME + "/board";
        assertThat(sources(rights))
                .containsExactly(
                        "rule account bob " + from + " read-only inherited -",
                        "rule everyone - " + from + " none inherited -",
                        "rule group sales " + from + " read-write-no-actions inherited widest");
        assertThat(sources(effective(from, "alice")))
                .contains("rule account alice " + from + " read-write here widest");
        assertThat(sources(effective(HOME, "alice")))
                .containsExactly("rule everyone - /common read-write inherited widest");
    }

    @ParameterizedTest
    @EnumSource
    void f01F11WhatIsExplainedIsWhatTheDoorsAllow(Mode mode) throws Exception {
        rule("/board", line("account", "alice", mode), line("account", "carol", Mode.NONE));

        JsonObject rights = effective(HOME + "/board/sub", "alice");
        assertThat(rights.getString("mode")).isEqualTo(mode.label());
        assertThat(rights.getBoolean("sees")).isEqualTo(mode != Mode.NONE);
        assertThat(reads(ALICE, "/board/a.txt")).isEqualTo(mode.allowed.contains(Row.DOWNLOAD));
        assertThat(writes(ALICE, "/board/a.txt")).isEqualTo(mode.allowed.contains(Row.UPLOAD_FILES));

        JsonObject own = effective(HOME + "/board", "carol");
        assertThat(own.getString("mode")).isEqualTo("none");
        assertThat(own.getBoolean("sees")).as("whoever manages access finds it").isTrue();
        assertThat(sources(own))
                .contains("role group administrators /common - inherited -")
                .noneMatch(source -> source.endsWith("widest"));
        assertThat(reads(CAROL, "/board/a.txt")).isFalse();
    }

    @Test
    void f09AFolderAboveThatIsClosedIsNamed() throws Exception {
        rule("/board", line("account", "alice", Mode.READ_ONLY));
        rule("/board/sub", line("account", "bob", Mode.READ_WRITE));

        JsonObject rights = effective(HOME + "/board/sub", "bob");

        assertThat(rights.getString("hiddenBy")).isEqualTo(HOME + "/board");
        assertThat(rights.getString("mode")).isEqualTo("none");
        assertThat(rights.getBoolean("sees")).isFalse();
        assertThat(sources(rights)).containsExactly("rule account bob " + HOME + "/board/sub read-write here -");
        assertThat(reads(BOB, "/board/sub/inner.txt")).isFalse();
        assertThat(effective(HOME + "/board", "bob").containsKey("hiddenBy")).isFalse();
    }

    private JsonObject inProject(String account) throws Exception {
        return LogReader.json(
                fubako.call(ALICE, "GET", "/api/v1/effective-rights/project/tender?account=" + account, ""));
    }

    @Test
    void f03MembersAndAdministratorsOfAProjectAndThoseOutside() throws Exception {
        String everybody = "rule everyone - /project/tender read-write here widest";
        assertThat(sources(inProject("bob"))).containsExactly("member account bob /project/tender - here -", everybody);
        assertThat(sources(inProject("alice")))
                .containsExactly("administrator account alice /project/tender - here -", everybody);

        JsonObject stranger = inProject("manager");
        assertThat(stranger.getBoolean("enters")).isFalse();
        assertThat(stranger.getBoolean("sees")).isFalse();
        assertThat(stranger.getString("mode")).isEqualTo("none");
        assertThat(sources(stranger)).noneMatch(source -> source.endsWith("widest"));
    }

    @Test
    void whoHasWhatIsToldToThoseOnlyWhoManageAccess() throws Exception {
        String question = "/api/v1/effective-rights" + HOME + "/board";
        rule("/board", line("account", "alice", Mode.READ_ONLY));

        expect(403, ALICE, "GET", question + "?account=alice", "");
        expect(403, ALICE, "GET", question + "?account=nemo", "");
        expect(404, BOB, "GET", question + "?account=bob", "");
        expect(404, "dave@other", "GET", question + "?account=dave", "");
        expect(404, "manager@other", "GET", question + "?account=bob", "");
        expect(403, CAROL, "GET", "/api/v1/effective-rights/private?account=carol", "");
        expect(404, CAROL, "GET", "/api/v1/effective-rights/group/sales?account=alice", "");
        expect(403, BOB, "GET", "/api/v1/effective-rights/project/tender?account=bob", "");
        assertThat(fubako.call(CAROL, "GET", "/api/v1/logs/operations?limit=50", "")
                        .body())
                .contains("\"RIGHTS\"", "\"refused\"");
    }

    @Test
    void anAccountOfAnotherTenantIsAsUnknownAsOneThatDoesNotExist() throws Exception {
        String question = "/api/v1/effective-rights" + HOME + "/board?account=";
        HttpResponse<String> foreign = fubako.call(CAROL, "GET", question + "dave", "");
        HttpResponse<String> nobody = fubako.call(CAROL, "GET", question + "nemo", "");

        assertThat(foreign.statusCode()).isEqualTo(nobody.statusCode()).isEqualTo(404);
        assertThat(foreign.body().replace("dave", "nemo")).isEqualTo(nobody.body());
        for (String account : List.of("dave%40other", "sales", "", "%FF", "%27%20OR%20%271", "x".repeat(3000))) {
            expect(404, CAROL, "GET", question + account, "");
        }
        assertThat(fubako.call(CAROL, "GET", question + "%00", "").statusCode()).isBetween(400, 499);
        for (String bad : List.of("", "?account=bob&account=alice", "?account=bob&x=1", "?Account=bob")) {
            expect(400, CAROL, "GET", "/api/v1/effective-rights" + HOME + "/board" + bad, "");
        }
        expect(404, CAROL, "GET", "/api/v1/effective-rights?account=bob", "");
        expect(404, CAROL, "GET", "/api/v1/effective-rights/common/absent?account=bob", "");
    }
}
