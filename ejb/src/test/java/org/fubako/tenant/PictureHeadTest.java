package org.fubako.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.fubako.tenant.PictureHead.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureHeadTest {

    private static byte[] picture(String format, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes))
                .isTrue();
        return bytes.toByteArray();
    }

    /** A file with this first part, in hexadecimal digits, and its length in its head. */
    private static byte[] webp(String kind, String part) {
        byte[] content = HexFormat.of().parseHex(part);
        return ByteBuffer.allocate(20 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(12 + content.length)
                .put(("WEBP" + kind).getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[] one, byte... other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    @ParameterizedTest
    @CsvSource({"png, PNG", "jpg, JPEG"})
    void readsWhatOthersHaveWritten(String format, Kind kind) throws IOException {
        assertThat(PictureHead.of(picture(format, 300, 17))).contains(new PictureHead(kind, 300, 17));
        assertThat(PictureHead.of(picture(format, 1, 2001))).contains(new PictureHead(kind, 1, 2001));
    }

    @ParameterizedTest
    @CsvSource({
        "'VP8 ', 0102039D012A2C0111000000",
        "VP8L, 2F2B01040000000000000000",
        "VP8X, 00000000" + "2B0100" + "100000" + "0000"
    })
    void readsEachKindOfWebp(String kind, String part) {
        assertThat(PictureHead.of(webp(kind, part))).contains(new PictureHead(Kind.WEBP, 300, 17));
    }

    @Test
    void skipsWhatCamerasPutBeforeTheFrame() throws IOException {
        byte[] jpeg = picture("jpg", 8, 9);
        byte[] comment = {
            (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xFF, (byte) 0xFE, 0, 5, (byte) 0xFF, (byte) 0xC0, 0
        };
        byte[] rest = Arrays.copyOfRange(jpeg, 2, jpeg.length);

        assertThat(PictureHead.of(joined(comment, rest))).contains(new PictureHead(Kind.JPEG, 8, 9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                "<!DOCTYPE html><script>alert(1)</script>",
                "GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\0;",
                "BM",
                "\u0089PNG\r\n\u001A\n",
                "\u0089PNG\r\n\u001A\n<script>alert(1)</script>\0\0\0\0IEND\u00AEB`\u0082",
                "\u0089PNG\r\n\u001A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\u0008\2\0\0\0<script>\0\0\0\0IEND\u00AEB`\u0082",
                "\u00FF\u00D8<script>alert(1)</script>\u00FF\u00D9",
                "\u00FF\u00D8\u00FF\u00D9",
                "\u00FF\u00D8\u00FF\u00E0\0\0\u00FF\u00D9",
                "\u00FF\u00D8\u00FF\u00DA\0\2\0\0\0\0\0\0\u00FF\u00D9",
                "RIFF\4\0\0\0WEBP",
                "RIFF\u0020\0\0\0WAVEfmt \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
            })
    void nothingElseIsAPicture(String content) {
        assertThat(PictureHead.of(bytes(content))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void aPictureIsWholeAndAlone(String format) throws IOException {
        byte[] whole = picture(format, 30, 30);
        assertThat(PictureHead.of(joined(whole, bytes("<script>")))).isEmpty();
        assertThat(PictureHead.of(joined(bytes("x"), whole))).isEmpty();
        for (int length = 0; length < whole.length; length++) {
            assertThat(PictureHead.of(Arrays.copyOf(whole, length)))
                    .as("%d", length)
                    .isEmpty();
        }
    }

    @Test
    void aWebpHasTheLengthThatItSays() {
        byte[] whole = webp("VP8L", "2F2B01040000000000000000");
        assertThat(PictureHead.of(joined(whole, (byte) 0))).isEmpty();
        for (int length = 0; length < whole.length; length++) {
            assertThat(PictureHead.of(Arrays.copyOf(whole, length)))
                    .as("%d", length)
                    .isEmpty();
        }
    }

    @Test
    void whatHasNoWidthIsNoPicture() {
        assertThat(PictureHead.of(webp("VP8 ", "0102039D012A000011000000"))).isEmpty();
    }

    /** Whatever stands in it, it is read to an end and never beyond. */
    @Test
    void noByteOfAHeadMakesItFail() throws IOException {
        for (byte[] whole : new byte[][] {
            picture("png", 5, 5), picture("jpg", 5, 5), webp("VP8X", "0000000" + "0" + "2B0100" + "100000" + "0000")
        }) {
            for (int at = 0; at < Math.min(whole.length, 700); at++) {
                for (int value : new int[] {0, 1, 0x7F, 0x80, 0xFF}) {
                    byte[] changed = whole.clone();
                    changed[at] = (byte) value;
                    PictureHead.of(changed).ifPresent(head -> assertThat(Math.min(head.width(), head.height()))
                            .isPositive());
                }
            }
        }
    }
}
