package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "four lamps under a bridge",
                "ushinawareta-kagi-no-oto",
                "とても長い合言葉を考えるのは楽しい",
                "xK9#vQ2!mL7$wR4",
                "horse battery staple lantern",
                "my password is a river in spring"
            })
    void takesLongAndUncommonOnes(String fresh) {
        assertThatCode(() -> require(fresh)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passwordpassword",
                "Password12345678",
                "P@ssw0rd!!2026!!",
                "qwertyuiopqwertyuiop",
                "letmein-letmein-letmein",
                "correct horse battery staple",
                "aaaaaaaaaaaaaaaaaaaa",
                "121212121212121212",
                "12345678901234567890",
                "abcdefghijklmnop",
                "welcome fubako 2026",
                "2026-11-24-2026-11-24",
                "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ"
            })
    void refusesCommonOnesInDisguise(String fresh) {
        assertThat(refusal(fresh)).isEqualTo(Problem.PASSWORD_COMMON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yamada.tarou-san@acme", "YAMADA.TAROU-SAN", "acme-acme-acme-2026", "Acme Trading 20261"})
    void refusesNames(String fresh) {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> PasswordRules.require(fresh, "yamada.tarou-san", "acme", "Acme Trading"));

        assertThat(refusal).extracting(Refusal::problem).isEqualTo(Problem.PASSWORD_IS_NAME);
    }

    @ParameterizedTest
    @CsvSource({"14, PASSWORD_TOO_SHORT", "129, PASSWORD_TOO_LONG"})
    void keepsTheLimits(int length, Problem expected) {
        assertThat(refusal("four lamps under a bridge ".repeat(6).substring(0, length)))
                .isEqualTo(expected);
    }

    @Test
    void countsCharactersAndNotUnits() {
        assertThat(refusal("🌊🗼🎐🍙🎏🍡🏮🎋")).isEqualTo(Problem.PASSWORD_TOO_SHORT);
    }

    private static void require(String fresh) {
        PasswordRules.require(fresh, "alice", "demo", "Demo");
    }

    private static Problem refusal(String fresh) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> require(fresh));
        assertThat(refusal).as(fresh).isNotNull();
        return refusal.problem();
    }
}
