package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Folders that make a one-time URL for each document that arrives, and mail it to whoever has brought it. */
@ExtendWith(SharedFubako.class)
class FolderLinksIT {

    private static final String ALICE = "alice@demo";
    private static final String CAROL = "carol@demo";
    private static final String MANAGER = "manager@demo";
    private static final Pattern LINK = Pattern.compile("/o/[A-Za-z0-9_-]{43}\\b");

    private final Fubako fubako;
    private TemporaryAccount emma;
    private String folder;
    private String group;
    private String mail;

    FolderLinksIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void make() throws Exception {
        emma = TemporaryAccount.make(fubako);
        String name = emma.login().split("@")[0];
        mail = name + "@example.jp";
        folder = "/common/out-" + name;
        fubako.execute("UPDATE account SET mail = '" + mail + "', mail_confirmed_at = created_at WHERE id = "
                + emma.idInSql());
        group = LogReader.json(fubako.call(
                        201,
                        MANAGER,
                        "POST",
                        "/api/v1/groups",
                        "{\"name\":\"givers-" + name + "\",\"roles\":[\"publish-links\"],\"members\":[\"" + name
                                + "\"]}"))
                .getString("id");
        fubako.call(201, emma.login(), "MKCOL", "/dav" + folder, "");
        settings(200, emma.login(), true);
    }

    @AfterEach
    void remove() throws Exception {
        fubako.call(emma.login(), "DELETE", "/dav" + folder, "");
        fubako.call(MANAGER, "DELETE", "/api/v1/groups/" + group, "");
        fubako.execute("DELETE FROM link WHERE account_id = " + emma.idInSql());
        emma.close();
    }

    private HttpResponse<String> settings(int status, String account, boolean on) throws Exception {
        return fubako.call(status, account, "PUT", "/api/v1/settings" + folder, "{\"oneTimeUrl\":" + on + "}");
    }

