package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guessing from many networks and at many accounts. The server has a proxy before it, this test, so that it can be spoken to from anywhere;
 * each test comes from networks of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuessingIT {

    private static final String MANAGER = "manager@demo";
    private static final String CAROL = "carol@demo";
    private static final String WRONG = "not the password of anybody";
    private static final String FRESH = "Nine-herons-by-the-river-4";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern LINK = Pattern.compile("(/key/[A-Za-z0-9_-]{43})\\b");
    private static final Pattern DEVICE =
            Pattern.compile("fbk-device=([A-Za-z0-9_.-]+)" + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000");

    @TempDir
    static Path folder;

    private Fubako fubako;
    private Mails mails;
    private TemporaryAccount emma;

    @BeforeAll
    void start() throws Exception {
        fubako = Fubako.start(
                folder.resolve("data"), Map.of("FUBAKO_TRUSTED_PROXIES", "127.0.0.1", "FUBAKO_SIGNIN_FAILURES", "100"));
        mails = new Mails(fubako);
    }

    @AfterAll
    void stop() throws Exception {
        fubako.close();
    }

    @BeforeEach
    void make() throws Exception {
        emma = TemporaryAccount.make(fubako);
    }

    @AfterEach
    void remove() throws Exception {
        emma.close();
        fubako.execute("DELETE FROM sign_in_failures");
        mails.clear();
    }

    /* From somewhere */

    private HttpResponse<String> basic(String address, String login, String password) throws Exception {
        return fubako.call(
                "",
                "GET",
                "/api/v1/me",
                "",
                "Authorization",
                Fubako.basic(login, password),
                "X-Forwarded-For",
                address);
    }

    private HttpResponse<String> atTheForm(String address, String login, String password, Optional<String> device)
            throws Exception {
        PortalSession browser = new PortalSession(fubako);
        String form = PortalSession.form(browser.signInForm(login, password));
        device.ifPresent(kept -> browser.setCookie("fbk-device", kept));
        return post(browser, address, "/signin", form);
    }

    private static HttpResponse<String> post(PortalSession browser, String address, String path, String form)
            throws Exception {
        return browser.call(
                "POST", path, form, "Content-Type", FORM, "Sec-Fetch-Site", "same-origin", "X-Forwarded-For", address);
    }

    private static boolean isIn(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream().anyMatch(cookie -> cookie.startsWith("fbk="));
    }

    private static Optional<String> device(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(DEVICE::matcher)
                .filter(Matcher::matches)
                .map(cookie -> cookie.group(1))
                .findFirst();
    }

    /** Everything that an answer says, but for when and about whom. */
    private static String said(HttpResponse<String> answer, String login) {
        Map<String, List<String>> fields = new TreeMap<>(answer.headers().map());
        List.of("date", "content-length", "content-security-policy").forEach(fields::remove);
        String body = answer.body().replaceAll("nonce=\"[^\"]*\"|csp\\.init\\('[^']*'\\)", "");
        if (!login.isEmpty()) {
            body = body.replace(login, "LOGIN");
        }
        // the flash of an empty page, under a key of the moment
        String said = fields.toString().replaceAll("csfcfc=[^;]*", "");
        return answer.statusCode() + " " + said + " " + body;
    }

    /* One account from everywhere */

    /** One wrong password each, and then as many as that one more is the hundredth. */
    private void guessedNinetyNineTimes(String... logins) throws Exception {
        for (String login : logins) {
            assertThat(basic("203.0.113.1", login, WRONG).statusCode()).isEqualTo(401);
        }
        fubako.execute("UPDATE sign_in_failures SET failures = 99");
    }

    @Test
    void r07AHundredWrongPasswordsCloseAnAccountToStrangersAndNotToAKnownDevice() throws Exception {
        String nobody = "x" + emma.login();
        String nowhere = emma.login() + "x";
        HttpResponse<String> first = atTheForm("192.0.2.1", emma.login(), Fubako.PASSWORD, Optional.empty());
        String device = device(first).orElseThrow();
        String program = programOf(emma.login());
        guessedNinetyNineTimes(emma.login(), nobody, nowhere);
        assertThat(isIn(atTheForm("10.1.0.1", "bob@demo", Fubako.PASSWORD, Optional.empty())))
                .isTrue();
        for (String login : List.of(emma.login(), nobody, nowhere)) {
            assertThat(basic("10.1.1.1", login, WRONG).statusCode()).isEqualTo(401);
        }

        HttpResponse<String> closed = basic("10.1.2.1", emma.login(), Fubako.PASSWORD);
        assertThat(closed.statusCode()).isEqualTo(403);
        assertThat(closed.body()).contains("urn:fubako:problem:sign-in-closed");
        HttpResponse<String> form = atTheForm("10.1.2.1", emma.login(), Fubako.PASSWORD, Optional.empty());
        assertThat(form.body()).contains("パスワードの誤りが多すぎます");
        assertThat(isIn(form)).isFalse();
        for (String login : List.of(nobody, nowhere)) {
            assertThat(said(basic("10.1.2.1", login, Fubako.PASSWORD), login)).isEqualTo(said(closed, emma.login()));
            assertThat(said(atTheForm("10.1.2.1", login, Fubako.PASSWORD, Optional.empty()), login))
                    .isEqualTo(said(form, emma.login()));
        }
        assertThat(propfind(emma.login(), Fubako.PASSWORD)).isEqualTo(403);
        assertThat(propfind(emma.login(), program)).as("a device password").isEqualTo(207);
        assertThat(new LogReader(fubako, CAROL).by(emma.login().replace("@demo", "")))
                .contains(emma.login().replace("@demo", "") + " api SIGN_IN  0 closed");
        // a cookie of another account, or a made-up one, is of no use
        String ofBob = device(atTheForm("10.1.3.1", "bob@demo", Fubako.PASSWORD, Optional.empty()))
                .orElseThrow();
        for (String other : List.of(ofBob, "A".repeat(43), device.substring(1) + "A")) {
            assertThat(isIn(atTheForm("10.1.3.1", emma.login(), Fubako.PASSWORD, Optional.of(other))))
                    .isFalse();
        }

        assertThat(isIn(atTheForm("10.1.2.1", emma.login(), Fubako.PASSWORD, Optional.of(device))))
                .isTrue();
        assertThat(basic("10.1.4.1", emma.login(), Fubako.PASSWORD).statusCode())
                .isEqualTo(200);
    }

    private String programOf(String login) throws Exception {
        HttpResponse<String> made = fubako.call(
                login,
                "POST",
                "/api/v1/device-passwords",
                "{\"label\":\"Scanner\"}",
                "Content-Type",
                "application/json");
        return LogReader.json(made).getString("password");
    }

    private int propfind(String login, String password) throws Exception {
        return fubako.call(
                        "",
                        "PROPFIND",
                        "/dav/",
                        "",
                        "Depth",
                        "0",
                        "Authorization",
                        Fubako.basic(login, password),
                        "X-Forwarded-For",
                        "10.1.2.1")
                .statusCode();
    }

    @Test
    void r07OthersInTheSameOfficeDoNotSlowAKnownDeviceDown() throws Exception {
        String device = device(atTheForm("192.0.2.1", emma.login(), Fubako.PASSWORD, Optional.empty()))
                .orElseThrow();
        for (int time = 0; time < 5; time++) {
            assertThat(basic("192.0.2.66", emma.login(), WRONG).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> unknown = atTheForm("192.0.2.1", emma.login(), Fubako.PASSWORD, Optional.empty());
        assertThat(unknown.body()).contains("短い時間に試行が多すぎます");

        assertThat(isIn(atTheForm("192.0.2.1", emma.login(), Fubako.PASSWORD, Optional.of(device))))
                .isTrue();
    }

    @Test
    void r07TheDatabaseTellsNoNamesAndWhatIsLongAgoIsForgotten() throws Exception {
        basic("10.4.0.1", emma.login(), WRONG);
        basic("10.4.0.1", "nobody@demo", WRONG);
        assertThat(fubako.count("SELECT COUNT(*) FROM sign_in_failures WHERE failures = 1 AND LENGTH(name_hash) = 32"))
                .isEqualTo(2);

        fubako.execute("UPDATE sign_in_failures SET last_at = UTC_TIMESTAMP(6) - INTERVAL 31 DAY LIMIT 1");
        fubako.execute("UPDATE job_run SET last_started = NULL WHERE job = 'sign-in-failures'");
        Wait.until(() -> fubako.count("SELECT COUNT(*) FROM sign_in_failures") == 1, "the old one is still there");
    }

    /* One network at many accounts */

    @Test
    void r07ANetworkThatTriesManyNamesIsSlowedDownAndTheKnownOnesInItAreNot() throws Exception {
        String device = device(atTheForm("198.51.100.1", emma.login(), Fubako.PASSWORD, Optional.empty()))
                .orElseThrow();
        assertThat(basic("198.51.100.1", "bob@demo", Fubako.PASSWORD).statusCode())
                .isEqualTo(200);
        HttpResponse<String> answer = basic("198.51.100.7", "name@demo", WRONG);
        int tries = 0;
        while (answer.statusCode() == 401 && tries < 300) {
            tries++;
            String address = "203.0.113." + tries % 200 + ", 198.51.100." + tries % 200;
            answer = basic(address, "name" + tries + "@demo", WRONG);
        }
        assertThat(tries).as("a few come back meanwhile").isBetween(99, 200);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        // whatever is said to have been on the way before
        for (String forged : List.of("192.0.2.9, 198.51.100.8", "127.0.0.1, 198.51.100.8", "x, 198.51.100.8")) {
            assertThat(basic(forged, "alice@demo", WRONG).statusCode())
                    .as(forged)
                    .isIn(429, 401);
        }

        assertThat(isIn(atTheForm("198.51.100.1", emma.login(), Fubako.PASSWORD, Optional.of(device))))
                .isTrue();
        assertThat(basic("198.51.100.1", "bob@demo", Fubako.PASSWORD).statusCode())
                .as("remembered")
                .isEqualTo(200);
        assertThat(basic("198.51.101.1", emma.login(), Fubako.PASSWORD).statusCode())
                .as("from another network")
                .isEqualTo(200);
    }

    @Test
    void r07AForgedAddressIsNoNewStart() throws Exception {
        for (int time = 0; time < 5; time++) {
            String forged = "203.0." + time + ".1, 10.5.0.1";
            assertThat(basic(forged, emma.login(), WRONG).statusCode()).isEqualTo(401);
        }

        assertThat(basic("203.0.99.1, 10.5.0.2", emma.login(), Fubako.PASSWORD).statusCode())
                .isEqualTo(429);
        assertThat(basic("10.5.1.1", emma.login(), Fubako.PASSWORD).statusCode())
                .isEqualTo(200);
    }

    /* How an address is seen */

    @Test
    void r07EverybodySeesHowHisAddressIsSeen() throws Exception {
        HttpResponse<String> me = basic("203.0.113.99, 192.0.2.77", emma.login(), Fubako.PASSWORD);
        assertThat(LogReader.json(me).getString("address")).isEqualTo("192.0.2.77");

        PortalSession session = PortalSession.of(fubako, MANAGER);
        for (String page : List.of("/account", "/admin/policies")) {
            String body = session.call("GET", page, "", "X-Forwarded-For", "203.0.113.99, 192.0.2.77")
                    .body();
            assertThat(body)
                    .as(page)
                    .contains("192.0.2.77")
                    .contains("信頼するプロキシ127.0.0.1")
                    .doesNotContain("203.0.113.99");
            assertThat(session.get(page).body()).as(page).contains("127.0.0.1").contains("直接接続しています");
        }
        session.signOut();
    }

    /* Forgotten passwords */

    private HttpResponse<String> forgotten(String address, String login) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("forgotten", "forgotten");
        fields.put("forgotten:login", login);
        fields.put("forgotten:ask", "ask");
        fields.put("jakarta.faces.ViewState", "stateless");
        return post(new PortalSession(fubako), address, "/signin/forgotten", PortalSession.form(fields));
    }

    private HttpResponse<String> choose(String link, String password) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", "key");
        fields.put("key:fresh", password);
        fields.put("key:repeated", password);
        fields.put("key:choose", "choose");
        fields.put("jakarta.faces.ViewState", "stateless");
        return new PortalSession(fubako).post(link, fields);
    }

    private void setMail(boolean confirmed) throws Exception {
        fubako.execute("UPDATE account SET mail = 'emma@example.jp', mail_key = 'emma@example.jp', mail_confirmed_at = "
                + (confirmed ? "UTC_TIMESTAMP(6)" : "NULL") + " WHERE id = " + emma.idInSql());
    }

    private String name() {
        return emma.login().replace("@demo", "");
    }

    private List<String> linksInTheLog() throws Exception {
        return new LogReader(fubako, CAROL)
                .by(name()).stream()
                        .filter(line -> line.contains("PASSWORD_LINK"))
                        .map(line -> line.replaceFirst(".* ", ""))
                        .toList();
    }

    private String mailedLink() throws Exception {
        MimeMessage message = mails.one();
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(Mails.isTo(message, "emma@example.jp")).isTrue();
        Matcher link = LINK.matcher(Mails.text(message));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    @Test
    void ct54R07WhoHasForgottenThePasswordGetsALinkAndComesInAgain() throws Exception {
        setMail(true);
        guessedNinetyNineTimes(emma.login());
        basic("10.6.0.1", emma.login(), WRONG);
        assertThat(basic("10.6.1.1", emma.login(), Fubako.PASSWORD).statusCode())
                .isEqualTo(403);
        assertThat(fubako.call("", "GET", "/signin", "").body()).contains("href=\"/signin/forgotten\"");

        HttpResponse<String> known = forgotten("10.6.1.1", emma.login());
        assertThat(known.statusCode()).isIn(302, 303);
        assertThat(known.headers().firstValue("Location")).hasValue("/signin?asked");
        for (String other : List.of("nobody@demo", emma.login() + "x", "", "@", "a'\"<b>&@demo")) {
            assertThat(said(forgotten("10.6.1.1", other), other)).as(other).isEqualTo(said(known, emma.login()));
        }
        Wait.until(() -> !linksInTheLog().isEmpty(), "nothing is in the log");
        String link = mailedLink();
        // once in a quarter of an hour, and the first one stays good
        forgotten("10.6.1.1", emma.login());
        Wait.until(() -> linksInTheLog().size() == 2, "the second try is not in the log");
        assertThat(linksInTheLog()).containsExactly("ok", "refused");
        assertThat(fubako.mails()).hasSize(1);

        HttpResponse<String> chosen = choose(link, FRESH);
        assertThat(chosen.headers().firstValue("Location")).as(chosen.body()).hasValue("/signin?chosen");
        assertThat(basic("10.6.2.1", emma.login(), FRESH).statusCode()).isEqualTo(200);
        assertThat(choose(link, FRESH + "5").statusCode()).isEqualTo(404);
        // strangers who go on do not hold up whoever had the mail
        guessedNinetyNineTimes(emma.login());
        basic("10.6.3.1", emma.login(), WRONG);
        assertThat(isIn(atTheForm("10.6.4.1", emma.login(), FRESH, Optional.empty())))
                .isFalse();
        assertThat(isIn(atTheForm("10.6.4.1", emma.login(), FRESH, device(chosen))))
                .isTrue();
    }

    @Test
    void r07ALinkDoesNotPassTheSecondFactor() throws Exception {
        setMail(true);
        fubako.execute("INSERT INTO second_factor (tenant_id, account_id, sealed_seed, last_step, added_at)"
                + " SELECT tenant_id, id, 'none', 0, UTC_TIMESTAMP(6) FROM account WHERE id = " + emma.idInSql());
        forgotten("10.7.0.1", emma.login());
        Wait.until(() -> linksInTheLog().contains("ok"), "nothing is in the log");

        HttpResponse<String> chosen = choose(mailedLink(), FRESH);
        HttpResponse<String> answer = atTheForm("10.7.0.1", emma.login(), FRESH, device(chosen));
        assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("/signin/code");
        assertThat(device(answer)).as("not before the code").isEmpty();
    }

    @Test
    void r07NothingIsMailedToAnAddressThatNobodyHasConfirmedOrToWhomMayNotSignIn() throws Exception {
        setMail(false);
        forgotten("10.8.0.1", emma.login());
        Wait.until(() -> linksInTheLog().size() == 1, "nothing is in the log");
        setMail(true);
        fubako.execute("UPDATE account SET locked_at = UTC_TIMESTAMP(6) WHERE id = " + emma.idInSql());
        forgotten("10.8.0.1", emma.login());
        Wait.until(() -> linksInTheLog().size() == 2, "nothing is in the log");

        assertThat(linksInTheLog()).containsOnly("refused");
        assertThat(fubako.count("SELECT COUNT(*) FROM account_link WHERE account_id = " + emma.idInSql()))
                .isZero();
    }

    @Test
    void r07ANetworkAsksForSoManyLinksAndAForeignPageForNone() throws Exception {
        HttpResponse<String> answer = forgotten("10.9.0.1", "nobody@demo");
        int asked = 0;
        while (answer.statusCode() != 200 && asked < 40) {
            asked++;
            answer = forgotten("10.9.0." + asked, "nobody" + asked + "@demo");
        }
        assertThat(asked).isBetween(20, 25);
        assertThat(answer.body()).contains("短い時間に試行が多すぎます");
        assertThat(forgotten("10.9.1.1", "nobody@demo").statusCode()).isIn(302, 303);

        HttpResponse<String> foreign = fubako.call(
                "",
                "POST",
                "/signin/forgotten",
                "forgotten=forgotten",
                "Content-Type",
                FORM,
                "Sec-Fetch-Site",
                "cross-site",
                "X-Forwarded-For",
                "10.9.1.1");
        assertThat(foreign.statusCode()).isEqualTo(403);
    }

    @Test
    void r07APasswordFromAManagerOpensTheAccountAgain() throws Exception {
        guessedNinetyNineTimes(emma.login());
        basic("10.10.0.1", emma.login(), WRONG);
        String id = fubakoId();
        HttpResponse<String> reset = fubako.call(
                MANAGER,
                "POST",
                "/api/v1/accounts/" + id + "/password",
                "{\"password\":\"" + FRESH + "\"}",
                "Content-Type",
                "application/json");
        assertThat(reset.statusCode()).as(reset.body()).isBetween(200, 299);

        assertThat(isIn(atTheForm("10.10.1.1", emma.login(), FRESH, Optional.empty())))
                .isTrue();
    }

    private String fubakoId() throws Exception {
        String found = fubako.call(MANAGER, "GET", "/api/v1/accounts?words=" + name(), "")
                .body();
        return found.replaceFirst("(?s).*\"id\":\"([0-9a-f-]+)\".*", "$1");
    }
}
