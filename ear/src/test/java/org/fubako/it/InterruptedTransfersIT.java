package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that end in the middle of a document, both ways. */
@ExtendWith(SharedFubako.class)
class InterruptedTransfersIT {

    private static final String ALICE = "alice@demo";
    private static final byte[] OLD = "what was there before".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BODY = new byte[200_000];

    static {
        new Random(7).nextBytes(BODY);
    }

    private final Fubako fubako;

    InterruptedTransfersIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void make() throws Exception {
        assertThat(fubako.call(ALICE, "MKCOL", "/dav/private/cut", "").statusCode())
                .isEqualTo(201);
    }

    @AfterEach
    void clear() throws Exception {
        assertThat(fubako.call(ALICE, "DELETE", "/dav/private/cut", "").statusCode())
                .isEqualTo(204);
    }

    enum Cut {
        /** The client says that it has nothing more to send. */
        FIN,
        /** The client's machine says that there is no such connection. */
        RST
    }

    enum Door {
        DAV("/dav"),
        API("/api/v1/files");

        private final String prefix;

        Door(String prefix) {
            this.prefix = prefix;
        }
    }

    static Stream<Arguments> cuts() {
        return Stream.of(Door.values()).flatMap(door -> Stream.of(Cut.values()).map(cut -> Arguments.of(door, cut)));
    }

