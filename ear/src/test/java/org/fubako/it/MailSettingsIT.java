package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import jakarta.json.JsonObject;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody has chosen for his mails, and the address in whose name he writes them. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class MailSettingsIT {

    private static final String PAGE = "/mail/settings";
    private static final String DEFAULTS = "/api/v1/me/mail/defaults";
    private static final String SIGNATURES = "/api/v1/me/mail/signatures";
    private static final String SECRET = "seven lamps 7";
    private static final Pattern LINK = Pattern.compile("(/key/[A-Za-z0-9_-]{43})\\b");

    private final Fubako fubako;
    private final Mails mails;
    private final PortalBrowser browser;
    private TemporaryAccount emma;

    MailSettingsIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        mails = new Mails(fubako);
        this.browser = browser;
    }

    @BeforeEach
    void make() throws Exception {
        mails.clear();
        emma = TemporaryAccount.make(fubako);
    }

    @AfterEach
    void remove() throws Exception {
        emma.close();
        assertThat(fubako.count("SELECT (SELECT COUNT(*) FROM compose_defaults WHERE account_id = " + emma.idInSql()
                        + ") + (SELECT COUNT(*) FROM signature WHERE account_id = " + emma.idInSql() + ")"))
                .as("what is left of a removed account")
                .isZero();
        mails.clear();
    }

    private HttpResponse<String> call(int status, String account, String method, String path, String body)
            throws Exception {
        return fubako.call(status, account, method, path, body.replace('\'', '"'));
    }

    private JsonObject decide(String body) throws Exception {
        return LogReader.json(call(200, emma.login(), "PUT", DEFAULTS, body));
    }

    private JsonObject defaults() throws Exception {
        return LogReader.json(call(200, emma.login(), "GET", DEFAULTS, ""));
    }

    private String sign(String body) throws Exception {
        return LogReader.json(call(201, emma.login(), "POST", SIGNATURES, body)).getString("id");
    }

    private List<JsonObject> signatures() throws Exception {
        return LogReader.list(call(200, emma.login(), "GET", SIGNATURES, ""));
    }

    private static String problem(HttpResponse<String> answer) {
        return answer.body().replaceFirst("(?s).*urn:fubako:problem:([a-z-]+)\".*", "$1");
    }

    private List<String> log() throws Exception {
        String name = emma.login().replaceFirst("@.*", "");
        return new LogReader(fubako, "carol@demo")
                .by(name).stream()
                        .map(line -> line.substring(name.length() + 1))
                        .filter(line -> !line.contains("SIGN_IN"))
                        .toList();
    }

    /* A15 */

    /** As a manager enters it. */
    private void enter(String address) throws Exception {
        call(204, "manager@demo", "PUT", "/api/v1/accounts/" + id(), "{'mail':'" + address + "'}");
    }

    private String id() {
        return emma.idInSql().replaceAll("[X']", "").toLowerCase(java.util.Locale.ROOT);
    }

    private String ownMail() throws Exception {
        return call(200, emma.login(), "GET", "/api/v1/me/mail", "").body();
    }

    private void confirm(MimeMessage mail) throws Exception {
        Matcher link = LINK.matcher(Mails.text(mail));
        assertThat(link.find()).isTrue();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("mail", "mail");
        fields.put("mail:confirm", "confirm");
        fields.put("jakarta.faces.ViewState", "stateless");
        assertThat(new PortalSession(fubako)
                        .post(link.group(1), fields)
                        .headers()
                        .firstValue("Location"))
                .hasValue("/signin?confirmed");
    }

    private static String open(PortalSession session) throws Exception {
        HttpResponse<String> page = session.call("GET", PAGE, "", "Accept-Language", "en");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return page.body();
    }

    @Test
    void a15OpeningTheSettingsSendsTheLinkOnceWhileItIsUnderWay() throws Exception {
        enter("emma@example.jp");
        PortalSession session = PortalSession.of(fubako, emma.login());
        assertThat(session.get("/account").statusCode()).isEqualTo(200);
        mails.settle();
        assertThat(fubako.mails()).as("another page").isEmpty();

        assertThat(open(session)).contains("has yet to be confirmed", "on its way to emma@example.jp");
        assertThat(open(session)).doesNotContain("has yet to be confirmed").contains("on its way to emma@example.jp");
        MimeMessage mail = mails.one();
        assertThat(mail.getAllRecipients()[0]).hasToString("emma@example.jp");
        assertThat(ownMail()).contains("\"confirmed\":false", "\"pending\":\"emma@example.jp\"");
        confirm(mail);
        assertThat(ownMail()).contains("\"confirmed\":true");
        assertThat(log()).filteredOn(line -> line.contains("asked to confirm")).hasSize(1);

        mails.clear();
        assertThat(open(session)).doesNotContain("on its way");
        mails.settle();
        assertThat(fubako.mails()).isEmpty();
    }

    @Test
    void a15AnAddressWhoseLinkHasLapsedIsAskedAgainAndAConfirmedOneIsNot() throws Exception {
        PortalSession session = PortalSession.of(fubako, emma.login());
        assertThat(open(session)).contains("You have no mail address here.").doesNotContain("on its way");
        call(204, emma.login(), "PUT", "/api/v1/me/mail", "{'mail':'emma@example.jp','language':'en'}");
        lapse();
        mails.clear();

        assertThat(open(session)).contains("has yet to be confirmed");
        confirm(mails.one());
        call(204, emma.login(), "PUT", "/api/v1/me/mail", "{'mail':'other@example.jp','language':'en'}");
        lapse();
        mails.clear();
        open(session);
        mails.settle();
        assertThat(fubako.mails()).as("the address from before is good").isEmpty();
    }

    private void lapse() throws Exception {
        fubako.execute("UPDATE account_link SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE account_id = "
                + emma.idInSql());
    }

    @Test
    void a15AnAddressThatSomebodyElseHasGotMeanwhileIsNotAskedAgain() throws Exception {
        call(204, emma.login(), "PUT", "/api/v1/me/mail", "{'mail':'both@example.jp'}");
        lapse();
        mails.clear();
        try (TemporaryAccount other = TemporaryAccount.make(fubako)) {
            fubako.execute("UPDATE account SET mail = 'both@example.jp', mail_key = 'both@example.jp' WHERE id = "
                    + other.idInSql());
            assertThat(open(PortalSession.of(fubako, emma.login()))).doesNotContain("on its way");
        }
        mails.settle();
        assertThat(fubako.mails()).isEmpty();
    }

    /* A18 */

    @Test
    void a18DefaultsAreChosenAndGivenBack() throws Exception {
        assertThat(defaults().toString())
                .isEqualTo("{\"allowed\":{\"authentication\":[\"password\",\"random\",\"account\",\"none\"],"
                        + "\"maxOpens\":5,\"validDays\":7},\"inForce\":{\"authentication\":\"random\",\"maxOpens\":5,"
                        + "\"receipt\":false,\"validDays\":7},\"passwordSet\":false}");

        JsonObject chosen = decide("{'authentication':'account','validDays':3,'maxOpens':1,'receipt':true}");
        assertThat(chosen).isEqualTo(defaults());
        assertThat(chosen.getJsonObject("inForce").toString())
                .isEqualTo("{\"authentication\":\"account\",\"maxOpens\":1,\"receipt\":true,\"validDays\":3}");
        JsonObject part = decide("{'validDays':null,'receipt':false}");
        assertThat(part.containsKey("validDays")).isFalse();
        assertThat(part.getBoolean("receipt")).isFalse();
        assertThat(part.getString("authentication")).isEqualTo("account");
        assertThat(part.getJsonObject("inForce").getInt("validDays")).isEqualTo(7);
        decide("{'authentication':null,'maxOpens':null,'receipt':null}");
        decide("{}");
        assertThat(log())
                .containsExactly(
                        "api COMPOSE_DEFAULTS  -> authentication:  → ACCOUNT 0 ok",
                        "api COMPOSE_DEFAULTS  -> validDays:  → 3 0 ok",
                        "api COMPOSE_DEFAULTS  -> maxOpens:  → 1 0 ok",
                        "api COMPOSE_DEFAULTS  -> receipt:  → true 0 ok",
                        "api COMPOSE_DEFAULTS  -> validDays: 3 →  0 ok",
                        "api COMPOSE_DEFAULTS  -> receipt: true → false 0 ok",
                        "api COMPOSE_DEFAULTS  -> authentication: ACCOUNT →  0 ok",
                        "api COMPOSE_DEFAULTS  -> maxOpens: 1 →  0 ok",
                        "api COMPOSE_DEFAULTS  -> receipt: false →  0 ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'authentication':'RANDOM'}",
                "{'authentication':'sms'}",
                "{'authentication':1}",
                "{'validDays':0}",
                "{'validDays':-1}",
                "{'validDays':8}",
                "{'validDays':1.5}",
                "{'validDays':'3'}",
                "{'validDays':99999999999}",
                "{'maxOpens':0}",
                "{'maxOpens':6}",
                "{'receipt':'yes'}",
                "{'receipt':1}",
                "{'password':''}",
                "{'password':'1234567'}",
                "{'password':' 12345678'}",
                "{'password':'1234\\u00005678'}",
                "{'password':'1234\\n5678'}",
                "{'password':12345678}",
                "{'password':'12345678901234567890123456789012345678901234567890123456789012345'}",
                "{'passwordSet':true}",
                "{'account':'alice'}",
                "[]",
                "{'validDays':2,'validDays':3}",
                "{'receipt':true,'validDays':8}"
            })
    void a18WhatIsNotAllowedIsRefusedAndChangesNothing(String body) throws Exception {
        decide("{'validDays':2,'password':'" + SECRET + "'}");
        JsonObject before = defaults();

        call(400, emma.login(), "PUT", DEFAULTS, body);
        assertThat(defaults()).isEqualTo(before);
        assertThat(log()).hasSize(2);
    }

    @Test
    void a18TheDefaultPasswordIsToldToNobody() throws Exception {
        String answer = decide("{'authentication':'password','password':'" + SECRET + "'}")
                .toString();
        assertThat(answer).contains("\"passwordSet\":true").doesNotContain(SECRET);
        assertThat(call(200, emma.login(), "GET", DEFAULTS, "").body()).doesNotContain(SECRET);
        assertThat(open(PortalSession.of(fubako, emma.login()))).doesNotContain(SECRET);
        assertThat(fubako.count("SELECT LENGTH(sealed_password) > 32 AND INSTR(sealed_password, 'lamps') = 0"
                        + " FROM compose_defaults WHERE account_id = " + emma.idInSql()))
                .isEqualTo(1);

        decide("{'password':'another lamp'}");
        assertThat(decide("{'validDays':2}").getBoolean("passwordSet")).isTrue();
        assertThat(decide("{'password':null}").getBoolean("passwordSet")).isFalse();
        decide("{'password':null}");
        assertThat(log())
                .filteredOn(line -> line.contains("password: "))
                .containsExactly(
                        "api COMPOSE_DEFAULTS  -> password: none → set 0 ok",
                        "api COMPOSE_DEFAULTS  -> password: set → set 0 ok",
                        "api COMPOSE_DEFAULTS  -> password: set → none 0 ok");
        assertThat(log()).noneMatch(line -> line.contains("lamp"));
    }

    /* A19 */

    @Test
    void a19SignaturesAreMadeChangedAndDeleted() throws Exception {
        String sales = sign("{'label':' Sales ','text':'Emma\\r\\nSales\\n\\n','preselected':true}");
        String short1 = sign("{'label':'Short','text':'E.'}");
        assertThat(signatures().toString())
                .isEqualTo("[{\"id\":\"" + sales
                        + "\",\"label\":\"Sales\",\"preselected\":true,\"text\":\"Emma\\nSales\"}," + " {\"id\":\""
                        + short1 + "\",\"label\":\"Short\",\"preselected\":false,\"text\":\"E.\"}]");

        call(204, emma.login(), "PUT", SIGNATURES + "/" + short1, "{'preselected':true,'text':'Em.'}");
        call(204, emma.login(), "PUT", SIGNATURES + "/" + sales, "{'label':'sales'}");
        call(204, emma.login(), "PUT", SIGNATURES + "/" + sales, "{}");
        assertThat(signatures())
                .extracting(one -> one.getString("label") + one.getBoolean("preselected"))
                .containsExactly("salesfalse", "Shorttrue");
        assertThat(LogReader.json(call(200, emma.login(), "GET", SIGNATURES + "/" + short1, ""))
                        .getString("text"))
                .isEqualTo("Em.");
        call(204, emma.login(), "DELETE", SIGNATURES + "/" + short1, "");
        call(404, emma.login(), "DELETE", SIGNATURES + "/" + short1, "");
        call(404, emma.login(), "GET", SIGNATURES + "/" + short1, "");
        assertThat(log())
                .containsExactly(
                        "api SIGNATURE_CREATE  -> Sales 0 ok",
                        "api SIGNATURE_CREATE  -> Short 0 ok",
                        "api SIGNATURE_CHANGE  -> Sales: preselected: true → false 0 ok",
                        "api SIGNATURE_CHANGE  -> Short: text: 2 → 3 characters 0 ok",
                        "api SIGNATURE_CHANGE  -> Short: preselected: false → true 0 ok",
                        "api SIGNATURE_CHANGE  -> Sales: label: Sales → sales 0 ok",
                        "api SIGNATURE_DELETE  -> Short 0 ok");
    }

    @Test
    void a19WhatIsNoSignatureIsRefused() throws Exception {
        String id = sign("{'label':'Sales','text':'Emma'}");
        List<String> refused = new ArrayList<>();
        for (String body : List.of(
                "{'label':'','text':'x'}",
                "{'label':'" + "x".repeat(61) + "','text':'x'}",
                "{'label':'a\\nb','text':'x'}",
                "{'label':'x','text':' \\n '}",
                "{'label':'x','text':'" + "x\\n".repeat(1_000) + "xx'}",
                "{'label':'x','text':'a\\u0000b'}",
                "{'label':'x','text':'a\\u001bb'}",
                "{'label':'x','text':'\\ud800'}",
                "{'label':'x','text':'" + "x".repeat(401) + "'}",
                "{'label':'x'}",
                "{'text':'x'}",
                "{'label':'x','text':'x','preselected':'yes'}",
                "{'label':'x','text':'x','html':'<b>'}")) {
            refused.add(problem(call(400, emma.login(), "POST", SIGNATURES, body)));
            if (body.contains("label") && body.contains("text")) {
                call(400, emma.login(), "PUT", SIGNATURES + "/" + id, body);
            }
        }
        assertThat(refused).contains("signature-label", "signature-text", "signature-line", "request-malformed");
        assertThat(problem(call(409, emma.login(), "POST", SIGNATURES, "{'label':'SALES','text':'x'}")))
                .isEqualTo("signature-label-taken");
        call(413, emma.login(), "POST", SIGNATURES, "{'label':'x','text':'" + "x".repeat(70_000) + "'}");
        assertThat(signatures()).hasSize(1);

        for (int number = 2; number <= 20; number++) {
            sign("{'label':'" + number + "','text':'x'}");
        }
        assertThat(problem(call(409, emma.login(), "POST", SIGNATURES, "{'label':'21','text':'x'}")))
                .isEqualTo("signatures-at-limit");
    }

    @Test
    void a19AScriptInASignatureIsText() throws Exception {
        String script = "</textarea><script>alert(1)</script>#{request}${7*7}";
        sign("{'label':'<img src=x onerror=alert(1)>','text':'" + script + "'}");

        assertThat(signatures().get(0).getString("text")).isEqualTo(script);
        assertThat(open(PortalSession.of(fubako, emma.login())))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;#{request}${7*7}", "&lt;img src=x")
                .doesNotContain("<script>alert(1)", "<img src=x");
    }

    @Test
    void a18A19AreChangedInPersonOnlyAndAreNobodyElses() throws Exception {
        decide("{'validDays':2,'password':'" + SECRET + "'}");
        String id = sign("{'label':'Sales','text':'Emma'}");
        String token = LogReader.json(
                        call(201, emma.login(), "POST", "/api/v1/tokens", "{'label':'mail','validDays':1}"))
                .getString("token");
        for (String[] one : List.of(
                new String[] {"PUT", DEFAULTS, "{\"validDays\":1}"},
                new String[] {"PUT", DEFAULTS, "{\"password\":null}"},
                new String[] {"POST", SIGNATURES, "{\"label\":\"x\",\"text\":\"x\"}"},
                new String[] {"PUT", SIGNATURES + "/" + id, "{\"text\":\"x\"}"},
                new String[] {"DELETE", SIGNATURES + "/" + id, ""})) {
            HttpResponse<String> answer = withToken(token, one[0], one[1], one[2]);
            assertThat(answer.statusCode()).as("%s %s", one[0], one[1]).isEqualTo(403);
            assertThat(problem(answer)).isEqualTo("in-person-only");
        }
        for (String path : List.of(DEFAULTS, SIGNATURES, SIGNATURES + "/" + id)) {
            HttpResponse<String> answer = withToken(token, "GET", path, "");
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).doesNotContain(SECRET);
        }

        for (String thief : List.of("alice@demo", "manager@demo", "dave@other")) {
            call(404, thief, "GET", SIGNATURES + "/" + id, "");
            call(404, thief, "PUT", SIGNATURES + "/" + id, "{'text':'stolen'}");
            call(404, thief, "DELETE", SIGNATURES + "/" + id, "");
            assertThat(call(200, thief, "GET", SIGNATURES, "").body()).doesNotContain(id);
            assertThat(call(200, thief, "GET", DEFAULTS, "").body()).contains("\"passwordSet\":false");
        }
        for (String none : List.of("x", "0".repeat(32), "%27", id.toUpperCase(java.util.Locale.ROOT) + "0")) {
            call(404, emma.login(), "GET", SIGNATURES + "/" + none, "");
            call(404, emma.login(), "DELETE", SIGNATURES + "/" + none, "");
        }
        call(400, emma.login(), "GET", SIGNATURES + "?account=alice", "");
        assertThat(signatures()).extracting(one -> one.getString("text")).containsExactly("Emma");
        assertThat(defaults().getInt("validDays")).isEqualTo(2);
    }

    private HttpResponse<String> withToken(String token, String method, String path, String body) throws Exception {
        String bearer = "Bearer " + token;
        return body.isEmpty()
                ? fubako.call("", method, path, "", "Authorization", bearer)
                : fubako.call("", method, path, body, "Authorization", bearer, "Content-Type", "application/json");
    }

    /* The page */

    static Stream<Look> looks() {
        return Stream.of(Look.ENGLISH, Look.JAPANESE, Look.narrow("ja"), Look.narrow("en"));
    }

    private static Locator rows(PortalVisitor visitor) {
        return visitor.part("signatures:list_data").locator("tr:not(.ui-datatable-empty-message)");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void a13A15A16A18A19AreManagedOnOnePage(Look look) throws Exception {
        enter("emma@example.jp");
        try (PortalVisitor visitor = browser.visit(fubako, look).signInAnew(emma.login())) {
            visitor.page().locator("[popovertarget=account]").click();
            visitor.page().locator("#account a[href$='" + PAGE + "']").click();
            assertThat(visitor.page().locator("h1")).hasText(visitor.text("mailSettings.title"));
            assertThat(visitor.note()).containsText("emma@example.jp");
            assertThat(visitor.part("mail:state")).containsText(visitor.text("mail.waiting", "emma@example.jp"));
            PortalScreensIT.judge(visitor, "mail-settings-first");
            visitor.press(visitor.part("mail:again"));
            assertThat(visitor.note().last()).containsText(visitor.text("mail.sent", "emma@example.jp"));
            visitor.part("mail:fresh").fill("new@example.jp");
            visitor.press(visitor.part("mail:send"));
            assertThat(visitor.part("mail:state")).containsText(visitor.text("mail.pending", "new@example.jp"));
            mails.settle();
            assertThat(fubako.mails()).hasSize(3);

            visitor.part("defaults:authentication").selectOption("PASSWORD");
            visitor.part("defaults:validDays").fill("8");
            visitor.press(visitor.part("defaults:save"));
            assertThat(visitor.part("messages")).containsText("7");
            visitor.part("defaults:validDays").fill("3");
            visitor.part("defaults:receipt").selectOption("true");
            visitor.press(visitor.part("defaults:save"));
            assertThat(visitor.note().last()).containsText(visitor.text("mailSettings.saved"));

            visitor.part("password:fresh").fill("short");
            visitor.press(visitor.part("password:save"));
            assertThat(visitor.part("messages")).containsText("64");
            visitor.part("password:fresh").fill(SECRET);
            visitor.press(visitor.part("password:save"));
            assertThat(visitor.part("passwordState")).hasText(visitor.text("mailSettings.password.set"));
            assertThat(visitor.part("password:fresh")).hasValue("");

            visitor.press(visitor.part("signatures:start"));
            visitor.awaitDialog();
            PortalScreensIT.judge(visitor, "mail-signature");
            visitor.press(visitor.part("signatureForm:save"));
            assertThat(visitor.dialog()).containsText("60");
            visitor.part("signatureForm:label").fill("営業");
            visitor.part("signatureForm:body").fill("山田 恵真\n営業部\n<b>+81 3</b>\n4\n5");
            visitor.page()
                    .locator("[id='signatureForm:preselected'] .ui-chkbox-box")
                    .click();
            visitor.shot("mail-signature-filled");
            visitor.press(visitor.part("signatureForm:save"));
            assertThat(visitor.dialog()).hasCount(0);
            assertThat(rows(visitor)).hasCount(1);
            assertThat(rows(visitor)).containsText("<b>+81 3</b>");
            assertThat(rows(visitor)).containsText(visitor.text("mailSettings.signature.first"));
            visitor.shotWhole("mail-settings-whole");
            PortalScreensIT.judge(visitor, "mail-settings");

            visitor.open(PAGE);
            assertThat(visitor.part("defaults:authentication")).hasValue("PASSWORD");
            assertThat(visitor.part("defaults:validDays")).hasValue("3");
            assertThat(visitor.part("defaults:receipt")).hasValue("true");
            assertThat(visitor.page().content()).doesNotContain(SECRET);
            visitor.press(rows(visitor).locator("button").first());
            visitor.awaitDialog();
            assertThat(visitor.part("signatureForm:body")).hasValue("山田 恵真\n営業部\n<b>+81 3</b>\n4\n5");
            visitor.part("signatureForm:label").fill("Sales");
            visitor.press(visitor.part("signatureForm:save"));
            assertThat(visitor.dialog()).hasCount(0);
            assertThat(rows(visitor)).containsText("Sales");

            visitor.press(rows(visitor).locator("button").last());
            visitor.awaitDialog();
            PortalScreensIT.judge(visitor, "mail-signature-delete");
            visitor.press(visitor.part("deleteForm:delete"));
            assertThat(rows(visitor)).hasCount(0);
            visitor.press(visitor.part("password:remove"));
            assertThat(visitor.part("passwordState")).hasText(visitor.text("mailSettings.password.none"));
            assertThat(defaults().getInt("validDays")).isEqualTo(3);
            assertThat(defaults().getBoolean("passwordSet")).isFalse();
        }
    }
}
