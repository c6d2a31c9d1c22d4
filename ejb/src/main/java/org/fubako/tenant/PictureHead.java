package org.fubako.tenant;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What a picture says of itself, read from its first bytes. Nothing is decoded: decoders are where pictures attack.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record PictureHead(Kind kind, int width, int height) {

    private static final byte[] PNG = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };
    private static final byte[] PNG_END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8};
    private static final byte[] JPEG_END = {(byte) 0xFF, (byte) 0xD9};
    private static final byte[] RIFF = {'R', 'I', 'F', 'F'};
    private static final byte[] VP8_START = {(byte) 0x9D, 0x01, 0x2A};
    private static final int VP8L_START = 0x2F;

    /** Where the first part of a WebP file has its content, and how much of it is looked at. */
    private static final int WEBP_PART = 20;

    private static final int WEBP_LEAST = 30;
    private static final int PNG_LEAST = 45;

    /** Kinds of pictures that every browser shows; stored by media type. */
    public enum Kind {
        PNG("image/png"),
        JPEG("image/jpeg"),
        WEBP("image/webp");

        private final String mediaType;

        Kind(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }

        static Kind of(String mediaType) {
            return Arrays.stream(values())
                    .filter(kind -> kind.mediaType.equals(mediaType))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Empty for what is no whole PNG, JPEG or WebP picture from its first to its last byte. */
    public static Optional<PictureHead> of(byte[] content) {
        if (begins(content, 0, PNG) && ends(content, PNG_END)) {
            return png(content);
        } else if (begins(content, 0, JPEG) && ends(content, JPEG_END)) {
            return jpeg(content);
        }
        return begins(content, 0, RIFF) ? webp(content) : Optional.empty();
    }

    private static boolean begins(byte[] content, int from, byte... what) {
        return content.length >= from + what.length
                && Arrays.equals(content, from, from + what.length, what, 0, what.length);
    }

    private static boolean ends(byte[] content, byte... what) {
        return content.length >= what.length && begins(content, content.length - what.length, what);
    }

    private static Optional<PictureHead> some(Kind kind, int width, int height) {
        return width > 0 && height > 0 ? Optional.of(new PictureHead(kind, width, height)) : Optional.empty();
    }

    private static Optional<PictureHead> png(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CRC32 sum = new CRC32();
        boolean whole = content.length >= PNG_LEAST;
        if (whole) {
            // type and content of the first part
            sum.update(content, 12, 17);
            whole = (int) sum.getValue() == bytes.getInt(29);
        }
        return whole ? some(Kind.PNG, bytes.getInt(16), bytes.getInt(20)) : Optional.empty();
    }

    /** Goes from segment to segment up to the one that begins a frame. */
    private static Optional<PictureHead> jpeg(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        int at = JPEG.length;
        while (at + 9 <= content.length && bytes.get(at) == (byte) 0xFF) {
            int marker = bytes.get(at + 1) & 0xFF;
            if (marker == 0xFF) {
                // a byte that fills
                at++;
            } else if (isFrame(marker)) {
                return some(Kind.JPEG, bytes.getShort(at + 7) & 0xFFFF, bytes.getShort(at + 5) & 0xFFFF);
            } else if (marker >= 0xC0 && marker != 0xD8 && marker != 0xD9 && marker != 0xDA && !isAlone(marker)) {
                at += 2 + Math.max(2, bytes.getShort(at + 2) & 0xFFFF);
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Not the tables for Huffman and arithmetic codes, whose markers lie among those of frames. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static boolean isAlone(int marker) {
        return marker >= 0xD0 && marker <= 0xD7;
    }

    private static Optional<PictureHead> webp(byte[] content) {
        if (content.length < WEBP_LEAST) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        boolean whole = Integer.toUnsignedLong(bytes.getInt(4)) + 8 == content.length;
        String kind = new String(content, 8, 8, StandardCharsets.ISO_8859_1);
        if (!whole) {
            return Optional.empty();
        }
        return switch (kind) {
            case "WEBPVP8 " ->
                begins(content, WEBP_PART + 3, VP8_START)
                        ? some(
                                Kind.WEBP,
                                bytes.getShort(WEBP_PART + 6) & 0x3FFF,
                                bytes.getShort(WEBP_PART + 8) & 0x3FFF)
                        : Optional.empty();
            case "WEBPVP8L" ->
                bytes.get(WEBP_PART) == VP8L_START
                        ? some(
                                Kind.WEBP,
                                (bytes.getInt(WEBP_PART + 1) & 0x3FFF) + 1,
                                (bytes.getInt(WEBP_PART + 1) >>> 14 & 0x3FFF) + 1)
                        : Optional.empty();
            case "WEBPVP8X" ->
                some(Kind.WEBP, (bytes.getInt(WEBP_PART + 4) & 0xFFFFFF) + 1, (bytes.getInt(WEBP_PART + 6) >>> 8) + 1);
            default -> Optional.empty();
        };
    }
}
