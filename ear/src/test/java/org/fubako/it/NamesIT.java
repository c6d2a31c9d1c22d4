package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be a name, and which names are the same, through each call that gives one. */
@ExtendWith(SharedFubako.class)
class NamesIT {

    private static final String ALICE = "alice@demo";
    private static final String HOME = "/private/names";

    /** Addresses that the web container refuses by itself, with a status line only. */
    private static final Set<String> BY_THE_CONTAINER = Set.of("a\\b", "...");

    private final Fubako fubako;
    private final Map<String, String> locks = new HashMap<>();

    NamesIT(Fubako fubako) {
        this.fubako = fubako;
    }

    /** Everything that gives a name, as a new one to something below {@link #HOME}. */
    private enum Door {
        DAV_PUT,
        DAV_MKCOL,
        DAV_LOCK,
        DAV_COPY,
        DAV_MOVE,
        API_PUT,
        API_FOLDER,
        API_COPY,
        API_MOVE
    }

    @BeforeEach
    void make() throws Exception {
        assertThat(fubako.call(ALICE, "MKCOL", "/dav" + HOME, "").statusCode()).isEqualTo(201);
        assertThat(fubako.call(ALICE, "PUT", "/dav" + HOME + "/source", "source")
                        .statusCode())
                .isEqualTo(201);
    }

    @AfterEach
    void clear() throws Exception {
        for (Map.Entry<String, String> lock : locks.entrySet()) {
            fubako.call(ALICE, "UNLOCK", lock.getKey(), "", "Lock-Token", lock.getValue());
        }
        locks.clear();
        assertThat(fubako.call(ALICE, "DELETE", "/dav" + HOME, "").statusCode()).isEqualTo(204);
    }

    /** Gives a name; with slashes, one to something further below. */
    private HttpResponse<String> name(Door door, String name) throws Exception {
        String encoded = Stream.of(name.split("/"))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        String dav = "/dav" + HOME + "/";
        String to = fubako.uri(dav + encoded).toString();
        return switch (door) {
            case DAV_PUT -> fubako.call(ALICE, "PUT", dav + encoded, "x");
            case DAV_MKCOL -> fubako.call(ALICE, "MKCOL", dav + encoded, "");
            case DAV_LOCK -> lock(dav + encoded);
            case DAV_COPY -> fubako.call(ALICE, "COPY", dav + "source", "", "Destination", to);
            case DAV_MOVE -> fubako.call(ALICE, "MOVE", dav + "source", "", "Destination", to);
            case API_PUT -> fubako.call(ALICE, "PUT", "/api/v1/files" + HOME + "/" + encoded, "x");
            case API_FOLDER -> fubako.call(ALICE, "POST", "/api/v1/folders" + HOME + "/" + encoded, "");
            case API_COPY -> transfer("copies", name);
            case API_MOVE -> transfer("moves", name);
        };
    }

    private HttpResponse<String> lock(String path) throws Exception {
        HttpResponse<String> answer = fubako.call(
                ALICE,
                "LOCK",
                path,
                "<lockinfo xmlns=\"DAV:\"><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>");
        answer.headers().firstValue("Lock-Token").ifPresent(token -> locks.put(path, token));
        return answer;
    }

    private HttpResponse<String> transfer(String call, String name) throws Exception {
        String body = Json.createObjectBuilder()
                .add("from", HOME + "/source")
                .add("to", HOME + "/" + name)
                .build()
                .toString();
        return fubako.call(ALICE, "POST", "/api/v1/" + call, body, "Content-Type", "application/json");
    }

    /** Whether the name is in the address of the request. */
    private static boolean inAddress(Door door) {
        return switch (door) {
            case DAV_PUT, DAV_MKCOL, DAV_LOCK, API_PUT, API_FOLDER -> true;
            case DAV_COPY, DAV_MOVE, API_COPY, API_MOVE -> false;
        };
    }

    private List<String> names() throws Exception {
        return LogReader.json(fubako.call(ALICE, "GET", "/api/v1/folders" + HOME + "?limit=1000", ""))
                .getJsonArray("items")
                .getValuesAs(jakarta.json.JsonObject.class)
                .stream()
                .map(item -> item.getString("name"))
                .toList();
    }

    private static String octets(int count) {
        return "a".repeat(count);
    }

    static Stream<String> badNames() {
        Stream<String> characters = "\\:*?\"<>|".chars().mapToObj(c -> "a" + (char) c + "b");
        Stream<String> controls =
                IntStream.of(1, 7, 8, 9, 10, 13, 27, 31, 127, 0x80, 0x85, 0x9f).mapToObj(c -> "a" + (char) c + "b");
        Stream<String> unseen = IntStream.of(
                        0x00AD, 0x061C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060,
                        0x2066, 0x2069, 0xFEFF, 0xFFFF)
                .mapToObj(c -> "a" + (char) c + "b");
        Stream<String> others = Stream.of(
                " ",
                "a.",
                "a ",
                "...",
                "CON",
                "con",
                "nul.txt",
                "Com1.tar.gz",
                "LPT9",
                ".htaccess",
                ".HTPASSWD",
                ".dxx");
        return Stream.of(characters, controls, unseen, others).flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void c07C08ABadNameIsRefusedByEveryCallAndLeavesNothing(String name) throws Exception {
        for (Door door : Door.values()) {
            HttpResponse<String> answer = name(door, name);

            assertThat(answer.statusCode()).as("%s: %s", door, answer.body()).isEqualTo(400);
            assertThat(answer.body().isEmpty())
                    .as("%s", door)
                    .isEqualTo(inAddress(door) && BY_THE_CONTAINER.contains(name));
        }
        assertThat(names()).containsExactly("source");
    }

    static Stream<String> goodNames() {
        return Stream.of(
                "見積書（最終版）.xlsx",
                "ハハ と パパ",
                "がぎぐ",
                "㈱文箱",
                "👩‍👩‍👧‍👦 family.jpg",
                "a;b=c&d+e%41#f",
                "'quoted' $(x) `y` {z}",
                "..a",
                "-rf",
                "~",
                " leading",
                "=1+1.csv",
                "İstanbul ß ﬁ",
                "نص",
                "क्‍ष",
                octets(255),
                "あ".repeat(255),
                "😀".repeat(255));
    }

    @ParameterizedTest
    @MethodSource("goodNames")
    void c05AGoodNameOfUpTo255CharactersIsKeptByEveryCall(String name) throws Exception {
        for (Door door : Door.values()) {
            HttpResponse<String> answer = name(door, name);

            assertThat(answer.statusCode()).as("%s: %s", door, answer.body()).isIn(200, 201);
            if (door != Door.DAV_LOCK) {
                assertThat(names())
                        .as("%s", door)
                        .contains(java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFC));
            }
            clear();
            make();
        }
    }

