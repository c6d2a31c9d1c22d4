package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The inventory of what can be called, and what holds for all of it: closed to strangers and to foreign pages, with the same
 * headers on every answer. The calls of the API come from its own description, which is complete.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedFubako.class)
class RoutesIT {

    private static final String ALICE = "alice@demo";
    private static final String FOLDER = "/private/routes";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "PROPFIND");
    private static final List<String> DAV_METHODS = List.of(
            "OPTIONS",
            "PROPFIND",
            "PROPPATCH",
            "MKCOL",
            "GET",
            "HEAD",
            "PUT",
            "DELETE",
            "COPY",
            "MOVE",
            "LOCK",
            "UNLOCK");
    private static final List<String> PAGES = List.of(
            "/",
            "/files",
            "/files/",
            "/files" + FOLDER + "/",
            "/preview" + FOLDER + "/x",
            "/trash/common",
            "/search",
            "/links",
            "/links/receive",
            "/password",
            "/account",
            "/admin/accounts",
            "/admin/groups",
            "/admin/import",
            "/account/second-factor",
            "/account/proof",
            "/mail/settings",
            "/admin/logs",
            "/admin/spaces",
            "/admin/policies",
            "/help",
            "/help/accounts",
            "/signout");
    private static final List<String> OPEN_PAGES =
            List.of("/signin", "/signin/code", "/signin/forgotten", "/favicon.ico");

    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
            "Server", "Fubako");

    private static final List<String> NEVER = List.of(
            "X-Powered-By",
            "X-AspNet-Version",
            "Access-Control-Allow-Origin",
            "Access-Control-Allow-Credentials",
            "Via");

    private final Fubako fubako;
    private final List<Route> routes = new ArrayList<>();

    RoutesIT(Fubako fubako) {
        this.fubako = fubako;
    }

    /** Something that can be called. */
    private record Route(String method, String address, String area) {

        boolean isPage() {
            return area.equals("portal");
        }
    }

    @BeforeAll
    void findAll() throws Exception {
        assertThat(fubako.call(ALICE, "MKCOL", "/dav" + FOLDER, "").statusCode())
                .isEqualTo(201);
        JsonObject description;
        try (JsonReader reader = Json.createReader(new StringReader(
                fubako.call(ALICE, "GET", "/api/v1/openapi", "").body()))) {
            description = reader.readObject();
        }
        description.getJsonObject("paths").forEach((path, methods) -> methods.asJsonObject().keySet().stream()
                .filter(method ->
                        List.of("get", "put", "post", "delete", "head").contains(method))
                .forEach(method -> routes.add(new Route(method.toUpperCase(Locale.ROOT), apiAddress(path), "api"))));
        DAV_METHODS.forEach(method -> routes.add(new Route(method, "/dav" + FOLDER + "/x", "dav")));
        Stream.of("GET", "HEAD", "POST")
                .forEach(method -> PAGES.forEach(page -> routes.add(new Route(method, page, "portal"))));
        assertThat(routes).hasSizeGreaterThan(50);
    }

    private static String apiAddress(String path) {
        return "/api/v1"
                + path.replace("/{path}", FOLDER + "/x").replace("{id}", "00000000-0000-7000-8000-000000000000");
    }

    @AfterAll
    void remove() throws Exception {
        fubako.call(ALICE, "DELETE", "/dav" + FOLDER, "");
    }

    /** A stranger is asked who it is, and told nothing. */
    private static void assertAsked(Route route, HttpResponse<String> answer) {
        String who = route + " " + answer.statusCode() + " " + answer.body();
        if (route.isPage()) {
            assertThat(answer.statusCode()).as(who).isIn(302, 303);
            assertThat(answer.headers().firstValue("Location").orElse(""))
                    .as(who)
                    .startsWith("/signin");
        } else {
            assertThat(answer.statusCode()).as(who).isEqualTo(401);
            assertThat(answer.headers().allValues("WWW-Authenticate")).as(who).isNotEmpty();
        }
        assertThat(answer.headers().allValues("Set-Cookie")).as(who).isEmpty();
        assertHeaders(route, answer);
    }

    private static void assertHeaders(Route route, HttpResponse<String> answer) {
        HEADERS.forEach((name, value) -> assertThat(answer.headers().allValues(name))
                .as("%s: %s", route, name)
                .containsExactly(value));
        NEVER.forEach(name -> assertThat(answer.headers().allValues(name))
                .as("%s: %s", route, name)
                .isEmpty());
        assertThat(answer.headers().firstValue("Cache-Control")).as("%s", route).contains("no-store");
        List<String> policies = answer.headers().allValues("Content-Security-Policy");
        assertThat(policies).as("%s", route).hasSize(1);
        if (route.isPage()) {
            assertThat(policies.get(0))
                    .startsWith("default-src 'none'; script-src 'self'")
                    .contains("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'", "object-src 'none'");
            assertThat(policies.get(0).replaceFirst("style-src [^;]*", "")).doesNotContain("unsafe", "*", "http:");
        } else {
            assertThat(policies.get(0)).isEqualTo("default-src 'none'; sandbox; frame-ancestors 'none'");
        }
    }

    private HttpResponse<String> call(String account, Route route, String... headers) throws Exception {
        return fubako.call(account, route.method(), route.address(), "", headers);
    }

    @Test
    void nothingOpensWithoutCredentials() throws Exception {
        for (Route route : routes) {
            assertAsked(route, call("", route));
        }
    }

    @Test
    void nothingOpensWithWhatIsNoCredential() throws Exception {
        List<String> authorizations = List.of(
                "Basic",
                "Basic ",
                "Basic !!!!",
                "Basic Og==",
                "Basic OmNvcnJlY3Q=",
                "Bearer",
                "Bearer x",
                "Bearer fbk_a_" + "A".repeat(43) + "aaaaaa",
                "Digest username=\"alice@demo\"",
                "Negotiate YII=",
                "alice@demo",
                ",");
        for (Route route : routes) {
            for (String authorization : authorizations) {
                assertAsked(route, call("", route, "Authorization", authorization));
            }
            for (String cookie :
                    List.of("fbk=", "fbk=x", "fbk=" + "A".repeat(43), "__Host-fbk=" + "A".repeat(43), "JSESSIONID=x")) {
                assertAsked(route, call("", route, "Cookie", cookie));
            }
        }
    }

    @Test
    void nothingOpensWithAWrongPassword() throws Exception {
        int count = 0;
        for (Route route : routes) {
            count++;
            assertAsked(route, call("nobody" + count + "@demo", route));
        }
    }

    /** A session's cookie is no credential for WebDAV, where no page ever asks. */
    @Test
    void aSessionOpensThePortalAndItsApiOnly() throws Exception {
        PortalSession session = PortalSession.of(fubako, ALICE);
        for (Route route : routes) {
            if (route.area().equals("dav")) {
                assertThat(session.call(route.method(), route.address(), "", "Sec-Fetch-Site", "same-origin")
                                .statusCode())
                        .as("%s", route)
                        .isEqualTo(401);
            }
        }
        assertThat(session.get("/api/v1/me").statusCode()).isEqualTo(200);
        session.signOut();
    }

    /** Neither with a browser's cookie nor with a password it remembers. */
    @Test
    void noForeignPageChangesAnything() throws Exception {
        PortalSession session = PortalSession.of(fubako, ALICE);
        for (Route route : routes) {
            if (READING.contains(route.method())) {
                continue;
            }
            for (List<String> page : List.of(
                    List.of("Sec-Fetch-Site", "cross-site"),
                    List.of("Sec-Fetch-Site", "same-site"),
                    List.of(
                            "Sec-Fetch-Site",
                            "cross-site",
                            "Origin",
                            fubako.uri("").toString()),
                    List.of("Origin", "https://evil.example"),
                    List.of("Origin", "http://localhost:" + (fubako.port() + 1)),
                    List.of("Origin", "http://localhost:" + fubako.port() + ".evil.example"),
                    List.of("Origin", "null"))) {
                String[] headers = page.toArray(String[]::new);
                if (!route.area().equals("dav")) {
                    HttpResponse<String> byCookie = session.call(route.method(), route.address(), "", headers);
                    assertThat(byCookie.statusCode()).as("%s %s", route, page).isEqualTo(403);
                    assertHeaders(new Route(route.method(), route.address(), route.area()), byCookie);
                }
                if (!route.isPage()) {
                    assertThat(call(ALICE, route, headers).statusCode())
                            .as("%s %s", route, page)
                            .isEqualTo(403);
                }
            }
            if (!route.area().equals("dav")) {
                assertThat(session.call(route.method(), route.address(), "").statusCode())
                        .as("%s without a word of where it comes from", route)
                        .isEqualTo(403);
            }
        }
        assertThat(session.isSignedIn()).isTrue();
        session.signOut();
    }

    /** Signing in, too: else a foreign page could sign a victim in to an account of its own. */
    @Test
    void noForeignPageSignsAnybodyIn() throws Exception {
        PortalSession victim = new PortalSession(fubako);
        String form = PortalSession.form(victim.signInForm("bob@demo", Fubako.PASSWORD));
        HttpResponse<String> answer = victim.call(
                "POST",
                "/signin",
                form,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Sec-Fetch-Site",
                "cross-site");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(victim.token()).isEmpty();
    }

    @Test
    void noAnswerAllowsAnotherOriginToReadIt() throws Exception {
        for (Route route : routes) {
            HttpResponse<String> preflight = fubako.call(
                    "",
                    "OPTIONS",
                    route.address(),
                    "",
                    "Origin",
                    "https://evil.example",
                    "Access-Control-Request-Method",
                    route.method());
            assertThat(preflight.headers().map().keySet())
                    .as("%s", route)
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
        }
    }

    @Test
    void everyAnswerHasTheSameHeadersAlsoWhenSomethingIsWrong() throws Exception {
        PortalSession session = PortalSession.of(fubako, ALICE);
        for (Route route : routes) {
            if (route.isPage() && !route.address().equals("/signout")) {
                assertHeaders(
                        route, session.call(route.method(), route.address(), "", "Sec-Fetch-Site", "same-origin"));
            } else if (READING.contains(route.method())) {
                assertHeaders(route, call(ALICE, route));
            }
        }
        for (String page : OPEN_PAGES) {
            assertHeaders(new Route("GET", page, "portal"), fubako.call("", "GET", page, ""));
        }
        for (String missing : List.of("/nothing", "/files/common/nothing", "/files/common/a%3Ab", "/WEB-INF/web.xml")) {
            assertHeaders(new Route("GET", missing, "portal"), session.get(missing));
        }
        assertHeaders(new Route("GET", "/api/v1/nothing", "api"), fubako.call(ALICE, "GET", "/api/v1/nothing", ""));
        assertHeaders(new Route("GET", "/dav/nothing", "dav"), fubako.call(ALICE, "GET", "/dav/nothing", ""));
        assertHeaders(
                new Route("PROPFIND", "/dav/", "dav"),
                fubako.call(ALICE, "PROPFIND", "/dav/", "<broken", "Depth", "0"));
        session.signOut();
    }

    /** Style sheets and scripts may be kept by browsers, and nothing else. */
    @Test
    void onlyWhatIsTheSameForEverybodyMayBeKept() throws Exception {
        String page = fubako.call("", "GET", "/signin", "").body();
        String script = page.replaceFirst("(?s).*?(?:src|href)=\"(/jakarta\\.faces\\.resource/[^\"]+)\".*", "$1")
                .replace("&amp;", "&");
        HttpResponse<String> answer = fubako.call("", "GET", script, "");

        assertThat(answer.statusCode()).as(script).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).doesNotContain("no-store");
        HEADERS.forEach((name, value) ->
                assertThat(answer.headers().firstValue(name)).as(name).contains(value));
    }

    /** What is for this machine is not there for whoever comes through a proxy. */
    @Test
    void healthIsForThisMachineOnlyAndOtherInsightIsForNobody() throws Exception {
        for (String address : List.of("/health/live", "/health/ready")) {
            assertThat(fubako.call("", "GET", address, "").statusCode()).isEqualTo(200);
            assertThat(fubako.call("", "GET", address, "", "X-Forwarded-For", "192.0.2.1")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(fubako.call("", "GET", address, "", "Forwarded", "for=192.0.2.1")
                            .statusCode())
                    .isEqualTo(404);
        }
        for (String address : List.of(
                "/metrics",
                "/metrics/base",
                "/openapi",
                "/openapi-ui",
                "/health",
                "/api/v1/application.wadl",
                "/management",
                "/__asadmin/version",
                "/web/",
                "/fubako/",
                "/META-INF/MANIFEST.MF")) {
            HttpResponse<String> answer = fubako.call("", "GET", address, "");
            assertThat(answer.statusCode()).as(address).isIn(302, 401, 403, 404);
            HttpResponse<String> signedIn = PortalSession.of(fubako, ALICE).get(address);
            assertThat(signedIn.statusCode()).as(address).isIn(403, 404);
        }
    }

    /** What each role may call; the others hear that they may not, and nothing of what there is. */
    @Test
    void m34RightsAndLogsAreForTheirRolesOnly() throws Exception {
        for (String address : List.of("/api/v1/logs/operations", "/api/v1/logs/operations/verification")) {
            assertThat(fubako.call(ALICE, "GET", address, "").statusCode())
                    .as(address)
                    .isEqualTo(403);
            assertThat(fubako.call("bob@demo", "GET", address, "").statusCode())
                    .as(address)
                    .isEqualTo(403);
            assertThat(fubako.call("carol@demo", "GET", address, "").statusCode())
                    .as(address)
                    .isIn(200, 404);
        }
        assertThat(fubako.call(ALICE, "MKCOL", "/dav/common/routes", "").statusCode())
                .isEqualTo(201);
        assertThat(fubako.call(
                                "bob@demo",
                                "PUT",
                                "/api/v1/rights/common/routes",
                                "{\"rule\":[]}",
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(403);
        assertThat(fubako.call(ALICE, "DELETE", "/dav/common/routes", "").statusCode())
                .isEqualTo(204);
    }
}
