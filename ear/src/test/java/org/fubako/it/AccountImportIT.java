package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fubako.it.PortalBrowser.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Accounts that come from files. */
@ExtendWith({SharedFubako.class, PortalBrowser.Shared.class})
class AccountImportIT {

    private static final String MANAGER = "manager@demo";
    private static final String CAROL = "carol@demo";
    private static final String IMPORT = "/api/v1/accounts/import";
    private static final String PASSWORD = "Four-foxes-on-a-hill-8";
    private static final Charset CP932 = Charset.forName("windows-31j");
    private static final List<String> OF_THE_DEMO = List.of("alice", "bob", "carol", "manager");

    private final Fubako fubako;
    private final PortalBrowser browser;

    AccountImportIT(Fubako fubako, PortalBrowser browser) {
        this.fubako = fubako;
        this.browser = browser;
    }

    @AfterEach
    void clear() throws Exception {
        for (JsonObject account : accounts("")) {
            if (!OF_THE_DEMO.contains(account.getString("name"))) {
                fubako.call(MANAGER, "DELETE", "/api/v1/accounts/" + account.getString("id"), "");
            }
        }
        assertThat(accounts("")).hasSameSizeAs(OF_THE_DEMO);
    }

    private List<JsonObject> accounts(String words) throws Exception {
        return LogReader.json(fubako.call(MANAGER, "GET", "/api/v1/accounts?limit=1000&words=" + words, ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private JsonObject load(String query, String text) throws Exception {
        HttpResponse<String> answer = fubako.call(
                MANAGER, "POST", IMPORT + query, text, "Content-Type", "text/tab-separated-values;charset=UTF-8");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return LogReader.json(answer);
    }

    private static String line(String name, String mail, String groups, String comment, String password) {
        return String.join("\t", name, mail, groups, comment, password) + "\r\n";
    }

    private int signIn(String account, String password) throws Exception {
        return fubako.call("", "GET", "/api/v1/me", "", "Authorization", Fubako.basic(account, password))
                .statusCode();
    }

    @Test
    void m13M14M16AFileMakesAndOverwritesAccounts() throws Exception {
        JsonObject first = load(
                "",
                "\uFEFF" + line("file-a", "a@example.jp", "users,sales", "総務", PASSWORD)
                        + line("file-b", "", "", "", PASSWORD));
        assertThat(first.getInt("created")).isEqualTo(2);
        // a temporary password, good at once
        assertThat(signIn("file-a@demo", PASSWORD)).isEqualTo(403);
        assertThat(signIn("file-a@demo", PASSWORD + "x")).isEqualTo(401);
        JsonObject made = accounts("file-a").get(0);
        assertThat(made.getString("comment")).isEqualTo("総務");
        assertThat(made.getJsonArray("groups")).hasSize(2);
        assertThat(made.getBoolean("passwordTemporary")).isTrue();

        JsonObject second = load("", line("FILE-A", "", "users", "new", "") + line("file-c", "", "", "", PASSWORD));
        assertThat(second.getInt("changed")).isEqualTo(1);
        assertThat(second.getInt("created")).isEqualTo(1);
        JsonObject changed = accounts("file-a").get(0);
        assertThat(changed.getString("name")).isEqualTo("file-a");
        assertThat(changed.containsKey("mail")).isFalse();
        assertThat(changed.getJsonArray("groups")).hasSize(1);
        assertThat(signIn("file-a@demo", PASSWORD)).isEqualTo(403);
        assertThat(new LogReader(fubako, CAROL).about("file-a"))
                .containsExactly(
                        "manager api ACCOUNT_CREATE file-a -> file 0 ok",
                        "manager api ACCOUNT_CHANGE file-a -> file 0 ok");
    }

    @Test
    void m13HashesAreSlowWhenTheJobHasBeenThereAndThePasswordStaysGood() throws Exception {
        load("", line("file-slow", "", "", "", PASSWORD) + line("file-quick", "", "", "", PASSWORD));
        Wait.until(() -> fubako.count("SELECT COUNT(*) FROM account WHERE password_pending") == 0, "the job is late");
        assertThat(fubako.count("SELECT COUNT(*) FROM account WHERE name LIKE 'file-%' AND password_hash LIKE"
                        + " '$fbk-quick$%$argon2id$%'"))
                .isEqualTo(2);
        assertThat(signIn("file-slow@demo", PASSWORD)).isEqualTo(403);
        assertThat(signIn("file-quick@demo", PASSWORD + "x")).isEqualTo(401);
        assertThat(fubako.count("SELECT COUNT(*) FROM account WHERE name = 'file-slow' AND password_hash LIKE"
                        + " '$argon2id$%'"))
                .isEqualTo(1);
    }

    @Test
    void m15M16WhatIsWrongIsToldLineByLineAndTheRestIsDone() throws Exception {
        String text = line("file-good", "good@example.jp", "users", "", PASSWORD)
                + line("-bad", "", "", "", PASSWORD)
                + line("file-good", "", "", "", PASSWORD)
                + "file-four\t\t\t\r\n"
                + line("file-mail", "no address", "", "", PASSWORD)
                + line("file-same", "GOOD@example.jp", "", "", PASSWORD)
                + line("file-group", "", "users,nothing", "", PASSWORD)
                + line("file-managers", "", "Managers", "", PASSWORD)
                + line("file-weak", "", "", "", "short")
                + line("file-empty", "", "", "", "")
                + line("file-long", "", "", "x".repeat(81), PASSWORD)
                + line("manager", "", "users", "", PASSWORD);
        JsonObject dry = load("?dryRun=true", text);
        assertThat(accounts("file")).isEmpty();
        HttpResponse<String> followed = fubako.call(
                MANAGER,
                "POST",
                IMPORT + "?dryRun=true",
                text,
                "Content-Type",
                "text/plain;charset=UTF-8",
                "Accept",
                "application/x-ndjson");
        assertThat(LogReader.json(followed)).isEqualTo(dry);
        assertThat(accounts("file")).isEmpty();
        JsonObject done = load("?dryRun=false", text);
        assertThat(done).isEqualTo(dry);
        assertThat(dry.getInt("refused")).isEqualTo(11);
        assertThat(done.getInt("created")).isEqualTo(1);
        assertThat(done.getJsonArray("refusals").getValuesAs(JsonObject.class).stream()
                        .map(line -> line.getInt("line") + " " + line.getString("type"))
                        .toList())
                .containsExactlyInAnyOrder(
                        "2 account-name",
                        "3 file-twice",
                        "4 file-columns",
                        "5 mail-address-malformed",
                        "6 mail-address-taken",
                        "7 group-unknown",
                        "8 managers-not-by-file",
                        "9 password-too-short",
                        "10 password-too-short",
                        "11 comment-too-long",
                        "12 own-account");
        assertThat(accounts("file")).hasSize(1);
    }

    @Test
    void m17AManagerStaysOneHoweverTheFileIs() throws Exception {
        load("", line("file-boss", "", "users", "", PASSWORD));
        String id = accounts("file-boss").get(0).getString("id");
        assertThat(fubako.call(
                                MANAGER,
                                "PUT",
                                "/api/v1/accounts/" + id,
                                "{\"addGroups\":[\"managers\"]}",
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(204);
        load("", line("file-boss", "", "sales", "", ""));
        assertThat(accounts("file-boss").get(0).getJsonArray("groups").toString())
                .isEqualTo("[\"managers\",\"sales\"]");
    }

    @Test
    void m13M02OnlyAsManyAsTheContractHas() throws Exception {
        String where = " WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'demo')";
        long limit = fubako.count("SELECT max_accounts FROM contract" + where);
        try {
            fubako.execute("UPDATE contract SET max_accounts = 6" + where);
            JsonObject report = load(
                    "",
                    IntStream.range(0, 4)
                            .mapToObj(number -> line("file-" + number, "", "", "", PASSWORD))
                            .collect(Collectors.joining()));
            assertThat(report.getInt("created")).isEqualTo(2);
            assertThat(report.getInt("refused")).isEqualTo(2);
        } finally {
            fubako.execute("UPDATE contract SET max_accounts = " + limit + where);
        }
    }

    @Test
    void m13OnlyManagersAndOnlyTextAndNotTooMuch() throws Exception {
        String text = line("file-x", "", "", "", PASSWORD);
        for (String account : List.of(CAROL, "alice@demo")) {
            assertThat(fubako.call(account, "POST", IMPORT, text, "Content-Type", "text/plain")
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(fubako.call(MANAGER, "POST", IMPORT, text, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(415);
        assertThat(fubako.call(MANAGER, "POST", IMPORT + "?charset=latin1", text, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(400);
        assertThat(fubako.call(MANAGER, "POST", IMPORT + "?charset=CP932", "総務", "Content-Type", "text/plain")
                        .statusCode())
                .isIn(200, 400);
        String many = line("x", "", "", "", "").repeat(20_001);
        assertThat(fubako.call(MANAGER, "POST", IMPORT, many, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(400);
        assertThat(accounts("file")).isEmpty();
    }

    @Test
    void m18TheListIsDownloadedAndMayBeLoadedAgain() throws Exception {
        load("", line("file-list", "l@example.jp", "users", "=1+1", PASSWORD));
        HttpResponse<String> list =
                fubako.call(MANAGER, "GET", "/api/v1/accounts", "", "Accept", "text/tab-separated-values");
        assertThat(list.body()).startsWith("\uFEFFalice\t").contains("file-list\tl@example.jp\tusers\t'=1+1\t\r\n");
        assertThat(list.body()).doesNotContain("argon2");
        JsonObject again = load("", list.body());
        assertThat(again.getInt("changed")).isEqualTo(4);
        assertThat(again.getJsonArray("refusals").getJsonObject(0).getString("type"))
                .isEqualTo("own-account");
        assertThat(accounts("file-list").get(0).getString("comment")).isEqualTo("=1+1");
        assertThat(signIn("alice@demo", Fubako.PASSWORD)).isEqualTo(200);
        assertThat(fubako.call(CAROL, "GET", "/api/v1/accounts", "", "Accept", "text/tab-separated-values")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void m13M15M16InTheBrowserAFileIsLookedAtAndThenDone() throws Exception {
        String text = line("file-yama", "", "users", "山田", PASSWORD) + line("file-bad", "", "nothing", "", PASSWORD);
        try (PortalVisitor manager = browser.visit(fubako, Look.wide("ja")).signIn(MANAGER)) {
            manager.open("/admin/import");
            manager.part("file").setInputFiles(new FilePayload("accounts.txt", "text/plain", text.getBytes(CP932)));
            assertThat(manager.part("charset")).hasValue("CP932");
            manager.part("preview").click();
            assertThat(manager.part("summary")).hasText("新規1件、上書き0件、エラー1件の予定です。");
            assertThat(manager.part("refusals")).containsText("「nothing」というグループはありません");
            PortalScreensIT.judge(manager, "import");
            assertThat(accounts("file")).isEmpty();
            manager.part("start").click();
            assertThat(manager.part("summary")).hasText("新規1件、上書き0件、エラー1件です。");
            assertThat(accounts("file-yama").get(0).getString("comment")).isEqualTo("山田");

            manager.expecting("400 POST .*/accounts/import.*");
            manager.part("charset").selectOption("UTF-8");
            manager.part("preview").click();
            assertThat(manager.part("problem")).containsText("UTF-8");
        }
        try (PortalVisitor manager = browser.visit(fubako, Look.ENGLISH).signIn(MANAGER)) {
            manager.open("/admin/import");
            manager.part("pasted")
                    .fill(line("file-pasted", "", "sales", "", PASSWORD)
                            + line("file-umlaut", "", "", "Müller", PASSWORD));
            manager.part("preview").click();
            assertThat(manager.part("summary")).containsText("Would be new: 2.");
            manager.part("start").click();
            assertThat(manager.part("summary")).containsText("New: 2.");
        }
        assertThat(accounts("file-umlaut").get(0).getString("comment")).isEqualTo("Müller");
    }
}