    @ParameterizedTest
    @EnumSource
    void c05ANameOf256CharactersIsRefused(Door door) throws Exception {
        for (String name : List.of(octets(256), "あ".repeat(256), "😀".repeat(256))) {
            HttpResponse<String> answer = name(door, name);

            assertThat(answer.statusCode()).as("%s: %s", door, answer.body()).isEqualTo(400);
        }
        assertThat(names()).containsExactly("source");
    }

    @ParameterizedTest
    @EnumSource
    void c06APathOf900CharactersIsTakenAndOneMoreIsNot(Door door) throws Exception {
        String parent = deepFolder(900 - 100 - 1);
        String below = parent.substring(HOME.length() + 1);

        assertThat(name(door, below + "/" + octets(101)).statusCode()).isEqualTo(400);
        assertThat(name(door, below + "/" + octets(100)).statusCode()).isIn(200, 201);
    }

    @ParameterizedTest
    @EnumSource(names = {"DAV_COPY", "DAV_MOVE", "API_COPY", "API_MOVE"})
    void c06WhatLiesInAFolderCountsWhenItMoves(Door door) throws Exception {
        assertThat(fubako.call(ALICE, "DELETE", "/dav" + HOME + "/source", "").statusCode())
                .isEqualTo(204);
        assertThat(fubako.call(ALICE, "MKCOL", "/dav" + HOME + "/source", "").statusCode())
                .isEqualTo(201);
        assertThat(fubako.call(ALICE, "PUT", "/dav" + HOME + "/source/" + octets(50), "x")
                        .statusCode())
                .isEqualTo(201);
        String below = deepFolder(900 - 100 - 1).substring(HOME.length() + 1);

        assertThat(name(door, below + "/" + octets(50)).statusCode()).isEqualTo(400);
        assertThat(name(door, below + "/" + octets(49)).statusCode()).isIn(200, 201);
    }

    /** Makes folders whose path has so many characters. */
    private String deepFolder(int length) throws Exception {
        String path = HOME;
        while (path.length() < length) {
            int rest = length - path.length() - 1;
            // at least one character must be left for the next
            int take = rest > 200 && rest - 200 < 2 ? 100 : Math.min(200, rest);
            path = path + "/" + octets(take);
            assertThat(fubako.call(ALICE, "MKCOL", "/dav" + path, "").statusCode())
                    .isEqualTo(201);
        }
        assertThat(path).hasSize(length);
        return path;
    }

    @Test
    void c13NamesThatDifferInCaseOrCompositionOnlyAreTheSame() throws Exception {
        assertThat(name(Door.DAV_PUT, "がんばれ Report.TXT").statusCode()).isEqualTo(201);

        assertThat(name(Door.DAV_PUT, "か\u3099んは\u3099れ report.txt").statusCode())
                .isEqualTo(204);
        assertThat(name(Door.API_FOLDER, "がんばれ REPORT.txt").statusCode()).isEqualTo(409);
        assertThat(names()).hasSize(2);
    }

    @Test
    void c13NamesThatACollationWouldTakeForTheSameAreNot() throws Exception {
        List<String> names = List.of("ハハ", "パパ", "はは", "あ", "ア", "A", "Ａ", "a\u0301", "👍", "👎", "ss", "ß");
        for (String name : names) {
            // a and A are the same, so is ß and ss where case is folded in full
            assertThat(name(Door.DAV_PUT, name).statusCode()).as(name).isIn(201, 204);
        }

        assertThat(names()).contains("ハハ", "パパ", "はは", "あ", "ア", "Ａ", "á", "👍", "👎");
    }

    /** Everything a folder can do is off, but for the virus scan, and its rule is that of where it lies. */
    @Test
    void c10ANewFolderHasTheDefaults() throws Exception {
        assertThat(name(Door.API_FOLDER, "defaults").statusCode()).isEqualTo(201);

        try (var database = fubako.database();
                var statement = database.createStatement();
                var row = statement.executeQuery("SELECT own_rule, keep_revisions, scan_virus, notify, make_link,"
                        + " make_thumbnail FROM node WHERE name = 'defaults' AND deleted_at IS NULL")) {
            assertThat(row.next()).isTrue();
            assertThat(List.of(
                            row.getBoolean(1),
                            row.getBoolean(2),
                            row.getBoolean(3),
                            row.getBoolean(4),
                            row.getBoolean(5),
                            row.getBoolean(6)))
                    .containsExactly(false, false, true, false, false, false);
        }
    }
}
