package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryCodeTest {

    @Test
    void r01TenDifferentCodesInFourGroups() {
        List<String> codes = RecoveryCode.random(new SecureRandom());

        assertThat(codes).hasSize(10).allMatch(code -> code.matches("[a-z2-7]{4}(-[a-z2-7]{4}){3}"));
        assertThat(new HashSet<>(codes)).hasSize(10);
    }

    @Test
    void r01HoweverItIsTypedItIsTheSame() {
        for (String typed : List.of("abcd-efgh-ijkl-m234", "ABCD EFGH IJKL M234", " abcdefghijklm234\n")) {
            assertThat(RecoveryCode.normal(typed)).isEqualTo("abcdefghijklm234");
            assertThat(RecoveryCode.isWellFormed(RecoveryCode.normal(typed))).isTrue();
        }
        assertThat(List.of("", "123456", "abcdefghijklm23", "abcdefghijklm2345", "abcdefghijklm018"))
                .noneMatch(RecoveryCode::isWellFormed);
    }

    /** RFC 4648, section 10, where it needs no padding. */
    @Test
    void r01BaseThirtyTwoIsTheOneOfTheRfc() {
        byte[] word = "fooba".getBytes(StandardCharsets.US_ASCII);

        assertThat(Base32.encode(word)).isEqualTo("MZXW6YTB");
        assertThat(Base32.decode("mzxw6ytb")).hasValue(word);
        assertThat(Base32.decode("MZXW6YT1")).isEmpty();
        assertThatThrownBy(() -> Base32.encode(new byte[4])).isInstanceOf(IllegalArgumentException.class);
    }
}
