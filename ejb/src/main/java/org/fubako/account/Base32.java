package org.fubako.account;

import java.util.Locale;
import java.util.Optional;

/** Base 32 (RFC 4648) without padding, for what people may have to type: no letter looks like a digit. */
final class Base32 {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    /** In capital letters; the bits must fill them. */
    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int pending = 0;
        int waiting = 0;
        for (byte octet : bytes) {
            pending = pending << Byte.SIZE | octet & 0xFF;
            waiting += Byte.SIZE;
            while (waiting >= BITS) {
                waiting -= BITS;
                text.append(LETTERS.charAt(pending >> waiting & 31));
            }
            pending &= (1 << waiting) - 1;
        }
        if (waiting > 0) {
            throw new IllegalArgumentException("not a multiple of five bytes");
        }
        return text.toString();
    }

    /** Empty when there is another character in it. */
    static Optional<byte[]> decode(String text) {
        byte[] bytes = new byte[text.length() * BITS / Byte.SIZE];
        int pending = 0;
        int waiting = 0;
        int at = 0;
        for (char letter : text.toUpperCase(Locale.ROOT).toCharArray()) {
            int value = LETTERS.indexOf(letter);
            if (value < 0) {
                return Optional.empty();
            }
            pending = pending << BITS | value;
            waiting += BITS;
            if (waiting >= Byte.SIZE) {
                waiting -= Byte.SIZE;
                bytes[at++] = (byte) (pending >> waiting);
                pending &= (1 << waiting) - 1;
            }
        }
        return Optional.of(bytes);
    }
}
