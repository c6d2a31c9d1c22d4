package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups through the API. Carol is an administrator: she manages groups, but not accounts. */
@ExtendWith(SharedFubako.class)
class GroupsIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String MANAGER = "manager@demo";
    private static final String DAVE = "dave@other";
    private static final String GROUPS = "/api/v1/groups";
    private static final List<String> OF_THE_DEMO = List.of("administrators", "managers", "sales", "users");

    private final Fubako fubako;

    GroupsIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @AfterEach
    void clear() throws Exception {
        for (JsonObject group : find("?limit=1000")) {
            if (!OF_THE_DEMO.contains(group.getString("name"))) {
                fubako.call(204, MANAGER, "DELETE", GROUPS + "/" + group.getString("id"), "");
            }
        }
    }

    private List<JsonObject> find(String query) throws Exception {
        return LogReader.json(fubako.call(200, CAROL, "GET", GROUPS + query, ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private List<String> names(String query) throws Exception {
        return find(query).stream().map(group -> group.getString("name")).toList();
    }

    private String id(String name) throws Exception {
        return find("?words=" + name).stream()
                .filter(group -> group.getString("name").equals(name))
                .map(group -> group.getString("id"))
                .findFirst()
                .orElseThrow();
    }

    private String create(String account, String body) throws Exception {
        return LogReader.json(fubako.call(201, account, "POST", GROUPS, body)).getString("id");
    }

    private JsonObject details(String id) throws Exception {
        return LogReader.json(fubako.call(200, CAROL, "GET", GROUPS + "/" + id, ""));
    }

    private static List<String> texts(JsonObject group, String member) {
        return group.getJsonArray(member).getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    @Test
    void m21M25AGroupIsMadeChangedAndTold() throws Exception {
        String id = create(
                CAROL,
                "{\"name\":\"Bid-team\",\"comment\":\"入札\",\"roles\":[\"view-logs\"],\"members\":[\"ALICE\",\"bob\"]}");
        JsonObject made = details(id);
        assertThat(made.getString("name")).isEqualTo("Bid-team");
        assertThat(made.getString("comment")).isEqualTo("入札");
        assertThat(texts(made, "roles")).containsExactly("view-logs");
        assertThat(texts(made, "members")).containsExactly("alice", "bob");
        assertThat(made.containsKey("builtIn")).isFalse();

        fubako.call(
                204,
                CAROL,
                "PUT",
                GROUPS + "/" + id,
                "{\"comment\":\"\",\"roles\":[],\"add\":[\"carol\"],\"remove\":[\"bob\",\"manager\"]}");
        JsonObject changed = details(id);
        assertThat(changed.getString("comment")).isEmpty();
        assertThat(texts(changed, "roles")).isEmpty();
        assertThat(texts(changed, "members")).containsExactly("alice", "carol");
        assertThat(new LogReader(fubako, CAROL).about("Bid-team"))
                .containsExactly(
                        "carol api GROUP_CREATE Bid-team 0 ok",
                        "carol api GROUP_CHANGE Bid-team -> comment:  -> 入札 0 ok",
                        "carol api GROUP_CHANGE Bid-team -> roles: none -> VIEW_LOGS 0 ok",
                        "carol api GROUP_CHANGE Bid-team -> members: +alice +bob 0 ok",
                        "carol api GROUP_CHANGE Bid-team -> comment: 入札 ->  0 ok",
                        "carol api GROUP_CHANGE Bid-team -> roles: VIEW_LOGS -> none 0 ok",
                        "carol api GROUP_CHANGE Bid-team -> members: +carol -bob 0 ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "a-",
                "a_b",
                "a b",
                "営業",
                "a/b",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void m22ABadNameIsRefused(String name) throws Exception {
        fubako.call(400, CAROL, "POST", GROUPS, "{\"name\":\"" + name + "\"}");
        assertThat(names("")).isEqualTo(OF_THE_DEMO);
    }

    @Test
    void m22ANameIsTakenWhateverItsCaseAndKeptForEver() throws Exception {
        fubako.call(409, CAROL, "POST", GROUPS, "{\"name\":\"SALES\"}");
        String id = create(CAROL, "{\"name\":\"" + "a".repeat(63) + "\"}");
        fubako.call(400, CAROL, "PUT", GROUPS + "/" + id, "{\"name\":\"other\"}");
    }

    @Test
    void m23ThereAreNoMoreThanTheContractHas() throws Exception {
        long limit = fubako.count(
                "SELECT max_groups FROM contract c JOIN tenant t ON t.id = c.tenant_id AND t.code = 'demo'");
        try {
            fubako.execute(
                    "UPDATE contract SET max_groups = 2 WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'demo')");
            create(CAROL, "{\"name\":\"second\"}");
            assertThat(fubako.call(409, CAROL, "POST", GROUPS, "{\"name\":\"third\"}")
                            .body())
                    .contains("as many as your contract has");
        } finally {
            fubako.execute("UPDATE contract SET max_groups = " + limit
                    + " WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'demo')");
        }
    }

    @Test
    void m24OnlyAccountsOfTheTenantAreInIt() throws Exception {
        for (String name : List.of("sales", "dave", "nobody", "")) {
            fubako.call(400, CAROL, "POST", GROUPS, "{\"name\":\"mixed\",\"members\":[\"alice\",\"" + name + "\"]}");
        }
        assertThat(names("?words=mixed")).isEmpty();
    }

    @Test
    void m26WithAGroupItsSpaceAndItsRightsGoAndItsAccountsStay() throws Exception {
        String id = create(CAROL, "{\"name\":\"gone\",\"members\":[\"bob\"]}");
        fubako.call(201, CAROL, "POST", "/api/v1/spaces", "{\"kind\":\"group\",\"name\":\"gone\"}");
        assertThat(fubako.call(BOB, "PUT", "/dav/group/gone/a.txt", "x").statusCode())
                .isEqualTo(201);
        assertThat(fubako.call(ALICE, "MKCOL", "/dav/common/for-the-gone", "").statusCode())
                .isEqualTo(201);
        fubako.call(
                200,
                CAROL,
                "PUT",
                "/api/v1/rights/common/for-the-gone",
                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"alice\",\"mode\":\"read-write\"},"
                        + "{\"kind\":\"group\",\"principal\":\"gone\",\"mode\":\"read-only\"}]}");

        fubako.call(204, CAROL, "DELETE", GROUPS + "/" + id, "");
        fubako.call(404, CAROL, "GET", GROUPS + "/" + id, "");
        assertThat(fubako.call(BOB, "GET", "/dav/group/gone/a.txt", "").statusCode())
                .isEqualTo(404);
        assertThat(fubako.call(BOB, "GET", "/api/v1/me", "").statusCode()).isEqualTo(200);
        assertThat(fubako.call(200, CAROL, "GET", "/api/v1/rights/common/for-the-gone", "")
                        .body())
                .doesNotContain("gone\",\"mode");
        fubako.call(204, CAROL, "DELETE", "/api/v1/rights/common/for-the-gone", "");
        assertThat(fubako.call(ALICE, "DELETE", "/dav/common/for-the-gone", "").statusCode())
                .isEqualTo(204);
        fubako.awaitPurge();
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
    }

    @Test
    void m27GroupsAreFoundByNameCommentAndMember() throws Exception {
        create(CAROL, "{\"name\":\"north\",\"comment\":\"Hokkaido 支店\",\"members\":[\"bob\"]}");
        create(CAROL, "{\"name\":\"south\",\"comment\":\"100% of Kyushu\"}");
        assertThat(names("?words=NORT")).containsExactly("north");
        assertThat(names("?words=hokkaido")).containsExactly("north");
        assertThat(names("?words=%E6%94%AF%E5%BA%97")).containsExactly("north");
        assertThat(names("?words=100%25")).containsExactly("south");
        assertThat(names("?words=bo")).contains("north").doesNotContain("south");
        assertThat(names("?words=nowhere")).isEmpty();
    }

    @Test
    void m27PagesFollowOneAnother() throws Exception {
        for (int number : IntStream.range(0, 5).toArray()) {
            create(CAROL, "{\"name\":\"page" + number + "\"}");
        }
        JsonObject first = LogReader.json(fubako.call(200, CAROL, "GET", GROUPS + "?words=page&limit=3", ""));
        JsonObject second = LogReader.json(
                fubako.call(200, CAROL, "GET", GROUPS + "?words=page&limit=3&cursor=" + first.getString("next"), ""));
        assertThat(first.getJsonArray("items")).hasSize(3);
        assertThat(second.getJsonArray("items")).hasSize(2);
        assertThat(second.containsKey("next")).isFalse();
    }

    @Test
    void m19BuiltInGroupsStay() throws Exception {
        for (String name : List.of("users", "administrators", "managers")) {
            String id = id(name);
            assertThat(details(id).getString("builtIn")).isEqualTo(name);
            fubako.call(403, MANAGER, "DELETE", GROUPS + "/" + id, "");
            fubako.call(403, MANAGER, "PUT", GROUPS + "/" + id, "{\"roles\":[\"publish-links\"]}");
        }
    }

    /** Who manages groups could else give himself everything. */
    @Test
    void m29NobodyGivesWhatHeDoesNotHave() throws Exception {
        fubako.call(403, CAROL, "POST", GROUPS, "{\"name\":\"power\",\"roles\":[\"manage-accounts\"]}");
        fubako.call(403, MANAGER, "POST", GROUPS, "{\"name\":\"power\",\"roles\":[\"manage-accounts\"]}");
        fubako.call(403, CAROL, "PUT", GROUPS + "/" + id("managers"), "{\"add\":[\"carol\"]}");
        fubako.call(403, CAROL, "PUT", GROUPS + "/" + id("managers"), "{\"remove\":[\"manager\"]}");
        String clerks = create(CAROL, "{\"name\":\"clerks\",\"roles\":[\"manage-groups\"],\"members\":[\"bob\"]}");
        String readers = create(CAROL, "{\"name\":\"readers\",\"roles\":[\"view-logs\"]}");
        fubako.call(403, BOB, "POST", GROUPS, "{\"name\":\"mine\",\"roles\":[\"view-logs\"],\"members\":[\"bob\"]}");
        fubako.call(403, BOB, "PUT", GROUPS + "/" + readers, "{\"add\":[\"bob\"]}");
        fubako.call(403, BOB, "PUT", GROUPS + "/" + readers, "{\"roles\":[]}");
        fubako.call(403, BOB, "PUT", GROUPS + "/" + clerks, "{\"roles\":[\"manage-groups\",\"access-control\"]}");
        fubako.call(403, BOB, "DELETE", GROUPS + "/" + readers, "");
        fubako.call(204, BOB, "PUT", GROUPS + "/" + clerks, "{\"add\":[\"alice\"]}");
        assertThat(names("?words=mine")).isEmpty();
    }

    @Test
    void m20M29OneManagerIsLeft() throws Exception {
        String managers = id("managers");
        fubako.call(409, MANAGER, "PUT", GROUPS + "/" + managers, "{\"members\":[]}");
        fubako.call(409, MANAGER, "PUT", GROUPS + "/" + managers, "{\"remove\":[\"manager\"]}");
        assertThat(texts(details(managers), "members")).containsExactly("manager");
    }

    @Test
    void m29ARoleThatIsTakenAwayIsGoneAtOnce() throws Exception {
        String id = create(CAROL, "{\"name\":\"watch\",\"roles\":[\"view-logs\"],\"members\":[\"bob\"]}");
        String log = "/api/v1/logs/operations?from=2026-01-01&to=2026-01-01";
        Wait.until(() -> fubako.call(BOB, "GET", log, "").statusCode() != 403, "the role does not come");
        fubako.call(204, CAROL, "PUT", GROUPS + "/" + id, "{\"roles\":[]}");
        fubako.call(403, BOB, "GET", log, "");
    }

    @Test
    void m21OthersNeitherSeeNorChangeGroups() throws Exception {
        String id = create(CAROL, "{\"name\":\"hidden\"}");
        for (String account : List.of(ALICE, BOB)) {
            fubako.call(403, account, "GET", GROUPS, "");
            fubako.call(403, account, "GET", GROUPS + "/" + id, "");
            fubako.call(403, account, "POST", GROUPS, "{\"name\":\"mine\"}");
            fubako.call(403, account, "PUT", GROUPS + "/" + id, "{\"comment\":\"x\"}");
            fubako.call(403, account, "DELETE", GROUPS + "/" + id, "");
        }
        for (String method : List.of("GET", "DELETE")) {
            assertThat(fubako.call(DAVE, method, GROUPS + "/" + id, "").statusCode())
                    .isIn(403, 404);
        }
        fubako.call(404, CAROL, "GET", GROUPS + "/nothing", "");
        fubako.call(404, CAROL, "DELETE", GROUPS + "/" + "0".repeat(32), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\",\"roles\":[\"root\"]}",
                "{\"name\":\"x\",\"roles\":\"view-logs\"}",
                "{\"name\":\"x\",\"members\":[1]}",
                "{\"name\":\"x\",\"comment\":\"a\\u0007\"}",
                "{\"name\":\"x\",\"unknown\":1}",
                "{\"name\":null}",
                "[]"
            })
    void m21WhatCannotBeMeantIsRefused(String body) throws Exception {
        fubako.call(400, CAROL, "POST", GROUPS, body);
        assertThat(names("?words=x")).isEmpty();
    }
}
