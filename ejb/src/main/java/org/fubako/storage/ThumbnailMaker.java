package org.fubako.storage;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Makes a small picture of a gif, jpg or png. What is inside decides, not the name. */
final class ThumbnailMaker {

    /** Of a thumbnail, in pixels. */
    static final int EDGE = 256;

    /** A picture of a few bytes can claim to be enormous. */
    private static final long MOST_PIXELS = 50_000_000;

    private static final Set<String> FORMATS = Set.of("gif", "jpeg", "png");

    private ThumbnailMaker() {}

    /** A png; empty for what is no such picture, is damaged, or would be too large in memory. */
    static Optional<byte[]> make(byte[] picture) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(picture))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            return readers.hasNext() ? make(in, readers.next()) : Optional.empty();
        } catch (IOException | RuntimeException damaged) {
            // decoders throw anything at what they do not understand
            return Optional.empty();
        }
    }

    private static Optional<byte[]> make(ImageInputStream in, ImageReader reader) throws IOException {
        try {
            if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return Optional.empty();
            }
            reader.setInput(in, true, true);
            long width = reader.getWidth(0);
            long height = reader.getHeight(0);
            if (width < 1 || height < 1 || width * height > MOST_PIXELS) {
                return Optional.empty();
            }
            ImageReadParam fewer = reader.getDefaultReadParam();
            int step = (int) Math.max(1, Math.max(width, height) / (4 * EDGE));
            fewer.setSourceSubsampling(step, step, 0, 0);
            return Optional.of(png(scaled(reader.read(0, fewer))));
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage scaled(BufferedImage picture) {
        double factor = Math.min(1, (double) EDGE / Math.max(picture.getWidth(), picture.getHeight()));
        int width = Math.max(1, (int) Math.round(picture.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(picture.getHeight() * factor));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }
}
