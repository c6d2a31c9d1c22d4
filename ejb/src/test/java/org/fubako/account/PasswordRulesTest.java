package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.PasswordPolicy;
import org.fubako.tenant.PasswordPolicy.Kind;
import org.fubako.tenant.PasswordPolicy.Style;
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
                Refusal.class,
                () -> PasswordRules.require(PasswordPolicy.DEFAULT, fresh, "yamada.tarou-san", "acme", "Acme Trading"));

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

    private static PasswordPolicy policy(Style style, int shortest, Kind... kinds) {
        return new PasswordPolicy(style, shortest, Set.of(kinds), true, Optional.empty(), 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tz4!kq9w", "xK9#vQ2!mL7$wR4xK9#vQ2!mL7$wR4", "~{mq}|`fk"})
    void classicTakesEightToThirtySingleByteCharacters(String fresh) {
        assertThatCode(() -> require(policy(Style.CLASSIC, 8), fresh)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "Tz4!kq9, PASSWORD_TOO_SHORT",
        "xK9#vQ2!mL7$wR4xK9#vQ2!mL7$wR4x, PASSWORD_TOO_LONG",
        "Tz4! kq9w, PASSWORD_CHARACTERS",
        "Ｔz4!kq9w, PASSWORD_CHARACTERS",
        "Tz4!kq9ｗ, PASSWORD_CHARACTERS",
        "Tz4!kq9ü, PASSWORD_CHARACTERS",
        "合言葉はひみつです, PASSWORD_CHARACTERS",
        "password, PASSWORD_COMMON"
    })
    void classicRefusesTheRest(String fresh, Problem expected) {
        assertThat(refusal(policy(Style.CLASSIC, 8), fresh)).isEqualTo(expected);
    }

    @Test
    void classicRefusesControlCharacters() {
        assertThat(refusal(policy(Style.CLASSIC, 8), "Tz4!kq\t9w")).isEqualTo(Problem.PASSWORD_CHARACTERS);
        assertThat(refusal(policy(Style.CLASSIC, 8), "Tz4!kq\u007F9w")).isEqualTo(Problem.PASSWORD_CHARACTERS);
    }

    @Test
    void eachKindThatIsAskedForMustBeThere() {
        PasswordPolicy all = policy(Style.MODERN, 8, Kind.values());

        assertThatCode(() -> require(all, "four Lamps, 1 bridge")).doesNotThrowAnyException();
        for (String lacking : List.of(
                "FOUR LAMPS, 1 BRIDGE", "four lamps, 1 bridge", "four Lamps, a bridge", "four Lamps 1 bridge")) {
            assertThat(refusal(all, lacking)).as(lacking).isEqualTo(Problem.PASSWORD_COMPOSITION);
        }
    }

    /** In the form that is hashed a wide letter is the narrow one. */
    @Test
    void wideCharactersAreOfTheKindOfTheirNarrowOnes() {
        assertThatCode(() -> require(policy(Style.MODERN, 8, Kind.values()), "four Ｌamps，１ bridge"))
                .doesNotThrowAnyException();
        assertThat(refusal(policy(Style.MODERN, 8, Kind.UPPER, Kind.LOWER), "とても長い合言葉を考える"))
                .isEqualTo(Problem.PASSWORD_COMPOSITION);
    }

    @ParameterizedTest
    @CsvSource({"63, true", "64, false"})
    void theLeastLengthIsTheTenants(int length, boolean refused) {
        String fresh = "four lamps under a bridge ".repeat(6).substring(0, length);
        if (refused) {
            assertThat(refusal(policy(Style.MODERN, 64), fresh)).isEqualTo(Problem.PASSWORD_TOO_SHORT);
        } else {
            assertThatCode(() -> require(policy(Style.MODERN, 64), fresh)).doesNotThrowAnyException();
        }
    }

    @Test
    void withoutTheListOnlyNamesAreRefused() {
        PasswordPolicy without = new PasswordPolicy(Style.MODERN, 15, Set.of(), false, Optional.empty(), 0);

        assertThatCode(() -> require(without, "passwordpassword")).doesNotThrowAnyException();
        assertThat(refusal(without, "alice@demo-12345")).isEqualTo(Problem.PASSWORD_IS_NAME);
    }

    private static void require(String fresh) {
        require(PasswordPolicy.DEFAULT, fresh);
    }

    private static void require(PasswordPolicy policy, String fresh) {
        PasswordRules.require(policy, fresh, "alice", "demo", "Demo");
    }

    private static Problem refusal(String fresh) {
        return refusal(PasswordPolicy.DEFAULT, fresh);
    }

    private static Problem refusal(PasswordPolicy policy, String fresh) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> require(policy, fresh));
        assertThat(refusal).as(fresh).isNotNull();
        return refusal.problem();
    }
}
