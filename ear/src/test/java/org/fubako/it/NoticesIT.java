package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that tell by mail what arrives in them, with a real mail server that comes and goes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoticesIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String FOLDER = "/common/inbox";

    @TempDir
    static Path folder;

    private int port;
    private GreenMail mails;
    private Fubako fubako;

    @BeforeAll
    void start() throws Exception {
        port = Fubako.freePort();
        fubako = Fubako.start(
                folder.resolve("data"),
                Map.of(
                        "FUBAKO_SMTP_HOST",
                        "127.0.0.1",
                        "FUBAKO_SMTP_PORT",
                        Integer.toString(port),
                        "FUBAKO_MAIL_FROM",
                        "service@files.example.jp",
                        "FUBAKO_BASE_URL",
                        "http://localhost/",
                        "FUBAKO_NOTICE_QUIET",
                        "PT2S"));
    }

    @AfterAll
    void stop() throws Exception {
        fubako.close();
    }

    private GreenMail mailServer() {
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    @BeforeEach
    void make() throws Exception {
        mails = mailServer();
        assertThat(fubako.call(CAROL, "MKCOL", "/dav" + FOLDER, "").statusCode())
                .isEqualTo(201);
    }

    @AfterEach
    void clear() throws Exception {
        fubako.call(CAROL, "DELETE", "/dav" + FOLDER, "");
        fubako.execute("DELETE FROM outbox");
        mails.stop();
    }

    private HttpResponse<String> set(String account, String where, String notice) throws Exception {
        return fubako.call(
                account,
                "PUT",
                "/api/v1/settings" + where,
                "{\"notice\":" + notice + "}",
                "Content-Type",
                "application/json");
    }

    private void tell(String language, String... recipients) throws Exception {
        String addresses = String.join("\",\"", recipients);
        HttpResponse<String> answer =
                set(CAROL, FOLDER, "{\"recipients\":[\"" + addresses + "\"],\"language\":\"" + language + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void put(String account, String path, String content) throws Exception {
        assertThat(fubako.call(account, "PUT", "/dav" + path, content).statusCode())
                .isIn(201, 204);
    }

    private List<MimeMessage> await(int count) throws Exception {
        Wait.until(() -> mails.getReceivedMessages().length >= count, "no mail");
        return List.of(mails.getReceivedMessages());
    }

    private static String text(MimeMessage mail) throws Exception {
        return (String) mail.getContent();
    }

    @Test
    void g01G02WhatArrivesTogetherIsToldInOneMailToEach() throws Exception {
        tell("en", "sales@example.jp", "boss@example.jp");
        put(ALICE, FOLDER + "/Offer%20%E8%A6%8B%E7%A9%8D.txt", "12345");
        put(BOB, FOLDER + "/plan.txt", "1");

        List<MimeMessage> told = await(2);
        assertThat(told)
                .extracting(mail -> mail.getAllRecipients()[0].toString())
                .containsExactlyInAnyOrder("sales@example.jp", "boss@example.jp");
        for (MimeMessage mail : told) {
            assertThat(mail.getAllRecipients()).hasSize(1);
            assertThat(mail.getFrom()[0]).hasToString("service@files.example.jp");
            assertThat(mail.getSubject()).isEqualTo("[Fubako] 2 new files in Common/inbox");
            assertThat(text(mail))
                    .contains("2 files have arrived in the folder “Common/inbox” of Demo.")
                    .contains("- Offer 見積.txt (5 bytes), alice, ", "- plan.txt (1 byte), bob, ", "+09:00")
                    .contains("http://localhost/files/common/inbox/");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getHeader("Content-Language")).containsExactly("en");
        }
        assertThat(fubako.count("SELECT COUNT(*) FROM outbox"))
                .as("nothing of it is kept")
                .isZero();
        assertThat(fubako.count("SELECT COUNT(*) FROM folder_news")).isZero();
        String log = fubako.call(CAROL, "GET", "/api/v1/logs/operations?limit=50", "")
                .body();
        assertThat(log).contains("NOTICE", "sales@example.jp, boss@example.jp");
    }

    @Test
    void g01TheMailIsInJapaneseToo() throws Exception {
        tell("ja", "sales@example.jp");
        put(ALICE, FOLDER + "/a.txt", "a");

        MimeMessage mail = await(1).get(0);
        assertThat(mail.getSubject()).isEqualTo("[Fubako] 「共通/inbox」に新しいファイルが1件届きました");
        assertThat(text(mail)).contains("Demoのフォルダ「共通/inbox」に、ファイルが1件届きました。", "・a.txt（1バイト） alice ");
    }

    @Test
    void g06WhatIsCopiedOrMovedInIsToldByTheFolderWhereItArrives() throws Exception {
        tell("en", "sales@example.jp");
        put(ALICE, "/private/copied.txt", "c");
        put(ALICE, "/private/moved.txt", "m");
        String there = fubako.uri("/dav" + FOLDER).toString();
        fubako.call(ALICE, "COPY", "/dav/private/copied.txt", "", "Destination", there + "/copied.txt");
        fubako.call(ALICE, "MOVE", "/dav/private/moved.txt", "", "Destination", there + "/moved.txt");

        assertThat(text(await(1).get(0))).contains("copied.txt", "moved.txt");
        fubako.call(ALICE, "MOVE", "/dav" + FOLDER + "/moved.txt", "", "Destination", there + "/renamed.txt");
        fubako.call(
                ALICE,
                "COPY",
                "/dav" + FOLDER,
                "",
                "Destination",
                fubako.uri("/dav/common/inbox2").toString());
        put(ALICE, "/common/inbox2/new.txt", "n");
        List<MimeMessage> told = await(2);
        assertThat(told).hasSize(2);
        assertThat(text(told.get(1)))
                .as("the setting goes with a copy")
                .contains("inbox2", "new.txt")
                .doesNotContain("renamed");
        fubako.call(ALICE, "DELETE", "/dav/common/inbox2", "");
        fubako.call(ALICE, "DELETE", "/dav/private/copied.txt", "");
    }

    @Test
    void w04NoMailTellsOfANameThatOnlyALockHolds() throws Exception {
        tell("en", "sales@example.jp");
        String lock = "<D:lockinfo xmlns:D=\"DAV:\"><D:lockscope><D:exclusive/></D:lockscope>"
                + "<D:locktype><D:write/></D:locktype></D:lockinfo>";
        assertThat(fubako.call(ALICE, "LOCK", "/dav" + FOLDER + "/held.txt", lock)
                        .statusCode())
                .isEqualTo(201);
        put(ALICE, FOLDER + "/empty.txt", "");
        put(ALICE, FOLDER + "/full.txt", "x");

        assertThat(text(await(1).get(0))).contains("full.txt").doesNotContain("held.txt");
        fubako.execute("DELETE FROM node_lock");
    }

    @Test
    void whatIsDeletedAgainBeforeItIsToldWithItsFolderIsNotTold() throws Exception {
        tell("en", "sales@example.jp");
        put(ALICE, FOLDER + "/a.txt", "a");
        fubako.call(CAROL, "DELETE", "/dav" + FOLDER, "");
        Wait.until(() -> fubako.count("SELECT COUNT(*) FROM folder_news") == 0, "the news stays");

        assertThat(fubako.count("SELECT COUNT(*) FROM outbox")).isZero();
        assertThat(mails.getReceivedMessages()).isEmpty();
    }

    @Test
    void g01WhileTheMailServerIsAwayNothingIsLostAndAfterwardsNothingComesTwice() throws Exception {
        tell("en", "sales@example.jp", "boss@example.jp");
        mails.stop();
        for (int round = 0; round < 2; round++) {
            put(ALICE, FOLDER + "/away" + round + ".txt", "a");
            int expected = 2 * (round + 1);
            Wait.until(() -> fubako.count("SELECT COUNT(*) FROM outbox") == expected, "nothing is queued");
        }
        Wait.until(() -> fubako.count("SELECT COUNT(*) FROM outbox WHERE last_error <> ''") > 0, "nobody has tried");
        assertThat(fubako.count("SELECT COUNT(*) FROM outbox WHERE done_at IS NOT NULL"))
                .isZero();

        mails = mailServer();
        fubako.execute("UPDATE outbox SET not_before = UTC_TIMESTAMP(6)");
        Wait.until(() -> fubako.count("SELECT COUNT(*) FROM outbox") == 0, "the mails stay in the queue");
        List<MimeMessage> told = await(4);
        assertThat(told).hasSize(4);
        TreeSet<String> ids = new TreeSet<>();
        for (MimeMessage mail : told) {
            ids.add(mail.getMessageID());
        }
        assertThat(ids).hasSize(4);
    }

    @Test
    void g01WhatIsRefusedForGoodIsGivenUpAndWhatIsNotTakenNowIsTriedAgain() throws Exception {
        mails.stop();
        try (PickyMailServer picky = new PickyMailServer(port)) {
            tell("en", "refused@example.jp", "later@example.jp", "good@example.jp");
            put(ALICE, FOLDER + "/a.txt", "a");
            Wait.until(() -> picky.recipients().size() == 3, "not all were tried");
            Wait.until(
                    () -> fubako.count("SELECT COUNT(*) FROM outbox WHERE last_error <> ''") == 2, "no answer is kept");
            assertThat(fubako.count("SELECT COUNT(*) FROM outbox")).isEqualTo(2);
            String kept = "SELECT COUNT(*) FROM outbox WHERE payload LIKE ";
            assertThat(fubako.count(kept + "'%refused@%' AND done_at IS NOT NULL"))
                    .isEqualTo(1);
            assertThat(fubako.count(kept + "'%later@%' AND done_at IS NULL AND not_before > UTC_TIMESTAMP(6)"))
                    .isEqualTo(1);

            fubako.execute(
                    "UPDATE outbox SET payload = REPLACE(payload, 'later@', 'now@'), not_before = UTC_TIMESTAMP(6)");
            Wait.until(() -> picky.recipients().contains("now@example.jp"), "not tried again");
            Wait.until(() -> fubako.count("SELECT COUNT(*) FROM outbox") == 1, "it stays");
            assertThat(picky.recipients())
                    .containsExactlyInAnyOrder(
                            "refused@example.jp", "later@example.jp", "good@example.jp", "now@example.jp");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"recipients\":[]}",
                "{\"recipients\":[\"a@b.jp\",\"b@b.jp\",\"c@b.jp\",\"d@b.jp\",\"e@b.jp\",\"f@b.jp\"]}",
                "{\"recipients\":[\"nobody\"]}",
                "{\"recipients\":[\"a@b.jp, c@d.jp\"]}",
                "{\"recipients\":[\"a@b.jp\\r\\nBcc: c@d.jp\"]}",
                "{\"recipients\":[\"a\\u560d\\u560a@b.jp\"]}",
                "{\"recipients\":[\"<a@b.jp>\"]}",
                "{\"recipients\":[\"a..b@c.jp\"]}",
                "{\"recipients\":\"a@b.jp\"}",
                "{\"recipients\":[\"a@b.jp\"],\"language\":\"fr\"}",
                "{\"language\":\"ja\"}",
                "true"
            })
    void g01WhatIsNoRecipientIsRefused(String notice) throws Exception {
        HttpResponse<String> answer = set(CAROL, FOLDER, notice);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(fubako.call(CAROL, "GET", "/api/v1/settings" + FOLDER, "").body())
                .doesNotContain("notice");
    }

    @Test
    void g01OnlyThoseWhoMayChangeActionsSeeAndSetWhomItTells() throws Exception {
        tell("en", "sales@example.jp");
        fubako.call(
                CAROL,
                "PUT",
                "/api/v1/rights" + FOLDER,
                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"bob\",\"mode\":\"read-write-no-actions\"},"
                        + "{\"kind\":\"account\",\"principal\":\"carol\",\"mode\":\"read-write\"}]}",
                "Content-Type",
                "application/json");

        assertThat(fubako.call(BOB, "GET", "/api/v1/settings" + FOLDER, "").body())
                .contains("keepRevisions")
                .doesNotContain("sales@");
        assertThat(set(BOB, FOLDER, "null").statusCode()).isEqualTo(403);
        assertThat(set(ALICE, FOLDER, "null").statusCode()).isEqualTo(404);
        assertThat(fubako.call(CAROL, "GET", "/api/v1/settings" + FOLDER, "").body())
                .contains("sales@example.jp");
        assertThat(set(CAROL, FOLDER, "null").statusCode()).isEqualTo(200);
        put(BOB, FOLDER + "/untold.txt", "x");
        assertThat(fubako.count("SELECT COUNT(*) FROM folder_news")).isZero();
    }

    @Test
    void g01WithoutAMailServerMailsBecomeFilesAndTooManyWait() throws Exception {
        Path data = folder.resolve("files");
        Map<String, String> few = Map.of("FUBAKO_NOTICE_QUIET", "PT1S", "FUBAKO_MAIL_HOURLY", "1");
        try (Fubako alone = Fubako.start(data, few)) {
            alone.call(ALICE, "MKCOL", "/dav/common/told", "");
            tell(alone, "sales");
            alone.call(ALICE, "PUT", "/dav/common/told/a.txt", "a");
            Wait.until(() -> files(data).size() == 1, "no file");
            Path mail = files(data).get(0);
            assertThat(mail.getFileName().toString()).endsWith(".eml");
            assertThat(Files.readString(mail))
                    .contains("To: sales@example.jp", "From: fubako@localhost")
                    .contains("http://localhost:" + alone.port() + "/files/common/told/");

            // ten times as many as an account's go out in the tenant's hour
            tell(alone, "a", "b", "c", "d", "e");
            alone.call(ALICE, "PUT", "/dav/common/told/b.txt", "b");
            Wait.until(() -> files(data).size() == 6, "no files");
            alone.call(ALICE, "PUT", "/dav/common/told/c.txt", "c");
            Wait.until(() -> alone.log().contains("sends too many mails"), "nothing waits");
            assertThat(alone.count("SELECT COUNT(*) FROM folder_news")).isEqualTo(1);
            assertThat(files(data)).hasSize(6);
        }
    }

    private static void tell(Fubako server, String... names) throws Exception {
        String recipients =
                Stream.of(names).map(name -> "\"" + name + "@example.jp\"").collect(Collectors.joining(","));
        server.call(
                ALICE,
                "PUT",
                "/api/v1/settings/common/told",
                "{\"notice\":{\"recipients\":[" + recipients + "],\"language\":\"en\"}}",
                "Content-Type",
                "application/json");
    }

    private static List<Path> files(Path data) throws Exception {
        if (!Files.isDirectory(data.resolve("mail"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(data.resolve("mail"))) {
            return files.filter(file -> file.toString().endsWith(".eml")).toList();
        }
    }

    @Test
    void g01TwoHundredUploadsAtOnceAreOneMail() throws Exception {
        tell("en", "sales@example.jp");
        IntStream.range(0, 200)
                .mapToObj(number ->
                        fubako.send(ALICE, "PUT", "/dav" + FOLDER + "/many" + number + ".txt", new byte[] {1}))
                .toList()
                .forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(201));

        String text = text(await(1).get(0));
        assertThat(text).contains("200 files have arrived", "… and 150 more.");
        assertThat(Arrays.stream(text.split("\\R")).filter(line -> line.startsWith("- many")))
                .hasSize(50);
        assertThat(mails.getReceivedMessages()).hasSize(1);
    }
}
