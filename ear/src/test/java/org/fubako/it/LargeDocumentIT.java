package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document of more than four gigabytes, in a server of its own, so that its content goes from the disk with that. */
class LargeDocumentIT {

    private static final String ALICE = "alice@demo";

    /** Each stretch of eight bytes is its own position, so that any part of it proves where it comes from. */
    private static final class Counting extends InputStream {

        private final long length;
        private long at;

        Counting(long length) {
            this.length = length;
        }

        static byte octet(long position) {
            return (byte) (position / 8 >>> 8 * (7 - position % 8));
        }

        @Override
        public int read() {
            return at < length ? octet(at++) & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int most) {
            if (at >= length) {
                return -1;
            }
            int count = (int) Math.min(most, length - at);
            for (int each = 0; each < count; each++) {
                target[offset + each] = octet(at++);
            }
            return count;
        }
    }

    @Test
    void c15P03P04W26FiveGigabytesGoInAndComeOutWholeInPartsAndInAZip(@TempDir Path folder) throws Exception {
        try (Fubako fubako = Fubako.start(
                folder.resolve("data"), Map.of("FUBAKO_JAVA_OPTS", "", "FUBAKO_BLOB_WARMUP_MEGABYTES", ""))) {
            tryWith(fubako);
        }
    }

    private static void tryWith(Fubako fubako) throws Exception {
        long length = 5_000_000_000L;
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest.Builder request = HttpRequest.newBuilder(fubako.uri("/dav/common/large.bin"))
                .header("Authorization", Fubako.basic(ALICE));

        HttpResponse<String> stored = client.send(
                request.copy()
                        .PUT(BodyPublishers.fromPublisher(
                                BodyPublishers.ofInputStream(() -> new Counting(length)), length))
                        .build(),
                BodyHandlers.ofString());
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
        HttpResponse<InputStream> whole = client.send(request.copy().build(), BodyHandlers.ofInputStream());

        assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(length);
        try (InputStream content = whole.body()) {
            assertThat(firstDifference(content, length)).isEqualTo(length);
        }
        for (long from : List.of(0L, (1L << 31) - 4, (1L << 32) - 4, length - 16)) {
            HttpResponse<byte[]> part = client.send(
                    request.copy()
                            .header("Range", "bytes=" + from + "-" + (from + 15))
                            .build(),
                    BodyHandlers.ofByteArray());
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.headers().firstValue("Content-Range"))
                    .contains("bytes " + from + "-" + (from + 15) + "/" + length);
            for (int at = 0; at < 16; at++) {
                assertThat(part.body()[at]).as("at %d", from + at).isEqualTo(Counting.octet(from + at));
            }
        }
        assertThat(fubako.call(ALICE, "GET", "/api/v1/folders/common", "").body())
                .contains("\"size\":" + length);
        HttpResponse<InputStream> archive = client.send(
                HttpRequest.newBuilder(fubako.uri("/api/v1/archives?path=/common/large.bin"))
                        .header("Authorization", Fubako.basic(ALICE))
                        .build(),
                BodyHandlers.ofInputStream());
        try (ZipInputStream zip = new ZipInputStream(archive.body())) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("large.bin");
            assertThat(firstDifference(zip, length)).isEqualTo(length);
            assertThat(zip.getNextEntry()).isNull();
        }
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
    }

    /** Where something else comes than was sent; the number of octets when nothing does. */
    private static long firstDifference(InputStream content, long length) throws Exception {
        byte[] some = new byte[1 << 20];
        long at = 0;
        int count = content.read(some);
        while (count > 0 && at < length) {
            for (int each = 0; each < count; each++) {
                if (some[each] != Counting.octet(at)) {
                    return at;
                }
                at++;
            }
            count = content.read(some);
        }
        return at;
    }
}
