package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Links by which the holder of an account chooses its password, as they arrive in mails. */
@ExtendWith(SharedFubako.class)
class AccountLinksIT {

    private static final String MANAGER = "manager@demo";
    private static final String CAROL = "carol@demo";
    private static final String LOGIN = "invited@demo";
    private static final String FRESH = "Nine-herons-by-the-river-4";
    private static final Pattern LINK = Pattern.compile("(/key/[A-Za-z0-9_-]{43})\\b");

    private final Fubako fubako;
    private final Mails mails;
    private String id;

    AccountLinksIT(Fubako fubako) {
        this.fubako = fubako;
        mails = new Mails(fubako);
    }

    @BeforeEach
    void invite() throws Exception {
        mails.clear();
        HttpResponse<String> made = fubako.call(
                201,
                MANAGER,
                "POST",
                "/api/v1/accounts",
                "{\"name\":\"invited\",\"mail\":\"ivy@example.jp\",\"invite\":\"en\",\"groups\":[\"users\"]}");
        id = LogReader.json(made).getString("id");
    }

    @AfterEach
    void remove() throws Exception {
        fubako.call(204, MANAGER, "DELETE", "/api/v1/accounts/" + id, "");
        mails.clear();
    }

    private String link() throws Exception {
        Matcher link = LINK.matcher(Mails.text(mails.one()));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    /** As somebody who has opened the link, with nothing but it. */
    private HttpResponse<String> choose(String link, String password) throws Exception {
        PortalSession anybody = new PortalSession(fubako);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", "key");
        fields.put("key:fresh", password);
        fields.put("key:repeated", password);
        fields.put("key:choose", "choose");
        fields.put("jakarta.faces.ViewState", "stateless");
        return anybody.post(link, fields);
    }

    private int signIn(String password) throws Exception {
        return fubako.call("", "GET", "/api/v1/me", "", "Authorization", Fubako.basic(LOGIN, password))
                .statusCode();
    }

    private String state() throws Exception {
        return LogReader.json(fubako.call(200, MANAGER, "GET", "/api/v1/accounts/" + id, ""))
                .getString("state");
    }

    @Test
    void r10TheHolderChoosesTheFirstPasswordAndNobodyElseKnowsIt() throws Exception {
        MimeMessage mail = mails.one();
        assertThat(mail.getAllRecipients()[0]).hasToString("ivy@example.jp");
        assertThat(mail.getSubject()).isEqualTo("[Fubako] Your account invited@demo");
        assertThat(Mails.text(mail)).contains("72 hours").contains("Account: invited@demo");
        assertThat(state()).isEqualTo("invited");
        String link = link();

        // scanners and previews look at it first
        for (int look = 0; look < 3; look++) {
            assertThat(fubako.call("", "GET", link, "").body()).contains(LOGIN);
        }
        HttpResponse<String> chosen = choose(link, FRESH);
        assertThat(chosen.statusCode()).as(chosen.body()).isIn(302, 303);
        assertThat(chosen.headers().firstValue("Location")).hasValue("/signin?chosen");
        assertThat(signIn(FRESH)).isEqualTo(200);
        assertThat(state()).isEqualTo("active");
        assertThat(LogReader.json(fubako.call(200, MANAGER, "GET", "/api/v1/accounts/" + id, ""))
                        .getBoolean("mailConfirmed"))
                .isTrue();

        assertThat(fubako.call("", "GET", link, "").statusCode()).isEqualTo(404);
        assertThat(choose(link, FRESH + "5").statusCode()).isEqualTo(404);
        assertThat(signIn(FRESH)).isEqualTo(200);
        List<String> log = new ArrayList<>(new LogReader(fubako, CAROL).about("invited"));
        assertThat(log)
                .contains("manager api PASSWORD_LINK invited -> invitation 0 ok")
                .noneMatch(line -> line.contains(link.substring(5)) || line.contains(FRESH));
    }

    @Test
    void r10ABadPasswordLeavesTheLinkAsItIs() throws Exception {
        String link = link();
        HttpResponse<String> refused = choose(link, "short");
        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(refused.body()).contains("fbk-problem");
        assertThat(signIn("short")).isEqualTo(401);
        assertThat(choose(link, FRESH).statusCode()).isIn(302, 303);
    }

    @Test
    void r10ALinkThatIsTooOldOrReplacedOrMadeUpIsNone() throws Exception {
        String link = link();
        mails.clear();
        fubako.call(204, MANAGER, "POST", "/api/v1/accounts/" + id + "/link", "{\"language\":\"ja\"}");
        String second = link();
        assertThat(mails.one().getSubject()).contains("【Fubako】");
        assertThat(fubako.call("", "GET", link, "").statusCode()).isEqualTo(404);

        fubako.execute("UPDATE account_link SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND");
        assertThat(choose(second, FRESH).statusCode()).isEqualTo(404);
        assertThat(signIn(FRESH)).isEqualTo(401);
        assertThat(fubako.call("", "GET", "/key/" + "A".repeat(43), "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void ct54AResetLinkEndsSessionsAndDiesWithTheNextSignIn() throws Exception {
        assertThat(choose(link(), FRESH).statusCode()).isIn(302, 303);
        mails.clear();
        fubako.call(204, MANAGER, "POST", "/api/v1/accounts/" + id + "/link", "{}");
        String unused = link();
        // the password from before is good until another is chosen, and to sign in with it ends the link
        PortalSession session = new PortalSession(fubako);
        session.signIn(LOGIN, FRESH);
        assertThat(session.isSignedIn()).isTrue();
        assertThat(fubako.call("", "GET", unused, "").statusCode()).isEqualTo(404);

        mails.clear();
        fubako.call(204, MANAGER, "POST", "/api/v1/accounts/" + id + "/link", "{\"language\":\"en\"}");
        assertThat(Mails.text(mails.one())).contains("30 minutes");
        assertThat(choose(link(), FRESH + "-new").statusCode()).isIn(302, 303);
        assertThat(session.isSignedIn()).isFalse();
        assertThat(signIn(FRESH)).isEqualTo(401);
        assertThat(signIn(FRESH + "-new")).isEqualTo(200);
    }

    @Test
    void r10ASuspendedAccountChoosesNothing() throws Exception {
        String link = link();
        fubako.call(204, MANAGER, "PUT", "/api/v1/accounts/" + id + "/suspension", "");
        assertThat(choose(link, FRESH).body()).doesNotContain("chosen");
        fubako.call(204, MANAGER, "DELETE", "/api/v1/accounts/" + id + "/suspension", "");
        assertThat(signIn(FRESH)).isEqualTo(401);
    }

    @Test
    void r10OnlyWhoManagesAccountsSendsLinksAndOnlyToAnAddress() throws Exception {
        String address = "/api/v1/accounts/" + id + "/link";
        fubako.call(403, CAROL, "POST", address, "{}");
        fubako.call(404, "manager@other", "POST", address, "{}");
        fubako.call(400, MANAGER, "POST", address, "{\"language\":\"fr\"}");
        fubako.call(204, MANAGER, "PUT", "/api/v1/accounts/" + id, "{\"mail\":null}");
        fubako.call(409, MANAGER, "POST", address, "{}");
        fubako.call(409, MANAGER, "POST", "/api/v1/accounts", "{\"name\":\"nobody\",\"invite\":\"ja\"}");
        assertThat(fubako.call(200, MANAGER, "GET", "/api/v1/accounts?words=nobody", "")
                        .body())
                .doesNotContain("nobody");
    }

    private void enter(int status, String body) throws Exception {
        HttpResponse<String> answer = fubako.call(
                "",
                "PUT",
                "/api/v1/me/mail",
                body,
                "Content-Type",
                "application/json",
                "Authorization",
                Fubako.basic(LOGIN, FRESH));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private String ownMail() throws Exception {
        return fubako.call("", "GET", "/api/v1/me/mail", "", "Authorization", Fubako.basic(LOGIN, FRESH))
                .body();
    }

    private HttpResponse<String> confirm(String link) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("mail", "mail");
        fields.put("mail:confirm", "confirm");
        fields.put("jakarta.faces.ViewState", "stateless");
        return new PortalSession(fubako).post(link, fields);
    }

    @Test
    void a13A14A16AnOwnAddressCountsWhenItsLinkIsFollowed() throws Exception {
        assertThat(choose(link(), FRESH).statusCode()).isIn(302, 303);
        mails.clear();
        enter(204, "{\"mail\":\"new@example.jp\",\"language\":\"en\"}");
        assertThat(mails.one().getAllRecipients()[0]).hasToString("new@example.jp");
        String first = link();
        assertThat(ownMail()).contains("\"mail\":\"ivy@example.jp\"").contains("\"pending\":\"new@example.jp\"");
        // sent again: the first link ends
        mails.clear();
        enter(204, "{\"mail\":\"new@example.jp\"}");
        String second = link();
        assertThat(fubako.call("", "GET", first, "").statusCode()).isEqualTo(404);
        assertThat(fubako.call("", "GET", second, "").body()).contains(LOGIN);
        assertThat(ownMail()).contains("ivy@example.jp");
        // a link for the address chooses no password, and one for a password confirms no address
        assertThat(choose(second, FRESH + "-stolen").statusCode()).isNotIn(302, 303);
        assertThat(confirm(second).headers().firstValue("Location")).hasValue("/signin?confirmed");
        assertThat(ownMail())
                .contains("\"mail\":\"new@example.jp\"")
                .contains("\"confirmed\":true")
                .doesNotContain("pending");
        assertThat(confirm(second).statusCode()).isEqualTo(404);
        assertThat(new LogReader(fubako, CAROL).about("invited"))
                .contains("invited portal MAIL_ADDRESS invited -> confirmed: new@example.jp 0 ok");

        enter(204, "{\"mail\":\"late@example.jp\"}");
        fubako.execute("UPDATE account_link SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND");
        assertThat(ownMail()).doesNotContain("late@example.jp");
    }

    @Test
    void r10A14WhatWasMailedToAnAddressEndsWhenAManagerEntersAnother() throws Exception {
        String invitation = link();
        fubako.call(204, MANAGER, "PUT", "/api/v1/accounts/" + id, "{\"mail\":\"right@example.jp\"}");
        assertThat(choose(invitation, FRESH).statusCode()).isEqualTo(404);
        mails.clear();
        fubako.call(204, MANAGER, "POST", "/api/v1/accounts/" + id + "/link", "{}");
        assertThat(choose(link(), FRESH).statusCode()).isIn(302, 303);

        mails.clear();
        enter(204, "{\"mail\":\"own@example.jp\"}");
        String own = link();
        HttpResponse<String> loaded = fubako.call(
                MANAGER,
                "POST",
                "/api/v1/accounts/import",
                "invited\tfrom-file@example.jp\tusers\t\t\r\n",
                "Content-Type",
                "text/plain");
        assertThat(loaded.body()).contains("\"changed\":1");
        assertThat(confirm(own).statusCode()).isEqualTo(404);
        assertThat(ownMail()).contains("\"mail\":\"from-file@example.jp\"").doesNotContain("pending");
    }

    @Test
    void a17AnAddressOfSomebodyElseIsNotTaken() throws Exception {
        assertThat(choose(link(), FRESH).statusCode()).isIn(302, 303);
        String other = LogReader.json(fubako.call(
                        201, MANAGER, "POST", "/api/v1/accounts", "{\"name\":\"other\",\"mail\":\"taken@example.jp\"}"))
                .getString("id");
        try {
            enter(409, "{\"mail\":\"TAKEN@example.jp\"}");
            enter(400, "{\"mail\":\"no address\"}");
            mails.clear();
            enter(204, "{\"mail\":\"free@example.jp\"}");
            String link = link();
            // taken by somebody else in the meantime
            fubako.call(204, MANAGER, "PUT", "/api/v1/accounts/" + other, "{\"mail\":\"free@example.jp\"}");
            assertThat(confirm(link).body()).contains("fbk-problem");
            assertThat(ownMail()).contains("ivy@example.jp");
        } finally {
            fubako.call(204, MANAGER, "DELETE", "/api/v1/accounts/" + other, "");
        }
    }
}
