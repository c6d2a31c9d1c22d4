package org.fubako.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.fubako.storage.FilePath;
import org.fubako.storage.NodeView;
import org.fubako.web.storage.SomeNodes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ZipStreamTest {

    static Stream<byte[]> contents() {
        byte[] random = new byte[1 << 20];
        new Random(7).nextBytes(random);
        byte[] textFirst = random.clone();
        Arrays.fill(textFirst, 0, 1 << 19, (byte) 'x');
        return Stream.of(
                new byte[0], new byte[] {1}, random, textFirst, new byte[1 << 20], Arrays.copyOf(random, 65_536));
    }

    private static byte[] packed(byte[] content, int piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NodeView document = SomeNodes.document(FilePath.parse("/common/a.bin"), content.length);
        List<ZipStream.Entry> entries =
                List.of(new ZipStream.Entry("first.bin", document), new ZipStream.Entry("second.bin", document));
        try {
            ZipStream.write(entries, ZoneId.of("Asia/Tokyo"), out, (node, to) -> {
                for (int at = 0; at < content.length; at += piece) {
                    to.write(content, at, Math.min(piece, content.length - at));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("contents")
    void whatGoesInComesOut(byte[] content) throws Exception {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed(content, 10_000)))) {
            ZipEntry first = zip.getNextEntry();
            assertThat(first.getName()).isEqualTo("first.bin");
            assertThat(first.getTimeLocal()).hasToString("2026-11-30T10:02:04");
            assertThat(zip.readAllBytes()).isEqualTo(content);
            assertThat(zip.getNextEntry().getName()).isEqualTo("second.bin");
            assertThat(zip.readAllBytes()).isEqualTo(content);
            assertThat(zip.getNextEntry()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("contents")
    void whatGainsNothingIsNotCompressedAndTheRestIs(byte[] content) {
        boolean text = content.length > 1 && content[0] == content[content.length / 4];

        assertThat(packed(content, 10_000).length)
                .isLessThan(text ? content.length * 2 * 6 / 10 + 500 : content.length * 2 + content.length / 100 + 500);
    }
}