    private List<JsonObject> links() throws Exception {
        return LogReader.json(fubako.call(200, emma.login(), "GET", "/api/v1/links", ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    /** The text of the mail to the account about a document, when it has come. */
    private Optional<String> told(String document) throws Exception {
        for (MimeMessage message : new Mails(fubako).now()) {
            String text = Mails.text(message);
            if (Mails.isTo(message, mail) && text.contains(document)) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    private List<String> issued(String document) throws Exception {
        return new LogReader(fubako, CAROL)
                .about(folder + "/" + document).stream()
                        .filter(line -> line.contains(" LINK_ISSUE "))
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                        .toList();
    }

    @Test
    void g03WhatArrivesByEachDoorIsGivenOutOnceAndToldToWhoeverBroughtIt() throws Exception {
        fubako.call(201, emma.login(), "PUT", "/api/v1/files" + folder + "/by-rest.txt", "rest");
        fubako.call(201, emma.login(), "PUT", "/dav" + folder + "/by-dav.txt", "dav");
        fubako.call(201, emma.login(), "MKCOL", "/dav" + folder + "/sub", "");
        fubako.call(201, emma.login(), "PUT", "/dav" + folder + ".txt", "copied");
        HttpResponse<String> copied = fubako.call(
                emma.login(), "COPY", "/dav" + folder + ".txt", "", "Destination", "/dav" + folder + "/copied.txt");
        assertThat(copied.statusCode()).as(copied.body()).isEqualTo(201);
        upload(folder + "/in-parts.txt", "parts");

        for (String document : List.of("by-rest.txt", "by-dav.txt", "copied.txt", "in-parts.txt")) {
            Wait.until(() -> told(document).isPresent(), "no mail about " + document);
            assertThat(issued(document)).as(document).containsExactly("ok");
            Matcher link = LINK.matcher(told(document).orElseThrow());
            assertThat(link.find()).as(document).isTrue();
            assertThat(fubako.call("", "GET", link.group(), "").body()).contains(document);
        }
        assertThat(links()).hasSize(4).allSatisfy(link -> {
            assertThat(link.getInt("maxDownloads")).isEqualTo(1);
            assertThat(link.getBoolean("password")).isFalse();
            assertThat(link.getJsonArray("paths")).hasSize(1);
        });
        fubako.call(emma.login(), "DELETE", "/dav" + folder + ".txt", "");
    }

    private void upload(String path, String content) throws Exception {
        HttpResponse<String> made = fubako.call(
                emma.login(),
                "POST",
                "/api/v1/uploads",
                "",
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                Integer.toString(content.length()),
                "Upload-Metadata",
                "path " + Base64.getEncoder().encodeToString(path.getBytes(StandardCharsets.UTF_8)));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        HttpResponse<String> sent = fubako.call(
                emma.login(),
                "PATCH",
                made.headers().firstValue("Location").orElseThrow(),
                content,
                "Tus-Resumable",
                "1.0.0",
                "Upload-Offset",
                "0",
                "Content-Type",
                "application/offset+octet-stream");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(204);
    }

    private void demand(String protection) throws Exception {
        fubako.call(200, MANAGER, "PUT", "/api/v1/policies", "{\"links\":{\"demand\":\"" + protection + "\"}}");
    }

    @Test
    void g03WithoutTheRoleAConfirmedAddressOrLeaveItArrivesWithoutALinkAndTheLogSaysWhy() throws Exception {
        fubako.call(201, ALICE, "PUT", "/api/v1/files" + folder + "/by-alice.txt", "alice");
        assertThat(issued("by-alice.txt")).containsExactly("ROLE_MISSING");

        fubako.execute("UPDATE account SET mail_confirmed_at = NULL WHERE id = " + emma.idInSql());
        fubako.call(201, emma.login(), "PUT", "/dav" + folder + "/unconfirmed.txt", "emma");
        assertThat(issued("unconfirmed.txt")).containsExactly("MAIL_ADDRESS_MISSING");

        fubako.call(200, emma.login(), "PUT", "/api/v1/labels" + folder, "{\"label\":\"confidential\"}");
        fubako.call(201, emma.login(), "PUT", "/dav" + folder + "/confidential.txt", "emma");
        assertThat(issued("confidential.txt")).containsExactly("LINK_CONFIDENTIAL");

        demand("password");
        try {
            fubako.call(201, emma.login(), "PUT", "/dav" + folder + "/unprotected.txt", "emma");
        } finally {
            demand("none");
        }
        assertThat(issued("unprotected.txt")).containsExactly("LINK_PROTECTION");

        assertThat(links()).isEmpty();
        assertThat(fubako.call(200, emma.login(), "GET", "/api/v1/files" + folder + "/by-alice.txt", "")
                        .body())
                .isEqualTo("alice");
    }

    @Test
    void g03SwitchingItOnTakesTheRoleAndOffDoesNot() throws Exception {
        assertThat(fubako.call(200, ALICE, "GET", "/api/v1/settings" + folder, "")
                        .body())
                .contains("\"oneTimeUrl\":true");
        fubako.call(200, ALICE, "PUT", "/api/v1/settings" + folder, "{\"thumbnail\":true}");
        settings(200, ALICE, false);
        assertThat(settings(403, ALICE, true).body()).contains("role-missing");
        fubako.call(400, emma.login(), "PUT", "/api/v1/settings" + folder, "{\"oneTimeUrl\":\"yes\"}");
        fubako.call(201, emma.login(), "PUT", "/dav" + folder + "/quiet.txt", "quiet");

        assertThat(links()).isEmpty();
        assertThat(new LogReader(fubako, CAROL)
                        .about(folder).stream()
                                .filter(line -> line.contains("FOLDER_SETTINGS"))
                                .toList())
                .hasSize(4)
                .anyMatch(line -> line.startsWith(emma.login().split("@")[0]) && line.contains("one-time-url"))
                .anyMatch(line -> line.startsWith("alice") && line.endsWith("refused"));
    }
}
