package org.fubako.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagTest {

    private static final FilePath SUBJECT = FilePath.parse("/common/a.txt");

    @ParameterizedTest
    @CsvSource({
        "'  until May ', until May",
        "'\u3000契約\u3000', 契約",
        "Re\u0301sume\u0301, R\u00e9sum\u00e9",
        "か\u3099, が",
        "a/b: <c>, a/b: <c>",
        "\uD83D\uDC68\u200D\uD83D\uDC69, \uD83D\uDC68\u200D\uD83D\uDC69"
    })
    void p10ATagIsKeptAsWrittenInOneFormWithoutBlanksAround(String written, String kept) {
        assertThat(Tag.of(written).value()).isEqualTo(kept);
    }

    @Test
    void p10FortyCharactersFitAndNoMore() {
        String most = "\uD83D\uDCC1".repeat(40);

        assertThat(Tag.of(most).value()).isEqualTo(most);
        assertThatThrownBy(() -> Tag.of(most + "x"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(Problem.TAG_MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u3000",
                "a,b",
                "a，b",
                "a、b",
                "a\tb",
                "a\nb",
                "a\u0000",
                "a\u0085b",
                "\u202Egpj.exe",
                "a\u200Bb",
                "\u200D",
                "\uD800",
                "\uDC00x"
            })
    void p10WhatIsNoTagIsRefused(String written) {
        assertThatThrownBy(() -> Tag.of(written)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.problem()).isEqualTo(Problem.TAG_MALFORMED);
            assertThat(refusal.subject()).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Cs}]");
        });
    }

    @Test
    void p10TagsThatDifferInCaseOnlyAreOne() {
        assertThat(Tag.all(List.of("Offer", "STRASSE", "offer", "Straße", "契約"), SUBJECT))
                .extracting(Tag::value)
                .containsExactly("offer", "Straße", "契約");
    }

    @Test
    void p10TwentyTagsFitAndNoMore() {
        List<String> most =
                IntStream.range(0, Tag.MOST).mapToObj(number -> "t" + number).toList();
        List<String> doubled = IntStream.range(0, 2 * Tag.MOST)
                .mapToObj(number -> (number % 2 == 0 ? "t" : "T") + number / 2)
                .toList();
        List<String> more = IntStream.rangeClosed(0, Tag.MOST)
                .mapToObj(number -> "t" + number)
                .toList();

        assertThat(Tag.all(most, SUBJECT)).hasSize(Tag.MOST);
        assertThat(Tag.all(doubled, SUBJECT)).hasSize(Tag.MOST);
        assertThatThrownBy(() -> Tag.all(more, SUBJECT))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(Problem.TAGS_TOO_MANY));
    }
}
