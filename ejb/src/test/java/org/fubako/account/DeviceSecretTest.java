package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceSecretTest {

    private static final String SECRET = "abcde-fghij-klmno-pqrst-uvwxyz";

    private static byte[] hash(String typed) {
        return DeviceSecret.hash(typed).orElseThrow();
    }

    @Test
    void isTwentySixCharactersOfBase32InGroups() {
        Set<String> secrets = new HashSet<>();
        for (int time = 0; time < 100; time++) {
            String secret = DeviceSecret.random(new SecureRandom());
            assertThat(secret).matches("([a-z2-7]{5}-){4}[a-z2-7]{6}");
            assertThat(DeviceSecret.hash(secret)).isPresent();
            secrets.add(secret);
        }
        assertThat(secrets).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abcdefghijklmnopqrstuvwxyz",
                "ABCDE-FGHIJ-KLMNO-PQRST-UVWXYZ",
                " abcde fghij klmno pqrst uvwxyz ",
                "abcde\u3000fghij\u3000klmno\u3000pqrst\u3000uvwxyz",
                "ab-cd-ef-gh-ij-kl-mn-op-qr-st-uv-wx-yz"
            })
    void isTheSameHoweverItIsTyped(String typed) {
        assertThat(hash(typed)).isEqualTo(hash(SECRET));
    }

    /** Where the letters of the locale differ, these do not. */
    @Test
    void isTheSameUnderEveryLocale() {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(hash("ABCDEFGHIJKLMNOPQRSTUVWXYZ")).isEqualTo(hash(SECRET));
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void aCharacterMoreOrLessOrOtherIsAnother() {
        assertThat(hash("bbcde-fghij-klmno-pqrst-uvwxyz")).isNotEqualTo(hash(SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "four lamps under a bridge",
                "abcdefghijklmnopqrstuvwxy",
                "abcdefghijklmnopqrstuvwxyza",
                "abcdefghijklmnopqrstuvwxy1",
                "abcdefghijklmnopqrstuvwxy\u00fc"
            })
    void whatHasNotTheFormIsNone(String typed) {
        assertThat(DeviceSecret.hash(typed)).isEmpty();
    }
}
