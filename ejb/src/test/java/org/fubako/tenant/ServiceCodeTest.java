package org.fubako.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceCodeTest {

    @Test
    void hasPrefixEightDigitsAndTheCheckDigitOfDamm() {
        assertThat(ServiceCode.of(572).value()).isEqualTo("FBK000005724");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, 12_345_678, 90_909_090, 99_999_999})
    void noticesEveryWrongDigit(int number) {
        String right = ServiceCode.of(number).value();
        for (int at = 3; at < right.length(); at++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                String wrong = right.substring(0, at) + digit + right.substring(at + 1);
                if (!wrong.equals(right)) {
                    assertThatThrownBy(() -> new ServiceCode(wrong)).isInstanceOf(IllegalArgumentException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 42, 12_345_678, 90_909_090, 98_765_432})
    void noticesEveryTranspositionOfNeighbours(int number) {
        String right = ServiceCode.of(number).value();
        for (int at = 3; at < right.length() - 1; at++) {
            String wrong = right.substring(0, at) + right.charAt(at + 1) + right.charAt(at) + right.substring(at + 2);
            if (!wrong.equals(right)) {
                assertThatThrownBy(() -> new ServiceCode(wrong)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FBK", "fbk000005724", "FBK00005724", "XBK000005724", "FBK00000572x"})
    void refusesWhatHasNotTheForm(String code) {
        assertThatThrownBy(() -> new ServiceCode(code)).isInstanceOf(IllegalArgumentException.class);
    }
}
