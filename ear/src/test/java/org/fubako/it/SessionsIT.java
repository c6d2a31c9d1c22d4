package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions of the portal and tokens of the API, as somebody sees them who wants one that is not his. */
@ExtendWith(SharedFubako.class)
class SessionsIT {

    /** What is known of sessions and callers may be so many seconds old. */
    private static final int KNOWN_FOR = 6;

    private static final String WRONG = "not the password of anybody";

    private final Fubako fubako;
    private TemporaryAccount emma;

    SessionsIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void make() throws Exception {
        emma = TemporaryAccount.make(fubako);
    }

    @AfterEach
    void remove() throws Exception {
        emma.close();
    }

    private PortalSession signedIn() throws Exception {
        return PortalSession.of(fubako, emma.login());
    }

    private static String cookieOf(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(PortalSession.COOKIE + "="))
                .findFirst()
                .orElseThrow();
    }

    /* Sessions */

    @Test
    void theCookieIsForThisHostAndForNoScriptAndNoOtherSite() throws Exception {
        PortalSession session = new PortalSession(fubako);
        HttpResponse<String> answer = session.signIn(emma.login(), Fubako.PASSWORD);

        assertThat(cookieOf(answer)).matches("fbk=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax");
        assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("/");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        session.get("/files/");
        assertThat(session.signOut().headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("fbk=;") && cookie.contains("Max-Age=0"));
    }

    @Test
    void eachSigningInHasATokenOfItsOwn() throws Exception {
        Set<String> tokens = new HashSet<>();
        for (int time = 0; time < 10; time++) {
            tokens.add(signedIn().token().orElseThrow());
        }

        assertThat(tokens).hasSize(10);
    }

    /** Session fixation: the attacker brings a token, the victim signs in with it. */
    @Test
    void aTokenThatWasThereBeforeSigningInIsNotTheOneAfter() throws Exception {
        String chosen = "A".repeat(43);
        PortalSession victim = PortalSession.withToken(fubako, chosen);
        victim.signIn(emma.login(), Fubako.PASSWORD);

        assertThat(victim.token()).isPresent().isNotEqualTo(java.util.Optional.of(chosen));
        assertThat(victim.isSignedIn()).isTrue();
        assertThat(PortalSession.withToken(fubako, chosen).isSignedIn()).isFalse();
    }

    /** The same with a session of the attacker's own account. */
    @Test
    void aSessionOfSomebodyElseEndsWhenOneSignsInOverIt() throws Exception {
        String attackers = PortalSession.of(fubako, "bob@demo").token().orElseThrow();
        PortalSession victim = new PortalSession(fubako);
        Map<String, String> form = victim.signInForm(emma.login(), Fubako.PASSWORD);
        victim.setCookie(PortalSession.COOKIE, attackers);
        victim.post("/signin", form);

        assertThat(victim.get("/api/v1/me").body()).contains(emma.login().replace("@demo", ""));
        assertThat(PortalSession.withToken(fubako, attackers).isSignedIn()).isFalse();
    }

    @Test
    void afterSigningOutTheTokenAndThePagesOfTheSessionAreWorthNothing() throws Exception {
        PortalSession session = signedIn();
        String token = session.token().orElseThrow();
        String state = session.stateOf("/files/common/");
        assertThat(session.signOut().statusCode()).isEqualTo(303);

        PortalSession thief = PortalSession.withToken(fubako, token);
        assertThat(thief.isSignedIn()).isFalse();
        assertThat(thief.get("/files/").statusCode()).isEqualTo(302);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("files", "files");
        form.put("jakarta.faces.ViewState", state);
        HttpResponse<String> posted = thief.post("/files/common/", form);
        assertThat(posted.statusCode()).isEqualTo(303);
        assertThat(posted.headers().firstValue("Location").orElseThrow()).startsWith("/signin");
    }

    @Test
    void aSessionEndsHalfAnHourAfterItsLastRequest() throws Exception {
        PortalSession session = signedIn();
        assertThat(session.isSignedIn()).isTrue();
        age("last_seen_at = UTC_TIMESTAMP(6) - INTERVAL 1799 SECOND + INTERVAL 20 SECOND");
        assertThat(session.isSignedIn()).isTrue();

        age("last_seen_at = UTC_TIMESTAMP(6) - INTERVAL 1801 SECOND");

        assertThat(session.isSignedIn()).isFalse();
    }

    /** However busy it is. */
    @Test
    void aSessionEndsTwelveHoursAfterSigningIn() throws Exception {
        PortalSession session = signedIn();
        assertThat(hours()).isEqualTo(12);

        age("expires_at = UTC_TIMESTAMP(6)");

        assertThat(session.isSignedIn()).isFalse();
    }

    private void age(String change) throws Exception {
        fubako.execute("UPDATE session SET " + change + " WHERE account_id = " + emma.idInSql());
        TimeUnit.SECONDS.sleep(KNOWN_FOR);
    }

    private int hours() throws Exception {
        try (Connection database = fubako.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT TIMESTAMPDIFF(HOUR, created_at, expires_at) FROM session"
                        + " WHERE account_id = " + emma.idInSql())) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }

    @Test
    void anAccountHasFiveSessionsAndTheOldestMakesRoom() throws Exception {
        List<PortalSession> sessions = new ArrayList<>();
        for (int count = 0; count < 6; count++) {
            sessions.add(signedIn());
        }

        assertThat(sessions.get(0).isSignedIn()).isFalse();
        for (PortalSession younger : sessions.subList(1, 6)) {
            assertThat(younger.isSignedIn()).isTrue();
        }
    }

    @Test
    void a07ANewPasswordEndsAllOtherSessionsAndChangesTheTokenOfThisOne() throws Exception {
        PortalSession here = signedIn();
        PortalSession elsewhere = signedIn();
        String before = here.token().orElseThrow();
        String fresh = "seven quiet lanterns by the river";
        here.changePassword(fresh);

        assertThat(here.token()).isPresent().isNotEqualTo(java.util.Optional.of(before));
        assertThat(here.isSignedIn()).isTrue();
        assertThat(elsewhere.isSignedIn()).isFalse();
        assertThat(PortalSession.withToken(fubako, before).isSignedIn()).isFalse();
        assertThat(fubako.call(emma.login(), "GET", "/api/v1/me", "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void a06AnAccountThatIsStoppedIsOutWithinSecondsOnEachDoor() throws Exception {
        PortalSession session = signedIn();
        String token = token(emma.login(), "stopped", 1).getString("token");
        assertThat(bearer(token, "/api/v1/me").statusCode()).isEqualTo(200);
        assertThat(fubako.call(emma.login(), "PROPFIND", "/dav/", "", "Depth", "0")
                        .statusCode())
                .isEqualTo(207);

        fubako.execute("UPDATE account SET expires_on = '2026-01-01' WHERE id = " + emma.idInSql());
        TimeUnit.SECONDS.sleep(KNOWN_FOR);

        assertThat(session.isSignedIn()).isFalse();
        assertThat(bearer(token, "/api/v1/me").statusCode()).isEqualTo(401);
        assertThat(fubako.call(emma.login(), "PROPFIND", "/dav/", "", "Depth", "0")
                        .statusCode())
                .isEqualTo(401);
    }

    /* Tokens of the API */

    private JsonObject token(String account, String label, int days) throws Exception {
        HttpResponse<String> answer = fubako.call(
                account,
                "POST",
                "/api/v1/tokens",
                "{\"label\":\"" + label + "\",\"validDays\":" + days + "}",
                "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return LogReader.json(answer);
    }

    private HttpResponse<String> bearer(String token, String path) throws Exception {
        return fubako.call("", "GET", path, "", "Authorization", "Bearer " + token);
    }

    @Test
    void aTokenOpensTheApiAndNothingElse() throws Exception {
        String token = token(emma.login(), "script", 1).getString("token");
        String basic =
                Base64.getEncoder().encodeToString((emma.login() + ":" + token).getBytes(StandardCharsets.UTF_8));

        assertThat(bearer(token, "/api/v1/me").statusCode()).isEqualTo(200);
        assertThat(bearer(token, "/dav/common/").statusCode()).isEqualTo(401);
        assertThat(bearer(token, "/files/").statusCode()).isEqualTo(302);
        assertThat(fubako.call("", "GET", "/api/v1/me", "", "Authorization", "Basic " + basic)
                        .statusCode())
                .isEqualTo(401);
        assertThat(PortalSession.withToken(fubako, token).isSignedIn()).isFalse();
        assertThat(fubako.call("", "GET", "/api/v1/me?access_token=" + token, "")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aTokenThatIsNotQuiteOneOpensNothing() throws Exception {
        String token = token(emma.login(), "script", 1).getString("token");
        for (int at = 0; at < token.length(); at += 5) {
            char other = token.charAt(at) == 'a' ? 'b' : 'a';
            String damaged = token.substring(0, at) + other + token.substring(at + 1);
            assertThat(bearer(damaged, "/api/v1/me").statusCode()).as(damaged).isEqualTo(401);
        }
        for (String damaged : List.of(
                token + "a",
                token.substring(1),
                token + " " + token,
                token.toUpperCase(java.util.Locale.ROOT),
                "' OR 1=1 --",
                "a")) {
            assertThat(bearer(damaged, "/api/v1/me").statusCode()).as(damaged).isEqualTo(401);
        }
    }

    @Test
    void aTokenNeitherMakesNorEndsTokens() throws Exception {
        JsonObject token = token(emma.login(), "script", 1);
        String authorization = "Bearer " + token.getString("token");

        assertThat(fubako.call(
                                "",
                                "POST",
                                "/api/v1/tokens",
                                "{\"label\":\"x\"}",
                                "Authorization",
                                authorization,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(403);
        assertThat(fubako.call(
                                "",
                                "DELETE",
                                "/api/v1/tokens/" + token.getString("id"),
                                "",
                                "Authorization",
                                authorization)
                        .statusCode())
                .isEqualTo(403);
        assertThat(bearer(token.getString("token"), "/api/v1/tokens").body())
                .contains(token.getString("id"))
                .doesNotContain(token.getString("token"));
    }

    @Test
    void aTokenThatIsRevokedOrHasEndedOpensNothing() throws Exception {
        JsonObject revoked = token(emma.login(), "revoked", 1);
        JsonObject ended = token(emma.login(), "ended", 1);
        assertThat(bearer(revoked.getString("token"), "/api/v1/me").statusCode())
                .isEqualTo(200);
        assertThat(bearer(ended.getString("token"), "/api/v1/me").statusCode()).isEqualTo(200);

        fubako.call(emma.login(), "DELETE", "/api/v1/tokens/" + revoked.getString("id"), "");
        fubako.execute("UPDATE api_token SET expires_at = UTC_TIMESTAMP(6) WHERE id = X'"
                + ended.getString("id").replace("-", "") + "'");

        assertThat(bearer(revoked.getString("token"), "/api/v1/me").statusCode())
                .isEqualTo(401);
        assertThat(bearer(ended.getString("token"), "/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void anAccountHasFiftyTokensAndNoMore() throws Exception {
        for (int count = 0; count < 50; count++) {
            token(emma.login(), "token " + count, 1);
        }
        HttpResponse<String> oneMore = fubako.call(
                emma.login(), "POST", "/api/v1/tokens", "{\"label\":\"x\"}", "Content-Type", "application/json");

        assertThat(oneMore.statusCode()).isEqualTo(409);
        assertThat(oneMore.body()).contains("Please delete one that is no longer needed.");
    }

    /** Whoever reads the database or the server's log cannot sign in with what stands there. */
    @Test
    void noTokenLiesInTheDatabaseOrInTheLogs() throws Exception {
        PortalSession session = signedIn();
        session.get("/files/");
        String token = token(emma.login(), "script", 1).getString("token");
        bearer(token, "/api/v1/me");
        String cookie = session.token().orElseThrow();
        String random = token.substring("fbk_a_".length(), "fbk_a_".length() + 43);

        for (String secret : List.of(cookie, random)) {
            String hex = HexFormat.of()
                    .withUpperCase()
                    .formatHex(Base64.getUrlDecoder().decode(secret));
            for (String table : List.of("session", "api_token", "operation_log")) {
                assertThat(dump(table)).as(table).isNotEmpty().doesNotContain(secret, hex);
            }
            assertThat(fubako.log()).doesNotContain(secret);
        }
        session.signOut();
    }

    private String dump(String table) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Connection database = fubako.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            while (row.next()) {
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    Object value = row.getObject(column);
                    byte[] bytes = value instanceof byte[] binary
                            ? binary
                            : String.valueOf(value).getBytes(StandardCharsets.UTF_8);
                    all.append(new String(bytes, StandardCharsets.UTF_8)).append('|');
                    all.append(HexFormat.of().withUpperCase().formatHex(bytes)).append('|');
                }
            }
        }
        return all.toString();
    }

    /* Guessing */

    private HttpResponse<String> guess(String account, String password) throws Exception {
        String basic = Base64.getEncoder().encodeToString((account + ":" + password).getBytes(StandardCharsets.UTF_8));
        return fubako.call("", "GET", "/api/v1/me", "", "Authorization", "Basic " + basic);
    }

    @Test
    void r07AfterFiveWrongPasswordsOneWaitsAlsoWithTheRightOneAndOthersDoNot() throws Exception {
        for (int time = 0; time < 5; time++) {
            assertThat(guess(emma.login(), WRONG).statusCode()).isEqualTo(401);
        }

        HttpResponse<String> right = guess(emma.login(), Fubako.PASSWORD);
        assertThat(right.statusCode()).isEqualTo(429);
        int seconds = Integer.parseInt(right.headers().firstValue("Retry-After").orElseThrow());
        assertThat(seconds).isBetween(1, 3);
        assertThat(new PortalSession(fubako)
                        .signIn(emma.login(), Fubako.PASSWORD)
                        .body())
                .doesNotContain("fbk=");
        assertThat(guess("alice@demo", Fubako.PASSWORD).statusCode()).isEqualTo(200);

        TimeUnit.SECONDS.sleep(seconds);
        assertThat(guess(emma.login(), Fubako.PASSWORD).statusCode()).isEqualTo(200);
        assertThat(guess(emma.login(), WRONG).statusCode()).isEqualTo(401);
    }

    /** Nobody learns by trying which accounts there are: neither from an answer nor from when one has to wait. */
    @Test
    void r07GuessingAnswersTheSameForAccountsThatExistAndThatDoNot() throws Exception {
        String nobody = "nobody" + emma.login();
        String nowhere = emma.login() + "x";
        for (int time = 0; time < 7; time++) {
            String known = said(guess(emma.login(), WRONG));

            assertThat(said(guess(nobody, WRONG))).isEqualTo(known);
            assertThat(said(guess(nowhere, WRONG))).isEqualTo(known);
        }
    }

    private static String said(HttpResponse<String> answer) {
        Map<String, List<String>> fields = new TreeMap<>(answer.headers().map());
        List.of("date", "retry-after", "content-length", "connection").forEach(fields::remove);
        return answer.statusCode() + " " + fields + " " + answer.body().replaceAll("\\d+ s", "n s");
    }
}
