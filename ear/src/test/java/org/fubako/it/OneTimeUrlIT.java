package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** One-time URLs as those who make them, those who have them, and those who would like to. */
@ExtendWith(SharedFubako.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneTimeUrlIT {

    private static final String CAROL = "carol@demo";
    private static final String MANAGER = "manager@demo";
    private static final String FOLDER = "/common/given";
    private static final String OFFER = FOLDER + "/見積書 offer.txt";
    private static final String PLAN = FOLDER + "/plan.txt";
    private static final String TEXT = "what nobody else may read";
    private static final Pattern URL = Pattern.compile("http://localhost:\\d+(/o/[A-Za-z0-9_-]{43})");
    private static final Set<String> SECRETS = Set.of("見積書", "offer", "plan.txt", "carol", "Size", "サイズ");

    private final Fubako fubako;
    private final Mails mails;
    private final AtomicInteger networks = new AtomicInteger();

    OneTimeUrlIT(Fubako fubako) {
        this.fubako = fubako;
        mails = new Mails(fubako);
    }

    @BeforeAll
    void store() throws Exception {
        fubako.call(201, CAROL, "POST", "/api/v1/folders" + FOLDER, "");
        put(OFFER, TEXT);
        put(PLAN, "plan");
    }

    private void put(String path, String text) throws Exception {
        assertThat(fubako.call(CAROL, "PUT", "/api/v1/files" + encoded(path), text)
                        .statusCode())
                .isBetween(201, 204);
    }

    private static String encoded(String path) {
        return path.replace(" ", "%20").replace("見積書", java.net.URLEncoder.encode("見積書", StandardCharsets.UTF_8));
    }

    @AfterEach
    void endLinks() throws Exception {
        fubako.execute("DELETE FROM link");
    }

    @AfterAll
    void remove() throws Exception {
        fubako.call(204, CAROL, "DELETE", "/api/v1/folders" + FOLDER, "");
    }

    /** A link of carol's. */
    private JsonObject issue(String terms, String... paths) throws Exception {
        String list = Arrays.stream(paths).map(path -> "\"" + path + "\"").collect(Collectors.joining(","));
        return LogReader.json(fubako.call(
                201,
                CAROL,
                "POST",
                "/api/v1/links",
                "{\"paths\":[" + list + "]" + (terms.isEmpty() ? "" : "," + terms) + "}"));
    }

    private static String path(JsonObject link) {
        Matcher url = URL.matcher(link.getString("url"));
        assertThat(url.matches()).as(link.getString("url")).isTrue();
        return url.group(1);
    }

    private JsonObject link(JsonObject made) throws Exception {
        return LogReader.json(fubako.call(200, CAROL, "GET", "/api/v1/links/" + made.getString("id"), ""));
    }

    private List<JsonObject> log(JsonObject made) throws Exception {
        return LogReader.json(fubako.call(200, CAROL, "GET", "/api/v1/links/" + made.getString("id") + "/log", ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    /** Somebody from a network where nobody has been before. */
    private LinkVisitor stranger() {
        return new LinkVisitor(fubako, "127.21." + networks.incrementAndGet() + ".1");
    }

    private static void assertNeutral(RawConnection.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.text()).doesNotContain(SECRETS);
    }

    /* Giving out and fetching */

    @Test
    void h01h02h03h05LookingCountsNothingAndTheButtonGivesTheDocumentOnce() throws Exception {
        JsonObject made = issue("\"validDays\":1,\"maxDownloads\":1,\"password\":null", OFFER);
        assertThat(made.getString("state")).isEqualTo("valid");
        LinkVisitor scanner = stranger();

        for (int look = 0; look < 5; look++) {
            assertThat(scanner.get(path(made), "Accept-Language: en").text())
                    .contains("見積書 offer.txt", "25 B", "carol");
            assertThat(scanner.send("HEAD", path(made), "").status()).isEqualTo(200);
            assertThat(scanner.get(path(made) + "/file").status()).isEqualTo(303);
        }
        assertThat(link(made).getInt("downloads")).isZero();

        LinkVisitor recipient = stranger();
        RawConnection.Answer answer = recipient.post(path(made), List.of());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(TEXT);
        assertThat(answer.field("Content-Disposition").orElseThrow())
                .startsWith("attachment;")
                .contains("filename*=UTF-8''%E8%A6%8B%E7%A9%8D%E6%9B%B8%20offer.txt");
        assertThat(link(made).getString("state")).isEqualTo("used-up");
        assertNeutral(stranger().get(path(made)));
        assertThat(stranger().post(path(made), List.of()).status()).isEqualTo(404);

        assertThat(log(made)).singleElement().satisfies(line -> {
            assertThat(line.getString("state")).isEqualTo("complete");
            assertThat(line.getInt("bytes")).isEqualTo(25);
            assertThat(line.getString("address")).startsWith("127.21.");
        });
    }

    @Test
    void q03ThePagesButtonLeadsToTheContentThatOnlyItsBrowserGets() throws Exception {
        JsonObject made = issue("\"maxDownloads\":2", OFFER);
        LinkVisitor browser = stranger();

        RawConnection.Answer led = browser.post(path(made), List.of("step=fetch"), "Origin: null");
        assertThat(led.status()).isEqualTo(303);
        assertThat(led.field("Location")).hasValue(path(made) + "/file");
        assertThat(led.field("Set-Cookie").orElseThrow())
                .contains("Path=" + path(made) + ";", "HttpOnly", "SameSite=Lax");
        assertThat(browser.get(path(made) + "/file").text()).isEqualTo(TEXT);
        assertThat(link(made).getInt("downloads")).isEqualTo(1);
        RawConnection.Answer stale = browser.get(path(made) + "/file", "Range: bytes=5-", "If-Match: \"other\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.text()).contains("offer.txt").doesNotContain(FOLDER);
        // it has come to its end: from the beginning it would be another download
        assertThat(browser.get(path(made) + "/file").status()).isEqualTo(303);
        assertThat(stranger().get(path(made) + "/file").status()).isEqualTo(303);
        assertThat(browser.post(path(made), List.of("step=fetch"), "Sec-Fetch-Site: cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(link(made).getInt("downloads")).isEqualTo(1);
    }

    @Test
    void h01SeveralDocumentsComeAsAZipAndEachMayHaveALinkOfItsOwn() throws Exception {
        put(FOLDER + "/sub.txt", "1");
        fubako.call(201, CAROL, "POST", "/api/v1/folders" + FOLDER + "/sub", "");
        put(FOLDER + "/sub/plan.txt", "another plan");
        JsonObject made = issue("", OFFER, PLAN, FOLDER + "/sub/plan.txt");
        RawConnection.Answer answer = stranger().post(path(made), List.of());

        assertThat(answer.field("Content-Type")).hasValue("application/zip");
        TreeMap<String, String> found = new TreeMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.ISO_8859_1)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                found.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(found)
                .containsEntry("見積書 offer.txt", TEXT)
                .containsEntry("plan.txt", "plan")
                .containsEntry("plan.txt (2)", "another plan")
                .hasSize(3);

        JsonArray each = LogReader.json(fubako.call(
                        201,
                        CAROL,
                        "POST",
                        "/api/v1/links",
                        "{\"paths\":[\"" + OFFER + "\",\"" + PLAN
                                + "\"],\"each\":true,\"validDays\":7,\"maxDownloads\":3}"))
                .getJsonArray("items");
        assertThat(each).hasSize(2);
        assertThat(stranger().post(path(each.getJsonObject(1)), List.of()).text())
                .isEqualTo("plan");
        assertThat(link(each.getJsonObject(0)).getInt("downloads")).isZero();
    }

    @Test
    void q03h12ABrokenTransferCountsAndGoesOnForTenMinutes() throws Exception {
        byte[] large = new byte[24 << 20];
        Arrays.fill(large, (byte) 'x');
        large[large.length - 1] = 'z';
        assertThat(fubako.send(CAROL, "PUT", "/api/v1/files" + FOLDER + "/large.bin", large)
                        .join()
                        .statusCode())
                .isEqualTo(201);
        JsonObject made = issue("", FOLDER + "/large.bin");
        LinkVisitor recipient = stranger();
        try (RawConnection broken = recipient.open("POST", path(made), "")) {
            String head = headOf(broken);
            assertThat(head).startsWith("HTTP/1.1 200");
            recipient.keep(head);
            broken.read(100_000);
            broken.reset();
        }
        Wait.until(() -> log(made).get(0).getString("state").equals("broken"), "the break is not in the log");
        assertThat(link(made).getInt("downloads")).isEqualTo(1);
        assertNeutral(stranger().get(path(made)));
        assertThat(recipient.get(path(made), "Accept-Language: en").text()).contains("Go on with the download");

        RawConnection.Answer rest = recipient.get(path(made) + "/file", "Range: bytes=" + (large.length - 10) + "-");
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo("xxxxxxxxxz");
        RawConnection.Answer again = recipient.post(path(made), List.of(), "Range: bytes=" + (large.length - 2) + "-");
        assertThat(again.status()).isEqualTo(206);
        assertThat(again.body()).isEqualTo("xz");
        assertThat(log(made)).singleElement().satisfies(line -> assertThat(line.getString("state"))
                .isEqualTo("complete"));
        // another one has no part in it
        assertThat(stranger()
                        .post(path(made), List.of(), "Range: bytes=5-", "Cookie: fbk-grant=" + "A".repeat(43))
                        .status())
                .isEqualTo(404);

        fubako.execute("UPDATE link_fetch SET last_at = UTC_TIMESTAMP(6) - INTERVAL 11 MINUTE");
        assertThat(recipient.post(path(made), List.of(), "Range: bytes=5-").status())
                .isEqualTo(404);
        assertThat(link(made).getInt("downloads")).isEqualTo(1);
    }

    private static String headOf(RawConnection connection) throws Exception {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append(new String(connection.read(1), StandardCharsets.ISO_8859_1));
        }
        return head.toString().replace("\r", "");
    }

    @Test
    void h10StoppingAlsoEndsWhatCouldGoOnAndNothingBringsALinkBack() throws Exception {
        JsonObject made = issue("\"maxDownloads\":3", OFFER);
        LinkVisitor recipient = stranger();
        recipient.post(path(made), List.of("step=fetch"));

        fubako.call(204, CAROL, "DELETE", "/api/v1/links/" + made.getString("id"), "");
        fubako.call(204, CAROL, "DELETE", "/api/v1/links/" + made.getString("id"), "");
        assertThat(link(made).getString("state")).isEqualTo("stopped");
        assertThat(link(made).getString("stoppedBy")).isEqualTo("carol");
        assertThat(recipient.get(path(made) + "/file").status()).isEqualTo(303);
        assertNeutral(recipient.get(path(made)));
        assertThat(recipient.post(path(made), List.of()).status()).isEqualTo(404);
        fubako.call(405, CAROL, "PUT", "/api/v1/links/" + made.getString("id"), "{}");
        assertThat(new LogReader(fubako, MANAGER).about(FOLDER))
                .contains("carol api LINK_STOP " + OFFER + " -> link " + made.getString("id") + " 0 ok");
    }

    @Test
    void atLinkOfTenThousandTriesOneGetsTheDocument() throws Exception {
        JsonObject made = issue("", OFFER);
        int tries = 10_000;
        int connections = 50;
        AtomicInteger given = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        ExecutorService crowd = Executors.newFixedThreadPool(connections);
        try {
            Collection<Callable<Void>> all = IntStream.range(0, connections)
                    .<Callable<Void>>mapToObj(at -> () -> {
                        try (RawConnection connection = new RawConnection(fubako, "127.22." + at + ".1")) {
                            for (int one = 0; one < tries / connections; one++) {
                                connection.sendHead("", "POST", path(made), "Content-Length: 0");
                                RawConnection.Answer answer = connection.read("POST");
                                boolean got =
                                        answer.status() == 200 && answer.text().equals(TEXT);
                                boolean none = answer.status() == 404 || answer.status() == 429;
                                assertThat(got || none).as(answer.toString()).isTrue();
                                (got ? given : refused).incrementAndGet();
                            }
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> one : crowd.invokeAll(all)) {
                one.get();
            }
        } finally {
            crowd.shutdownNow();
        }

        assertThat(given).hasValue(1);
        assertThat(refused).hasValue(tries - 1);
        assertThat(link(made).getInt("downloads")).isEqualTo(1);
        assertThat(log(made)).hasSize(1);
    }

    /* Protection */

    @Test
    void q01NothingIsToldBeforeThePasswordAndGuessingIsSlowedDown() throws Exception {
        JsonObject made = issue("\"password\":\"seven lamps\",\"maxDownloads\":9", OFFER);
        assertThat(fubako.count("SELECT COUNT(*) FROM link WHERE password_hash LIKE '$argon2id$%'"))
                .isEqualTo(1);
        LinkVisitor guesser = stranger();
        assertThat(guesser.get(path(made), "Accept-Language: en").text())
                .contains("Password")
                .doesNotContain(SECRETS);
        assertThat(guesser.post(path(made), List.of()).status()).isEqualTo(403);
        List<Integer> answers = new ArrayList<>();
        for (int guess = 0; guess < 6; guess++) {
            RawConnection.Answer answer = guesser.post(
                    path(made), List.of("password=guess number " + guess), "Accept: text/html", "Accept-Language: en");
            assertThat(answer.text()).doesNotContain(SECRETS);
            answers.add(answer.status());
        }
        assertThat(answers).containsExactly(403, 403, 403, 403, 429, 429);
        // the right one waits as well, there; elsewhere nobody is held up
        assertThat(guesser.post(path(made), List.of("password=seven lamps")).status())
                .isEqualTo(429);
        LinkVisitor recipient = stranger();
        assertThat(recipient
                        .post(path(made), List.of("step=enter", "password=seven lamps"))
                        .status())
                .isEqualTo(303);
        assertThat(recipient.get(path(made)).text()).contains("見積書 offer.txt");
        assertThat(link(made).getInt("downloads")).isZero();
        assertThat(recipient.post(path(made), List.of()).text()).isEqualTo(TEXT);
        assertThat(stranger().post(path(made), List.of("password=seven lamps")).text())
                .isEqualTo(TEXT);

        // what one link has let in, opens no other
        JsonObject other = issue("\"password\":\"eight lamps\"", PLAN);
        assertThat(recipient.get(path(other)).text()).doesNotContain(SECRETS);
        assertThat(recipient.post(path(other), List.of()).status()).isEqualTo(403);
    }

    @Test
    void q02TheRecipientProvesAnAddressByAMailedCode() throws Exception {
        mails.clear();
        JsonObject made = issue("\"recipients\":[\"Ivy@example.jp\",\"max@example.jp\"],\"maxDownloads\":9", OFFER);
        LinkVisitor recipient = stranger();
        assertThat(recipient.get(path(made)).text()).doesNotContain(SECRETS);

        RawConnection.Answer unknown = recipient.post(path(made), List.of("step=code", "mail=eve@example.jp"));
        RawConnection.Answer known =
                recipient.post(path(made), List.of("step=code", "mail=ivy@example.jp"), "Accept-Language: en");
        assertThat(unknown.head().replace("eve", "ivy").replaceAll("Date:.*", ""))
                .isEqualTo(known.head().replaceAll("Date:.*", ""));
        MimeMessage mail = mails.one();
        assertThat(fubako.mails()).hasSize(1);
        assertThat(mail.getAllRecipients()[0]).hasToString("ivy@example.jp");
        assertThat(Mails.text(mail)).doesNotContain(made.getString("url")).doesNotContain("offer");
        String code = Mails.code(mail);

        List<String> wrong =
                List.of("mail=ivy@example.jp", "code=" + (code.startsWith("0000") ? "1" : "0") + "0000000");
        assertThat(recipient.post(path(made), wrong).status()).isEqualTo(403);
        List<String> elsewhere = List.of("mail=max@example.jp", "code=" + code.replace(" ", ""));
        assertThat(recipient.post(path(made), elsewhere).status()).isEqualTo(403);
        assertThat(link(made).getInt("downloads")).isZero();
        List<String> right = List.of("step=enter", "mail= IVY@example.jp", "code=" + code);
        assertThat(recipient.post(path(made), right).status()).isEqualTo(303);
        assertThat(recipient.post(path(made), List.of()).text()).isEqualTo(TEXT);
        assertThat(log(made).get(0).getString("mail")).isEqualTo("ivy@example.jp");
        // good once
        assertThat(stranger().post(path(made), right).status()).isEqualTo(403);
        LinkVisitor guesser = stranger();
        List<Integer> guesses = new ArrayList<>();
        for (int guess = 0; guess < 8; guess++) {
            guesses.add(guesser.post(path(made), List.of("mail=" + guess + "@example.jp", "code=00000000"))
                    .status());
        }
        assertThat(guesses).as("who may get a code").containsExactly(403, 403, 403, 403, 403, 429, 429, 429);

        assertThat(fubako.call(
                                400,
                                CAROL,
                                "POST",
                                "/api/v1/links",
                                "{\"paths\":[\"" + PLAN + "\"],\"recipients\":[\"a\\r\\nb@c\"]}")
                        .body())
                .contains("mail-address-malformed");
        mails.clear();
    }

    @Test
    void q04ALinkMayWorkFromSomeAddressesOnly() throws Exception {
        JsonObject made = issue("\"addresses\":[\"127.23.4.0/24\"]", OFFER);

        assertNeutral(stranger().get(path(made)));
        assertThat(stranger().post(path(made), List.of()).status()).isEqualTo(404);
        LinkVisitor inside = new LinkVisitor(fubako, "127.23.4.9");
        assertThat(inside.get(path(made)).status()).isEqualTo(200);
        assertThat(inside.post(path(made), List.of()).text()).isEqualTo(TEXT);
        assertThat(fubako.call(
                                400,
                                CAROL,
                                "POST",
                                "/api/v1/links",
                                "{\"paths\":[\"" + PLAN + "\"],\"addresses\":[\"nowhere\"]}")
                        .body())
                .contains("address-range-malformed");
    }

    /* Attacks */

    @Test
    void atEnumWhatCannotBeUsedLooksTheSameWhateverTheReason() throws Exception {
        JsonObject expired = issue("", OFFER);
        fubako.execute("UPDATE link SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND");
        JsonObject stopped = issue("", OFFER);
        fubako.call(204, CAROL, "DELETE", "/api/v1/links/" + stopped.getString("id"), "");
        JsonObject used = issue("", OFFER);
        stranger().post(path(used), List.of());
        JsonObject elsewhere = issue("\"addresses\":[\"192.0.2.0/24\"]", OFFER);
        JsonObject guarded = issue("\"password\":\"seven lamps\"", OFFER);
        fubako.call(204, CAROL, "DELETE", "/api/v1/links/" + guarded.getString("id"), "");

        List<String> bad = List.of(
                "/o/" + "A".repeat(43),
                "/o/x",
                "/o/",
                path(expired),
                path(stopped),
                path(used),
                path(elsewhere),
                path(guarded));
        Set<String> pages = bad.stream()
                .map(path -> seen("GET", path))
                .map(page -> page.replaceAll("nonce-?=?\"?[A-Za-z0-9+/=]+|'[A-Za-z0-9+/=]{30,}'", "nonce"))
                .map(page -> page.replaceAll("/o/[A-Za-z0-9_-]*", "/o/…"))
                .collect(Collectors.toSet());
        assertThat(pages).hasSize(1);
        assertThat(pages.iterator().next()).contains("404").doesNotContain(SECRETS);
        Set<String> answers = bad.stream().map(path -> seen("POST", path)).collect(Collectors.toSet());
        assertThat(answers).hasSize(1);
        assertThat(answers.iterator().next()).contains("link-unusable");
    }

    @Test
    void atLinkUnderTheHostNameOfAnotherTenantThereIsNoSuchLink() throws Exception {
        JsonObject made = issue("", OFFER);
        fubako.execute("UPDATE tenant SET host_name = 'other.example' WHERE code = 'other'");
        try {
            Wait.until(
                    () -> fubako.call("", "GET", path(made), "", "Host", "other.example")
                                    .statusCode()
                            == 404,
                    "it is there for the other tenant");
            assertThat(fubako.call("", "POST", path(made), "", "Host", "other.example")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(stranger().get(path(made)).status()).isEqualTo(200);
        } finally {
            fubako.execute("UPDATE tenant SET host_name = NULL WHERE code = 'other'");
        }
    }

    private String seen(String method, String path) {
        try {
            RawConnection.Answer answer = stranger().send(method, path, "");
            return answer.head().replaceAll("(?m)^(Date|Content-Length):.*\n", "") + answer.text();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void atEnumANetworkThatTriesManyIsSlowedDownAndAnOfficeNotLockedOut() throws Exception {
        JsonObject made = issue("", OFFER);
        LinkVisitor office = stranger();
        List<Integer> answers = new ArrayList<>();
        for (int miss = 0; miss < 24; miss++) {
            answers.add(office.get("/o/" + "B".repeat(42) + (char) ('a' + miss)).status());
        }
        assertThat(answers.subList(0, 20)).containsOnly(404);
        assertThat(answers.subList(21, 24)).contains(429);
        assertThat(office.get(path(made)).status()).isEqualTo(200);
        assertThat(office.post(path(made), List.of()).text()).isEqualTo(TEXT);
    }

    @Test
    void atHdrEveryAnswerTellsTheBrowserToKeepQuiet() throws Exception {
        JsonObject made = issue("\"maxDownloads\":9", OFFER);
        JsonObject several = issue("\"maxDownloads\":9", OFFER, PLAN);
        LinkVisitor anybody = stranger();
        List<RawConnection.Answer> answers = List.of(
                anybody.get(path(made)),
                anybody.send("HEAD", path(made), ""),
                anybody.get("/o/" + "A".repeat(43)),
                anybody.get("/o/%2e%2e/x"),
                anybody.post(path(made), List.of()),
                anybody.post(path(several), List.of()),
                anybody.post(path(made), List.of("step=fetch")),
                anybody.get(path(made) + "/file"),
                anybody.post("/o/" + "A".repeat(43), List.of()),
                anybody.post(path(made), List.of("step=nonsense")),
                anybody.send("DELETE", path(made), ""));

        assertThat(answers)
                .filteredOn(answer -> !answer.field("Location").orElse("").startsWith("/signin"))
                .hasSizeGreaterThan(9)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).as(answer.toString()).isLessThan(500);
                    assertThat(answer.field("Referrer-Policy"))
                            .as(answer.toString())
                            .hasValue("no-referrer");
                    assertThat(answer.field("X-Robots-Tag").orElseThrow()).contains("noindex");
                    assertThat(answer.field("Cache-Control")).hasValue("no-store");
                    assertThat(answer.field("X-Content-Type-Options")).hasValue("nosniff");
                    assertThat(answer.field("Content-Security-Policy").orElseThrow())
                            .contains("default-src 'none'");
                    assertThat(answer.head()).doesNotContain("Set-Cookie: JSESSIONID", "Set-Cookie: fbk=");
                });
        assertThat(List.of(answers.get(4), answers.get(5), answers.get(7))).allSatisfy(content -> {
            assertThat(content.field("Content-Security-Policy").orElseThrow()).contains("sandbox");
            assertThat(content.field("Content-Disposition").orElseThrow()).startsWith("attachment");
        });
        assertThat(answers.get(10).status()).isEqualTo(405);
    }

    @Test
    void h06ALinkGivesOnlyWhatItsIssuerCouldStillFetch() throws Exception {
        JsonObject made = issue("\"maxDownloads\":9", OFFER);
        String rule = "/api/v1/rights" + FOLDER;
        fubako.call(
                200,
                CAROL,
                "PUT",
                rule,
                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"manager\",\"mode\":\"read-write\"}]}");
        assertNeutral(stranger().get(path(made)));
        fubako.call(204, CAROL, "DELETE", rule, "");
        Wait.until(() -> stranger().get(path(made)).status() == 200, "the right came back");

        String carol = "(SELECT id FROM account WHERE name = 'carol')";
        fubako.execute("UPDATE account SET locked_at = UTC_TIMESTAMP(6) WHERE name = 'carol'");
        try {
            assertNeutral(stranger().get(path(made)));
        } finally {
            fubako.execute("UPDATE account SET locked_at = NULL WHERE name = 'carol'");
        }
        fubako.execute("DELETE FROM group_role WHERE role = 'PUBLISH_LINKS' AND group_id IN"
                + " (SELECT group_id FROM group_member WHERE account_id = " + carol + ")");
        try {
            assertNeutral(stranger().get(path(made)));
        } finally {
            fubako.execute(
                    "INSERT INTO group_role SELECT DISTINCT g.tenant_id, g.id, 'PUBLISH_LINKS' FROM account_group g"
                            + " JOIN group_member m ON m.tenant_id = g.tenant_id AND m.group_id = g.id WHERE m.account_id = "
                            + carol);
        }
        assertThat(stranger().get(path(made)).status()).isEqualTo(200);

        // it follows its document, whose newest content it gives
        put(OFFER, "corrected");
        fubako.call(
                201,
                CAROL,
                "POST",
                "/api/v1/moves",
                "{\"from\":\"" + OFFER + "\",\"to\":\"" + FOLDER + "/renamed.txt\"}");
        assertThat(stranger().post(path(made), List.of()).text()).isEqualTo("corrected");
        fubako.call(
                201,
                CAROL,
                "POST",
                "/api/v1/moves",
                "{\"from\":\"" + FOLDER + "/renamed.txt\",\"to\":\"" + OFFER + "\"}");
        put(OFFER, TEXT);
    }

    @Test
    void p14WhatIsConfidentialIsNotGivenOutAndStopsBeingGivenOut() throws Exception {
        JsonObject made = issue("\"maxDownloads\":9", OFFER);
        JsonObject guarded = issue("\"maxDownloads\":9,\"password\":\"seven lamps\"", OFFER);
        String label = "/api/v1/labels" + FOLDER;
        fubako.call(200, CAROL, "PUT", label, "{\"label\":\"confidential\"}");
        try {
            assertNeutral(stranger().get(path(made)));
            assertNeutral(stranger().get(path(guarded)));
            assertThat(fubako.call(403, CAROL, "POST", "/api/v1/links", "{\"paths\":[\"" + PLAN + "\"]}")
                            .body())
                    .contains("link-confidential");
            policy("\"confidential\":\"protected\"");
            assertNeutral(stranger().get(path(made)));
            assertThat(stranger()
                            .post(path(guarded), List.of("password=seven lamps"))
                            .text())
                    .isEqualTo(TEXT);
            fubako.call(403, CAROL, "POST", "/api/v1/links", "{\"paths\":[\"" + PLAN + "\"]}");
            issue("\"password\":\"seven lamps\"", PLAN);
        } finally {
            policy("\"confidential\":\"forbidden\"");
            fubako.call(200, CAROL, "PUT", label, "{\"label\":null}");
        }
        assertThat(stranger().get(path(made)).status()).isEqualTo(200);
    }

    private void policy(String links) throws Exception {
        fubako.call(200, MANAGER, "PUT", "/api/v1/policies", "{\"links\":{" + links + "}}");
    }

    @Test
    void q07h04h14TheTenantBoundsWhatALinkMayBe() throws Exception {
        try {
            policy("\"longestDays\":14,\"mostDownloads\":3,\"demand\":\"either\",\"mostLive\":1,"
                    + "\"forbiddenDomains\":[\"example.com\"]");
            assertThat(fubako.call(400, CAROL, "POST", "/api/v1/links", "{\"paths\":[\"" + PLAN + "\"]}")
                            .body())
                    .contains("link-protection");
            String protectedBy = "\"password\":\"seven lamps\"";
            fubako.call(
                    400,
                    CAROL,
                    "POST",
                    "/api/v1/links",
                    "{\"paths\":[\"" + PLAN + "\"],\"maxDownloads\":4," + protectedBy + "}");
            assertThat(fubako.call(
                                    400,
                                    CAROL,
                                    "POST",
                                    "/api/v1/links",
                                    "{\"paths\":[\"" + PLAN + "\"],\"recipients\":[\"a@mail.example.com\"]}")
                            .body())
                    .contains("link-recipients");
            JsonObject made = issue("\"validDays\":14,\"maxDownloads\":3," + protectedBy, PLAN);
            assertThat(fubako.call(
                                    409,
                                    CAROL,
                                    "POST",
                                    "/api/v1/links",
                                    "{\"paths\":[\"" + PLAN + "\"]," + protectedBy + "}")
                            .body())
                    .contains("links-at-limit");
            fubako.call(204, CAROL, "DELETE", "/api/v1/links/" + made.getString("id"), "");

            // of many at the same time no more are made than there may be
            List<Integer> statuses = IntStream.range(0, 8)
                    .mapToObj(one -> fubako.send(
                            CAROL,
                            "POST",
                            "/api/v1/links",
                            ("{\"paths\":[\"" + PLAN + "\"]," + protectedBy + "}").getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "application/json"))
                    .toList()
                    .stream()
                    .map(answer -> answer.join().statusCode())
                    .sorted()
                    .toList();
            assertThat(statuses).startsWith(201, 409).doesNotContain(500);
            assertThat(fubako.count("SELECT COUNT(*) FROM link WHERE ended_at IS NULL"))
                    .isEqualTo(1);
        } finally {
            policy(
                    "\"longestDays\":7,\"mostDownloads\":100,\"demand\":\"none\",\"mostLive\":null,\"forbiddenDomains\":[]");
        }
    }

    /* Watching */

    @Test
    void h07h08h09h11h13EverybodySeesTheirOwnAndManagersAll() throws Exception {
        JsonObject first = issue("\"validDays\":2", OFFER);
        JsonObject second = issue("\"maxDownloads\":4", PLAN);
        fubako.call(204, CAROL, "DELETE", "/api/v1/links/" + second.getString("id"), "");

        assertThat(ids(CAROL, "")).containsExactly(first.getString("id"));
        assertThat(ids(CAROL, "?state=invalid")).containsExactly(second.getString("id"));
        assertThat(ids(MANAGER, "")).isEmpty();
        assertThat(ids(MANAGER, "?all=true")).containsExactly(first.getString("id"));
        assertThat(fubako.call(403, "alice@demo", "GET", "/api/v1/links", "").body())
                .contains("role-missing");
        fubako.call(403, "alice@demo", "POST", "/api/v1/links", "{\"paths\":[\"" + PLAN + "\"]}");
        fubako.call(404, "manager@other", "GET", "/api/v1/links/" + first.getString("id"), "");
        fubako.call(404, "manager@other", "DELETE", "/api/v1/links/" + first.getString("id"), "");
        assertThat(fubako.call(200, MANAGER, "GET", "/api/v1/links/" + first.getString("id"), "")
                        .body())
                .doesNotContain("/o/");

        JsonObject third = issue("", PLAN);
        JsonObject page = LogReader.json(fubako.call(200, CAROL, "GET", "/api/v1/links?limit=1", ""));
        assertThat(page.getJsonArray("items").getJsonObject(0).getString("id")).isEqualTo(third.getString("id"));
        assertThat(ids(CAROL, "?limit=1&cursor=" + page.getString("next"))).containsExactly(first.getString("id"));
        fubako.call(204, MANAGER, "DELETE", "/api/v1/links/" + third.getString("id"), "");
        assertThat(link(third).getString("stoppedBy")).isEqualTo("manager");

        fubako.execute("UPDATE link SET ended_at = UTC_TIMESTAMP(6) - INTERVAL 31 DAY WHERE ended_at IS NOT NULL");
        assertThat(ids(CAROL, "?state=invalid")).isEmpty();
    }

    private List<String> ids(String account, String query) throws Exception {
        return LogReader.json(fubako.call(200, account, "GET", "/api/v1/links" + query, ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(one -> one.getString("id"))
                .toList();
    }

    @Test
    void h15h16TheLogStaysForThirtyDaysAfterTheValidityAndNamesNoToken() throws Exception {
        JsonObject made = issue("", OFFER);
        stranger().post(path(made), List.of());
        String id = made.getString("id");

        assertThat(new LogReader(fubako, MANAGER).about(FOLDER))
                .contains("carol api LINK_ISSUE " + OFFER + " -> link " + id + ": 1 days, 1 downloads 0 ok")
                .contains("carol link DOWNLOAD " + OFFER + " -> link " + id + " 25 ok");
        String token = path(made).substring("/o/".length());
        assertThat(fubako.log()).doesNotContain(token);
        assertThat(fubako.call(200, MANAGER, "GET", "/api/v1/logs/operations?limit=1000", "")
                        .body())
                .doesNotContain(token);
        for (String table : List.of("link", "link_item", "link_fetch", "outbox", "operation_log")) {
            assertThat(fubako.count("SELECT COUNT(*) FROM " + table + " WHERE CONCAT_WS('|', " + columns(table)
                            + ") LIKE '%" + token.substring(0, 20) + "%'"))
                    .as(table)
                    .isZero();
        }

        fubako.execute("UPDATE link SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 29 DAY");
        fubako.execute("UPDATE job_run SET last_started = NULL, last_finished = NULL WHERE job = 'links'");
        assertThat(log(made)).hasSize(1);
        fubako.execute("UPDATE link SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 31 DAY");
        fubako.execute("UPDATE job_run SET last_started = NULL, last_finished = NULL WHERE job = 'links'");
        Wait.until(() -> fubako.count("SELECT COUNT(*) FROM link_fetch") == 0, "the log is still there");
        fubako.call(404, CAROL, "GET", "/api/v1/links/" + id, "");
    }

    private String columns(String table) throws Exception {
        try (var connection = fubako.database();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT GROUP_CONCAT(column_name) FROM information_schema.columns"
                        + " WHERE table_schema = DATABASE() AND table_name = '" + table + "'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /* Bad input */

    @Test
    void h02h03WhatIsNotAllowedIsRefusedAndMakesNothing() throws Exception {
        for (Optional<String> terms : List.of(
                Optional.of("\"validDays\":0"),
                Optional.of("\"validDays\":8"),
                Optional.of("\"maxDownloads\":0"),
                Optional.of("\"maxDownloads\":101"),
                Optional.of("\"password\":\"short\""),
                Optional.of("\"validDays\":\"1\""),
                Optional.of("\"unknown\":1"))) {
            fubako.call(
                    400, CAROL, "POST", "/api/v1/links", "{\"paths\":[\"" + PLAN + "\"]," + terms.orElseThrow() + "}");
        }
        fubako.call(400, CAROL, "POST", "/api/v1/links", "{\"paths\":[]}");
        fubako.call(404, CAROL, "POST", "/api/v1/links", "{\"paths\":[\"" + FOLDER + "/none.txt\"]}");
        fubako.call(409, CAROL, "POST", "/api/v1/links", "{\"paths\":[\"" + FOLDER + "\"]}");
        fubako.call(404, CAROL, "POST", "/api/v1/links", "{\"paths\":[\"" + PLAN + "\",\"/group/sales/x\"]}");
        assertThat(fubako.count("SELECT COUNT(*) FROM link")).isZero();

        JsonObject made = issue("", OFFER);
        LinkVisitor anybody = stranger();
        assertThat(anybody.send("POST", path(made), "x".repeat(9000), "Content-Type: application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(413);
        assertThat(anybody.send("POST", path(made), "{}", "Content-Type: application/json")
                        .status())
                .isEqualTo(415);
        assertThat(anybody.post(path(made), List.of("other=1")).status()).isEqualTo(400);
        assertThat(link(made).getInt("downloads")).isZero();
    }
}
