package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is hidden answers like what does not exist, on each call of each door, and nothing of it is changed: another tenant's,
 * another's private space, a group one is not in, a folder one may not see.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedFubako.class)
class IsolationIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String DAVE = "dave@other";
    private static final String CANARY = "canary-of-isolation";

    /** Rows that whoever is not of the tenant can neither make nor change nor take away. */
    private static final List<String> TABLES = List.of(
            "tenant",
            "account",
            "account_group",
            "group_member",
            "group_role",
            "api_token",
            "space",
            "space_member",
            "node",
            "revision",
            "node_right",
            "node_property",
            "node_lock",
            "node_tag",
            "star",
            "trash_item",
            "upload");

    private final Fubako fubako;
    private String lockToken;
    private String etag;

    IsolationIT(Fubako fubako) {
        this.fubako = fubako;
    }

    private HttpResponse<String> json(String account, String method, String path, String body) throws Exception {
        return fubako.call(account, method, path, body, "Content-Type", "application/json");
    }

    @BeforeAll
    void make() throws Exception {
        document(CAROL, "/common/hidden");
        document(ALICE, "/private/hidden");
        document(ALICE, "/group/sales/hidden");
        assertThat(json(
                                CAROL,
                                "PUT",
                                "/api/v1/rights/common/hidden",
                                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"carol\",\"mode\":\"read-write\"}]}")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> lock = fubako.call(
                CAROL,
                "LOCK",
                "/dav/common/hidden/" + CANARY,
                "<lockinfo xmlns='DAV:'><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>");
        lockToken = lock.headers().firstValue("Lock-Token").orElseThrow();
        etag = fubako.call(CAROL, "HEAD", "/dav/common/hidden/" + CANARY, "")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    private void document(String account, String folder) throws Exception {
        assertThat(fubako.call(account, "MKCOL", "/dav" + folder, "").statusCode())
                .isEqualTo(201);
        assertThat(fubako.call(account, "PUT", "/dav" + folder + "/" + CANARY, CANARY)
                        .statusCode())
                .isEqualTo(201);
    }

    @AfterAll
    void remove() throws Exception {
        fubako.call(CAROL, "UNLOCK", "/dav/common/hidden/" + CANARY, "", "Lock-Token", lockToken);
        for (String folder : List.of("/common/hidden", "/private/hidden", "/group/sales/hidden")) {
            String owner = folder.startsWith("/common") ? CAROL : ALICE;
            assertThat(fubako.call(owner, "DELETE", "/dav" + folder, "").statusCode())
                    .isEqualTo(204);
        }
    }

    @BeforeEach
    void makeOwn() throws Exception {
        for (String account : List.of(BOB, DAVE)) {
            assertThat(fubako.call(account, "PUT", "/dav/private/own", "own").statusCode())
                    .isEqualTo(201);
        }
    }

    @AfterEach
    void removeOwn() throws Exception {
        for (String account : List.of(BOB, DAVE)) {
            fubako.call(account, "DELETE", "/dav/private/own", "");
            fubako.call(account, "DELETE", "/dav/private/taken", "");
        }
        fubako.call(CAROL, "DELETE", "/dav/common/a-" + CANARY, "");
        fubako.call(CAROL, "DELETE", "/dav/common/b-" + CANARY, "");
    }

    /** A folder with a document, who must not see it, and one at the same place that does not exist. */
    static Stream<Arguments> hidden() {
        return Stream.of(
                arguments(BOB, "/common/hidden", "/common/absent"),
                arguments(BOB, "/private/hidden", "/private/absent"),
                arguments(CAROL, "/private/hidden", "/private/absent"),
                arguments(CAROL, "/group/sales/hidden", "/group/nobody/absent"),
                arguments(DAVE, "/common/hidden", "/common/absent"),
                arguments(DAVE, "/private/hidden", "/private/absent"),
                arguments(DAVE, "/group/sales/hidden", "/group/nobody/absent"),
                arguments(DAVE, "/project/tender", "/project/absent"),
                arguments("manager@other", "/common/hidden", "/common/absent"));
    }

    /** A request about a folder; {@code <folder>} in it stands for the folder's path. */
    private record Call(String method, String path, String body, String... headers) {

        Call at(String folder) {
            return new Call(
                    method,
                    path.replace("<folder>", folder),
                    body.replace("<folder>", folder),
                    Stream.of(headers)
                            .map(header -> header.replace("<folder>", folder))
                            .toArray(String[]::new));
        }

        @Override
        public String toString() {
            return method + " " + path + " " + List.of(headers) + " " + body;
        }
    }

    private Stream<Call> calls(String own) {
        String inside = "<folder>/" + CANARY;
        String fresh = "<folder>/new";
        return Stream.of(dav(inside, fresh, own), api(inside, fresh, own)).flatMap(calls -> calls);
    }

    private Stream<Call> dav(String inside, String fresh, String own) {
        String lockinfo =
                "<lockinfo xmlns='DAV:'><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>";
        String update = "<propertyupdate xmlns='DAV:'><set><prop><x xmlns='urn:x'>1</x></prop></set></propertyupdate>";
        String origin = fubako.uri("").toString();
        return Stream.of(
                new Call("PROPFIND", "/dav<folder>", "", "Depth", "0"),
                new Call("PROPFIND", "/dav<folder>/", "", "Depth", "1"),
                new Call("PROPFIND", "/dav<folder>/", "", "Depth", "infinity"),
                new Call("PROPFIND", "/dav" + inside, "", "Depth", "0"),
                new Call("PROPPATCH", "/dav<folder>", update),
                new Call("PROPPATCH", "/dav" + inside, update),
                new Call("GET", "/dav<folder>/", ""),
                new Call("GET", "/dav" + inside, ""),
                new Call("GET", "/dav" + inside, "", "Range", "bytes=0-3"),
                new Call("GET", "/dav" + inside, "", "If-None-Match", etag),
                new Call("HEAD", "/dav" + inside, ""),
                new Call("POST", "/dav" + inside, "x"),
                new Call("PUT", "/dav" + inside, "x"),
                new Call("PUT", "/dav" + inside, "x", "If-Match", etag),
                new Call("PUT", "/dav" + inside, "x", "If-Match", "*"),
                new Call("PUT", "/dav" + inside, "x", "If-None-Match", "*"),
                new Call("PUT", "/dav" + inside, "x", "If", "(" + lockToken + ")"),
                new Call("PUT", "/dav" + fresh, "x"),
                new Call("MKCOL", "/dav" + fresh, ""),
                new Call("MKCOL", "/dav" + inside, ""),
                new Call("DELETE", "/dav" + inside, ""),
                new Call("DELETE", "/dav" + inside, "", "If", "(" + lockToken + ")"),
                new Call("DELETE", "/dav<folder>/", ""),
                new Call("COPY", "/dav" + inside, "", "Destination", origin + "/dav/private/taken"),
                new Call("COPY", "/dav<folder>/", "", "Destination", origin + "/dav/private/taken/"),
                new Call("MOVE", "/dav" + inside, "", "Destination", origin + "/dav/private/taken"),
                new Call("MOVE", "/dav<folder>/", "", "Destination", origin + "/dav/private/taken/"),
                new Call("COPY", "/dav" + own, "", "Destination", origin + "/dav" + fresh),
                new Call("COPY", "/dav" + own, "", "Destination", origin + "/dav" + inside, "Overwrite", "F"),
                new Call("COPY", "/dav" + own, "", "Destination", origin + "/dav" + inside, "Overwrite", "T"),
                new Call("MOVE", "/dav" + own, "", "Destination", origin + "/dav" + fresh),
                new Call("MOVE", "/dav" + own, "", "Destination", origin + "/dav" + inside, "Overwrite", "T"),
                new Call("LOCK", "/dav" + inside, lockinfo),
                new Call("LOCK", "/dav" + fresh, lockinfo),
                new Call("LOCK", "/dav" + inside, "", "If", "(" + lockToken + ")"),
                new Call("UNLOCK", "/dav" + inside, "", "Lock-Token", lockToken));
    }

    private static Call transfer(String call, String from, String to) {
        return new Call(
                "POST",
                "/api/v1/" + call,
                "{\"from\": \"" + from + "\", \"to\": \"" + to + "\"}",
                "Content-Type",
                "application/json");
    }

    private Stream<Call> api(String inside, String fresh, String own) {
        return Stream.of(
                new Call("GET", "/api/v1/files" + inside, ""),
                new Call("HEAD", "/api/v1/files" + inside, ""),
                new Call("GET", "/api/v1/files<folder>", ""),
                new Call("PUT", "/api/v1/files" + inside, "x"),
                new Call("PUT", "/api/v1/files" + inside, "x", "If-Match", etag),
                new Call("PUT", "/api/v1/files" + inside, "x", "If-None-Match", "*"),
                new Call("PUT", "/api/v1/files" + fresh, "x", "Idempotency-Key", "isolation"),
                new Call("DELETE", "/api/v1/files" + inside, ""),
                new Call("DELETE", "/api/v1/files" + inside, "", "If-Match", etag),
                new Call("GET", "/api/v1/folders<folder>", ""),
                new Call("GET", "/api/v1/folders" + inside, ""),
                new Call("POST", "/api/v1/folders" + fresh, ""),
                new Call("POST", "/api/v1/folders" + inside, ""),
                new Call("DELETE", "/api/v1/folders<folder>", ""),
                new Call("GET", "/api/v1/files" + inside + "?revision=1", ""),
                new Call("GET", "/api/v1/revisions" + inside, ""),
                new Call("POST", "/api/v1/revisions" + inside, "{\"number\":1}", "Content-Type", "application/json"),
                new Call("GET", "/api/v1/settings<folder>", ""),
                new Call(
                        "PUT",
                        "/api/v1/settings<folder>",
                        "{\"keepRevisions\":true}",
                        "Content-Type",
                        "application/json"),
                new Call("PUT", "/api/v1/comments" + inside, "{\"comment\":\"x\"}", "Content-Type", "application/json"),
                new Call(
                        "PUT", "/api/v1/labels" + inside, "{\"label\":\"public\"}", "Content-Type", "application/json"),
                new Call("GET", "/api/v1/locks" + inside, ""),
                new Call("POST", "/api/v1/locks" + inside, ""),
                new Call("DELETE", "/api/v1/locks" + inside, ""),
                new Call("GET", "/api/v1/search?q=a&in=<folder>", ""),
                new Call("GET", "/api/v1/search?tag=a&in=<folder>", ""),
                new Call("GET", "/api/v1/tags?in=<folder>", ""),
                new Call("GET", "/api/v1/tags" + inside, ""),
                new Call("PUT", "/api/v1/tags" + inside, "{\"tags\":[\"x\"]}", "Content-Type", "application/json"),
                new Call("GET", "/api/v1/stars" + inside, ""),
                new Call("PUT", "/api/v1/stars" + inside, ""),
                new Call("DELETE", "/api/v1/stars" + inside, ""),
                new Call("GET", "/api/v1/trash<folder>", ""),
                new Call("GET", "/api/v1/rights<folder>", ""),
                new Call("PUT", "/api/v1/rights<folder>", "{\"rule\":[]}", "Content-Type", "application/json"),
                new Call("DELETE", "/api/v1/rights<folder>", ""),
                new Call("GET", "/api/v1/effective-rights<folder>?account=carol", ""),
                new Call("GET", "/api/v1/effective-rights" + inside + "?account=alice", ""),
                transfer("copies", inside, "/private/taken"),
                transfer("copies", "<folder>", "/private/taken"),
                transfer("copies", own, fresh),
                transfer("copies", own, inside),
                transfer("moves", inside, "/private/taken"),
                transfer("moves", "<folder>", "/private/taken"),
                transfer("moves", own, fresh),
                transfer("moves", own, inside));
    }

    /** Status, fields and text of an answer, without what names the folder or the moment. */
    private String said(String account, Call call, String folder) throws Exception {
        Call request = call.at(folder);
        HttpResponse<String> answer =
                fubako.call(account, request.method(), request.path(), request.body(), request.headers());
        Map<String, List<String>> fields = new TreeMap<>(answer.headers().map());
        List.of("date", "content-length", "connection").forEach(fields::remove);
        String text = answer.statusCode() + " " + fields + " " + answer.body();
        assertThat(answer.statusCode()).as("%s: %s", request, text).isBetween(400, 499);
        assertThat(text.replace(folder + "/" + CANARY, "")).as("%s", request).doesNotContain(CANARY, etag);
        return text.replace(folder, "<folder>");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("hidden")
    void b02C02C03WhatIsHiddenAnswersLikeWhatDoesNotExistAndStaysAsItIs(String who, String hidden, String absent)
            throws Exception {
        boolean projectItself = hidden.equals("/project/tender");
        for (Call call : calls("/private/own").toList()) {
            String before = rowsOfDemo(who);

            assertThat(said(who, call, hidden)).as("%s", call).isEqualTo(said(who, call, absent));
            if (!projectItself) {
                assertThat(rowsOfDemo(who)).as("%s", call).isEqualTo(before);
            }
        }
    }

    /** A digest of what an account outside can have nothing to do with. */
    private String rowsOfDemo(String outsider) throws Exception {
        StringBuilder digest = new StringBuilder();
        try (Connection database = fubako.database();
                Statement statement = database.createStatement()) {
            for (String table : TABLES) {
                String notOwn = ownRows(table, outsider);
                try (ResultSet row = statement.executeQuery("SELECT COUNT(*), COALESCE(BIT_XOR(CRC32(CONCAT_WS('|', "
                        + columns(database, table) + "))), 0) FROM " + table + " WHERE "
                        + (table.equals("tenant") ? "id" : "tenant_id")
                        + " = (SELECT id FROM tenant WHERE code = 'demo')" + notOwn)) {
                    row.next();
                    digest.append(table)
                            .append(' ')
                            .append(row.getLong(1))
                            .append(' ')
                            .append(row.getLong(2))
                            .append('\n');
                }
            }
        }
        return digest.toString();
    }

    /** Deleted nodes are taken apart at some moment; what the account has in its private space is its own affair. */
    private static String ownRows(String table, String outsider) {
        String name = outsider.substring(0, outsider.indexOf('@'));
        String live = "SELECT n.id FROM node n JOIN space s ON s.tenant_id = n.tenant_id AND s.id = n.space_id"
                + " LEFT JOIN account a ON a.tenant_id = s.tenant_id AND a.id = s.owner_id"
                + " WHERE n.deleted_at IS NULL AND (a.name IS NULL OR a.name <> '" + name + "')";
        return switch (table) {
            case "node" -> " AND id IN (" + live + ")";
            case "revision", "node_right", "node_property", "node_lock", "node_tag", "star" ->
                " AND node_id IN (" + live + ")";
            default -> "";
        };
    }

    private static String columns(Connection database, String table) throws Exception {
        List<String> columns = new ArrayList<>();
        try (ResultSet column = database.getMetaData().getColumns("fubako", null, table, null)) {
            while (column.next()) {
                columns.add("HEX(COALESCE(" + column.getString("COLUMN_NAME") + ", 'NULL'))");
            }
        }
        assertThat(columns).isNotEmpty();
        return String.join(", ", columns);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("hidden")
    void b02C02C03ThePortalShowsWhatIsHiddenAsWhatDoesNotExist(String who, String hidden, String absent)
            throws Exception {
        PortalSession portal = PortalSession.of(fubako, who);
        for (String page : List.of("", "/", "/" + CANARY)) {
            HttpResponse<String> shown = portal.get("/files" + hidden + page);
            HttpResponse<String> missing = portal.get("/files" + absent + page);

            assertThat(shown.statusCode()).isEqualTo(missing.statusCode()).isEqualTo(404);
            assertThat(heading(shown)).isEqualTo(heading(missing));
            assertThat(shown.body().replace(hidden + "/" + CANARY, "")).doesNotContain(CANARY);
        }
        portal.signOut();
    }

    private static String heading(HttpResponse<String> page) {
        return page.body().replaceFirst("(?s).*<h1[^>]*>(.*?)</h1>.*", "$1");
    }

    @Test
    void c02ListingsAndSpacesNameNothingThatIsHidden() throws Exception {
        for (String who : List.of(BOB, DAVE, "manager@other")) {
            for (String path : List.of("/api/v1/folders/common?limit=1000", "/api/v1/spaces", "/api/v1/tokens")) {
                assertThat(fubako.call(who, "GET", path, "").body())
                        .as("%s %s", who, path)
                        .doesNotContain("hidden");
            }
            for (String depth : List.of("1", "infinity")) {
                assertThat(fubako.call(who, "PROPFIND", "/dav/", "", "Depth", depth)
                                .body())
                        .doesNotContain("hidden", CANARY);
            }
        }
        assertThat(fubako.call(DAVE, "GET", "/api/v1/spaces", "").body()).doesNotContain("sales", "tender");
        assertThat(fubako.call(CAROL, "GET", "/api/v1/spaces", "").body()).doesNotContain("sales");
    }

    private JsonObject listing(String account, String path) throws Exception {
        return LogReader.json(fubako.call(account, "GET", path, ""));
    }

    /** Ids of another tenant in every place where a call takes an id. */
    @Test
    void idsOfAnotherTenantAreWorthNothing() throws Exception {
        JsonObject token = LogReader.json(json(ALICE, "POST", "/api/v1/tokens", "{\"label\":\"isolation\"}"));
        List<String> ids = new ArrayList<>(List.of(token.getString("id"), idIn(etag), idIn(lockToken)));
        String spaces = fubako.call(ALICE, "GET", "/api/v1/spaces", "").body();
        try (JsonReader reader = Json.createReader(new StringReader(spaces))) {
            reader.readArray().getValuesAs(JsonObject.class).forEach(space -> ids.add(space.getString("id")));
        }
        listing(CAROL, "/api/v1/folders/common?limit=1000")
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .forEach(item -> ids.add(item.getString("id")));
        String before = rowsOfDemo(DAVE);

        for (String id : ids) {
            String dashed = UUID.randomUUID().toString();
            String random = id.contains("-") ? dashed : dashed.replace("-", "");
            for (String thief : List.of(DAVE, "manager@other", BOB)) {
                assertThat(of(thief, "DELETE", "/api/v1/tokens/" + id))
                        .isEqualTo(of(thief, "DELETE", "/api/v1/tokens/" + random));
                assertThat(of(thief, "UNLOCK", "/dav/private/own", "Lock-Token", "<opaquelocktoken:" + id + ">"))
                        .isEqualTo(of(
                                thief, "UNLOCK", "/dav/private/own", "Lock-Token", "<opaquelocktoken:" + random + ">"));
                assertThat(of(thief, "GET", "/api/v1/files/" + id + "/x"))
                        .isEqualTo(of(thief, "GET", "/api/v1/files/" + random + "/x")
                                .replace(random, id));
                assertThat(of(thief, "GET", "/api/v1/folders/common?limit=1000&cursor=" + id))
                        .doesNotContain("hidden", CANARY);
            }
        }

        assertThat(rowsOfDemo(DAVE)).isEqualTo(before);
        assertThat(fubako.call(DAVE, "GET", "/api/v1/tokens", "").body()).doesNotContain("isolation");
        assertThat(fubako.call(ALICE, "DELETE", "/api/v1/tokens/" + token.getString("id"), "")
                        .statusCode())
                .isEqualTo(204);
    }

    private static String idIn(String text) {
        return text.replaceFirst("^.*?([0-9a-f-]{32,36}).*$", "$1");
    }

    private String of(String account, String method, String path, String... headers) throws Exception {
        HttpResponse<String> answer = fubako.call(account, method, path, "", headers);
        return answer.statusCode() + " " + answer.body();
    }

    @Test
    void aCursorOfAnotherTenantShowsNothingOfIt() throws Exception {
        fubako.call(CAROL, "PUT", "/dav/common/a-" + CANARY, "x");
        fubako.call(CAROL, "PUT", "/dav/common/b-" + CANARY, "x");
        String cursor = listing(CAROL, "/api/v1/folders/common?limit=1").getString("next");
        String logCursor = listing(CAROL, "/api/v1/logs/operations?limit=1").getString("next");

        assertThat(fubako.call(DAVE, "GET", "/api/v1/folders/common?limit=1000&cursor=" + cursor, "")
                        .body())
                .doesNotContain(CANARY);
        HttpResponse<String> log =
                fubako.call("manager@other", "GET", "/api/v1/logs/operations?limit=1000&cursor=" + logCursor, "");
        // names may stand there, of those who tried them at the wrong tenant
        String service = listing(DAVE, "/api/v1/me").getString("serviceCode");
        assertThat(log.body()).contains(service).doesNotContain(CANARY);
        assertThat(log.body().replace("\"serviceCode\":\"" + service + "\"", ""))
                .doesNotContain("serviceCode");
    }

    /** A rule names people of one's own tenant only; others are as unknown as those who don't exist. */
    @Test
    void aRuleCannotNameSomebodyOfAnotherTenant() throws Exception {
        String rule = "{\"rule\":[{\"kind\":\"account\",\"principal\":\"%s\",\"mode\":\"read-write\"}]}";

        HttpResponse<String> foreign = json(CAROL, "PUT", "/api/v1/rights/common/hidden", rule.formatted("dave"));
        HttpResponse<String> nobody = json(CAROL, "PUT", "/api/v1/rights/common/hidden", rule.formatted("nemo"));

        assertThat(foreign.statusCode()).isEqualTo(nobody.statusCode()).isBetween(400, 499);
        assertThat(foreign.body().replace("dave", "nemo")).isEqualTo(nobody.body());
    }
}
