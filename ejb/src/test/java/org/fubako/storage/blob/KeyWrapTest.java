package org.fubako.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyWrapTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] WRAPPING =
            HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final byte[] KEY = HEX.parseHex("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");

    @Test
    void givesWhatTheRfcSays() {
        assertThat(HEX.formatHex(KeyWrap.wrap(WRAPPING, KEY))) // RFC 3394, section 4.6
                .isEqualTo("28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");
    }

    @Test
    void noticesEveryChangedByte() {
        byte[] wrapped = KeyWrap.wrap(WRAPPING, KEY);
        for (int i = 0; i < wrapped.length; i++) {
            byte[] changed = wrapped.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> KeyWrap.unwrap(WRAPPING, changed)).isInstanceOf(IntegrityException.class);
        }
        assertThat(KeyWrap.unwrap(WRAPPING, wrapped)).isEqualTo(KEY);
    }
}
