package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions, device passwords and tokens of one's own, as their owner uses them and as a thief would. */
@ExtendWith(SharedFubako.class)
class MyAccountIT {

    /** What is known of callers may be so many seconds old. */
    private static final int KNOWN_FOR = 6;

    private static final String FOLDER = "/common/my-account";
    private static final String NO_SUCH_ID = "0".repeat(32);
    private static final List<String> CHANGING = List.of(
            "PUT", "DELETE", "MKCOL", "PROPPATCH", "COPY", "MOVE", "LOCK", "UNLOCK", "POST", "PATCH", "FROBNICATE");
    private static final Set<String> READING = Set.of("get", "head", "parameters");

    private final Fubako fubako;
    private TemporaryAccount emma;

    MyAccountIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void make() throws Exception {
        emma = TemporaryAccount.make(fubako);
    }

    @AfterEach
    void remove() throws Exception {
        emma.close();
        fubako.call("alice@demo", "DELETE", "/dav" + FOLDER, "");
    }

    private static JsonArray list(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readArray();
        }
    }

    private JsonObject made(String what, String json) throws Exception {
        HttpResponse<String> answer =
                fubako.call(emma.login(), "POST", "/api/v1/" + what, json, "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return LogReader.json(answer);
    }

    /** With a device password in place of the account's own. */
    private HttpResponse<String> basic(
            String login, String password, String method, String path, String body, String... headers)
            throws Exception {
        String credentials =
                Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
        return with("Basic " + credentials, method, path, body, headers);
    }

    private HttpResponse<String> with(String authorization, String method, String path, String body, String... headers)
            throws Exception {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Authorization";
        all[1] = authorization;
        return fubako.call("", method, path, body, all);
    }

    private int walk(String password, String path) throws Exception {
        return basic(emma.login(), password, "PROPFIND", path, "", "Depth", "0").statusCode();
    }

    private void alter(JsonObject device, String change) throws Exception {
        fubako.execute("UPDATE device_password SET " + change + " WHERE id = X'" + device.getString("id") + "'");
    }

    /* Sessions */

    private static HttpResponse<String> end(PortalSession session, String id) throws Exception {
        return session.call("DELETE", "/api/v1/sessions" + id, "", "Sec-Fetch-Site", "same-origin");
    }

    private static JsonArray sessions(PortalSession session) throws Exception {
        return list(session.get("/api/v1/sessions"));
    }

    private static String current(PortalSession session) throws Exception {
        return sessions(session).getValuesAs(JsonObject.class).stream()
                .filter(one -> one.getBoolean("current"))
                .map(one -> one.getString("id"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void r08OneSessionOrAllOthersAreEndedAtOnce() throws Exception {
        PortalSession here = PortalSession.of(fubako, emma.login());
        PortalSession there = PortalSession.of(fubako, emma.login());
        PortalSession elsewhere = PortalSession.of(fubako, emma.login());
        assertThat(List.of(here.isSignedIn(), there.isSignedIn(), elsewhere.isSignedIn()))
                .containsOnly(true);
        assertThat(sessions(here)).hasSize(3);

        assertThat(end(here, "/" + current(there)).statusCode()).isEqualTo(204);
        assertThat(there.isSignedIn()).isFalse();
        assertThat(there.get("/files/").statusCode()).isEqualTo(302);
        assertThat(elsewhere.isSignedIn()).isTrue();

        assertThat(end(here, "").statusCode()).isEqualTo(204);
        assertThat(List.of(here.isSignedIn(), elsewhere.isSignedIn())).containsExactly(true, false);
        assertThat(sessions(here)).hasSize(1);
        assertThat(end(here, "/" + current(here)).statusCode()).isEqualTo(204);
        assertThat(here.isSignedIn()).isFalse();
        assertThat(fubako.call("carol@demo", "GET", "/api/v1/logs/operations?limit=20", "")
                        .body())
                .contains("SESSION_END");
    }

    @Test
    void r08SessionsOfOthersAreNeitherSeenNorEnded() throws Exception {
        PortalSession thief = PortalSession.of(fubako, emma.login());
        try (TemporaryAccount other = TemporaryAccount.make(fubako)) {
            for (String victim : List.of(other.login(), "dave@other")) {
                PortalSession session = PortalSession.of(fubako, victim);
                String id = current(session);
                assertThat(end(thief, "/" + id).statusCode()).as(victim).isEqualTo(404);
                assertThat(thief.get("/api/v1/sessions").body()).doesNotContain(id);
                assertThat(end(thief, "").statusCode()).isEqualTo(204);
                assertThat(session.isSignedIn()).as(victim).isTrue();
                session.signOut();
            }
        }
        for (String id : List.of(NO_SUCH_ID, "x", "%27")) {
            assertThat(end(thief, "/" + id).statusCode()).as(id).isEqualTo(404);
        }
        assertThat(thief.isSignedIn()).isTrue();
    }

    @Test
    void r04R05R08WhatWasMadeForAProgramNeitherMakesNorEndsAnything() throws Exception {
        PortalSession session = PortalSession.of(fubako, emma.login());
        String current = current(session);
        JsonObject token = made("tokens", "{\"label\":\"script\"}");
        JsonObject device = made("device-passwords", "{\"label\":\"laptop\",\"doors\":[\"dav\",\"api\"]}");
        String credentials = emma.login() + ":" + device.getString("password");
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        for (String authorization : List.of("Bearer " + token.getString("token"), "Basic " + basic)) {
            for (String address : List.of(
                    "/sessions",
                    "/sessions/" + current,
                    "/tokens/" + token.getString("id"),
                    "/device-passwords/" + device.getString("id"))) {
                HttpResponse<String> answer = with(authorization, "DELETE", "/api/v1" + address, "");
                assertThat(answer.statusCode()).as(address).isEqualTo(403);
                assertThat(answer.body()).contains("urn:fubako:problem:in-person-only");
            }
            for (String what : List.of("/tokens", "/device-passwords")) {
                assertThat(with(
                                        authorization,
                                        "POST",
                                        "/api/v1" + what,
                                        "{\"label\":\"x\"}",
                                        "Content-Type",
                                        "application/json")
                                .statusCode())
                        .isEqualTo(403);
            }
        }
        assertThat(session.isSignedIn()).isTrue();
        session.signOut();
    }

    /* Device passwords */

    @Test
    void r04ADevicePasswordOpensItsDoorsHoweverItIsTyped() throws Exception {
        JsonObject device = made("device-passwords", "{\"label\":\"laptop\"}");
        String password = device.getString("password");
        assertThat(device.getJsonArray("doors").toString()).isEqualTo("[\"dav\"]");
        assertThat(password).matches("([a-z2-7]{5}-){4}[a-z2-7]{6}");
        for (String typed : List.of(
                password,
                password.replace("-", ""),
                password.toUpperCase(Locale.ROOT).replace('-', ' '))) {
            assertThat(walk(typed, "/dav/common/")).as(typed).isEqualTo(207);
        }
        assertThat(basic(emma.login(), password, "GET", "/api/v1/me", "").statusCode())
                .isEqualTo(401);
        assertThat(new PortalSession(fubako)
                        .signIn(emma.login(), password)
                        .headers()
                        .allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("fbk="));
        try (TemporaryAccount other = TemporaryAccount.make(fubako)) {
            assertThat(basic(other.login(), password, "PROPFIND", "/dav/", "", "Depth", "0")
                            .statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> listed = fubako.call(emma.login(), "GET", "/api/v1/device-passwords", "");
        assertThat(list(listed).getJsonObject(0).keySet()).contains("lastUsed", "lastAddress");
        assertThat(listed.body() + fubako.log()).doesNotContain(password, password.replace("-", ""));
        assertThat(fubako.call("carol@demo", "GET", "/api/v1/logs/operations?limit=50", "")
                        .body())
                .contains("DEVICE_PASSWORD_CREATE")
                .doesNotContain(password);
    }

    @Test
    void r04OneThatHasEndedIsElsewhereOrWhoseAccountIsLockedOpensNothing() throws Exception {
        JsonObject removed = made("device-passwords", "{\"label\":\"removed\",\"validDays\":1}");
        JsonObject expired = made("device-passwords", "{\"label\":\"expired\",\"validDays\":1}");
        JsonObject far = made("device-passwords", "{\"label\":\"far\",\"addresses\":[\"192.0.2.0/24\"]}");
        JsonObject near =
                made("device-passwords", "{\"label\":\"near\",\"addresses\":[\"127.0.0.0/8\",\"::1\",\"10.0.0.0/8\"]}");
        for (JsonObject good : List.of(removed, expired, near)) {
            assertThat(walk(good.getString("password"), "/dav/common/")).isEqualTo(207);
        }

        assertThat(fubako.call(emma.login(), "DELETE", "/api/v1/device-passwords/" + removed.getString("id"), "")
                        .statusCode())
                .isEqualTo(204);
        alter(expired, "expires_at = UTC_TIMESTAMP(6)");
        for (JsonObject bad : List.of(removed, expired, far)) {
            assertThat(walk(bad.getString("password"), "/dav/common/"))
                    .as(bad.getString("label"))
                    .isEqualTo(401);
        }
        fubako.execute("UPDATE account SET locked_at = UTC_TIMESTAMP(6) WHERE id = " + emma.idInSql());
        TimeUnit.SECONDS.sleep(KNOWN_FOR);
        assertThat(walk(near.getString("password"), "/dav/common/")).isEqualTo(401);
    }

    @Test
    void r04OneForReadingChangesNothing() throws Exception {
        String password = made(
                        "device-passwords", "{\"label\":\"viewer\",\"doors\":[\"dav\",\"api\"],\"scope\":\"read\"}")
                .getString("password");
        assertThat(fubako.call(emma.login(), "MKCOL", "/dav" + FOLDER, "").statusCode())
                .isEqualTo(201);
        assertThat(walk(password, "/dav" + FOLDER + "/")).isEqualTo(207);
        assertThat(basic(emma.login(), password, "GET", "/api/v1/folders" + FOLDER, "")
                        .statusCode())
                .isEqualTo(200);
        for (String method : CHANGING) {
            for (String door : List.of("/dav", "/api/v1/files")) {
                HttpResponse<String> answer = basic(
                        emma.login(),
                        password,
                        method,
                        door + FOLDER,
                        "",
                        "Destination",
                        "/dav/common/elsewhere",
                        "X-HTTP-Method-Override",
                        "GET");
                assertThat(answer.statusCode()).as("%s %s", method, door).isEqualTo(403);
                assertThat(answer.body()).contains("urn:fubako:problem:reading-only");
            }
        }
        assertThat(walk(password, "/dav" + FOLDER + "/")).isEqualTo(207);
    }

    @Test
    void r04OneForAFolderFindsNothingElse() throws Exception {
        fubako.call(emma.login(), "MKCOL", "/dav" + FOLDER, "");
        assertThat(fubako.call(emma.login(), "PUT", "/dav/common/my-account.txt", "x")
                        .statusCode())
                .isEqualTo(201);
        String password = made(
                        "device-passwords",
                        "{\"label\":\"scanner\",\"folder\":\""
                                + FOLDER.toUpperCase(Locale.ROOT).replace("COMMON", "common") + "\"}")
                .getString("password");
        String inside = "/dav" + FOLDER + "/a.txt";
        assertThat(basic(emma.login(), password, "PUT", inside, "a").statusCode())
                .isEqualTo(201);
        assertThat(walk(password, "/dav" + FOLDER + "/")).isEqualTo(207);
        String name = emma.login().replace("@demo", "");
        assertThat(walk(password, "/dav/files/" + name + FOLDER + "/a.txt")).isEqualTo(207);

        for (String outside : List.of(
                "/dav/",
                "/dav/common/",
                "/dav/common/my-account.txt",
                "/dav" + FOLDER + "2",
                "/dav/files/" + name + "/common/my-account.txt",
                "/dav/uploads/" + name + "/u1")) {
            assertThat(walk(password, outside)).as(outside).isEqualTo(404);
        }
        for (String method : List.of("COPY", "MOVE")) {
            assertThat(basic(emma.login(), password, method, inside, "", "Destination", "/dav/common/stolen.txt")
                            .statusCode())
                    .as(method)
                    .isEqualTo(404);
            assertThat(basic(
                                    emma.login(),
                                    password,
                                    method,
                                    "/dav/common/my-account.txt",
                                    "",
                                    "Destination",
                                    "/dav" + FOLDER + "/b.txt")
                            .statusCode())
                    .as(method)
                    .isEqualTo(404);
        }
        assertThat(basic(emma.login(), password, "MOVE", inside, "", "Destination", "/dav" + FOLDER + "/b.txt")
                        .statusCode())
                .isEqualTo(201);
        fubako.call(emma.login(), "DELETE", "/dav/common/my-account.txt", "");
    }

    @Test
    void r04WhatMakesNoSenseIsRefusedAndTwentyAreEnough() throws Exception {
        for (String wish : List.of(
                "{}",
                "{\"label\":\" \"}",
                "{\"label\":\"x\",\"doors\":[]}",
                "{\"label\":\"x\",\"doors\":[\"portal\"]}",
                "{\"label\":\"x\",\"scope\":\"all\"}",
                "{\"label\":\"x\",\"doors\":[\"dav\",\"api\"],\"folder\":\"/common\"}",
                "{\"label\":\"x\",\"validDays\":0}",
                "{\"label\":\"x\",\"validDays\":366}",
                "{\"label\":\"x\",\"addresses\":[\"office\"]}")) {
            assertThat(fubako.call(
                                    emma.login(),
                                    "POST",
                                    "/api/v1/device-passwords",
                                    wish,
                                    "Content-Type",
                                    "application/json")
                            .statusCode())
                    .as(wish)
                    .isEqualTo(400);
        }
        for (int count = 0; count < 20; count++) {
            made("device-passwords", "{\"label\":\"device " + count + "\"}");
        }
        assertThat(fubako.call(
                                emma.login(),
                                "POST",
                                "/api/v1/device-passwords",
                                "{\"label\":\"x\"}",
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(409);
        try (TemporaryAccount other = TemporaryAccount.make(fubako)) {
            String id = list(fubako.call(emma.login(), "GET", "/api/v1/device-passwords", ""))
                    .getJsonObject(0)
                    .getString("id");
            for (String thief : List.of(other.login(), "dave@other")) {
                assertThat(fubako.call(thief, "DELETE", "/api/v1/device-passwords/" + id, "")
                                .statusCode())
                        .as(thief)
                        .isEqualTo(404);
            }
            assertThat(list(fubako.call(other.login(), "GET", "/api/v1/device-passwords", "")))
                    .isEmpty();
        }
    }

    /* Tokens */

    @Test
    void r05ATokenForReadingIsRefusedByEveryCallThatChangesSomething() throws Exception {
        JsonObject token = made("tokens", "{\"label\":\"viewer\",\"scope\":\"read\"}");
        String authorization = "Bearer " + token.getString("token");
        assertThat(with(authorization, "GET", "/api/v1/me", "").statusCode()).isEqualTo(200);
        JsonObject paths = LogReader.json(fubako.call(emma.login(), "GET", "/api/v1/openapi", ""))
                .getJsonObject("paths");
        int calls = 0;
        for (String path : paths.keySet()) {
            for (String method : paths.getJsonObject(path).keySet()) {
                if (!READING.contains(method)) {
                    String address = "/api/v1" + path.replace("/{path}", FOLDER).replace("{id}", NO_SUCH_ID);
                    HttpResponse<String> answer = with(authorization, method.toUpperCase(Locale.ROOT), address, "");
                    assertThat(answer.statusCode()).as("%s %s", method, path).isEqualTo(403);
                    assertThat(answer.body()).contains("urn:fubako:problem:reading-only");
                    calls++;
                }
            }
        }
        assertThat(calls).isGreaterThan(20);
    }

    @Test
    void r05ATokenWorksFromItsAddressesOnly() throws Exception {
        JsonObject far = made("tokens", "{\"label\":\"far\",\"addresses\":[\"192.0.2.0/24\"]}");
        JsonObject near = made("tokens", "{\"label\":\"near\",\"addresses\":[\"127.0.0.0/8\",\"::1\"]}");
        assertThat(with("Bearer " + far.getString("token"), "GET", "/api/v1/me", "")
                        .statusCode())
                .isEqualTo(401);
        assertThat(with("Bearer " + near.getString("token"), "GET", "/api/v1/me", "")
                        .statusCode())
                .isEqualTo(200);

        List<JsonObject> listed =
                list(fubako.call(emma.login(), "GET", "/api/v1/tokens", "")).getValuesAs(JsonObject.class);
        assertThat(listed).filteredOn(one -> one.containsKey("lastUsed")).hasSize(1);
        assertThat(listed.get(1).keySet()).contains("lastAddress");
    }
}
