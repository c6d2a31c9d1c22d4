package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts through the API. Carol is an administrator: she does all but this. */
@ExtendWith(SharedFubako.class)
class AccountsIT {

    private static final String ALICE = "alice@demo";
    private static final String CAROL = "carol@demo";
    private static final String MANAGER = "manager@demo";
    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final List<String> OF_THE_DEMO = List.of("alice", "bob", "carol", "manager");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private final Fubako fubako;

    AccountsIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @AfterEach
    void clear() throws Exception {
        for (JsonObject account : find("?limit=1000")) {
            if (!OF_THE_DEMO.contains(account.getString("name"))) {
                fubako.call(204, MANAGER, "DELETE", ACCOUNTS + "/" + account.getString("id"), "");
            }
        }
    }

    private List<JsonObject> find(String query) throws Exception {
        return LogReader.json(fubako.call(200, MANAGER, "GET", ACCOUNTS + query, ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private List<String> names(String query) throws Exception {
        return find(query).stream().map(account -> account.getString("name")).toList();
    }

    private JsonObject make(String body) throws Exception {
        return LogReader.json(fubako.call(201, MANAGER, "POST", ACCOUNTS, body));
    }

    private String id(String name) throws Exception {
        return find("?words=" + name).get(0).getString("id");
    }

    private JsonObject details(String id) throws Exception {
        return LogReader.json(fubako.call(200, MANAGER, "GET", ACCOUNTS + "/" + id, ""));
    }

    private static List<String> groups(JsonObject account) {
        return account.getJsonArray("groups").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    private HttpResponse<String> me(String authorization) throws Exception {
        return fubako.call("", "GET", "/api/v1/me", "", "Authorization", authorization);
    }

    /** With the password of the demo accounts. */
    private int signIn(String account) throws Exception {
        return me(Fubako.basic(account)).statusCode();
    }

    /** With the password of the demo accounts, which need not be changed. */
    private String makeReady(String name, String more) throws Exception {
        String id = make("{\"name\":\"" + name + "\"" + more + "}").getString("id");
        fubako.execute("UPDATE account SET password_temporary = FALSE, password_hash ="
                + " (SELECT password_hash FROM account WHERE name = 'alice') WHERE name = '" + name + "'");
        return id;
    }

    @Test
    void m01M04AnAccountIsMadeChangedAndTold() throws Exception {
        JsonObject made = make("{\"name\":\"Emma_1\",\"comment\":\"総務\",\"mail\":\"emma@example.jp\","
                + "\"expires\":\"2099-04-01\",\"passwordLifetime\":\"P3M\",\"groups\":[\"USERS\",\"sales\"]}");
        String id = made.getString("id");
        assertThat(made.getString("temporaryPassword")).matches("([A-Za-z2-9]{5}-){3}[A-Za-z2-9]{5}");
        assertThat(made.getString("state")).isEqualTo("active");
        JsonObject read = details(id);
        assertThat(read.containsKey("temporaryPassword")).isFalse();
        assertThat(read.getString("mail")).isEqualTo("emma@example.jp");
        assertThat(read.getBoolean("mailConfirmed")).isFalse();
        assertThat(read.getString("expires")).isEqualTo("2099-04-01");
        assertThat(read.getBoolean("passwordTemporary")).isTrue();
        assertThat(groups(read)).containsExactly("sales", "users");

        fubako.call(
                204,
                MANAGER,
                "PUT",
                ACCOUNTS + "/" + id,
                "{\"comment\":\"\",\"mail\":null,\"expires\":null,\"addGroups\":[\"administrators\"],\"removeGroups\":[\"sales\"]}");
        JsonObject changed = details(id);
        assertThat(changed.containsKey("mail")).isFalse();
        assertThat(changed.containsKey("expires")).isFalse();
        assertThat(changed.getString("passwordLifetime")).isEqualTo("P3M");
        assertThat(groups(changed)).containsExactly("administrators", "users");
        fubako.call(400, MANAGER, "PUT", ACCOUNTS + "/" + id, "{\"name\":\"other\"}");
        assertThat(new LogReader(fubako, CAROL).about("Emma_1"))
                .containsExactly(
                        "manager api ACCOUNT_CREATE Emma_1 0 ok",
                        "manager api ACCOUNT_CHANGE Emma_1 -> comment:  -> 総務 0 ok",
                        "manager api ACCOUNT_CHANGE Emma_1 -> mail:  -> emma@example.jp 0 ok",
                        "manager api ACCOUNT_CHANGE Emma_1 -> terms: expires never, password unlimited"
                                + " -> expires 2099-04-01, password P3M 0 ok",
                        "manager api ACCOUNT_CHANGE Emma_1 -> comment: 総務 ->  0 ok",
                        "manager api ACCOUNT_CHANGE Emma_1 -> mail: emma@example.jp ->  0 ok",
                        "manager api ACCOUNT_CHANGE Emma_1 -> terms: expires 2099-04-01, password P3M"
                                + " -> expires never, password P3M 0 ok");
    }

    @Test
    void a12M01ATemporaryPasswordIsForChoosingAnother() throws Exception {
        JsonObject made = make("{\"name\":\"fresh\",\"groups\":[\"users\"]}");
        String drawn = made.getString("temporaryPassword");
        assertThat(me(Fubako.basic("fresh@demo", drawn)).body()).contains("password-lapsed");
        fubako.execute("UPDATE account SET password_temporary = FALSE WHERE name = 'fresh'");
        Wait.until(() -> me(Fubako.basic("fresh@demo", drawn)).statusCode() == 200, "the password is not taken");

        String second = LogReader.json(
                        fubako.call(200, MANAGER, "POST", ACCOUNTS + "/" + made.getString("id") + "/password", "{}"))
                .getString("temporaryPassword");
        assertThat(me(Fubako.basic("fresh@demo", drawn)).statusCode()).isEqualTo(401);
        assertThat(me(Fubako.basic("fresh@demo", second)).statusCode()).isEqualTo(403);
        assertThat(new LogReader(fubako, CAROL).about("fresh"))
                .contains("manager api PASSWORD_RESET fresh 0 ok")
                .noneMatch(line -> line.contains(second));
    }

    @Test
    void m02ThereAreNoMoreThanTheContractHas() throws Exception {
        String where = " WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'demo')";
        long limit = fubako.count("SELECT max_accounts FROM contract" + where);
        try {
            fubako.execute("UPDATE contract SET max_accounts = 5" + where);
            make("{\"name\":\"fifth\"}");
            assertThat(fubako.call(409, MANAGER, "POST", ACCOUNTS, "{\"name\":\"sixth\"}")
                            .body())
                    .contains("as many as your contract has");
            assertThat(names("?words=sixth")).isEmpty();
        } finally {
            fubako.execute("UPDATE contract SET max_accounts = " + limit + where);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "a-",
                "_a",
                "a b",
                "a@b",
                "山田",
                "ａ",
                "a\\u0000",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void m03ABadNameIsRefused(String name) throws Exception {
        fubako.call(400, MANAGER, "POST", ACCOUNTS, "{\"name\":\"" + name + "\"}");
        assertThat(names("")).isEqualTo(OF_THE_DEMO);
    }

    @Test
    void m03ANameIsTakenWhateverItsCase() throws Exception {
        fubako.call(409, MANAGER, "POST", ACCOUNTS, "{\"name\":\"ALICE\"}");
        make("{\"name\":\"" + "a".repeat(63) + "\"}");
    }

    @Test
    void m05M06ALifetimeEndsWithADeadline() throws Exception {
        String id = makeReady("lena", "");
        for (String wrong : List.of("P0D", "P100D", "P1W", "P1Y2M", "P-1D", "1", "PT1H")) {
            fubako.call(400, MANAGER, "PUT", ACCOUNTS + "/" + id, "{\"passwordLifetime\":\"" + wrong + "\"}");
        }
        fubako.call(204, MANAGER, "PUT", ACCOUNTS + "/" + id, "{\"passwordLifetime\":\"P99D\"}");
        assertThat(details(id).getString("passwordDue"))
                .isEqualTo(LocalDate.now(TOKYO).plusDays(99).toString());
        assertThat(signIn("lena@demo")).isEqualTo(200);
        fubako.execute("UPDATE account SET password_due_on = '2026-01-31' WHERE name = 'lena'");
        Wait.until(() -> signIn("lena@demo") == 403, "the password does not lapse");
        fubako.call(204, MANAGER, "PUT", ACCOUNTS + "/" + id, "{\"passwordLifetime\":null}");
        assertThat(details(id).containsKey("passwordDue")).isFalse();
        assertThat(signIn("lena@demo")).isEqualTo(200);
    }

    @Test
    void m08AfterItsLastDayNobodySignsIn() throws Exception {
        String id = makeReady("temp", "");
        assertThat(signIn("temp@demo")).isEqualTo(200);
        fubako.call(204, MANAGER, "PUT", ACCOUNTS + "/" + id, "{\"expires\":\"" + LocalDate.now(TOKYO) + "\"}");
        assertThat(signIn("temp@demo")).isEqualTo(401);
        assertThat(details(id).getString("state")).isEqualTo("expired");
        assertThat(names("?state=expired")).containsExactly("temp");
        fubako.call(400, MANAGER, "PUT", ACCOUNTS + "/" + id, "{\"expires\":\"2026-02-30\"}");
    }

    @Test
    void m04AStoppedAccountIsOutAtOnceOnEachDoor() throws Exception {
        String id = makeReady("stopped", "");
        String token = LogReader.json(fubako.call(
                        "stopped@demo",
                        "POST",
                        "/api/v1/tokens",
                        "{\"label\":\"x\"}",
                        "Content-Type",
                        "application/json"))
                .getString("token");
        PortalSession session = PortalSession.of(fubako, "stopped@demo");
        assertThat(session.get("/files/").statusCode()).isEqualTo(200);

        fubako.call(204, MANAGER, "PUT", ACCOUNTS + "/" + id + "/suspension", "");
        assertThat(details(id).getString("state")).isEqualTo("suspended");
        assertThat(signIn("stopped@demo")).isEqualTo(401);
        assertThat(me("Bearer " + token).statusCode()).isEqualTo(401);
        assertThat(session.get("/files/").statusCode()).isEqualTo(302);

        fubako.call(204, MANAGER, "DELETE", ACCOUNTS + "/" + id + "/suspension", "");
        assertThat(me("Bearer " + token).statusCode()).isEqualTo(200);
        assertThat(new LogReader(fubako, CAROL).about("stopped"))
                .contains(
                        "manager api ACCOUNT_CHANGE stopped -> state: active -> suspended 0 ok",
                        "manager api ACCOUNT_CHANGE stopped -> state: suspended -> active 0 ok");
    }

    @Test
    void r08AManagerEndsTheSessionsOfAnother() throws Exception {
        String id = makeReady("busy", "");
        PortalSession session = PortalSession.of(fubako, "busy@demo");
        String address = ACCOUNTS + "/" + id + "/sessions";
        fubako.call(403, CAROL, "DELETE", address, "");
        fubako.call(404, "manager@other", "DELETE", address, "");
        assertThat(session.isSignedIn()).isTrue();
        fubako.call(204, MANAGER, "DELETE", address, "");
        assertThat(session.isSignedIn()).isFalse();
        assertThat(signIn("busy@demo")).isEqualTo(200);
    }

    @Test
    void r01OnlyAManagerTakesASecondFactorAway() throws Exception {
        String id = makeReady("phoneless", "");
        String address = ACCOUNTS + "/" + id + "/second-factor";
        fubako.execute(
                "INSERT INTO second_factor (tenant_id, account_id, sealed_seed, last_step, added_at) SELECT tenant_id, id, X'00', 0,"
                        + " UTC_TIMESTAMP(6) FROM account WHERE name = 'phoneless'");
        Wait.until(() -> signIn("phoneless@demo") == 403, "the password alone is enough");
        fubako.call(403, CAROL, "DELETE", address, "");
        fubako.call(404, "manager@other", "DELETE", address, "");
        fubako.call(204, MANAGER, "DELETE", address, "");
        assertThat(signIn("phoneless@demo")).isEqualTo(200);
    }

    @Test
    void m09WithAnAccountItsDocumentsGoForGood() throws Exception {
        String id = makeReady("gone", "");
        assertThat(fubako.call("gone@demo", "PUT", "/dav/private/a.txt", "mine").statusCode())
                .isEqualTo(201);
        fubako.call(204, MANAGER, "DELETE", ACCOUNTS + "/" + id, "");
        assertThat(signIn("gone@demo")).isEqualTo(401);
        fubako.call(404, MANAGER, "GET", ACCOUNTS + "/" + id, "");
        fubako.awaitPurge();
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
    }

    @Test
    void m09ItsDocumentsGoToSomebodyElseAsAProject() throws Exception {
        String id = makeReady("tender", "");
        fubako.call("tender@demo", "PUT", "/dav/private/offer.txt", "ten");
        fubako.call(400, MANAGER, "DELETE", ACCOUNTS + "/" + id + "?heir=nobody", "");
        fubako.call(400, MANAGER, "DELETE", ACCOUNTS + "/" + id + "?heir=tender", "");
        fubako.call(204, MANAGER, "DELETE", ACCOUNTS + "/" + id + "?heir=alice", "");
        // the demo has a project of that name
        assertThat(fubako.call(ALICE, "GET", "/dav/project/tender-2/offer.txt", "")
                        .body())
                .isEqualTo("ten");
        assertThat(fubako.call("bob@demo", "GET", "/dav/project/tender-2/offer.txt", "")
                        .statusCode())
                .isEqualTo(404);
        String project = LogReader.list(fubako.call(ALICE, "GET", "/api/v1/spaces", "")).stream()
                .filter(space -> space.getString("name").equals("tender-2"))
                .map(space -> space.getString("id"))
                .findFirst()
                .orElseThrow();
        fubako.call(204, CAROL, "DELETE", "/api/v1/spaces/" + project, "");
        assertThat(new LogReader(fubako, CAROL).about("tender"))
                .contains("manager api ACCOUNT_DELETE tender -> documents to alice 0 ok");
    }

    @Test
    void m10AccountsAreFoundByNameCommentAddressStateAndGroup() throws Exception {
        make("{\"name\":\"north\",\"comment\":\"Hokkaido 支店\",\"mail\":\"Kita@example.jp\"}");
        make("{\"name\":\"south\",\"comment\":\"100% of Kyushu\",\"groups\":[\"sales\"]}");
        assertThat(names("?words=NORT")).containsExactly("north");
        assertThat(names("?words=hokkaido")).containsExactly("north");
        assertThat(names("?words=%E6%94%AF%E5%BA%97")).containsExactly("north");
        assertThat(names("?words=kita%40example")).containsExactly("north");
        assertThat(names("?words=100%25")).containsExactly("south");
        assertThat(names("?group=SALES")).containsExactly("alice", "bob", "south");
        assertThat(names("?group=none-such")).isEmpty();
        assertThat(names("?state=suspended")).isEmpty();
        fubako.call(400, MANAGER, "GET", ACCOUNTS + "?state=dead", "");
    }

    @Test
    void m10PagesFollowOneAnother() throws Exception {
        for (int number : IntStream.range(0, 5).toArray()) {
            make("{\"name\":\"page" + number + "\"}");
        }
        JsonObject first = LogReader.json(fubako.call(200, MANAGER, "GET", ACCOUNTS + "?words=page&limit=3", ""));
        JsonObject second = LogReader.json(fubako.call(
                200, MANAGER, "GET", ACCOUNTS + "?words=page&limit=3&cursor=" + first.getString("next"), ""));
        assertThat(first.getJsonArray("items")).hasSize(3);
        assertThat(second.getJsonArray("items")).hasSize(2);
        assertThat(second.containsKey("next")).isFalse();
    }

    @Test
    void a17AnAddressBelongsToOneAccount() throws Exception {
        make("{\"name\":\"one\",\"mail\":\"same@example.jp\"}");
        fubako.call(409, MANAGER, "POST", ACCOUNTS, "{\"name\":\"two\",\"mail\":\"SAME@example.jp\"}");
        assertThat(names("?words=two")).isEmpty();
        for (String wrong : List.of("a", "a@", "a b@example.jp", "a@example.jp\\r\\nBcc: x@example.jp")) {
            fubako.call(400, MANAGER, "POST", ACCOUNTS, "{\"name\":\"two\",\"mail\":\"" + wrong + "\"}");
        }
    }

    @Test
    void m04NobodyStopsHimselfAndOneManagerIsLeft() throws Exception {
        String own = id("manager");
        fubako.call(409, MANAGER, "PUT", ACCOUNTS + "/" + own + "/suspension", "");
        fubako.call(409, MANAGER, "DELETE", ACCOUNTS + "/" + own, "");
        fubako.call(409, MANAGER, "POST", ACCOUNTS + "/" + own + "/password", "{}");
        fubako.call(409, MANAGER, "PUT", ACCOUNTS + "/" + own, "{\"removeGroups\":[\"managers\"]}");
        fubako.call(409, MANAGER, "PUT", ACCOUNTS + "/" + own, "{\"expires\":\"2026-01-01\"}");
        makeReady("deputy", ",\"groups\":[\"managers\"]");
        assertThat(fubako.call("deputy@demo", "DELETE", ACCOUNTS + "/" + id("deputy"), "")
                        .statusCode())
                .isEqualTo(409);
        assertThat(groups(details(own))).containsExactly("managers");
        assertThat(details(own).containsKey("expires")).isFalse();
    }

    /** Carol holds every role but the one for accounts; dave is nobody in this tenant, and its manager is one in another. */
    @Test
    void m01OthersNeitherSeeNorChangeAccounts() throws Exception {
        String id = make("{\"name\":\"hidden\"}").getString("id");
        String account = ACCOUNTS + "/" + id;
        for (String stranger : List.of(CAROL, ALICE)) {
            fubako.call(403, stranger, "GET", ACCOUNTS, "");
            fubako.call(403, stranger, "GET", account, "");
            fubako.call(403, stranger, "POST", ACCOUNTS, "{\"name\":\"mine\"}");
            fubako.call(403, stranger, "PUT", account, "{\"comment\":\"x\"}");
            fubako.call(403, stranger, "DELETE", account, "");
            fubako.call(403, stranger, "PUT", account + "/suspension", "");
            fubako.call(403, stranger, "DELETE", account + "/suspension", "");
            fubako.call(403, stranger, "POST", account + "/password", "{}");
        }
        String other = "manager@other";
        fubako.call(404, other, "GET", account, "");
        fubako.call(404, other, "PUT", account, "{\"comment\":\"x\"}");
        fubako.call(404, other, "DELETE", account, "");
        fubako.call(404, other, "PUT", account + "/suspension", "");
        fubako.call(404, other, "DELETE", account + "/suspension", "");
        fubako.call(404, other, "POST", account + "/password", "{}");
        fubako.call(400, other, "POST", ACCOUNTS, "{\"name\":\"mine\",\"groups\":[\"sales\"]}");
        assertThat(fubako.call(200, other, "GET", ACCOUNTS, "").body()).doesNotContain("hidden", "alice");
        assertThat(details(id).getString("comment")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\",\"password\":\"short\"}",
                "{\"name\":\"x\",\"password\":\"password1234567\"}",
                "{\"name\":\"x\",\"groups\":[\"nothing\"]}",
                "{\"name\":\"x\",\"groups\":\"users\"}",
                "{\"name\":\"x\",\"comment\":\"a\\u0007\"}",
                "{\"name\":\"x\",\"expires\":\"tomorrow\"}",
                "{\"name\":\"x\",\"unknown\":1}",
                "{\"name\":null}",
                "[]"
            })
    void m01WhatCannotBeMeantIsRefusedAndLeavesNothing(String body) throws Exception {
        fubako.call(400, MANAGER, "POST", ACCOUNTS, body);
        assertThat(names("?words=x")).isEmpty();
    }
}
