package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The second factor, as its owner uses it and as somebody meets it who knows the password and nothing else. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class SecondFactorIT {

    /** What is known of sessions, callers and tenants may be so many seconds old. */
    private static final int KNOWN_FOR = 6;

    /** Who tells no language is answered in Japanese. */
    private static final String WRONG_CODE = "コードが正しくないか、すでに使われています。";

    private static final String PAGE = "/account/second-factor";

    private final Fubako fubako;
    private final PortalBrowser browser;
    private TemporaryAccount emma;

    SecondFactorIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    /** The phone, and the sheet with the recovery codes. */
    private static final class Phone {

        private final byte[] seed;
        private final List<String> recovery;
        private long last;

        Phone(String secret, List<String> recovery) {
            StringBuilder bits = new StringBuilder();
            for (char letter : secret.toCharArray()) {
                int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
                bits.append(String.format("%5s", Integer.toBinaryString(value)).replace(' ', '0'));
            }
            seed = new byte[bits.length() / 8];
            for (int at = 0; at < seed.length; at++) {
                seed[at] = (byte) Integer.parseInt(bits.substring(8 * at, 8 * at + 8), 2);
            }
            this.recovery = new ArrayList<>(recovery);
        }

        private static long step() {
            return System.currentTimeMillis() / 30_000;
        }

        private String code(long step) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(seed, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & 0x7FFFFFFF;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        }

        /** One that counts: the next step's, since a phone may be ahead; waits where that has been used as well. */
        String code() throws Exception {
            while (last > step()) {
                TimeUnit.SECONDS.sleep(1);
            }
            last = Math.max(last + 1, step());
            return code(last);
        }

        /** One that will never count. */
        String wrong() throws Exception {
            return code(step() - 1000);
        }

        String recoveryCode() {
            return recovery.remove(0);
        }
    }

    @BeforeEach
    void make() throws Exception {
        emma = TemporaryAccount.make(fubako);
    }

    @AfterEach
    void remove() throws Exception {
        emma.close();
    }

    private static String found(String pattern, String page) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }

    /** Sets one up by the page, in a session that goes on. */
    private Phone enrol(PortalSession session) throws Exception {
        String page = session.get(PAGE).body();
        String secret = found("<code id=\"secret\">([^<]+)<", page).replace(" ", "");
        Phone phone = new Phone(secret, List.of());
        HttpResponse<String> answer = session.post(PAGE, addForm(page, Fubako.PASSWORD, phone.code()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String codes = found("<ul id=\"fresh\">(.*?)</ul>", answer.body());
        List<String> recovery = Pattern.compile("[a-z2-7]{4}(-[a-z2-7]{4}){3}")
                .matcher(codes)
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(recovery).hasSize(10);
        phone.recovery.addAll(recovery);
        return phone;
    }

    private Phone enrol(String login) throws Exception {
        return enrol(PortalSession.of(fubako, login));
    }

    private static Map<String, String> addForm(String page, String password, String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("add", "add");
        form.put("add:password", password);
        form.put("add:code", code);
        form.put("add:set", "set");
        form.put("primefaces.nonce", found("nonce=\"([^\"]+)\"", page));
        form.put("jakarta.faces.ViewState", found("ViewState\"[^>]*value=\"([^\"]+)\"", page));
        return form;
    }

    /** Somebody after the right password. */
    private PortalSession half(String login) throws Exception {
        PortalSession session = new PortalSession(fubako);
        HttpResponse<String> answer = session.signIn(login, Fubako.PASSWORD);
        assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("/signin/code");
        return session;
    }

    private static HttpResponse<String> enter(PortalSession session, String code, String recovery) throws Exception {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("code", "code");
        form.put("code:digits", code);
        form.put("code:recovery", recovery);
        form.put("code:enter", "enter");
        form.put("jakarta.faces.ViewState", "stateless");
        return session.post("/signin/code", form);
    }

    private static void assertIn(PortalSession session, HttpResponse<String> answer) throws Exception {
        assertThat(answer.headers().firstValue("Location")).as(answer.body()).isPresent();
        assertThat(session.isSignedIn()).isTrue();
    }

    private static void assertRefused(PortalSession session, HttpResponse<String> answer) throws Exception {
        assertThat(answer.body()).contains(WRONG_CODE);
        assertThat(session.isSignedIn()).isFalse();
    }

    /** Whoever knows the password has a session that is none. */
    @Test
    void r01BetweenPasswordAndCodeEveryDoorIsClosed() throws Exception {
        Phone phone = enrol(emma.login());
        PortalSession half = half(emma.login());
        String token = half.token().orElseThrow();

        for (String page : List.of(
                "/",
                "/files/",
                "/files/common/",
                "/files/common/nothing.txt",
                "/preview/common/x",
                "/archive/common",
                "/trash/common",
                "/search?q=x",
                "/password",
                PAGE,
                "/account/proof",
                "/admin/logs",
                "/admin/spaces",
                "/signin/code/",
                "/signin/code;x",
                "/signin/../files/",
                "/signin/code/../../files/")) {
            HttpResponse<String> answer = half.get(page);
            assertThat(answer.statusCode()).as(page).isIn(302, 303, 400, 404);
            answer.headers()
                    .firstValue("Location")
                    .ifPresent(where -> assertThat(where).as(page).startsWith("/signin"));
        }
        for (String call : List.of(
                "GET /api/v1/me",
                "GET /api/v1/tokens",
                "POST /api/v1/tokens",
                "GET /api/v1/files/common",
                "GET /api/v1/spaces",
                "GET /api/v1/logs/operations",
                "PUT /api/v1/uploads",
                "PROPFIND /dav/",
                "GET /dav/common/")) {
            String[] parts = call.split(" ");
            assertThat(half.call(parts[0], parts[1], "", "Sec-Fetch-Site", "same-origin")
                            .statusCode())
                    .as(call)
                    .isEqualTo(401);
        }
        assertThat(half.post("/signout", Map.of())
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .startsWith("/signin");
        assertThat(half.post(PAGE, Map.of("add", "add"))
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .startsWith("/signin");

        assertIn(half, enter(half, phone.code(), ""));
        assertThat(half.token()).isPresent().isNotEqualTo(java.util.Optional.of(token));
        PortalSession thief = PortalSession.withToken(fubako, token);
        assertThat(thief.isSignedIn()).isFalse();
        assertThat(thief.get("/signin/code").headers().firstValue("Location")).contains("/signin");
    }

    @Test
    void r01ACodeCountsOnceAndThatOfAnotherAccountNever() throws Exception {
        Phone phone = enrol(emma.login());
        String code = phone.code();
        PortalSession first = half(emma.login());
        assertIn(first, enter(first, code, ""));

        PortalSession second = half(emma.login());
        assertRefused(second, enter(second, code, ""));
        assertRefused(second, enter(second, phone.code(Phone.step() - 1), ""));
        try (TemporaryAccount mallory = TemporaryAccount.make(fubako)) {
            Phone other = enrol(mallory.login());
            assertRefused(second, enter(second, other.code(), ""));
            assertRefused(second, enter(second, "", other.recoveryCode()));
        }
        assertIn(second, enter(second, "", phone.recoveryCode().toUpperCase(Locale.ROOT)));
    }

    @Test
    void r01ARecoveryCodeWorksOnceAndEachUseIsInTheLog() throws Exception {
        Phone phone = enrol(emma.login());
        String recovery = phone.recoveryCode();
        PortalSession first = half(emma.login());
        assertIn(first, enter(first, "", recovery));
        assertThat(first.get(PAGE).body()).contains("<strong id=\"left\">9</strong>");
        PortalSession second = half(emma.login());
        assertRefused(second, enter(second, "", recovery));

        String name = emma.login().replace("@demo", "");
        String log = String.join(
                "\n",
                new LogReader(fubako, "carol@demo")
                        .all(1_000).stream()
                                .filter(line -> line.getString("account").equals(name))
                                .map(line -> line.getString("action") + " " + line.getString("result"))
                                .toList());
        assertThat(log)
                .isEqualTo(String.join(
                        "\n",
                        "SIGN_IN ok",
                        "SECOND_FACTOR_ADD ok",
                        "SIGN_IN started",
                        "SECOND_FACTOR_USED_RECOVERY ok",
                        "SIGN_IN ok",
                        "SIGN_IN started",
                        "SIGN_IN refused"));
    }

    /** Whoever reads the database or a log makes no code from it. */
    @Test
    void r01NeitherSeedNorCodesLieInTheDatabaseOrInTheLogs() throws Exception {
        Phone phone = enrol(emma.login());
        String seed = HexFormat.of().formatHex(phone.seed);
        for (String table : List.of("second_factor", "recovery_code", "operation_log", "session")) {
            String dump = dump(table);
            assertThat(dump).as(table).isNotEmpty().doesNotContain(seed);
            phone.recovery.forEach(code -> assertThat(dump)
                    .doesNotContain(code)
                    .doesNotContain(HexFormat.of().formatHex(code.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        }
        assertThat(fubako.log()).doesNotContain(phone.recovery.get(0), seed);
    }

    private String dump(String table) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Connection database = fubako.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            while (row.next()) {
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    Object value = row.getObject(column);
                    all.append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value)
                            .append('|');
                }
            }
        }
        return all.toString();
    }

    /** By hand, or by a program with many at once. */
    @Test
    void r01GuessingEndsTheHalfSessionAndIsSlowedDown() throws Exception {
        Phone phone = enrol(emma.login());
        PortalSession half = half(emma.login());
        for (int count = 0; count < 4; count++) {
            assertRefused(half, enter(half, phone.wrong(), ""));
        }
        HttpResponse<String> last = enter(half, phone.wrong(), "");
        assertThat(last.headers().firstValue("Location").orElse("")).startsWith("/signin?expired");
        assertThat(half.get("/signin/code").headers().firstValue("Location")).contains("/signin");

        PortalSession again = half(emma.login());
        assertThat(enter(again, phone.code(), "").body()).contains("試行が多すぎます");
        assertThat(again.isSignedIn()).isFalse();
        TimeUnit.SECONDS.sleep(3);
        assertIn(again, enter(again, "", phone.recoveryCode()));
    }

    /** Somebody who knows the password signs nobody out. */
    @Test
    void r01HalfSessionsPushNoSessionOut() throws Exception {
        PortalSession owner = PortalSession.of(fubako, emma.login());
        enrol(owner);
        for (int count = 0; count < 6; count++) {
            half(emma.login());
        }

        assertThat(owner.isSignedIn()).isTrue();
    }

    @Test
    void r01SettingItUpEndsOtherSessionsAndPasswordsOfProgramsAndKeepsTokens() throws Exception {
        PortalSession elsewhere = PortalSession.of(fubako, emma.login());
        HttpResponse<String> made = fubako.call(
                emma.login(),
                "POST",
                "/api/v1/tokens",
                "{\"label\":\"script\",\"validDays\":1}",
                "Content-Type",
                "application/json");
        JsonObject token = LogReader.json(made);
        PortalSession here = PortalSession.of(fubako, emma.login());
        String before = here.token().orElseThrow();
        enrol(here);

        assertThat(here.isSignedIn()).isTrue();
        assertThat(here.token()).isNotEqualTo(java.util.Optional.of(before));
        assertThat(elsewhere.isSignedIn()).isFalse();
        HttpResponse<String> api = fubako.call(emma.login(), "GET", "/api/v1/me", "");
        assertThat(api.statusCode()).isEqualTo(403);
        assertThat(api.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(api.body()).contains("second-factor-password", "device password");
        HttpResponse<String> dav = fubako.call(emma.login(), "PROPFIND", "/dav/", "", "Depth", "0");
        assertThat(dav.statusCode()).isEqualTo(403);
        assertThat(dav.body()).contains("device password");
        assertThat(fubako.call("", "GET", "/api/v1/me", "", "Authorization", "Bearer " + token.getString("token"))
                        .statusCode())
                .isEqualTo(200);
        String wrong = java.util.Base64.getEncoder()
                .encodeToString((emma.login() + ":not the password").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        HttpResponse<String> guessed = fubako.call("", "GET", "/api/v1/me", "", "Authorization", "Basic " + wrong);
        assertThat(guessed.statusCode()).isEqualTo(401);
        assertThat(guessed.body()).doesNotContain("second", "device");
    }

    @Test
    void r01SettingItUpNeedsThePasswordAndARightCode() throws Exception {
        PortalSession thief = PortalSession.of(fubako, emma.login());
        String page = thief.get(PAGE).body();
        Phone phone = new Phone(found("<code id=\"secret\">([^<]+)<", page).replace(" ", ""), List.of());

        assertThat(thief.post(PAGE, addForm(page, "not the password", phone.code()))
                        .body())
                .contains("パスワードが正しくありません。");
        assertThat(thief.post(PAGE, addForm(page, Fubako.PASSWORD, phone.wrong()))
                        .body())
                .contains(WRONG_CODE);
        assertThat(thief.get(PAGE).body()).contains("id=\"secret\"");
    }

    @Test
    void r01TheCodeComesBeforeALapsedPassword() throws Exception {
        Phone phone = enrol(emma.login());
        fubako.execute(
                "UPDATE account SET password_due_on = '" + LocalDate.of(2026, 1, 1) + "' WHERE id = " + emma.idInSql());
        PortalSession half = half(emma.login());
        assertThat(half.get("/password").headers().firstValue("Location").orElse(""))
                .startsWith("/signin");

        assertThat(enter(half, phone.code(), "").headers().firstValue("Location"))
                .contains("/password");
        assertThat(half.get("/files/").headers().firstValue("Location")).contains("/password");
    }

    @Test
    void r01WhereTheTenantDemandsItNothingElseWorksUntilItIsSetUp() throws Exception {
        try {
            assertThat(demandBy("carol@demo")).isEqualTo(403);
            assertThat(demandBy("manager@demo")).isEqualTo(204);
            PortalSession session = new PortalSession(fubako);
            assertThat(session.signIn(emma.login(), Fubako.PASSWORD).headers().firstValue("Location"))
                    .contains(PAGE);
            for (String page : List.of("/", "/files/", "/files/common/", "/password", "/search", "/account/proof")) {
                assertThat(session.get(page).headers().firstValue("Location"))
                        .as(page)
                        .contains(PAGE);
            }
            assertThat(session.get("/api/v1/me").statusCode()).isEqualTo(403);
            HttpResponse<String> basic = fubako.call(emma.login(), "GET", "/api/v1/me", "");
            assertThat(basic.statusCode()).isEqualTo(403);
            assertThat(basic.body()).contains("second-factor-demanded");
            assertThat(fubako.call(emma.login(), "PROPFIND", "/dav/", "", "Depth", "0")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(fubako.call("dave@other", "GET", "/api/v1/me", "").statusCode())
                    .isEqualTo(200);

            enrol(session);
            assertThat(session.isSignedIn()).isTrue();
            assertThat(session.get("/files/common/").statusCode()).isEqualTo(200);
        } finally {
            demandNoMore();
        }
        assertThat(fubako.call("alice@demo", "GET", "/api/v1/me", "").statusCode())
                .isEqualTo(200);
    }

    private int demandBy(String account) throws Exception {
        return fubako.call(
                        account,
                        "PUT",
                        "/api/v1/policies/second-factor",
                        "{\"demanded\":true}",
                        "Content-Type",
                        "application/json")
                .statusCode();
    }

    /** Past the door for it, which takes a second factor now. */
    private void demandNoMore() throws Exception {
        fubako.execute("UPDATE tenant SET second_factor_demanded = FALSE WHERE code = 'demo'");
        TimeUnit.SECONDS.sleep(KNOWN_FOR);
    }

    @Test
    void r01ItIsSetUpUsedRecoveredAndGivenUpInTheBrowser() throws Exception {
        PortalVisitor visitor = browser.visit(fubako, Look.ENGLISH).signInAnew(emma.login());
        visitor.page().locator(".fbk-account").click();
        visitor.page().locator("#account a[href='" + PAGE + "']").click();
        assertThat(visitor.page().locator("h1")).hasText(visitor.text("factor.title"));
        Locator picture = visitor.page().locator(".fbk-qr img");
        assertThat(picture).isVisible();
        assertThat((Integer) picture.evaluate("image => image.naturalWidth")).isPositive();
        String secret = visitor.part("secret").textContent().replace(" ", "");
        assertThat(visitor.page().locator(".fbk-qr a").getAttribute("href"))
                .startsWith("otpauth://totp/Fubako:emma")
                .contains("%40demo?secret=" + secret);
        PortalScreensIT.judge(visitor, "second-factor-off");
        Phone phone = new Phone(secret, List.of());

        visitor.part("add:password").fill(Fubako.PASSWORD);
        visitor.part("add:code").fill(phone.wrong());
        visitor.press(visitor.part("add:set"));
        assertThat(visitor.page().locator(".ui-messages-error-summary")).containsText("The code is not right");
        visitor.part("add:password").fill(Fubako.PASSWORD);
        visitor.part("add:code").fill(phone.code());
        visitor.press(visitor.part("add:set"));
        assertThat(visitor.page().locator("#fresh li")).hasCount(10);
        phone.recovery.addAll(visitor.page().locator("#fresh li").allTextContents());
        PortalScreensIT.judge(visitor, "second-factor-codes");
        Download file =
                visitor.page().waitForDownload(() -> visitor.part("file").click());
        assertThat(Files.readString(file.path())).contains(phone.recovery);
        visitor.press(visitor.part("codes:kept"));
        assertThat(visitor.part("left")).hasText("10");

        signOut(visitor);
        visitor.open("/files/common/");
        visitor.enter(emma.login(), Fubako.PASSWORD);
        assertThat(visitor.page()).hasURL(Pattern.compile("/signin/code\\?next="));
        assertThat(visitor.part("code:digits")).isFocused();
        PortalScreensIT.judge(visitor, "second-factor-code");
        visitor.open("/files/");
        assertThat(visitor.page()).hasURL(Pattern.compile("/signin/code"));
        visitor.open("/signin/code?next=/files/common/");
        visitor.part("code:digits").fill(phone.code());
        visitor.part("code:enter").click();
        assertThat(visitor.page()).hasURL(Pattern.compile("/files/common/$"));

        signOut(visitor);
        visitor.enter(emma.login(), Fubako.PASSWORD);
        visitor.page().locator(".fbk-more summary").click();
        visitor.part("code:recovery").fill(phone.recoveryCode());
        visitor.part("code:enter").click();
        assertThat(visitor.page()).hasURL(Pattern.compile("/files/$"));

        fubako.execute(
                "UPDATE session SET created_at = created_at - INTERVAL 11 MINUTE WHERE account_id = " + emma.idInSql());
        TimeUnit.SECONDS.sleep(KNOWN_FOR);
        visitor.open(PAGE);
        assertThat(visitor.part("left")).hasText("9");
        PortalScreensIT.judge(visitor, "second-factor-on");
        visitor.part("renew:make").click();
        assertThat(visitor.page()).hasURL(Pattern.compile("/account/proof\\?next="));
        PortalScreensIT.judge(visitor, "second-factor-proof");
        visitor.part("proof:digits").fill(phone.recoveryCode());
        visitor.part("proof:enter").click();
        assertThat(visitor.page()).hasURL(Pattern.compile(PAGE + "$"));
        visitor.press(visitor.part("renew:make"));
        assertThat(visitor.page().locator("#fresh li")).hasCount(10);
        List<String> renewed = visitor.page().locator("#fresh li").allTextContents();
        assertThat(renewed).doesNotContainAnyElementsOf(phone.recovery);
        visitor.press(visitor.part("codes:kept"));

        visitor.part("remove:password").fill(Fubako.PASSWORD);
        visitor.part("remove:code").fill(phone.recoveryCode());
        visitor.press(visitor.part("remove:go"));
        assertThat(visitor.page().locator(".ui-messages-error-summary")).containsText("The code is not right");
        visitor.part("remove:password").fill(Fubako.PASSWORD);
        visitor.part("remove:code").fill(renewed.get(0));
        visitor.press(visitor.part("remove:go"));
        assertThat(visitor.part("secret")).isVisible();
        signOut(visitor);
        visitor.enter(emma.login(), Fubako.PASSWORD);
        assertThat(visitor.page()).hasURL(Pattern.compile("/files/$"));
        visitor.close();
    }

    private static void signOut(PortalVisitor visitor) {
        visitor.page().locator(".fbk-account").click();
        visitor.part("signOut").click();
        assertThat(visitor.page().locator(".fbk-notice")).isVisible();
    }

    @Test
    void r01ItIsSetUpOnAPhoneInJapanese() throws Exception {
        PortalVisitor visitor = browser.visit(fubako, Look.narrow("ja"))
                .signInAnew(emma.login())
                .open(PAGE);
        Phone phone = new Phone(visitor.part("secret").textContent().replace(" ", ""), List.of());
        assertThat((Integer) visitor.page().evaluate("() => document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(390);
        PortalScreensIT.judge(visitor, "second-factor-off");
        visitor.part("add:password").fill(Fubako.PASSWORD);
        visitor.part("add:code").fill(phone.code());
        visitor.press(visitor.part("add:set"));
        assertThat(visitor.page().locator("#fresh li")).hasCount(10);
        PortalScreensIT.judge(visitor, "second-factor-codes");
        signOut(visitor);
        visitor.enter(emma.login(), Fubako.PASSWORD);
        assertThat(visitor.page().locator("h1")).hasText("二要素認証");
        visitor.page().locator(".fbk-more summary").click();
        PortalScreensIT.judge(visitor, "second-factor-code");
        visitor.part("code:again").click();
        assertThat(visitor.page()).hasURL(Pattern.compile("/signin$"));
        visitor.open("/files/");
        assertThat(visitor.page()).hasURL(Pattern.compile("/signin"));
        visitor.close();
    }
}
