package org.fubako.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTest {

    private static final String ADDRESS = "otpauth://totp/Fubako:alice%40demo?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            + "&issuer=Fubako&algorithm=SHA1&digits=6&period=30";

    @Test
    void r01WhatIsDrawnIsReadAsWhatWasMeant() throws Exception {
        String prefix = "data:image/svg+xml;base64,";
        String address = QrCode.address(ADDRESS);
        assertThat(address).startsWith(prefix);
        String svg = new String(Base64.getDecoder().decode(address.substring(prefix.length())), StandardCharsets.UTF_8);

        assertThat(new Decoder().decode(modules(svg)).getText()).isEqualTo(ADDRESS);
        assertThat(svg).doesNotContain("script", "href");
    }

    private static BitMatrix modules(String svg) {
        Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
        assertThat(size.find()).isTrue();
        BitMatrix matrix = new BitMatrix(Integer.parseInt(size.group(1)) - 8);
        Pattern.compile("M(\\d+) (\\d+)h1v1h-1z")
                .matcher(svg)
                .results()
                .forEach(module ->
                        matrix.set(Integer.parseInt(module.group(1)) - 4, Integer.parseInt(module.group(2)) - 4));
        return matrix;
    }
}
