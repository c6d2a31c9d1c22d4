package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process dies at named points of an upload and is started again on the same data. At each point stop two uploads, one of
 * a new document and one over an old one; then all of them die at once, with the database or without it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashPointsIT {

    private static final String ALICE = "alice@demo";

    /** More than one segment of a blob. */
    private static final int LENGTH = 200_000;

    private static final List<List<String>> GROUPS = List.of(
            List.of("up.start", "up.reserved", "up.tmp.created", "up.tmp.partial", "up.tmp.full", "up.tmp.synced"),
            List.of("up.env", "up.renamed", "up.dir.synced", "up.tx2.before"),
            List.of("up.tx2.written", "up.tx2.commit.sent", "up.tx2.after", "up.answered"));

    private static final Set<String> COMMITTED = Set.of("up.tx2.commit.sent", "up.tx2.after", "up.answered");

    enum Death {
        /** By {@code Runtime.halt} at the point; the database goes on. */
        OF_THE_SERVER,
        /** By SIGKILL for every process. */
        OF_ALL
    }

    @TempDir
    static Path folder;

    private Fubako fubako;
    private Path arming;

    /** Everything that was ever acknowledged, by path. */
    private final Map<String, byte[]> acknowledged = new LinkedHashMap<>();

    private record Upload(String point, String path, boolean isNew, byte[] before, byte[] after) {

        String key() {
            return path + "#" + point;
        }
    }

    static Stream<Arguments> deaths() {
        return GROUPS.stream().flatMap(points -> Stream.of(Death.values()).map(death -> Arguments.of(death, points)));
    }

    @BeforeAll
    void start() throws Exception {
        arming = Files.createDirectories(folder.resolve("crash")).resolve("arming");
        restart(Map.of());
        for (int length : List.of(0, 1, 65_480, 65_481, LENGTH)) {
            acknowledge("/dav/private/before-" + length, content("before", length));
        }
    }

    /** Compiled quickly rather than well: these servers live for seconds. */
    private void restart(Map<String, String> more) throws Exception {
        Map<String, String> environment = new LinkedHashMap<>(more);
        environment.put("FUBAKO_TEST_CRASH_FILE", arming.toString());
        fubako = Fubako.start(folder.resolve("data"), environment);
    }

    @AfterAll
    void stop() throws Exception {
        if (fubako != null && fubako.process().isAlive()) {
            fubako.close();
        }
    }

    @ParameterizedTest(name = "death {0} at {1}")
    @MethodSource("deaths")
    @Order(1)
    void whateverThePointNothingAcknowledgedIsLostAndNothingIsHalf(Death death, List<String> points) throws Exception {
        List<Upload> uploads = prepare(death, points);

        Map<Upload, CompletableFuture<HttpResponse<byte[]>>> running = stopAtTheirPoints(points, uploads);
        die(death);
        restart(Map.of());

        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
        assertThat(StoreCheck.temporary(fubako)).isEmpty();
        requireAcknowledged();
        for (Upload upload : uploads) {
            requireAllOrNothing(upload);
            if (upload.point.equals("up.answered")) {
                assertThat(running.get(upload).get().statusCode()).isEqualTo(upload.isNew ? 201 : 204);
            } else {
                assertThat(running.get(upload)).isCompletedExceptionally();
            }
        }
        for (Upload upload : uploads) {
            repeat(upload);
        }
        requireAcknowledged();
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
        assertThat(StoreCheck.temporary(fubako)).isEmpty();
    }

    private List<Upload> prepare(Death death, List<String> points) throws Exception {
        List<Upload> uploads = new ArrayList<>();
        for (String point : points) {
            // a folder for each: a transaction that stands still holds the folder that it writes into
            for (boolean isNew : List.of(true, false)) {
                String name = point + "-" + death + "-" + (isNew ? "new" : "old");
                assertThat(fubako.call(ALICE, "POST", "/api/v1/folders/common/" + name, "")
                                .statusCode())
                        .isEqualTo(201);
                String path = (isNew ? "/dav/common/" : "/api/v1/files/common/") + name + "/" + name;
                byte[] before = isNew ? new byte[0] : content("before " + name, LENGTH / 2);
                if (!isNew) {
                    put(path, before);
                }
                uploads.add(new Upload(point, path, isNew, before, content("after " + name, LENGTH)));
            }
        }
        return uploads;
    }

    private Map<Upload, CompletableFuture<HttpResponse<byte[]>>> stopAtTheirPoints(
            List<String> points, List<Upload> uploads) throws Exception {
        arm(points.stream().map(point -> point + " 2").toList());
        Map<Upload, CompletableFuture<HttpResponse<byte[]>>> running = new LinkedHashMap<>();
        for (Upload upload : uploads) {
            running.put(upload, fubako.send(ALICE, "PUT", upload.path, upload.after, "Idempotency-Key", upload.key()));
            Path stopped = arming.resolveSibling(upload.point + (upload.isNew ? "-1" : "-2"));
            Wait.until(() -> Files.exists(stopped), upload + " has not come to its point");
        }
        return running;
    }

    private void arm(List<String> lines) throws IOException {
        Path fresh = arming.resolveSibling("arming.part");
        Files.write(fresh, lines);
        Files.move(fresh, arming, StandardCopyOption.ATOMIC_MOVE);
    }

    private void die(Death death) throws Exception {
        if (death == Death.OF_ALL) {
            fubako.kill();
        } else {
            arm(List.of("die"));
            assertThat(fubako.awaitExit()).isEqualTo(137);
            assertThat(fubako.databaseProcess()).isPresent();
        }
        try (Stream<Path> markers = Files.list(arming.getParent())) {
            for (Path marker : markers.toList()) {
                Files.delete(marker);
            }
        }
    }

    private void requireAcknowledged() throws Exception {
        for (Map.Entry<String, byte[]> document : acknowledged.entrySet()) {
            HttpResponse<byte[]> got = get(document.getKey());
            assertThat(got.statusCode()).as(document.getKey()).isEqualTo(200);
            assertThat(got.body()).as(document.getKey()).isEqualTo(document.getValue());
        }
    }

    private void requireAllOrNothing(Upload upload) throws Exception {
        HttpResponse<byte[]> got = get(upload.path);
        if (COMMITTED.contains(upload.point)) {
            assertThat(got.body()).as("%s", upload).isEqualTo(upload.after);
        } else if (upload.isNew) {
            assertThat(got.statusCode()).as("%s", upload).isEqualTo(404);
        } else {
            assertThat(got.body()).as("%s", upload).isEqualTo(upload.before);
        }
    }

    /** What a client does that has had no answer: the same again, under the same key. */
    private void repeat(Upload upload) throws Exception {
        HttpResponse<byte[]> again = fubako.send(
                        ALICE, "PUT", upload.path, upload.after, "Idempotency-Key", upload.key())
                .get();

        assertThat(again.statusCode()).as("%s", upload).isEqualTo(upload.isNew ? 201 : 204);
        assertThat(again.headers().firstValue("ETag"))
                .as("%s", upload)
                .isEqualTo(get(upload.path).headers().firstValue("ETag"));
        assertThat(newestRevision(upload)).as("%s", upload).isEqualTo(upload.isNew ? 1 : 2);
        acknowledged.put(upload.path, upload.after);
    }

    private int newestRevision(Upload upload) throws Exception {
        try (Connection database = fubako.database();
                PreparedStatement select = database.prepareStatement(
                        "SELECT revision_number FROM node WHERE kind = 'DOCUMENT' AND name = ?")) {
            select.setString(1, upload.path.substring(upload.path.lastIndexOf('/') + 1));
            try (ResultSet found = select.executeQuery()) {
                assertThat(found.next()).isTrue();
                return found.getInt(1);
            }
        }
    }

    private void acknowledge(String path, byte[] content) throws Exception {
        put(path, content);
        acknowledged.put(path, content);
    }

    private void put(String path, byte[] content) throws Exception {
        assertThat(fubako.send(ALICE, "PUT", path, content).get().statusCode()).isEqualTo(201);
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return fubako.send(ALICE, "GET", path, new byte[0]).get();
    }

    @Test
    @Order(2)
    void whatTheDeathsLeftBehindIsSweptOnceItIsOldEnough() throws Exception {
        Set<String> orphans = StoreCheck.of(fubako).orphans();
        assertThat(orphans).isNotEmpty();
        assertThat(StoreCheck.quarantined(fubako)).as("young ones stay").isEmpty();

        fubako.close();
        restart(Map.of("FUBAKO_BLOB_ORPHAN_GRACE", "PT0S"));
        fubako.execute("UPDATE job_run SET last_started = NULL WHERE job = 'sweep'");
        Wait.until(() -> StoreCheck.of(fubako).orphans().isEmpty(), "orphans have not been swept");

        assertThat(StoreCheck.quarantined(fubako)).isEqualTo(orphans);
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
        requireAcknowledged();
    }

    private static byte[] content(String seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed.hashCode()).nextBytes(bytes);
        return bytes;
    }
}
