package org.fubako.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureRulesTest {

    private static Problem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call).problem();
    }

    @Test
    void aLabelIsOneLineWithoutSpacesAroundIt() {
        assertThat(SignatureRules.label("  営業 & Sales ")).isEqualTo("営業 & Sales");
        assertThat(SignatureRules.label("𠮷".repeat(60))).hasSize(120);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\tb", "a\u0000b", "a\u0085b", "\ud800"})
    void whatIsNoLabelIsRefused(String label) {
        assertThat(problem(() -> SignatureRules.label(label))).isEqualTo(Problem.SIGNATURE_LABEL);
        assertThat(problem(() -> SignatureRules.label("x".repeat(61)))).isEqualTo(Problem.SIGNATURE_LABEL);
    }

    @Test
    void linesEndInOneWayAndNothingEmptyIsBelow() {
        assertThat(SignatureRules.text(" Alice\r\n\tSales\rKobe\n\n  ")).isEqualTo(" Alice\n\tSales\nKobe");
        assertThat(SignatureRules.text("<script>alert(1)</script>")).isEqualTo("<script>alert(1)</script>");
    }

    @Test
    void charactersAreCountedAsPeopleDo() {
        String line = "𠮷".repeat(399);
        String text = (line + "\n").repeat(5);

        assertThat(SignatureRules.text(text)).isEqualTo(text.strip());
        assertThat(problem(() -> SignatureRules.text(text + "xx"))).isEqualTo(Problem.SIGNATURE_TEXT);
        assertThat(problem(() -> SignatureRules.text("x".repeat(401)))).isEqualTo(Problem.SIGNATURE_LINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\t ", "a\u0000b", "a\u001bb", "a\u007fb", "a\u0085b", "\udc00"})
    void whatIsNoTextIsRefused(String text) {
        assertThat(problem(() -> SignatureRules.text(text))).isEqualTo(Problem.SIGNATURE_TEXT);
    }
}
