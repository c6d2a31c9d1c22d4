package org.fubako.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabellingTest {

    private static Optional<Label> label(String name) {
        return name.equals("-") ? Optional.empty() : Optional.of(Label.valueOf(name));
    }

    /** From the top of the space down to the thing itself. */
    @ParameterizedTest
    @CsvSource({
        "-, -, -, INTERNAL",
        "-, -, PUBLIC, PUBLIC",
        "PUBLIC, -, -, PUBLIC",
        "PUBLIC, INTERNAL, -, INTERNAL",
        "PUBLIC, INTERNAL, PUBLIC, INTERNAL",
        "-, CONFIDENTIAL, -, CONFIDENTIAL",
        "CONFIDENTIAL, -, PUBLIC, CONFIDENTIAL",
        "CONFIDENTIAL, PUBLIC, -, CONFIDENTIAL",
        "-, -, CONFIDENTIAL, CONFIDENTIAL"
    })
    void p14TheStrictestOnTheWayCounts(String space, String folder, String own, Label effective) {
        Labelling labels =
                Labelling.NONE.below(label(space)).below(label(folder)).below(label(own));

        assertThat(labels.effective()).isEqualTo(effective);
        assertThat(labels.own()).isEqualTo(label(own));
    }

    @ParameterizedTest
    @CsvSource({
        "-, -, INTERNAL",
        "-, CONFIDENTIAL, INTERNAL",
        "PUBLIC, INTERNAL, PUBLIC",
        "CONFIDENTIAL, -, CONFIDENTIAL"
    })
    void p14WithoutItsOwnItIsWhatTheFoldersAboveSay(String above, String own, Label inherited) {
        assertThat(new Labelling(label(above), label(own)).inherited()).isEqualTo(inherited);
    }

    @ParameterizedTest
    @CsvSource({
        "-, -, false",
        "-, PUBLIC, true",
        "-, INTERNAL, false",
        "-, CONFIDENTIAL, false",
        "PUBLIC, -, true",
        "PUBLIC, PUBLIC, false",
        "PUBLIC, CONFIDENTIAL, false",
        "INTERNAL, -, true",
        "INTERNAL, PUBLIC, true",
        "CONFIDENTIAL, INTERNAL, true",
        "CONFIDENTIAL, CONFIDENTIAL, false",
        "CONFIDENTIAL, -, true"
    })
    void p14ItIsLoosenedWhereItsOwnSaysLessWhateverCoversIt(String own, String wanted, boolean loosened) {
        for (String above : new String[] {"-", "PUBLIC", "CONFIDENTIAL"}) {
            assertThat(new Labelling(label(above), label(own)).isLoosenedBy(label(wanted)))
                    .as(above)
                    .isEqualTo(loosened);
        }
    }
}
