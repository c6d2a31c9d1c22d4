package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Group spaces and projects are made, changed and given up. Carol manages groups and access for the whole tenant. */
@ExtendWith(SharedFubako.class)
class SpacesIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String DAVE = "dave@other";
    private static final String PROJECT = "/project/Bridge";
    private static final String MEMBERS = "[{\"kind\":\"account\",\"name\":\"alice\",\"administrator\":true},"
            + "{\"kind\":\"account\",\"name\":\"bob\"}]";

    private final Fubako fubako;

    SpacesIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @AfterEach
    void clear() throws Exception {
        for (JsonObject space : managed(CAROL)) {
            if (!List.of("/common", "/group/sales", "/project/tender").contains(space.getString("path"))) {
                json(204, CAROL, "DELETE", "/api/v1/spaces/" + space.getString("id"), "");
            }
        }
    }

    private String json(int status, String account, String method, String path, String body) throws Exception {
        return fubako.call(status, account, method, path, body).body();
    }

    private static JsonObject object(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }

    private List<JsonObject> spaces(String account, String query) throws Exception {
        try (JsonReader reader =
                Json.createReader(new StringReader(json(200, account, "GET", "/api/v1/spaces" + query, "")))) {
            return reader.readArray().getValuesAs(JsonObject.class);
        }
    }

    private List<JsonObject> managed(String account) throws Exception {
        return spaces(account, "?managed=true");
    }

    private static List<String> paths(List<JsonObject> spaces) {
        return spaces.stream().map(space -> space.getString("path")).toList();
    }

    private String create(String kind, String name, String rest) throws Exception {
        String body = "{\"kind\":\"" + kind + "\",\"name\":\"" + name + "\"" + rest + "}";
        return object(json(201, CAROL, "POST", "/api/v1/spaces", body)).getString("id");
    }

    private String project() throws Exception {
        return create("project", "Bridge", ",\"members\":" + MEMBERS);
    }

    private void change(int status, String account, String id, String body) throws Exception {
        json(status, account, "PUT", "/api/v1/spaces/" + id, body);
    }

    private int put(String account, String path, String content) throws Exception {
        return fubako.call(account, "PUT", "/dav" + path, content).statusCode();
    }

    @Test
    void b09M32AProjectIsMadeWithMembersWhoEnterItAtOnce() throws Exception {
        String id = project();

        assertThat(put(BOB, PROJECT + "/plan.txt", "plan")).isEqualTo(201);
        assertThat(json(200, ALICE, "GET", "/api/v1/files" + PROJECT + "/plan.txt", ""))
                .isEqualTo("plan");
        json(404, CAROL, "GET", "/api/v1/files" + PROJECT + "/plan.txt", "");
        json(404, DAVE, "GET", "/api/v1/spaces/" + id, "");
        assertThat(paths(spaces(BOB, ""))).contains(PROJECT);
        assertThat(paths(managed(BOB))).isEmpty();
        assertThat(paths(managed(ALICE))).containsExactly(PROJECT, "/project/tender");
        assertThat(paths(managed(CAROL))).contains("/common", PROJECT).noneMatch(path -> path.startsWith("/private"));

        change(
                204,
                ALICE,
                id,
                "{\"members\":[{\"kind\":\"account\",\"name\":\"ALICE\",\"administrator\":true},"
                        + "{\"kind\":\"group\",\"name\":\"administrators\"}]}");
        json(404, BOB, "GET", "/api/v1/files" + PROJECT + "/plan.txt", "");
        assertThat(json(200, CAROL, "GET", "/api/v1/files" + PROJECT + "/plan.txt", ""))
                .isEqualTo("plan");
        JsonArray members =
                object(json(200, ALICE, "GET", "/api/v1/spaces/" + id, "")).getJsonArray("members");
        assertThat(members.getValuesAs(JsonObject.class))
                .extracting(member -> member.getString("kind") + " " + member.getString("name") + " "
                        + member.getBoolean("administrator"))
                .containsExactly("account alice true", "group administrators false");
    }

    @Test
    void b09WhoAdministersAProjectHoldsAllRolesInItAndNowhereElse() throws Exception {
        String id = project();
        put(BOB, PROJECT + "/a.txt", "a");

        json(200, ALICE, "PUT", "/api/v1/rights" + PROJECT, "{\"rule\":[]}");
        json(404, BOB, "GET", "/api/v1/folders" + PROJECT, "");
        assertThat(json(200, ALICE, "GET", "/api/v1/folders" + PROJECT, "")).contains("a.txt");
        json(204, ALICE, "DELETE", "/api/v1/rights" + PROJECT, "");
        change(204, ALICE, id, "{\"trash\":true,\"trashDays\":10}");
        change(204, ALICE, id, "{\"quota\":5000}");
        change(204, ALICE, id, "{\"addresses\":[\"127.0.0.1\",\"::1/128\"]}");

        json(403, ALICE, "PUT", "/api/v1/rights/common", "{\"rule\":[]}");
        json(403, ALICE, "DELETE", "/api/v1/spaces/" + id, "");
        json(403, ALICE, "POST", "/api/v1/spaces", "{\"kind\":\"project\",\"name\":\"Own\"}");
        for (String body : List.of(
                "{\"trash\":false}",
                "{\"quota\":1}",
                "{\"addresses\":[]}",
                "{\"members\":[]}",
                "{\"quota\":1,\"members\":[]}")) {
            change(403, BOB, id, body);
        }
        json(403, BOB, "GET", "/api/v1/spaces/" + id, "");
        JsonObject space = object(json(200, ALICE, "GET", "/api/v1/spaces/" + id, ""));
        assertThat(space.getInt("quota")).isEqualTo(5000);
        assertThat(space.getInt("trashDays")).isEqualTo(10);
        assertThat(space.getJsonArray("members")).hasSize(2);
    }

    @Test
    void b03B04M30M31AGroupSpaceIsForItsMembersWhateverARuleSays() throws Exception {
        String id = create("group", "USERS", ",\"quota\":1000000");
        assertThat(paths(spaces(ALICE, ""))).contains("/group/users");
        assertThat(put(ALICE, "/group/users/a.txt", "a")).isEqualTo(201);
        assertThat(fubako.call(ALICE, "MKCOL", "/dav/group/users/open", "").statusCode())
                .isEqualTo(201);
        json(404, CAROL, "GET", "/api/v1/folders/group/users", "");
        json(
                404,
                CAROL,
                "PUT",
                "/api/v1/rights/group/users",
                "{\"rule\":[{\"kind\":\"everyone\",\"mode\":\"read-write\"}]}");
        fubako.execute("UPDATE node SET own_rule = TRUE WHERE name = 'open'");
        fubako.execute("INSERT INTO node_right (tenant_id, node_id, principal_kind, principal_id, mode)"
                + " SELECT tenant_id, id, 'EVERYONE', tenant_id, 'READ_WRITE' FROM node WHERE name = 'open'");
        json(404, CAROL, "GET", "/api/v1/folders/group/users/open", "");
        json(200, BOB, "GET", "/api/v1/folders/group/users/open", "");
        json(409, CAROL, "POST", "/api/v1/spaces", "{\"kind\":\"group\",\"name\":\"users\"}");
        json(400, CAROL, "POST", "/api/v1/spaces", "{\"kind\":\"group\",\"name\":\"nobody\"}");

        json(204, CAROL, "DELETE", "/api/v1/spaces/" + id, "");
        json(404, ALICE, "GET", "/api/v1/files/group/users/a.txt", "");
        assertThat(put(ALICE, "/group/users/b.txt", "b")).isEqualTo(409);
        assertThat(paths(spaces(ALICE, ""))).doesNotContain("/group/users");
    }

    @Test
    void b05B06B07B10QuotasMayAddUpToMoreThanTheContractAndEachHolds() throws Exception {
        long contract = managed(CAROL).get(0).getJsonNumber("quota").longValue();
        String group = create("group", "users", ",\"quota\":" + contract);
        String project = create("project", "Bridge", ",\"quota\":100,\"members\":" + MEMBERS);
        for (String wrong : List.of("0", "-1", Long.toString(contract + 1), "1.5", "\"1\"", "99999999999999999999")) {
            change(400, CAROL, group, "{\"quota\":" + wrong + "}");
        }
        json(
                400,
                CAROL,
                "POST",
                "/api/v1/spaces",
                "{\"kind\":\"project\",\"name\":\"x\",\"quota\":" + (contract + 1) + "}");

        change(204, ALICE, project, "{\"trash\":true}");
        assertThat(put(BOB, PROJECT + "/a.txt", "x".repeat(60))).isEqualTo(201);
        assertThat(fubako.call(BOB, "DELETE", "/dav" + PROJECT + "/a.txt", "").statusCode())
                .isEqualTo(204);
        assertThat(put(BOB, PROJECT + "/b.txt", "x".repeat(60)))
                .as("with the trash")
                .isEqualTo(507);
        assertThat(put(BOB, PROJECT + "/b.txt", "x".repeat(40))).isEqualTo(201);
        assertThat(fubako.call(BOB, "MKCOL", "/dav" + PROJECT + "/full", "").statusCode())
                .isEqualTo(507);
        change(204, CAROL, project, "{\"quota\":200}");
        assertThat(put(BOB, PROJECT + "/c.txt", "x".repeat(100))).isEqualTo(201);
        assertThat(paths(managed(CAROL))).contains("/group/users", PROJECT);
    }

    @Test
    void b08WhenTheContractIsFullNothingIsSavedAnywhere() throws Exception {
        long before = fubako.count("SELECT capacity_bytes FROM contract WHERE service_code LIKE '%00000001%'");
        String where = " WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'demo')";
        assertThat(put(ALICE, "/private/before-full.txt", "x".repeat(100))).isIn(201, 204);
        try {
            fubako.execute("UPDATE contract SET capacity_bytes = 100" + where);
            TimeUnit.SECONDS.sleep(6);
            for (String space : List.of("/common", "/private", "/group/sales", "/project/tender")) {
                assertThat(put(ALICE, space + "/full.txt", "x".repeat(10_000)))
                        .as(space)
                        .isEqualTo(507);
                assertThat(fubako.call(ALICE, "MKCOL", "/dav" + space + "/full", "")
                                .statusCode())
                        .as(space)
                        .isEqualTo(507);
            }
        } finally {
            fubako.execute("UPDATE contract SET capacity_bytes = " + before + where);
            fubako.call(ALICE, "DELETE", "/dav/private/before-full.txt", "");
            TimeUnit.SECONDS.sleep(6);
        }
    }

    @Test
    void m33WhoComesFromElsewhereDoesNotEnter() throws Exception {
        String id = project();
        put(BOB, PROJECT + "/a.txt", "secret");
        change(204, ALICE, id, "{\"addresses\":[\"192.0.2.0/24\",\"2001:db8::/32\"]}");

        assertThat(json(403, BOB, "GET", "/api/v1/files" + PROJECT + "/a.txt", ""))
                .contains("urn:fubako:problem:address-not-allowed")
                .doesNotContain("secret");
        assertThat(fubako.call(BOB, "GET", "/dav" + PROJECT + "/a.txt", "").statusCode())
                .isEqualTo(403);
        assertThat(put(BOB, PROJECT + "/a.txt", "x")).isEqualTo(403);
        assertThat(json(200, BOB, "GET", "/api/v1/search?q=a.txt", "")).doesNotContain(PROJECT);
        assertThat(fubako.call(BOB, "PROPFIND", "/dav/project/", "", "Depth", "1")
                        .body())
                .doesNotContain("Bridge");
        assertThat(fubako.call(
                                BOB,
                                "COPY",
                                "/dav" + PROJECT + "/a.txt",
                                "",
                                "Destination",
                                fubako.uri("/dav/private/stolen.txt").toString())
                        .statusCode())
                .isEqualTo(403);
        assertThat(paths(managed(ALICE))).as("nobody locks himself out").contains(PROJECT);
        assertThat(json(200, ALICE, "GET", "/api/v1/spaces/" + id, "")).contains("2001:db8:0:0:0:0:0:0/32");

        change(204, CAROL, id, "{\"addresses\":[\"192.0.2.0/24\",\"127.0.0.0/8\",\"::1\"]}");
        assertThat(json(200, BOB, "GET", "/api/v1/files" + PROJECT + "/a.txt", ""))
                .isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"addresses\":[\"x\"]}",
                "{\"addresses\":[\"192.0.2.0/33\"]}",
                "{\"addresses\":[\"example.com\"]}",
                "{\"addresses\":[1]}",
                "{\"addresses\":\"192.0.2.0/24\"}",
                "{\"members\":[{\"kind\":\"everyone\",\"name\":\"\"}]}",
                "{\"members\":[{\"kind\":\"account\",\"name\":\"nobody\"}]}",
                "{\"members\":[{\"kind\":\"account\",\"name\":\"dave\"}]}",
                "{\"members\":[{\"kind\":\"account\",\"name\":\"bob\"},{\"kind\":\"account\",\"name\":\"BOB\"}]}",
                "{\"members\":[{\"name\":\"bob\"}]}",
                "{\"members\":{}}",
                "{\"quota\":1000,\"addresses\":[\"x\"]}",
                "{\"name\":\"Other\"}"
            })
    void whatIsWrongChangesNothing(String body) throws Exception {
        String id = project();
        String before = json(200, ALICE, "GET", "/api/v1/spaces/" + id, "");

        change(400, ALICE, id, body);

        assertThat(json(200, ALICE, "GET", "/api/v1/spaces/" + id, "")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b", "..", ".htx", "CON", "a\\u0000b"})
    void aBadNameOfAProjectIsRefused(String name) throws Exception {
        json(400, CAROL, "POST", "/api/v1/spaces", "{\"kind\":\"project\",\"name\":\"" + name + "\"}");
        json(400, CAROL, "POST", "/api/v1/spaces", "{\"kind\":\"common\",\"name\":\"x\"}");
        json(400, CAROL, "POST", "/api/v1/spaces", "{\"kind\":\"project\",\"name\":\"" + "x".repeat(64) + "\"}");
    }

    @Test
    void namesOfProjectsAreTheSameWhateverTheirCase() throws Exception {
        create("project", "ブリッジ計画", "");
        json(409, CAROL, "POST", "/api/v1/spaces", "{\"kind\":\"project\",\"name\":\"ブリッジ計画\"}");
        create("project", "Straße", "");
        json(409, CAROL, "POST", "/api/v1/spaces", "{\"kind\":\"project\",\"name\":\"STRASSE\"}");
    }

    @Test
    void b09AProjectThatIsGivenUpIsGoneWithItsTrashAndItsRoomIsFree() throws Exception {
        String id = project();
        change(204, ALICE, id, "{\"trash\":true}");
        fubako.call(BOB, "MKCOL", "/dav" + PROJECT + "/deep", "");
        put(BOB, PROJECT + "/deep/kept.txt", "x".repeat(1_000));
        put(BOB, PROJECT + "/deleted.txt", "x".repeat(1_000));
        fubako.call(BOB, "DELETE", "/dav" + PROJECT + "/deleted.txt", "");
        fubako.call(BOB, "LOCK", "/dav" + PROJECT + "/deep/kept.txt", "");

        json(204, CAROL, "DELETE", "/api/v1/spaces/" + id, "");

        json(404, BOB, "GET", "/api/v1/files" + PROJECT + "/deep/kept.txt", "");
        json(404, CAROL, "DELETE", "/api/v1/spaces/" + id, "");
        String row = " WHERE id = X'" + id + "'";
        Wait.until(() -> fubako.count("SELECT COUNT(*) FROM space" + row) == 0, "the space stays");
        assertThat(fubako.count("SELECT COUNT(*) FROM node WHERE space_id = X'" + id + "'"))
                .isZero();
        assertThat(fubako.count("SELECT COUNT(*) FROM space_usage WHERE space_id = X'" + id + "'"))
                .isZero();
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
        assertThat(paths(spaces(BOB, ""))).doesNotContain(PROJECT);
        String again = project();
        assertThat(again).isNotEqualTo(id);
        assertThat(json(200, BOB, "GET", "/api/v1/folders" + PROJECT, "")).contains("\"items\":[]");
        json(403, CAROL, "DELETE", "/api/v1/spaces/" + managed(CAROL).get(0).getString("id"), "");
    }

    @Test
    void f06AccountsAndGroupsAreFoundByThoseWhoHaveSomethingToGive() throws Exception {
        String everybody = json(200, CAROL, "GET", "/api/v1/principals", "");
        assertThat(everybody).contains("\"sales\"", "\"alice\"", "\"manager\"").doesNotContain("dave");
        assertThat(json(200, CAROL, "GET", "/api/v1/principals?kind=group", "")).doesNotContain("alice");
        assertThat(json(200, CAROL, "GET", "/api/v1/principals?kind=account&name=AL", ""))
                .contains("alice")
                .doesNotContain("bob");
        JsonObject first = object(json(200, CAROL, "GET", "/api/v1/principals?limit=1", ""));
        JsonObject second =
                object(json(200, CAROL, "GET", "/api/v1/principals?limit=1&cursor=" + first.getString("next"), ""));
        assertThat(second.getJsonArray("items")).isNotEqualTo(first.getJsonArray("items"));
        json(200, ALICE, "GET", "/api/v1/principals", "");
        json(403, BOB, "GET", "/api/v1/principals", "");
        for (String wrong : List.of("kind=everyone", "kind=x", "cursor=x", "cursor=x.y", "limit=0", "managed=1")) {
            json(400, CAROL, "GET", "/api/v1/principals?" + wrong, "");
        }
        json(400, CAROL, "GET", "/api/v1/spaces?managed=1", "");
    }

    @Test
    void m37EachChangeIsInTheLogWithBeforeAndAfter() throws Exception {
        String id = project();
        change(204, ALICE, id, "{\"quota\":5000,\"addresses\":[\"127.0.0.1\",\"::1\"]}");
        change(204, ALICE, id, "{\"quota\":5000}");
        change(204, ALICE, id, "{\"members\":[{\"kind\":\"account\",\"name\":\"alice\",\"administrator\":true}]}");
        change(404, BOB, id, "{\"quota\":1}");
        json(204, CAROL, "DELETE", "/api/v1/spaces/" + id, "");

        String log = fubako.call(CAROL, "GET", "/api/v1/logs/operations?limit=200", "")
                .body();
        assertThat(log)
                .contains("SPACE_CREATE", "SPACE_DELETE")
                .contains(" -> 5000 bytes")
                .contains("all addresses -> 127.0.0.1/32 0:0:0:0:0:0:0:1/128")
                .contains("alice (administrator), bob -> alice (administrator)")
                .doesNotContain("5000 bytes -> 5000 bytes");
    }
}
