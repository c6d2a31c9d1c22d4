package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_109);
    private static final long STEP = 1_111_111_109 / 30;

    /** RFC 6238, appendix B, of which six digits are the last ones of eight. */
    @ParameterizedTest
    @CsvSource({
        "59,287082",
        "1111111109,081804",
        "1111111111,050471",
        "1234567890,005924",
        "2000000000,279037",
        "20000000000,353130"
    })
    void r01TheVectorsOfTheRfc(long time, String code) {
        assertThat(Totp.code(SEED, time / 30)).isEqualTo(code);
        assertThat(Totp.step(SEED, code, Instant.ofEpochSecond(time), 0)).hasValue(time / 30);
    }

    /** RFC 4226, appendix D. */
    @Test
    void r01TheVectorsOfHotp() {
        List<String> codes = List.of(
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489");
        for (int step = 0; step < codes.size(); step++) {
            assertThat(Totp.code(SEED, step)).isEqualTo(codes.get(step));
        }
    }

    @Test
    void r01OneStepBeforeAndAfterNowCountsAndNoOther() {
        for (long step = STEP - 3; step <= STEP + 3; step++) {
            assertThat(Totp.step(SEED, Totp.code(SEED, step), NOW, 0).isPresent())
                    .as("%d", step - STEP)
                    .isEqualTo(Math.abs(step - STEP) <= 1);
        }
    }

    @Test
    void r01AStepCountsOnceAndNoneBeforeItAfterwards() {
        String now = Totp.code(SEED, STEP);
        assertThat(Totp.step(SEED, now, NOW, STEP - 1)).hasValue(STEP);
        assertThat(Totp.step(SEED, now, NOW, STEP)).isEmpty();
        assertThat(Totp.step(SEED, Totp.code(SEED, STEP - 1), NOW, STEP)).isEmpty();
        assertThat(Totp.step(SEED, Totp.code(SEED, STEP + 1), NOW, STEP)).hasValue(STEP + 1);
    }

    @Test
    void r01WhatIsNoCodeIsNone() {
        assertThat(List.of("", "12345", "1234567", "12345a", "-12345", "１２３４５６"))
                .noneMatch(Totp::isWellFormed);
        assertThat(Totp.isWellFormed("000000")).isTrue();
    }
}
