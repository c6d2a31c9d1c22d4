package org.fubako.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailMakerTest {

    private static byte[] picture(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "png,1000,500,256,128",
        "jpg,3000,4000,192,256",
        "gif,256,256,256,256",
        "png,10,4000,1,256",
        "png,20,30,20,30",
        "jpg,1,1,1,1"
    })
    void itKeepsItsShapeAndColours(String format, int width, int height, int wide, int high) throws IOException {
        byte[] small = ThumbnailMaker.make(picture(format, width, height)).orElseThrow();

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(small));
        assertThat(image.getWidth()).isEqualTo(wide);
        assertThat(image.getHeight()).isEqualTo(high);
        Color middle = new Color(image.getRGB(wide / 2, high / 2));
        assertThat(middle.getRed()).isGreaterThan(200);
        assertThat(middle.getGreen()).isLessThan(60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "GIF89a", "\u0089PNG\r\n\u001a\n", "BM", "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    void whatIsNoPictureHasNone(String content) {
        assertThat(ThumbnailMaker.make(content.getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
    }

    @Test
    void aDamagedOneHasNone() throws IOException {
        byte[] png = picture("png", 300, 300);
        assertThat(ThumbnailMaker.make(Arrays.copyOf(png, 60))).isEmpty();
        assertThat(ThumbnailMaker.make(picture("bmp", 30, 30)))
                .as("another format")
                .isEmpty();
    }

    @Test
    void oneThatClaimsToBeEnormousIsNotDecoded() throws IOException {
        byte[] png = picture("png", 8, 8);
        // width and height stand in the first chunk, behind the signature, its length and its name
        byte[] header = Arrays.copyOfRange(png, 12, 29);
        header[4] = 0x00;
        header[5] = 0x01;
        header[8] = 0x00;
        header[9] = 0x01;
        CRC32 crc = new CRC32();
        crc.update(header);
        System.arraycopy(header, 0, png, 12, header.length);
        for (int octet = 0; octet < 4; octet++) {
            png[29 + octet] = (byte) (crc.getValue() >>> 24 - 8 * octet);
        }

        assertThat(ThumbnailMaker.make(png)).isEmpty();
    }
}
