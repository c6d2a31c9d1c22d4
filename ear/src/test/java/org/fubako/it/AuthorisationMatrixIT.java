package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.fubako.it.AccessActor.Door;
import org.fubako.it.AccessRequests.About;
import org.fubako.it.AccessRequests.Template;
import org.fubako.it.AccessTable.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every line of docs/access.md with everybody: each role alone, each access mode, one's own and others' things, another tenant,
 * ended accounts, strangers, through each door. What each cell must answer follows from the table alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedFubako.class)
class AuthorisationMatrixIT {

    private static final String MANAGER = "manager@demo";
    private static final String CAROL = "carol@demo";
    private static final String ROOT = "/common/matrix";
    private static final String DOCUMENT = "/document.png";
    private static final String CANARY = "canary-of-the-matrix";
    private static final Path REPORT = Path.of("target/authorisation-matrix.tsv");
    private static final String[] ROLES = {
        "publish-links",
        "manage-links",
        "manage-groups",
        "access-control",
        "view-logs",
        "manage-mail",
        "manage-accounts"
    };
    private static final List<Door> PRESENTED =
            List.of(Door.SESSION, Door.DEVICE_PASSWORD, Door.TOKEN, Door.READING_TOKEN);
    private static final Set<Integer> FINE = Set.of(200, 201, 204);
    private static final Set<Integer> SHOWN = Set.of(200, 302, 303);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "PROPFIND");

    private final Fubako fubako;
    private final AccessTable table;
    private final AccessRequests requests;
    private final Map<String, AccessActor> byRole = new LinkedHashMap<>();
    private final List<String> report = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final String today = LocalDate.now(ZoneId.of("Asia/Tokyo")).toString();
    private AccessActor plain;
    private AccessActor manager;
    private AccessActor foreign;
    private String victimAccount;
    private String victimGroup;
    private String victimSpace;
    private String victimLink;
    private int number;

    AuthorisationMatrixIT(Fubako fubako) throws IOException {
        this.fubako = fubako;
        table = AccessTable.read();
        requests = new AccessRequests(fubako.uri("").toString());
    }

    /** What an answer comes to. */
    private enum Answer {
        DONE,
        REFUSED,
        /** As if it did not exist. */
        HIDDEN,
        /** Asked who it is. */
        NOBODY,
        OTHER;

        static Answer of(HttpResponse<String> answer, Set<Integer> fine) {
            int status = answer.statusCode();
            // a device password that is none any more is taken for a guess
            boolean asked = status == 401
                    || status == 429
                    || answer.headers().firstValue("Location").orElse("").startsWith("/signin");
            if (asked) {
                return NOBODY;
            } else if (fine.contains(status)) {
                return DONE;
            } else if (status == 403) {
                return REFUSED;
            }
            boolean noParent = status == 409 && answer.body().contains("parent-missing")
                    || status == 409 && answer.body().isEmpty();
            return status == 404 || noParent ? HIDDEN : OTHER;
        }
    }

    /* The stage */

    @BeforeAll
    void make() throws Exception {
        manager = AccessActor.of(fubako, MANAGER, ROLES);
        foreign = AccessActor.of(fubako, "manager@other", ROLES);
        for (String role : ROLES) {
            String name = account();
            String group = group(CANARY + "-" + role);
            manager.mustJson("PUT", "/api/v1/groups/" + group, "{\"add\":[\"" + name + "\"]}");
            // the one role of them that no door gives to a group of its own
            fubako.execute("INSERT INTO group_role SELECT tenant_id, id, '"
                    + role.toUpperCase(Locale.ROOT).replace('-', '_')
                    + "' FROM account_group WHERE id = X'" + group + "'");
            byRole.put(role, AccessActor.of(fubako, name + "@demo", role));
        }
        plain = actor();
        victimAccount = id("accounts", account());
        victimGroup = group(CANARY);
        victimSpace = LogReader.json(manager.mustJson(
                        "POST",
                        "/api/v1/spaces",
                        "{\"kind\":\"project\",\"name\":\"" + CANARY + "\",\"members\":"
                                + "[{\"kind\":\"account\",\"name\":\"manager\",\"administrator\":true}]}"))
                .getString("id");
        makeTree();
        victimLink = LogReader.json(
                        manager.mustJson("POST", "/api/v1/links", "{\"paths\":[\"" + AccessRequests.GIVEN + "\"]}"))
                .getString("id");
    }

    /** A new account, with the password of the demo accounts. */
    private String account() throws Exception {
        String name = "witness-" + number++;
        manager.mustJson("POST", "/api/v1/accounts", "{\"name\":\"" + name + "\"}");
        fubako.execute("UPDATE account SET password_temporary = FALSE, password_hash ="
                + " (SELECT password_hash FROM account WHERE name = 'alice') WHERE name = '" + name + "'");
        return name;
    }

    private AccessActor actor(String... roles) throws Exception {
        return AccessActor.of(fubako, account() + "@demo", roles);
    }

    private String group(String name) throws Exception {
        return LogReader.json(manager.mustJson("POST", "/api/v1/groups", "{\"name\":\"" + name + "\"}"))
                .getString("id");
    }

    private String id(String what, String name) throws Exception {
        return LogReader.json(manager.must("GET", "/api/v1/" + what + "?limit=1000", ""))
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(one -> one.getString("name").equals(name))
                .findFirst()
                .orElseThrow()
                .getString("id");
    }

    private void makeTree() throws Exception {
        call(201, CAROL, "MKCOL", "/dav" + ROOT, "");
        call(201, CAROL, "PUT", "/dav" + AccessRequests.GIVEN, "x");
        for (String mode : table.modes().keySet()) {
            String folder = ROOT + "/" + mode;
            stage(CAROL, folder);
            String own = mode.equals("none")
                    ? ""
                    : ",{\"kind\":\"account\",\"principal\":\"" + plain.name() + "\",\"mode\":\"" + mode + "\"}";
            String rule =
                    "{\"rule\":[{\"kind\":\"account\",\"principal\":\"carol\",\"mode\":\"read-write\"}" + own + "]}";
            call(200, CAROL, "PUT", "/api/v1/rights" + folder, rule, "Content-Type", "application/json");
        }
        stage(plain.login(), "/private/matrix");
        stage("alice@demo", "/group/sales/matrix");
    }

    private void stage(String account, String folder) throws Exception {
        call(201, account, "MKCOL", "/dav" + folder, "");
        call(201, account, "MKCOL", "/dav" + folder + "/folder", "");
        call(
                200,
                account,
                "PUT",
                "/api/v1/settings" + folder,
                "{\"thumbnail\":true}",
                "Content-Type",
                "application/json");
        assertThat(fubako.send(account, "PUT", "/dav" + folder + DOCUMENT, picture())
                        .join()
                        .statusCode())
                .isEqualTo(201);
        Wait.until(
                () -> fubako.call(account, "GET", "/api/v1/thumbnails" + folder + DOCUMENT, "")
                                .statusCode()
                        == 200,
                "no small picture");
    }

    /** With words behind its end that pictures are drawn without. */
    private static byte[] picture() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", bytes);
        bytes.write(CANARY.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private void call(int status, String account, String method, String address, String body, String... headers)
            throws Exception {
        HttpResponse<String> answer = fubako.call(account, method, address, body, headers);
        assertThat(answer.statusCode())
                .as("%s %s %s: %s", account, method, address, answer.body())
                .isEqualTo(status);
    }

    @AfterAll
    void clear() throws Exception {
        Files.write(REPORT, report);
        fubako.execute(
                "DELETE FROM node_lock WHERE account_id IN (SELECT id FROM account WHERE name LIKE 'witness-%')");
        call(204, CAROL, "DELETE", "/dav" + ROOT, "");
        call(204, CAROL, "DELETE", "/dav" + AccessRequests.GIVEN, "");
        fubako.execute("DELETE FROM link");
        fubako.execute("DELETE FROM receive_folder");
        call(204, "alice@demo", "DELETE", "/dav/group/sales/matrix", "");
        for (JsonObject space : LogReader.list(manager.must("GET", "/api/v1/spaces", ""))) {
            if (space.getString("path").matches("/project/(matrix-\\d+|" + CANARY + ")")) {
                manager.must("DELETE", "/api/v1/spaces/" + space.getString("id"), "");
            }
        }
        for (String what : List.of("groups", "accounts")) {
            for (JsonObject one : LogReader.json(manager.must("GET", "/api/v1/" + what + "?limit=1000", ""))
                    .getJsonArray("items")
                    .getValuesAs(JsonObject.class)) {
                if (one.getString("name").matches("(matrix|witness)-\\d+|" + CANARY + ".*")) {
                    manager.must("DELETE", "/api/v1/" + what + "/" + one.getString("id"), "");
                }
            }
        }
        for (AccessActor actor : List.of(manager, foreign)) {
            for (String what : List.of("tokens", "device-passwords", "me/mail/signatures")) {
                for (JsonObject one : LogReader.list(actor.must("GET", "/api/v1/" + what, ""))) {
                    actor.must("DELETE", "/api/v1/" + what + "/" + one.getString("id"), "");
                }
            }
        }
    }

    /* A cell */

    private void note(Row row, String who, Door door, Set<Answer> expected, Answer got, HttpResponse<String> answer) {
        String cell = String.join("\t", row.name(), who, door.name(), expected.toString(), got.toString());
        report.add(cell);
        if (!expected.contains(got)) {
            wrong.add(cell + "\t" + answer.statusCode() + " "
                    + answer.body().substring(0, Math.min(200, answer.body().length())));
        }
    }

    private void assertNoneIsWrong() {
        List<String> found = List.copyOf(wrong);
        wrong.clear();
        assertThat(found).as("%d of them", found.size()).isEmpty();
    }

    /** What is asked of whoever may do it, before it is asked where. */
    private static boolean reaches(Row row, Door door) {
        boolean changes = !READING.contains(row.method());
        return !(row.inPerson() && !door.inPerson()) && !(changes && door.readsOnly());
    }

    /** Those that are about a place in the tree, or all others, but for what is one's own. */
    private List<Row> calls(boolean ofTheTree) {
        Set<String> operations = table.modes().get("read-write");
        return table.rows("REST").stream()
                .filter(row -> !row.own())
                .filter(row -> ofTheTree
                        == (row.takes().stream().anyMatch(operations::contains)
                                || row.address().contains("{path}")
                                        && !row.takes().contains("account")))
                .toList();
    }

    private String realId(Row row) {
        return switch (row.address().split("/")[1]) {
            case "accounts" -> victimAccount;
            case "groups" -> victimGroup;
            case "links" -> victimLink;
            default -> victimSpace;
        };
    }

    private HttpResponse<String> send(AccessActor actor, Door door, Row row, String id) throws Exception {
        Template template = requests.of(row);
        int mine = number++;
        return actor.send(
                door,
                row.method(),
                "/api/v1" + row.address().replace("{id}", id).replace("{path}", "common")
                        + AccessRequests.filled(template.query(), "", mine, today),
                AccessRequests.filled(template.body(), "", mine, today),
                template.headers());
    }

    @Test
    void theRequestsAreForLinesOfTheTable() {
        List<String> names = Stream.of("REST", "WebDAV")
                .flatMap(chapter -> table.rows(chapter).stream().map(Row::name))
                .toList();

        assertThat(names).hasSizeGreaterThan(90).doesNotHaveDuplicates().containsAll(requests.names());
    }

    @Test
    void ct52ct55ARoleOpensWhatItIsForAndNothingElse() throws Exception {
        List<AccessActor> actors = new ArrayList<>(byRole.values());
        actors.add(plain);
        actors.add(manager);
        for (Row row : calls(false)) {
            Set<String> roles = row.roles(byRole.keySet());
            for (AccessActor actor : actors) {
                boolean may = roles.isEmpty() || actor.hasOneOf(roles);
                for (Door door : Door.values()) {
                    Template template = requests.of(row);
                    boolean allowed = may && reaches(row, door);
                    boolean spared = allowed && template.destroys();
                    HttpResponse<String> answer =
                            send(actor, door, row, spared ? AccessRequests.NO_SUCH_ID : realId(row));
                    Set<Answer> expected = EnumSet.of(spared ? Answer.HIDDEN : allowed ? Answer.DONE : Answer.REFUSED);
                    if (allowed && row.address().startsWith("/links/") && !actor.hasOneOf(Set.of("manage-links"))) {
                        // it is somebody else's
                        expected = EnumSet.of(Answer.HIDDEN);
                    }
                    if (!allowed && row.address().startsWith("/spaces/")) {
                        // who does not enter a space learns nothing of it
                        expected.add(Answer.HIDDEN);
                    }
                    note(row, who(actor), door, expected, Answer.of(answer, template.fine()), answer);
                    if (allowed && row.name().equals("DELETE /sessions")) {
                        actor.enter();
                    }
                }
            }
        }
        assertNoneIsWrong();
    }

    private String who(AccessActor actor) {
        if (actor == plain) {
            return "no role";
        } else if (actor == manager) {
            return "all roles";
        } else if (actor == foreign) {
            return "other tenant";
        }
        return byRole.entrySet().stream()
                .filter(entry -> entry.getValue() == actor)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    @Test
    void ct52AllRolesOfAnotherTenantAreWorthNothing() throws Exception {
        for (Row row : calls(false)) {
            boolean aboutOne = row.address().contains("{id}");
            if (!aboutOne && !row.method().equals("GET")) {
                // makes or changes something of its own tenant
                continue;
            }
            for (Door door : Door.values()) {
                HttpResponse<String> answer = send(foreign, door, row, realId(row));
                Set<Answer> expected =
                        EnumSet.of(!reaches(row, door) ? Answer.REFUSED : aboutOne ? Answer.HIDDEN : Answer.DONE);
                note(
                        row,
                        who(foreign),
                        door,
                        expected,
                        Answer.of(answer, requests.of(row).fine()),
                        answer);
                assertThat(answer.body()).as(row.name()).doesNotContain(CANARY, "witness-");
            }
        }
        assertNoneIsWrong();
    }

    /* The tree */

    /** A folder with a document and a folder in it, who comes there, what that one may do there, and who may do everything. */
    private record Relation(
            String who, AccessActor actor, String folder, Set<String> allowed, Optional<String> stager) {

        /** Whether things may be known of that may not be done. */
        boolean sees() {
            return allowed.contains("list");
        }
    }

    private List<Relation> relations() {
        List<Relation> relations = new ArrayList<>();
        table.modes()
                .forEach((mode, allowed) ->
                        relations.add(new Relation(mode, plain, ROOT + "/" + mode, allowed, Optional.of(CAROL))));
        Set<String> everything = table.modes().get("read-write");
        relations.add(new Relation("owner", plain, "/private/matrix", everything, Optional.of(plain.login())));
        relations.add(new Relation("no member", plain, "/group/sales/matrix", Set.of(), Optional.empty()));
        relations.add(new Relation("other tenant", foreign, ROOT + "/read-write", Set.of(), Optional.empty()));
        byRole.forEach((role, actor) -> relations.add(new Relation(
                role,
                actor,
                ROOT + "/none",
                role.equals("access-control") ? Set.of("list", role) : Set.of(),
                Optional.of(CAROL))));
        return relations;
    }

    private String staged(Relation relation, About about, boolean allowed, int mine) throws Exception {
        String folder = relation.folder();
        if (allowed && (about == About.FRESH_DOCUMENT || about == About.FRESH_FOLDER)) {
            String fresh = folder + "/fresh-" + mine;
            boolean document = about == About.FRESH_DOCUMENT;
            call(201, relation.stager().orElseThrow(), document ? "PUT" : "MKCOL", "/dav" + fresh, document ? "x" : "");
            return fresh;
        }
        return switch (about) {
            case DOCUMENT, FRESH_DOCUMENT -> folder + DOCUMENT;
            case FOLDER, FRESH_FOLDER -> folder + "/folder";
            case FREE -> folder + "/free-" + mine;
        };
    }

    private void ofTheTree(List<Row> rows, String root, List<Door> doors) throws Exception {
        for (Row row : rows) {
            Template template = requests.of(row);
            for (Relation relation : relations()) {
                boolean may = relation.allowed().containsAll(row.takes());
                for (Door door : doors) {
                    int mine = number++;
                    boolean allowed = may && reaches(row, door);
                    String path = staged(relation, template.about(), allowed, mine);
                    String address =
                            row.address().isEmpty() ? path : row.address().replace("/{path}", path);
                    HttpResponse<String> answer = relation.actor()
                            .send(
                                    door,
                                    row.method(),
                                    root + address + AccessRequests.filled(template.query(), path, mine, today),
                                    AccessRequests.filled(template.body(), path, mine, today),
                                    template.headers().stream()
                                            .map(header -> AccessRequests.filled(header, path, mine, today))
                                            .toList());
                    // a credential for reading is refused before anything is looked for
                    boolean hides = !relation.sees() && reaches(row, door);
                    Answer expected = allowed ? Answer.DONE : hides ? Answer.HIDDEN : Answer.REFUSED;
                    note(
                            row,
                            relation.who(),
                            door,
                            EnumSet.of(expected),
                            Answer.of(answer, root.isEmpty() ? SHOWN : template.fine()),
                            answer);
                    if (!allowed) {
                        assertThat(answer.body()).as(row.name()).doesNotContain(CANARY);
                    }
                }
            }
        }
        assertNoneIsWrong();
    }

    @Test
    void c02C03ct52AnAccessModeOpensWhatItSaysAndNothingElseOnRest() throws Exception {
        ofTheTree(calls(true), "/api/v1", List.of(Door.values()));
    }

    @Test
    void c02C03ct52AnAccessModeOpensWhatItSaysAndNothingElseOnWebDav() throws Exception {
        List<Row> rows = table.rows("WebDAV").stream()
                .filter(row -> !row.own() && !row.takes().contains("account"))
                .toList();
        ofTheTree(rows, "/dav", List.of(Door.PASSWORD, Door.DEVICE_PASSWORD));
    }

    /* One's own */

    @Test
    void ct52WhatIsOnesOwnIsNobodyElses() throws Exception {
        for (Row row : table.rows("REST").stream().filter(Row::own).toList()) {
            Thing thing = thing(row);
            for (AccessActor actor : List.of(plain, byRole.get("manage-accounts"), manager, foreign)) {
                for (Door door : Door.values()) {
                    boolean own = actor == plain;
                    boolean allowed = own && reaches(row, door);
                    HttpResponse<String> answer =
                            actor.send(door, row.method(), "/api/v1" + thing.address(), thing.body(), thing.headers());
                    Answer expected = allowed ? Answer.DONE : reaches(row, door) ? Answer.HIDDEN : Answer.REFUSED;
                    note(row, own ? "owner" : who(actor), door, EnumSet.of(expected), Answer.of(answer, FINE), answer);
                    if (allowed) {
                        thing = thing(row);
                    }
                }
            }
        }
        assertNoneIsWrong();
    }

    /** Something that belongs to the account without roles, and how it is asked for. */
    private record Thing(String address, String body, List<String> headers) {

        static Thing at(String address) {
            return new Thing(address, "", List.of());
        }
    }

    private Thing thing(Row row) throws Exception {
        String kind = row.address().replaceAll("/\\{.*", "");
        return switch (kind) {
            case "/tokens", "/device-passwords" ->
                Thing.at(kind + "/"
                        + LogReader.json(plain.mustJson("POST", "/api/v1" + kind, "{\"label\":\"matrix\"}"))
                                .getString("id"));
            case "/me/mail/signatures" -> signature(row);
            case "/sessions" -> Thing.at(kind + "/" + freshSession());
            case "/uploads" -> upload(row);
            case "/trash" -> trashed(row);
            default -> throw new IllegalStateException("nothing of one's own is known for " + row.name());
        };
    }

    private Thing signature(Row row) throws Exception {
        String body = "{\"label\":\"matrix-" + number++ + "\",\"text\":\"matrix\"}";
        String id = LogReader.json(plain.mustJson("POST", "/api/v1/me/mail/signatures", body))
                .getString("id");
        String address = "/me/mail/signatures/" + id;
        return row.method().equals("PUT")
                ? new Thing(address, body, List.of("Content-Type", "application/json"))
                : Thing.at(address);
    }

    private String freshSession() throws Exception {
        PortalSession session = PortalSession.of(fubako, plain.login());
        return LogReader.list(session.get("/api/v1/sessions")).stream()
                .filter(one -> one.getBoolean("current"))
                .findFirst()
                .orElseThrow()
                .getString("id");
    }

    private Thing upload(Row row) throws Exception {
        String path = "/private/matrix/upload-" + number++;
        String address = plain.must(
                        "POST",
                        "/api/v1/uploads",
                        "",
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Length",
                        "1",
                        "Upload-Metadata",
                        AccessRequests.filled("path <base64>", path, number, today))
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceFirst(".*/api/v1", "");
        List<String> headers = new ArrayList<>(List.of("Tus-Resumable", "1.0.0"));
        if (row.method().equals("PATCH")) {
            headers.addAll(List.of("Upload-Offset", "0", "Content-Type", "application/offset+octet-stream"));
            return new Thing(address, "x", headers);
        }
        return new Thing(address, "", headers);
    }

    private Thing trashed(Row row) throws Exception {
        fubako.trash(plain.login(), "/private", true);
        String path = "/private/matrix/trashed-" + number++;
        plain.must("PUT", "/dav" + path, "x");
        plain.must("DELETE", "/dav" + path, "");
        String id = LogReader.json(plain.must("GET", "/api/v1/trash/private", ""))
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
        return row.method().equals("DELETE")
                ? Thing.at("/trash/private?id=" + id)
                : new Thing("/trash/private", "{\"id\":\"" + id + "\"}", List.of("Content-Type", "application/json"));
    }

    /* Pages */

    private List<Row> pages() {
        return table.rows("Portal").stream()
                .filter(row -> !row.takes().get(0).startsWith("anybody"))
                .toList();
    }

    @Test
    void a03ct52APageOpensForThoseItIsForAndNobodyElse() throws Exception {
        List<AccessActor> actors = new ArrayList<>(byRole.values());
        actors.addAll(List.of(plain, manager));
        for (Row row : pages()) {
            if (row.address().matches("/(files|preview)/\\{path}")) {
                continue;
            }
            Set<String> roles = row.roles(byRole.keySet());
            for (AccessActor actor : actors) {
                boolean allowed = roles.isEmpty() || actor.hasOneOf(roles);
                for (String method : List.of("GET", "HEAD")) {
                    HttpResponse<String> answer = actor.send(
                            Door.SESSION,
                            method,
                            row.address().replace("{path}", "common").replace("{page}", "index"),
                            "",
                            List.of());
                    note(
                            new Row(method, row.address(), row.takes()),
                            who(actor),
                            Door.SESSION,
                            EnumSet.of(allowed ? Answer.DONE : Answer.REFUSED),
                            Answer.of(answer, SHOWN),
                            answer);
                }
            }
        }
        assertNoneIsWrong();
    }

    @Test
    void c02C03ct52APageOfTheTreeOpensAsTheAccessModeSays() throws Exception {
        List<Row> rows = pages().stream()
                .filter(row -> row.address().matches("/(files|preview)/\\{path}"))
                .map(row -> new Row("GET", row.address(), row.takes()))
                .toList();
        ofTheTree(rows, "", List.of(Door.SESSION));
    }

    /* Nobody */

    private static String anAddress(Row row, String root) {
        return root
                + row.address()
                        .replace("/{path}", ROOT + "/read-write" + DOCUMENT)
                        .replace("{page}", "index")
                        .replace("{id}", AccessRequests.NO_SUCH_ID);
    }

    private void nobody(String who, List<Door> doors, AccessActor actor) throws Exception {
        Map<String, List<Row>> byRoot = Map.of(
                "/api/v1",
                table.rows("REST"),
                "/dav",
                table.rows("WebDAV").stream()
                        .map(row -> new Row(row.method(), ROOT + "/read-write" + DOCUMENT, row.takes()))
                        .toList(),
                "",
                pages().stream()
                        .map(row -> new Row("GET", row.address(), row.takes()))
                        .toList());
        for (Map.Entry<String, List<Row>> door : byRoot.entrySet()) {
            for (Row row : door.getValue()) {
                for (Door by : doors) {
                    String address = anAddress(row, door.getKey());
                    HttpResponse<String> answer = actor.send(by, row.method(), address, "", List.of());
                    note(row, who, by, EnumSet.of(Answer.NOBODY), Answer.of(answer, Set.of()), answer);
                }
            }
        }
        assertNoneIsWrong();
    }

    private void awaitEnd(AccessActor actor) throws Exception {
        for (Door door : PRESENTED) {
            Wait.until(
                    () -> actor.send(door, "GET", "/api/v1/me", "", List.of()).statusCode() == 401,
                    door + " still opens");
        }
    }

    @Test
    void ct51ct52ASuspendedAccountIsNobody() throws Exception {
        AccessActor actor = actor();
        manager.must("PUT", "/api/v1/accounts/" + id("accounts", actor.name()) + "/suspension", "");
        awaitEnd(actor);
        nobody("suspended", PRESENTED, actor);
    }

    @Test
    void a06ct52AnAccountPastItsDateIsNobody() throws Exception {
        AccessActor actor = actor();
        manager.mustJson("PUT", "/api/v1/accounts/" + id("accounts", actor.name()), "{\"expires\":\"" + today + "\"}");
        awaitEnd(actor);
        nobody("expired", PRESENTED, actor);
    }

    @Test
    void ct52ARemovedAccountIsNobody() throws Exception {
        AccessActor actor = actor();
        manager.must("DELETE", "/api/v1/accounts/" + id("accounts", actor.name()), "");
        awaitEnd(actor);
        nobody("removed", PRESENTED, actor);
    }

    @Test
    void ct52AnAccountOfATenantThatHasEndedIsNobody() throws Exception {
        AccessActor dave = AccessActor.of(fubako, "dave@other");
        fubako.execute("UPDATE tenant SET state = 'ENDED' WHERE code = 'other'");
        try {
            awaitEnd(dave);
            nobody("ended tenant", PRESENTED, dave);
        } finally {
            fubako.execute("UPDATE tenant SET state = 'ACTIVE' WHERE code = 'other'");
            Wait.until(
                    () -> dave.send(Door.TOKEN, "GET", "/api/v1/me", "", List.of())
                                    .statusCode()
                            == 200,
                    "the tenant is not back");
            for (String what : List.of("tokens", "device-passwords")) {
                for (JsonObject one : LogReader.list(dave.must("GET", "/api/v1/" + what, ""))) {
                    dave.must("DELETE", "/api/v1/" + what + "/" + one.getString("id"), "");
                }
            }
        }
    }
}
