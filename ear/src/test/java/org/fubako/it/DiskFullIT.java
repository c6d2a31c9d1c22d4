package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The blobs lie on a small file system of their own, which is filled up. Where none can be mounted, a reserve that leaves as little
 * stands for it; then the disk's own "no space left" is not seen, and the test says so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiskFullIT {

    private static final String ALICE = "alice@demo";
    private static final long MIB = 1 << 20;
    private static final long SPACE = 192 * MIB;

    @TempDir
    static Path folder;

    private Fubako fubako;
    private Path blobs;
    private boolean mounted;
    private long reserve;

    @BeforeAll
    void start() throws Exception {
        blobs = Files.createDirectories(folder.resolve("data/blobs"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + SPACE, "tmpfs", blobs.toString());
        Map<String, String> environment = new LinkedHashMap<>();
        if (mounted) {
            reserve = SPACE / 20;
        } else {
            System.out.println(
                    "DiskFullIT: no file system can be mounted here; a large reserve stands for a small disk");
            reserve = Files.getFileStore(blobs).getUsableSpace() - SPACE;
            environment.put("FUBAKO_BLOB_RESERVE_BYTES", Long.toString(reserve));
        }
        fubako = Fubako.start(folder.resolve("data"), environment);
    }

    @AfterAll
    void stop() throws Exception {
        try {
            if (fubako != null) {
                fubako.close();
            }
        } finally {
            if (mounted) {
                run("umount", blobs.toString());
            }
        }
    }

    @AfterEach
    void freeSpace() throws IOException {
        Files.deleteIfExists(filler());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().transferTo(System.out);
        return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    }

    private Path filler() {
        return blobs.resolve("filler");
    }

    /** Fills the disk until uploads find this much between what is free and what is kept in reserve. */
    private void leave(long bytes) throws IOException {
        FileStore disk = Files.getFileStore(blobs);
        byte[] zeros = new byte[(int) MIB / 4];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (disk.getUsableSpace() - reserve >= bytes) {
                out.write(zeros);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dav/common/", "/api/v1/files/common/"})
    void aFullDiskRefusesUploadsBeforeTheirBodyAndNothingElse(String prefix) throws Exception {
        String name = "kept" + prefix.length();
        assertThat(put(prefix + name, bytes(300_000)).get().statusCode()).isEqualTo(201);
        assertThat(put(prefix + name + "-2", bytes(10)).get().statusCode()).isEqualTo(201);

        leave(0);

        assertThat(put(prefix + "new", bytes(10)).get().statusCode()).isEqualTo(507);
        assertThat(put(prefix + name, bytes(10)).get().statusCode()).isEqualTo(507);
        assertThat(get(prefix + name).body()).isEqualTo(bytes(300_000));
        assertThat(get(prefix + "new").statusCode()).isEqualTo(404);
        assertThat(fubako.call(ALICE, "PROPFIND", "/dav/common/", "", "Depth", "1")
                        .statusCode())
                .isEqualTo(207);
        assertThat(fubako.call(ALICE, "POST", "/api/v1/folders/common/made-full" + prefix.length(), "")
                        .statusCode())
                .isEqualTo(201);
        assertThat(fubako.call(ALICE, "DELETE", prefix + name + "-2", "").statusCode())
                .isEqualTo(204);
        requireNothingHalf();

        freeSpace();

        assertThat(put(prefix + "new", bytes(10)).get().statusCode()).isEqualTo(201);
        assertThat(get(prefix + "new").body()).isEqualTo(bytes(10));
        assertThat(fubako.call(ALICE, "DELETE", prefix + "new", "").statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dav/common/", "/api/v1/files/common/"})
    void aDiskThatFillsUpEndsAnUploadInTheMiddle(String prefix) throws Exception {
        String path = prefix + "grows" + prefix.length();
        assertThat(put(path, bytes(1000)).get().statusCode()).isEqualTo(201);
        leave(20 * MIB);

        for (String framing : List.of("Content-Length: " + 64 * MIB, "Transfer-Encoding: chunked")) {
            assertThat(statusOfLongPut(path, framing)).as(framing).isEqualTo(507);
            assertThat(get(path).body()).isEqualTo(bytes(1000));
            requireNothingHalf();
        }

        freeSpace();
        byte[] longer = bytes((int) (24 * MIB));
        assertThat(put(path, longer).get().statusCode()).isEqualTo(204);
        assertThat(get(path).body()).isEqualTo(longer);
    }

    /** Sends 64 MiB, or as much as the server takes before it answers. */
    private int statusOfLongPut(String path, String framing) throws Exception {
        boolean chunked = framing.contains("chunked");
        byte[] piece = bytes((int) MIB);
        byte[] frame = (Integer.toHexString(piece.length) + "\r\n").getBytes();
        try (RawConnection connection = new RawConnection(fubako)) {
            connection.sendHead(ALICE, "PUT", path, framing);
            CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return connection.readStatus();
                } catch (IOException e) {
                    return 0;
                }
            });
            for (int sent = 0; sent < 64 && !answer.isDone(); sent++) {
                try {
                    connection.send(chunked ? frame : new byte[0]);
                    connection.send(piece);
                    connection.send(chunked ? "\r\n".getBytes() : new byte[0]);
                } catch (IOException answeredAndClosed) {
                    break;
                }
            }
            return answer.get(2, TimeUnit.MINUTES);
        }
    }

    @Test
    void ofManyUploadsAtOnceThoseThatFitAreStoredAndTheOthersAreNot() throws Exception {
        leave(30 * MIB);
        byte[] content = bytes((int) (12 * MIB));

        List<CompletableFuture<HttpResponse<byte[]>>> all = IntStream.range(0, 8)
                .mapToObj(number -> put("/dav/common/many-" + number, content))
                .toList();

        int stored = 0;
        for (int number = 0; number < all.size(); number++) {
            // refused in the middle, a client may see the end of the connection before it sees the answer
            int status = all.get(number)
                    .handle((answer, broken) -> broken == null ? answer.statusCode() : 507)
                    .get();
            assertThat(status).isIn(201, 507);
            HttpResponse<byte[]> got = get("/dav/common/many-" + number);
            assertThat(got.statusCode()).isEqualTo(status == 201 ? 200 : 404);
            if (status == 201) {
                assertThat(got.body()).isEqualTo(content);
                stored++;
            }
        }
        assertThat(stored).isBetween(0, 3);
        requireNothingHalf();

        freeSpace();
        for (int number = 0; number < 3; number++) {
            assertThat(put("/dav/common/many-" + number, content).get().statusCode())
                    .isIn(201, 204);
        }
    }

    private void requireNothingHalf() throws Exception {
        Wait.until(() -> StoreCheck.temporary(fubako).isEmpty(), "something half-written is left");
        StoreCheck check = StoreCheck.of(fubako);
        assertThat(check.findings()).isEmpty();
        assertThat(check.orphans()).isEmpty();
    }

    private CompletableFuture<HttpResponse<byte[]>> put(String path, byte[] content) {
        return fubako.send(ALICE, "PUT", path, content);
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return fubako.send(ALICE, "GET", path, new byte[0]).get();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