    /** In front of the body, in and at the end of its first segment, in a later one, and before its last byte. */
    @ParameterizedTest
    @MethodSource("cuts")
    void c11AnUploadOfAnnouncedLengthThatIsCutLeavesTheOldContentOrNothing(Door door, Cut cut) throws Exception {
        for (int sent : List.of(0, 1, 65_480, 65_481, 150_000, BODY.length - 1)) {
            breakOff(door, cut, "cut-" + sent, "Content-Length: " + BODY.length, Arrays.copyOf(BODY, sent));
        }
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void c11AnUploadInChunksWithoutTheLastOneLeavesTheOldContentOrNothing(Door door, Cut cut) throws Exception {
        String chunk = Integer.toHexString(BODY.length) + "\r\n";
        List<byte[]> pieces = List.of(
                join(ascii(chunk), Arrays.copyOf(BODY, 1)),
                join(ascii(chunk), Arrays.copyOf(BODY, 100_000)),
                join(ascii(chunk), BODY),
                join(ascii(chunk), BODY, ascii("\r\n")),
                join(ascii(chunk), BODY, ascii("\r\n0")),
                join(ascii(chunk), BODY, ascii("\r\n3\r\nab")));
        for (int piece = 0; piece < pieces.size(); piece++) {
            breakOff(door, cut, "chunks-" + piece, "Transfer-Encoding: chunked", pieces.get(piece));
        }
    }

    /** A new document and an older one, of whose content so much has been received when the connection ends. */
    private void breakOff(Door door, Cut cut, String name, String framing, byte[] sent) throws Exception {
        for (boolean isNew : List.of(true, false)) {
            String path = "/private/cut/" + name + "-" + door + "-" + cut + "-" + (isNew ? "new" : "old");
            try (RawConnection connection = begin(door, path, isNew, framing)) {
                connection.send(sent);
                awaitReception(path);
                end(connection, cut);
            }
            requireBrokenOff(door, path, isNew);
        }
    }

    /** The container does not hand over a request in chunks before the first of them has begun. */
    @ParameterizedTest
    @MethodSource("cuts")
    void c11AnUploadInChunksThatEndsBeforeTheFirstLeavesTheOldContentOrNothing(Door door, Cut cut) throws Exception {
        for (String piece : List.of("", "3", "30d40\r\n")) {
            for (boolean isNew : List.of(true, false)) {
                String path =
                        "/private/cut/none-" + door + "-" + cut + "-" + piece.length() + "-" + (isNew ? "new" : "old");
                try (RawConnection connection = begin(door, path, isNew, "Transfer-Encoding: chunked")) {
                    connection.send(ascii(piece));
                    end(connection, cut);
                }
                requireNothingHappened(door, path, isNew);
            }
        }
    }

    static Stream<Arguments> sweeps() {
        return Stream.of(Cut.values()).flatMap(cut -> Stream.of(Arguments.of(cut, false), Arguments.of(cut, true)));
    }

    /** From the first byte of the request line to the one before the last of the body. */
    @ParameterizedTest
    @MethodSource("sweeps")
    void c11AnUploadThatIsCutAtAnyByteLeavesTheOldContentOrNothing(Cut cut, boolean chunked) throws Exception {
        String folder = "/private/cut/sweep-" + cut + "-" + chunked;
        assertThat(fubako.call(ALICE, "MKCOL", "/dav" + folder, "").statusCode())
                .isEqualTo(201);
        fubako.send(ALICE, "PUT", "/dav" + folder + "/old", OLD).get();
        String etag = etag(folder + "/old");
        for (String name : List.of("old", "new")) {
            byte[] whole = small("/dav" + folder + "/" + name, chunked);
            for (int sent = 1; sent < whole.length; sent++) {
                try (RawConnection connection = new RawConnection(fubako)) {
                    connection.send(Arrays.copyOf(whole, sent));
                    end(connection, cut);
                }
            }
        }
        Wait.until(() -> StoreCheck.temporary(fubako).isEmpty(), "something is left");
        assertThat(fubako.call(ALICE, "GET", "/dav" + folder + "/new", "").statusCode())
                .isEqualTo(404);
        assertThat(etag(folder + "/old")).isEqualTo(etag);
        assertThat(fubako.send(ALICE, "GET", "/dav" + folder + "/old", new byte[0])
                        .get()
                        .body())
                .isEqualTo(OLD);
        // the sweep is one of whole requests but for their last byte
        try (RawConnection connection = new RawConnection(fubako)) {
            connection.send(small("/dav" + folder + "/new", chunked));
            assertThat(connection.readStatus()).isEqualTo(201);
        }
    }

    private byte[] small(String path, boolean chunked) {
        String framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: 40";
        String body = "0123456789".repeat(4);
        return ascii(RawConnection.head(fubako, ALICE, "PUT " + path + " HTTP/1.1", framing)
                + "\r\n"
                + (chunked ? "28\r\n" + body + "\r\n0\r\n\r\n" : body));
    }

    private String etag(String path) throws Exception {
        return fubako.call(ALICE, "HEAD", "/dav" + path, "")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    private RawConnection begin(Door door, String path, boolean isNew, String framing) throws Exception {
        if (!isNew) {
            fubako.send(ALICE, "PUT", door.prefix + path, OLD).get();
        }
        RawConnection connection = new RawConnection(fubako);
        connection.sendHead(ALICE, "PUT", door.prefix + path, framing);
        return connection;
    }

    /** A connection that is reset takes with it what the server has not read yet. */
    private void awaitReception(String path) throws Exception {
        Wait.until(() -> !StoreCheck.temporary(fubako).isEmpty(), path + " has not begun");
    }

    private static void end(RawConnection connection, Cut cut) throws Exception {
        if (cut == Cut.RST) {
            connection.reset();
        } else {
            connection.finish();
            assertThat(connection.readStatus()).isIn(0, 400);
        }
    }

    private void requireBrokenOff(Door door, String path, boolean isNew) throws Exception {
        Wait.until(() -> logged(path, "UPLOAD_BROKEN_OFF"), path + " is not in the log");
        requireNothingHappened(door, path, isNew);
    }

    private void requireNothingHappened(Door door, String path, boolean isNew) throws Exception {
        Wait.until(() -> StoreCheck.temporary(fubako).isEmpty(), path + " has left something");
        HttpResponse<byte[]> got =
                fubako.send(ALICE, "GET", door.prefix + path, new byte[0]).get();
        if (isNew) {
            assertThat(got.statusCode()).as(path).isEqualTo(404);
        } else {
            assertThat(got.body()).as(path).isEqualTo(OLD);
        }
    }

    /** Whether the newest line of the operation log about this path ends so. */
    private boolean logged(String path, String result) throws Exception {
        try (Connection database = fubako.database();
                PreparedStatement select = database.prepareStatement(
                        "SELECT result FROM operation_log WHERE path = ? ORDER BY id DESC LIMIT 1")) {
            select.setString(1, path);
            try (ResultSet newest = select.executeQuery()) {
                return newest.next() && newest.getString(1).equals(result);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dav", "/api/v1/files"})
    void cutUploadsGiveBackWhatTheyHadReserved(String prefix) throws Exception {
        for (int upload = 0; upload < 64; upload++) {
            try (RawConnection connection = new RawConnection(fubako)) {
                // of a contract with 10 GiB
                connection.sendHead(
                        ALICE, "PUT", prefix + "/common/reserved-" + upload, "Content-Length: " + (1L << 30));
                connection.send(BODY);
                connection.finish();
                // answered, or closed where the container has seen the end before
                assertThat(connection.readStatus()).as("upload %d", upload).isIn(0, 400);
            }
        }
        Wait.until(() -> StoreCheck.temporary(fubako).isEmpty(), "something is left");
        assertThat(fubako.call(ALICE, "PUT", prefix + "/common/reserved", "x").statusCode())
                .isEqualTo(201);
        assertThat(fubako.call(ALICE, "DELETE", prefix + "/common/reserved", "").statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dav", "/api/v1/files"})
    void c12ADownloadThatIsCutIsLoggedAsAbortedAndTheServerGoesOn(String prefix) throws Exception {
        // more than the buffers of both ends hold
        byte[] large = new byte[64 << 20];
        new Random(8).nextBytes(large);
        String path = "/private/cut/large" + prefix.replace('/', '-');
        assertThat(fubako.send(ALICE, "PUT", prefix + path, large).get().statusCode())
                .isEqualTo(201);

        try (RawConnection connection = new RawConnection(fubako)) {
            connection.sendHead(ALICE, "GET", prefix + path);
            assertThat(connection.readStatus()).isEqualTo(200);
            assertThat(connection.read(100_000)).isEqualTo(Arrays.copyOf(large, 100_000));
            connection.reset();
        }

        Wait.until(() -> logged(path, "aborted"), "the end of the download is not in the log");
        assertThat(fubako.send(ALICE, "GET", prefix + path, new byte[0]).get().body())
                .isEqualTo(large);
        Wait.until(() -> logged(path, "ok"), "the whole download is not in the log");
        assertThat(fubako.call(ALICE, "DELETE", prefix + path, "").statusCode()).isEqualTo(204);
    }

    @Test
    void moreThanWasAnnouncedIsNotTaken() throws Exception {
        try (RawConnection connection = new RawConnection(fubako)) {
            connection.sendHead(ALICE, "PUT", "/dav/private/cut/longer", "Content-Length: 5");
            connection.send(ascii("12345GARBAGE\r\n\r\n"));

            assertThat(connection.readStatus()).isEqualTo(201);
            assertThat(connection.readStatus()).isIn(0, 400);
        }
        assertThat(fubako.call(ALICE, "GET", "/dav/private/cut/longer", "").body())
                .isEqualTo("12345");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
