package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant decides for all of its accounts. Ranges are those of the tenant "other", whom no other test needs meanwhile. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class PoliciesIT {

    private static final String MANAGER = "manager@other";
    private static final String DAVE = "dave@other";
    private static final String POLICIES = "/api/v1/policies";
    private static final String DEFAULTS = "{\"password\":{\"style\":\"modern\",\"shortest\":15,\"kinds\":[],"
            + "\"blocklist\":true,\"lifetime\":null,\"remembered\":0},"
            + "\"sessions\":{\"idleMinutes\":null,\"longestHours\":null,\"most\":5},\"mainPassword\":true,"
            + "\"addresses\":{\"portal\":[],\"administration\":[],\"dav\":[],\"api\":[]},"
            + "\"forbiddenNames\":[\".ht*\",\".dx*\"],"
            + "\"links\":{\"longestDays\":7,\"mostDownloads\":100,\"demand\":\"none\",\"confidential\":\"forbidden\","
            + "\"mostLive\":null,\"allowedDomains\":[],\"forbiddenDomains\":[]}}";

    private final Fubako fubako;
    private final PortalBrowser browser;
    private PortalSession manager;

    PoliciesIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @BeforeEach
    void begin() throws Exception {
        manager = PortalSession.of(fubako, MANAGER);
    }

    @AfterEach
    void restore() throws Exception {
        manager = PortalSession.of(fubako, MANAGER);
        assertThat(put(DEFAULTS).statusCode()).isEqualTo(200);
        manager.signOut();
    }

    private HttpResponse<String> put(String body) throws Exception {
        return json(manager, "PUT", POLICIES, body);
    }

    private static HttpResponse<String> json(PortalSession session, String method, String path, String body)
            throws Exception {
        return session.call(method, path, body, "Content-Type", "application/json", "Sec-Fetch-Site", "same-origin");
    }

    private void decide(String body) throws Exception {
        HttpResponse<String> answer = put(body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private String refusal(String body) throws Exception {
        HttpResponse<String> answer = put(body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        return answer.body().replaceFirst(".*urn:fubako:problem:([a-z-]+)\".*", "$1");
    }

    private JsonObject policies() throws Exception {
        return LogReader.json(manager.get(POLICIES));
    }

    /** By an address of this machine that is not the one of all other tests. */
    private RawConnection.Answer from(String address, String account, String method, String path, String... fields)
            throws Exception {
        try (RawConnection connection = new RawConnection(fubako, address)) {
            connection.sendHead(account, method, path, fields);
            return connection.read(method);
        }
    }

    private int status(String address, String account, String path) throws Exception {
        return from(address, account, "GET", path).status();
    }

    private static String basic(String login, String password) {
        return "Authorization: Basic "
                + java.util.Base64.getEncoder()
                        .encodeToString((login + ":" + password).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /* Addresses */

    @Test
    void ct53R06FromOutsideThePasswordIsNotEvenAskedFor() throws Exception {
        decide("{'addresses':{'portal':['127.0.0.1'],'dav':['127.0.0.1/32'],'api':['127.0.0.1']}}");
        String known = from("127.0.0.2", DAVE, "GET", "/api/v1/me").text();
        assertThat(known).contains("urn:fubako:problem:address-not-allowed", "network address");
        for (int time = 0; time < 8; time++) {
            for (String credentials :
                    List.of(basic(DAVE, "wrong " + time), basic(DAVE, Fubako.PASSWORD), basic("nobody@other", "x"))) {
                RawConnection.Answer answer = from("127.0.0.2", "", "GET", "/api/v1/me", credentials);
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.text()).isEqualTo(known);
                assertThat(answer.field("WWW-Authenticate")).isEmpty();
            }
        }
        assertThat(from("127.0.0.2", DAVE, "PROPFIND", "/dav/", "Depth: 0", "Content-Length: 0")
                        .status())
                .isEqualTo(403);

        // in the same network: failures would have braked this one too
        assertThat(PortalSession.of(fubako, DAVE).isSignedIn()).isTrue();
        assertThat(status("127.0.0.2", "alice@demo", "/api/v1/me"))
                .as("another tenant")
                .isEqualTo(200);
        List<String> lines = new LogReader(fubako, MANAGER).by("dave");
        assertThat(lines).filteredOn(line -> line.endsWith(" address")).contains("dave api SIGN_IN  -> api 0 address");
        assertThat(lines)
                .filteredOn(line -> line.equals("dave api SIGN_IN  -> api 0 address"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2/31", "::ffff:127.0.0.2/127"})
    void ct53R06TheEdgesOfARangeAreInsideAndTheirNeighboursOutside(String range) throws Exception {
        decide("{'addresses':{'api':['" + range + "']}}");

        assertThat(Stream.of("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4").map(this::apiStatus))
                .containsExactly(403, 200, 200, 403);
    }

    private int apiStatus(String address) {
        try {
            return status(address, DAVE, "/api/v1/me");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void ct53R06NobodyIsBelievedWhoSaysToComeFromInside() throws Exception {
        decide("{'addresses':{'api':['127.0.0.1','192.0.2.0/24']}}");
        int tried = 0;
        for (String field : List.of(
                "X-Forwarded-For",
                "X-Real-IP",
                "X-Client-IP",
                "X-Originating-IP",
                "X-Remote-IP",
                "X-Remote-Addr",
                "X-Cluster-Client-IP",
                "True-Client-IP",
                "CF-Connecting-IP",
                "Client-IP",
                "Forwarded-For",
                "Via")) {
            for (String value :
                    List.of("127.0.0.1", "192.0.2.7", "127.0.0.2, 192.0.2.7", "::ffff:127.0.0.1", "192.0.2.7:443")) {
                assertThat(from("127.0.0.2", DAVE, "GET", "/api/v1/me", field + ": " + value)
                                .status())
                        .as(field + ": " + value)
                        .isEqualTo(403);
                tried++;
            }
        }
        for (String value : List.of("for=127.0.0.1", "for=\"[::1]\";proto=https", "for=192.0.2.7, for=127.0.0.2")) {
            assertThat(from("127.0.0.2", DAVE, "GET", "/api/v1/me", "Forwarded: " + value)
                            .status())
                    .as(value)
                    .isEqualTo(403);
        }
        assertThat(tried).isGreaterThanOrEqualTo(40);
    }

    @Test
    void ct53R06WhatRunsOutsideEnds() throws Exception {
        PortalSession session = PortalSession.of(fubako, DAVE);
        String cookie = "Cookie: fbk=" + session.token().orElseThrow();
        String token = LogReader.json(json(session, "POST", "/api/v1/tokens", "{\"label\":\"ranges\",\"validDays\":1}"))
                .getString("token");
        assertThat(from("127.0.0.2", "", "GET", "/files/", cookie).status()).isEqualTo(200);
        assertThat(from("127.0.0.2", "", "GET", "/api/v1/me", "Authorization: Bearer " + token)
                        .status())
                .isEqualTo(200);
        assertThat(status("127.0.0.2", DAVE, "/dav/common/")).isEqualTo(200);

        decide("{'addresses':{'portal':['127.0.0.1'],'dav':['127.0.0.1'],'api':['127.0.0.1']}}");
        RawConnection.Answer page = from("127.0.0.2", "", "GET", "/files/", cookie, "Accept-Language: en");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).contains("Not from this network");
        assertThat(from("127.0.0.2", "", "GET", "/api/v1/me", cookie).status()).isEqualTo(403);
        assertThat(from("127.0.0.2", "", "GET", "/signin", cookie).status()).isEqualTo(200);
        assertThat(from("127.0.0.2", "", "GET", "/api/v1/me", "Authorization: Bearer " + token)
                        .status())
                .isEqualTo(403);
        assertThat(status("127.0.0.2", DAVE, "/dav/common/")).isEqualTo(403);
        assertThat(session.isSignedIn()).as("inside").isTrue();

        fubako.execute("UPDATE session s JOIN account a ON a.tenant_id = s.tenant_id AND a.id = s.account_id"
                + " SET s.address = '127.0.0.9' WHERE a.name = 'dave'");
        decide("{'addresses':{'portal':['127.0.0.0/30']}}");
        assertThat(session.isSignedIn()).as("began outside").isFalse();
    }

    /** As a change on another node is seen: the row in the database is all that tells of it. */
    @Test
    void ct53R06WhatAnotherNodeHasClosedIsClosedHereWithinSeconds() throws Exception {
        decide("{'addresses':{'dav':['127.0.0.1']}}");
        assertThat(status("127.0.0.1", DAVE, "/dav/common/")).isEqualTo(200);
        fubako.execute("UPDATE policy SET addresses_dav = '192.0.2.0/24' WHERE addresses_dav <> ''");
        long begin = System.nanoTime();
        Wait.until(() -> status("127.0.0.1", DAVE, "/dav/common/") == 403, "still open");

        assertThat(System.nanoTime() - begin).isLessThan(6_000_000_000L);
    }

    @Test
    void ct53R06TheAdministrationMayBeClosedWhereThePortalIsOpen() throws Exception {
        String cookie = "Cookie: fbk=" + manager.token().orElseThrow();
        decide("{'addresses':{'administration':['127.0.0.1']}}");

        for (String path : List.of("/admin/policies", "/admin/spaces", "/admin/logs")) {
            assertThat(from("127.0.0.2", "", "GET", path, cookie).status())
                    .as(path)
                    .isEqualTo(403);
            assertThat(manager.get(path).statusCode()).as(path).isEqualTo(200);
        }
        for (String path : List.of(POLICIES, "/api/v1/logs/operations", "/api/v1/%70olicies")) {
            assertThat(from("127.0.0.2", "", "GET", path, cookie).status())
                    .as(path)
                    .isEqualTo(403);
            assertThat(status("127.0.0.2", MANAGER, path)).as(path).isEqualTo(403);
        }
        assertThat(from("127.0.0.2", "", "GET", "/files/", cookie).status()).isEqualTo(200);
        assertThat(status("127.0.0.2", MANAGER, "/api/v1/spaces")).isEqualTo(200);
    }

    @Test
    void ct53R06WhoChangesTheRangesCannotShutHimselfOut() throws Exception {
        for (String area : List.of("portal", "administration")) {
            assertThat(refusal("{'sessions':{'most':3},'addresses':{'" + area + "':['192.0.2.0/24','127.0.0.2/31']}}"))
                    .isEqualTo("address-shuts-you-out");
        }

        assertThat(policies().getJsonObject("addresses").getJsonArray("portal")).isEmpty();
        assertThat(policies().getJsonObject("sessions").getInt("most"))
                .as("all or nothing")
                .isEqualTo(5);
        decide("{'addresses':{'portal':['192.0.2.0/24','127.0.0.0/30'],'api':['192.0.2.0/24']}}");
    }

    @Test
    void ct53R06WhoWouldBeShutOutIsSaidBefore() throws Exception {
        PortalSession.of(fubako, DAVE);
        String ranges = "{\"addresses\":{\"portal\":[\"192.0.2.0/24\"],\"administration\":[\"192.0.2.0/24\"]}}";
        JsonObject shut = LogReader.json(json(manager, "POST", POLICIES + "/preview", ranges));
        List<String> who = shut.getJsonArray("shutOut").getValuesAs(JsonObject.class).stream()
                .map(one -> one.getString("area") + " " + one.getString("account") + " " + one.getString("address"))
                .toList();

        assertThat(who)
                .containsExactly(
                        "portal dave 127.0.0.1", "portal manager 127.0.0.1", "administration manager 127.0.0.1");
        assertThat(shut.getBoolean("you")).isTrue();
        JsonObject none = LogReader.json(json(
                manager,
                "POST",
                POLICIES + "/preview",
                "{\"addresses\":{\"portal\":[\"127.0.0.0/8\"],\"dav\":[\"127.0.0.0/8\"]}}"));
        assertThat(none.getInt("total")).isZero();
        assertThat(none.getBoolean("you")).isFalse();
        assertThat(policies().getJsonObject("addresses").getJsonArray("portal")).isEmpty();
    }

    /* Who may, and what is taken */

    @Test
    void r06OnlyTheRolesForItReadAndChange() throws Exception {
        PortalSession dave = PortalSession.of(fubako, DAVE);
        assertThat(dave.get(POLICIES).statusCode()).isEqualTo(403);
        assertThat(dave.get("/admin/policies").statusCode()).isEqualTo(403);
        assertThat(json(dave, "PUT", POLICIES, "{}").statusCode()).isEqualTo(403);
        assertThat(json(dave, "POST", POLICIES + "/preview", "{}").statusCode()).isEqualTo(403);

        PortalSession carol = PortalSession.of(fubako, "carol@demo");
        assertThat(carol.get(POLICIES).statusCode()).isEqualTo(200);
        for (String body :
                List.of("{\"password\":{\"shortest\":8}}", "{\"sessions\":{\"most\":1}}", "{\"mainPassword\":false}")) {
            assertThat(json(carol, "PUT", POLICIES, body).statusCode()).as(body).isEqualTo(403);
        }
        String token = LogReader.json(
                        json(manager, "POST", "/api/v1/tokens", "{\"label\":\"policies\",\"validDays\":1}"))
                .getString("token");
        assertThat(fubako.call("", "GET", POLICIES, "", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(fubako.call(
                                "",
                                "PUT",
                                POLICIES,
                                "{\"mainPassword\":true}",
                                "Authorization",
                                "Bearer " + token,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void r06WhatIsSentIsChangedAndNothingElseAndTheLogSaysWhatWas() throws Exception {
        decide("{'password':{'shortest':20,'lifetime':'P90D'},'sessions':{'idleMinutes':15}}");
        decide("{'password':{'remembered':3},'sessions':{'idleMinutes':null}}");

        JsonObject password = policies().getJsonObject("password");
        assertThat(password.getInt("shortest")).isEqualTo(20);
        assertThat(password.getString("lifetime")).isEqualTo("P90D");
        assertThat(password.getInt("remembered")).isEqualTo(3);
        assertThat(policies().getJsonObject("sessions").containsKey("idleMinutes"))
                .isFalse();
        assertThat(new LogReader(fubako, MANAGER).by("manager"))
                .contains(
                        "manager portal POLICIES  -> password.shortest: 15 → 20 0 ok",
                        "manager portal POLICIES  -> password.lifetime:  → P90D 0 ok",
                        "manager portal POLICIES  -> password.remembered: 0 → 3 0 ok",
                        "manager portal POLICIES  -> sessions.idleMinutes: 15 →  0 ok");
    }

    @Test
    void r06WhatCannotHoldIsRefused() throws Exception {
        String before = manager.get(POLICIES).body();
        for (String body : List.of(
                "{'password':{'shortest':7}}",
                "{'password':{'shortest':'15'}}",
                "{'password':{'style':'old'}}",
                "{'password':{'kinds':['emoji']}}",
                "{'password':{'lifetime':'P0D'}}",
                "{'password':{'blocklist':false,'shortest':14}}",
                "{'password':{'length':15}}",
                "{'sessions':{'most':0}}",
                "{'sessions':{'idleMinutes':4}}",
                "{'addresses':{'dav':['somewhere']}}",
                "{'addresses':{'mail':[]}}",
                "{'forbiddenNames':['*']}",
                "{'forbiddenNames':['a,b']}",
                "{'links':{'longestDays':0}}",
                "{'links':{'longestDays':15}}",
                "{'links':{'mostDownloads':1001}}",
                "{'links':{'mostLive':0}}",
                "{'links':{'demand':'often'}}",
                "{'links':{'confidential':true}}",
                "{'links':{'contractLive':20000}}",
                "{'links':{'allowedDomains':['*.example.jp']}}",
                "{'links':{'forbiddenDomains':['alice@example.jp']}}",
                "{'tenant':'demo'}",
                "[]")) {
            refusal(body);
        }
        assertThat(manager.get(POLICIES).body()).isEqualTo(before);
    }

    @Test
    void h04H14Q07WhatLinksMayBeIsDecidedWithinTheContract() throws Exception {
        JsonObject before = policies().getJsonObject("links");
        assertThat(before.getInt("longestDays")).isEqualTo(7);
        assertThat(before.getInt("mostDownloads")).isEqualTo(100);
        assertThat(before.getInt("contractLive")).as("ten times its accounts").isEqualTo(10_000);
        assertThat(before.containsKey("mostLive")).isFalse();

        decide("{'links':{'longestDays':14,'mostDownloads':1000,'demand':'either','confidential':'protected',"
                + "'mostLive':10000,'allowedDomains':['Example.JP','日本.example','example.jp'],"
                + "'forbiddenDomains':['sub.example.jp']}}");
        JsonObject links = policies().getJsonObject("links");
        assertThat(links.getInt("mostLive")).isEqualTo(10_000);
        assertThat(links.getJsonArray("allowedDomains").toString())
                .isEqualTo("[\"example.jp\",\"xn--wgv71a.example\"]");
        assertThat(new LogReader(fubako, MANAGER).by("manager"))
                .contains(
                        "manager portal POLICIES  -> links.longestDays: 7 → 14 0 ok",
                        "manager portal POLICIES  -> links.mostDownloads: 100 → 1000 0 ok",
                        "manager portal POLICIES  -> links.demand: none → either 0 ok",
                        "manager portal POLICIES  -> links.confidential: forbidden → protected 0 ok",
                        "manager portal POLICIES  -> links.mostLive:  → 10000 0 ok",
                        "manager portal POLICIES  -> links.allowedDomains:  → example.jp,xn--wgv71a.example 0 ok");

        assertThat(refusal("{'links':{'mostLive':10001}}")).isEqualTo("links-beyond-contract");
        String other = " WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'other')";
        fubako.execute("UPDATE contract SET max_links = 50" + other);
        try {
            assertThat(policies().getJsonObject("links").getInt("contractLive")).isEqualTo(50);
            // a contract that has become smaller is no reason to refuse other changes
            decide("{'links':{'demand':'code'},'sessions':{'most':4}}");
            assertThat(refusal("{'links':{'mostLive':51}}")).isEqualTo("links-beyond-contract");
            decide("{'links':{'mostLive':50}}");
        } finally {
            fubako.execute("UPDATE contract SET max_links = NULL" + other);
        }
    }

    @Test
    void q07ManyWhoChangeThemAtTheSameTimeAllComeThrough() {
        List<Integer> statuses = IntStream.rangeClosed(1, 16)
                .mapToObj(downloads -> fubako.send(
                        MANAGER,
                        "PUT",
                        POLICIES,
                        ("{\"links\":{\"mostDownloads\":" + downloads + "}}").getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json"))
                .toList()
                .stream()
                .map(answer -> answer.join().statusCode())
                .toList();

        assertThat(statuses).containsOnly(200);
    }

    @Test
    void q07WhoManagesLinksDecidesOnThemAndOnNothingElse() throws Exception {
        try (TemporaryAccount emma = TemporaryAccount.make(fubako);
                TemporaryAccount frank = TemporaryAccount.make(fubako)) {
            PortalSession links = withRole(emma, "MANAGE_LINKS");
            assertThat(links.get("/admin/policies").statusCode()).isEqualTo(200);
            assertThat(json(links, "PUT", POLICIES, "{\"links\":{\"longestDays\":3}}")
                            .statusCode())
                    .isEqualTo(200);
            for (String body : List.of(
                    "{\"links\":{\"longestDays\":4},\"sessions\":{\"most\":4}}", "{\"forbiddenNames\":[\".ht*\"]}")) {
                assertThat(json(links, "PUT", POLICIES, body).statusCode())
                        .as(body)
                        .isEqualTo(403);
            }
            PortalSession accounts = withRole(frank, "MANAGE_ACCOUNTS");
            assertThat(json(accounts, "PUT", POLICIES, "{\"links\":{\"longestDays\":5}}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(LogReader.json(accounts.get(POLICIES))
                            .getJsonObject("links")
                            .getInt("longestDays"))
                    .isEqualTo(3);
        } finally {
            fubako.execute("DELETE FROM account_group WHERE name LIKE 'policies-it-%'");
            decideInDemo(DEFAULTS);
        }
    }

    /** A session of an account that is in one group, which has this role only. */
    private PortalSession withRole(TemporaryAccount account, String role) throws Exception {
        String name = "'policies-it-" + role + "'";
        String group = " FROM account_group WHERE name = " + name;
        fubako.execute("INSERT INTO account_group (tenant_id, id, name, name_key, created_at) SELECT tenant_id, id, "
                + name + ", " + name + ", created_at FROM account WHERE id = " + account.idInSql());
        fubako.execute("INSERT INTO group_role SELECT tenant_id, id, '" + role + "'" + group);
        fubako.execute("INSERT INTO group_member SELECT tenant_id, id, id" + group);
        return PortalSession.of(fubako, account.login());
    }

    /* What they do */

    @Test
    void c07C08ATenantForbidsNamesOfItsOwn() throws Exception {
        decide("{'forbiddenNames':['.ht*','*.exe','社外秘*']}");

        assertThat(Stream.of("setup.EXE", ".htaccess", "%E7%A4%BE%E5%A4%96%E7%A7%98.txt")
                        .map(name -> davPut(DAVE, name)))
                .containsExactly(400, 400, 400);
        assertThat(davPut("alice@demo", "policies.exe")).as("another tenant").isEqualTo(201);
        fubako.call("alice@demo", "DELETE", "/dav/common/policies.exe", "");
        assertThat(davPut(DAVE, ".dxf")).isEqualTo(201);
        fubako.call(DAVE, "DELETE", "/dav/common/.dxf", "");
    }

    private int davPut(String account, String name) {
        try {
            return fubako.call(account, "PUT", "/dav/common/" + name, "x").statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void r04WhereTheMainPasswordIsNotTakenItIsSaidWhatIs() throws Exception {
        PortalSession session = PortalSession.of(fubako, DAVE);
        String token = LogReader.json(json(session, "POST", "/api/v1/tokens", "{\"label\":\"main\",\"validDays\":1}"))
                .getString("token");
        decide("{'mainPassword':false}");

        for (String path : List.of("/dav/common/", "/api/v1/me")) {
            HttpResponse<String> answer = fubako.call(DAVE, "GET", path, "");
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(answer.body()).contains("password-not-here", "a device password or an API token");
        }
        assertThat(fubako.call("", "GET", "/api/v1/me", "", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(PortalSession.of(fubako, DAVE).isSignedIn()).isTrue();
    }

    @Test
    void r06SessionsEndAsTheTenantWants() throws Exception {
        decide("{'sessions':{'most':2,'idleMinutes':5,'longestHours':1}}");
        List<PortalSession> sessions = new ArrayList<>();
        for (int count = 0; count < 3; count++) {
            sessions.add(PortalSession.of(fubako, DAVE));
        }
        assertThat(sessions.get(0).isSignedIn()).isFalse();
        assertThat(sessions.get(2).isSignedIn()).isTrue();
        age("last_seen_at", 301);
        assertThat(sessions.get(1).isSignedIn()).as("idle").isFalse();
        PortalSession old = PortalSession.of(fubako, DAVE);
        age("created_at", 3601);
        assertThat(old.isSignedIn()).as("old").isFalse();
    }

    private void age(String column, int seconds) throws Exception {
        fubako.execute("UPDATE session s JOIN account a ON a.tenant_id = s.tenant_id AND a.id = s.account_id SET s."
                + column + " = UTC_TIMESTAMP(6) - INTERVAL " + seconds + " SECOND WHERE a.name = 'dave'");
    }

    /* Passwords: of the tenant in which accounts for one test can be made */

    private HttpResponse<String> change(PortalSession session, String current, String fresh) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("password", "password");
        fields.put("password:current", current);
        fields.put("password:fresh", fresh);
        fields.put("password:repeated", fresh);
        fields.put("password:change", "change");
        String page = passwordPage(session);
        fields.put(
                "jakarta.faces.ViewState", found(page, "name=\"jakarta\\.faces\\.ViewState\"[^>]*value=\"([^\"]+)\""));
        fields.put("primefaces.nonce", found(page, "nonce=\"([^\"]+)\""));
        return session.call(
                "POST",
                "/password",
                PortalSession.form(fields),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept-Language",
                "en",
                "Sec-Fetch-Site",
                "same-origin");
    }

    private static String passwordPage(PortalSession session) throws Exception {
        return session.call("GET", "/password", "", "Accept-Language", "en").body();
    }

    private static String found(String page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    private void assertChanged(PortalSession session, String current, String fresh) throws Exception {
        HttpResponse<String> answer = change(session, current, fresh);
        assertThat(answer.headers().firstValue("Location").orElse(answer.body()))
                .endsWith("/files/");
    }

    private void decideInDemo(String body) throws Exception {
        HttpResponse<String> answer = fubako.call(
                "manager@demo", "PUT", POLICIES, body.replace('\'', '"'), "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void a08A09TheClassicRuleTakesEightToThirtySingleByteCharactersWithoutSpaces() throws Exception {
        try (TemporaryAccount emma = TemporaryAccount.make(fubako)) {
            decideInDemo("{'password':{'style':'classic','shortest':8,'kinds':['upper','digit']}}");
            PortalSession session = PortalSession.of(fubako, emma.login());
            assertThat(passwordPage(session))
                    .contains("At least 8 characters.", "At most 30 single-byte", "Capital letters, Digits");

            assertThat(change(session, Fubako.PASSWORD, "Tz4! kq9w").body()).contains("contains a space");
            assertThat(change(session, Fubako.PASSWORD, "Ｔz4!kq9w").body()).contains("contains a space");
            assertThat(change(session, Fubako.PASSWORD, "Tz4!kq9").body()).contains("too short");
            assertThat(change(session, Fubako.PASSWORD, "Tz4!kq9w".repeat(4)).body())
                    .contains("too long");
            assertThat(change(session, Fubako.PASSWORD, "tz4!kq9w").body()).contains("lacks a kind");
            assertChanged(session, Fubako.PASSWORD, "Tz4!kq9w");
        } finally {
            decideInDemo(DEFAULTS);
        }
    }

    @Test
    void m07AnOldPasswordDoesNotComeBackWhileThereIsALifetime() throws Exception {
        String first = "five green kettles on a shelf";
        String second = "seven quiet lanterns by the river";
        String third = "nine loud drums behind the hill";
        try (TemporaryAccount emma = TemporaryAccount.make(fubako)) {
            decideInDemo("{'password':{'remembered':2}}");
            PortalSession session = PortalSession.of(fubako, emma.login());
            assertChanged(session, Fubako.PASSWORD, first);
            assertChanged(session, first, second);
            // without a lifetime one goes back as one likes
            assertChanged(session, second, first);

            fubako.execute("UPDATE account SET password_lifetime = 'P90D' WHERE id = " + emma.idInSql());
            assertThat(change(session, first, second).body()).contains("You have used this password before.");
            assertChanged(session, first, third);
            assertThat(change(session, third, first).body()).contains("You have used this password before.");
            decideInDemo("{'password':{'remembered':1}}");
            // only the last one is remembered now
            assertChanged(session, third, second);
            assertThat(fubako.count("SELECT COUNT(*) FROM password_history WHERE account_id = " + emma.idInSql()))
                    .isEqualTo(1);
            // each of the two changes with a lifetime is counted from the deadline before
            assertThat(fubako.count("SELECT DATEDIFF(password_due_on, CURRENT_DATE()) BETWEEN 179 AND 181 FROM account"
                            + " WHERE id = " + emma.idInSql()))
                    .isEqualTo(1);
        } finally {
            decideInDemo(DEFAULTS);
        }
    }

    /* The page */

    static Stream<Look> looks() {
        return Stream.of(Look.ENGLISH, Look.JAPANESE, Look.narrow("ja"));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void r06ThePageSaysWhatHoldsAndWhoWouldBeShutOut(Look look) throws Exception {
        PortalSession.of(fubako, DAVE);
        try (PortalVisitor visitor = browser.visit(fubako, look).signIn(MANAGER)) {
            visitor.open("/admin/policies");
            assertThat(visitor.page().locator("h1")).hasText(visitor.text("policies.title"));
            visitor.shot("policies");
            assertThat(visitor.part("sight")).containsText(visitor.text("policies.sight", "127.0.0.1"));
            visitor.part("sight").scrollIntoViewIfNeeded();
            visitor.shot("policies-sight");

            visitor.part("passwords:shortest").fill("7");
            visitor.press(visitor.part("passwords:save"));
            assertThat(visitor.part("messages")).containsText("password.shortest");
            visitor.part("passwords:shortest").fill("20");
            visitor.part("passwords:lifetime").fill("90");
            visitor.part("passwords:unit").selectOption("D");
            visitor.press(visitor.part("passwords:save"));
            assertThat(visitor.note().last()).containsText(visitor.text("policies.saved"));
            assertThat(policies().getJsonObject("password").getString("lifetime"))
                    .isEqualTo("P90D");

            visitor.part("sessions:most").fill("4");
            visitor.press(visitor.part("sessions:save"));
            visitor.part("names:patterns").fill(".ht*\n*.exe");
            visitor.press(visitor.part("names:save"));
            assertThat(policies().getJsonObject("sessions").getInt("most")).isEqualTo(4);
            assertThat(policies().getJsonArray("forbiddenNames").toString()).contains("*.exe");

            visitor.part("links:days").fill("15");
            visitor.press(visitor.part("links:save"));
            assertThat(visitor.part("messages")).containsText("links.longestDays");
            visitor.part("links:days").fill("3");
            visitor.part("links:demand").selectOption("EITHER");
            visitor.part("links:live").fill("10000");
            visitor.part("links:allowed").fill("Example.jp\nexample.com");
            visitor.press(visitor.part("links:save"));
            assertThat(visitor.note().last()).containsText(visitor.text("policies.saved"));
            assertThat(visitor.part("links:allowed")).hasValue("example.jp\nexample.com");
            assertThat(policies().getJsonObject("links").getString("demand")).isEqualTo("either");
            visitor.part("links").scrollIntoViewIfNeeded();
            visitor.shot("policies-links");

            visitor.part("addresses:portal").fill("192.0.2.0/24");
            visitor.press(visitor.part("addresses:check"));
            Locator effect = visitor.part("addresses:effect");
            assertThat(effect).containsText(visitor.text("policies.effect.you"));
            assertThat(effect.locator("tbody tr")).hasCount(2);
            effect.scrollIntoViewIfNeeded();
            visitor.shot("policies-addresses");
            visitor.press(visitor.part("addresses:save"));
            assertThat(visitor.part("messages")).containsText("127.0.0.1");

            visitor.part("addresses:portal").fill("127.0.0.1");
            visitor.part("addresses:api").fill("192.0.2.0/24\n2001:db8::/32");
            fubako.call(DAVE, "GET", "/api/v1/me", "");
            visitor.press(visitor.part("addresses:save"));
            visitor.awaitDialog();
            assertThat(visitor.dialog()).containsText("dave");
            visitor.shot("policies-shut-out");
            visitor.press(visitor.part("shutOutForm:confirm"));
            assertThat(visitor.dialog()).hasCount(0);
            assertThat(policies().getJsonObject("addresses").getJsonArray("api"))
                    .hasSize(2);
            assertThat(visitor.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
        }
    }

    @Test
    void r06WhoMayNotChangeItSeesWhatHolds() {
        try (PortalVisitor carol = browser.visit(fubako, Look.ENGLISH).signIn("carol@demo")) {
            carol.page().locator("a[href='/admin/policies']").click();
            assertThat(carol.part("passwords:shortest")).isDisabled();
            assertThat(carol.part("passwords:save")).hasCount(0);
            assertThat(carol.part("addresses:portal")).isEnabled();
            assertThat(carol.part("links:days")).isEnabled();
        }
    }
}
