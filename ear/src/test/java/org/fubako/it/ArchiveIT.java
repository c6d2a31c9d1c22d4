package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders and several things as one ZIP. */
@ExtendWith(SharedFubako.class)
class ArchiveIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String HOME = "/common/archive";
    private static final int UTF8 = 1 << 11;

    private final Fubako fubako;

    ArchiveIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void make() throws Exception {
        for (String folder : List.of("", "/empty", "/closed", "/%E8%B3%87%E6%96%99")) {
            assertThat(fubako.call(CAROL, "MKCOL", "/dav" + HOME + folder, "").statusCode())
                    .isEqualTo(201);
        }
        put("/a.txt", "a");
        put("/%E8%B3%87%E6%96%99/%E8%A6%8B%E7%A9%8D%20%F0%9F%8C%B8.txt", "b".repeat(100_000));
        put("/closed/secret.txt", "secret");
        put("/nothing.dat", "");
        assertThat(fubako.call(
                                CAROL,
                                "PUT",
                                "/api/v1/rights" + HOME + "/closed",
                                "{\"rule\":[{\"kind\":\"account\",\"principal\":\"carol\",\"mode\":\"read-write\"}]}",
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(200);
    }

    private void put(String path, String content) throws Exception {
        assertThat(fubako.call(CAROL, "PUT", "/dav" + HOME + path, content).statusCode())
                .isEqualTo(201);
    }

    @AfterEach
    void clear() throws Exception {
        assertThat(fubako.call(CAROL, "DELETE", "/dav" + HOME, "").statusCode()).isEqualTo(204);
    }

    private HttpResponse<byte[]> fetch(String account, String... paths) {
        List<String> parameters = new ArrayList<>();
        for (String path : paths) {
            parameters.add("path=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
        }
        return fubako.send(account, "GET", "/api/v1/archives?" + String.join("&", parameters), new byte[0])
                .join();
    }

    private static Map<String, String> unpacked(byte[] zip) throws Exception {
        Map<String, String> found = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                found.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return found;
    }

    @Test
    void c15P04AFolderComesAsOneZipWithNamesAndDatesAsTheyAre() throws Exception {
        HttpResponse<byte[]> answer = fetch(ALICE, HOME);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("archive.zip");
        assertThat(unpacked(answer.body()))
                .containsOnly(
                        Map.entry("archive/", ""),
                        Map.entry("archive/empty/", ""),
                        Map.entry("archive/資料/", ""),
                        Map.entry("archive/資料/見積 🌸.txt", "b".repeat(100_000)),
                        Map.entry("archive/a.txt", "a"),
                        Map.entry("archive/nothing.dat", ""));
        List<Header> headers = headers(answer.body());
        assertThat(headers).hasSize(12).allMatch(header -> (header.flags & UTF8) != 0);
        LocalDateTime now = LocalDateTime.now(ZoneId.of("Asia/Tokyo"));
        assertThat(headers).allMatch(header -> ChronoUnit.HOURS.between(header.time, now) == 0);
    }

    /** Of an entry, before it and in the directory at the end. */
    private record Header(int flags, LocalDateTime time) {

        static Header at(ByteBuffer zip, int offset) {
            int time = zip.getShort(offset + 4) & 0xFFFF;
            int date = zip.getShort(offset + 6) & 0xFFFF;
            return new Header(
                    zip.getShort(offset) & 0xFFFF,
                    LocalDateTime.of(
                            1980 + (date >> 9),
                            date >> 5 & 15,
                            date & 31,
                            time >> 11,
                            time >> 5 & 63,
                            (time & 31) * 2));
        }
    }

    private static List<Header> headers(byte[] bytes) {
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Header> found = new ArrayList<>();
        for (int at = 0; at < bytes.length - 30; at++) {
            if (zip.getInt(at) == 0x04034B50) {
                found.add(Header.at(zip, at + 6));
            } else if (zip.getInt(at) == 0x02014B50) {
                found.add(Header.at(zip, at + 8));
            }
        }
        return found;
    }

    @Test
    void c15P04OnlyWhatMayBeFetchedIsInIt() throws Exception {
        assertThat(unpacked(fetch(BOB, HOME).body()).keySet()).noneMatch(name -> name.contains("closed"));
        assertThat(unpacked(fetch(CAROL, HOME).body())).containsEntry("archive/closed/secret.txt", "secret");
        assertThat(fetch(BOB, HOME + "/closed").statusCode()).isEqualTo(404);
        assertThat(fetch(BOB, HOME + "/a.txt", HOME + "/closed/secret.txt").statusCode())
                .isEqualTo(404);
        assertThat(fetch("dave@other", HOME).statusCode()).isEqualTo(404);
    }

    @Test
    void c15SeveralThingsAreInOneAndEqualNamesGetACounter() throws Exception {
        HttpResponse<byte[]> answer = fetch(ALICE, HOME + "/a.txt", HOME + "/empty", HOME + "/a.txt");

        assertThat(unpacked(answer.body()).keySet()).containsExactly("a.txt", "a.txt (2)", "empty/");
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("archive.zip");
    }

    @Test
    void m37EachDocumentInItIsALine() throws Exception {
        fetch(ALICE, HOME);

        Wait.until(
                () -> fubako.call(CAROL, "GET", "/api/v1/logs/operations?limit=20", "")
                        .body()
                        .contains("見積 🌸.txt"),
                "no line of the document");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "?x=1",
                "?path=",
                "?path=a",
                "?path=/",
                "?path=/common/../private",
                "?path=/common/archive&x=1"
            })
    void whatCannotBeMeantIsRefused(String query) throws Exception {
        assertThat(fubako.call(ALICE, "GET", "/api/v1/archives" + query, "").statusCode())
                .isIn(400, 404);
    }
}
