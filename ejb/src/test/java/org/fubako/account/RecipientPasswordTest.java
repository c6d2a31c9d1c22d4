package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientPasswordTest {

    @ParameterizedTest
    @ValueSource(strings = {"12345678", "two words", "七つの提灯を見た夜", "𠮷野家でお会いを", "p@ss\"<&>'\\word"})
    void whatCanBeToldIsTaken(String password) {
        assertThat(RecipientPassword.require(password)).isEqualTo(password);
        assertThat(RecipientPassword.require("x".repeat(64))).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234567",
                " 1234567",
                "12345678 ",
                "1234\t5678",
                "1234\n5678",
                "1234\u00005678",
                "1234\ud8005678"
            })
    void whatCannotIsRefusedAndNotRepeated(String password) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> RecipientPassword.require(password));

        assertThat(refusal.problem()).isEqualTo(Problem.RECIPIENT_PASSWORD);
        assertThat(refusal.subject()).isEmpty();
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThat(catchThrowableOfType(Refusal.class, () -> RecipientPassword.require("x".repeat(65))))
                .isNotNull();
    }
}
