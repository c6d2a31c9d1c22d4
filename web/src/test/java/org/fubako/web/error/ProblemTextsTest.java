package org.fubako.web.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.fubako.platform.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTextsTest {

    @ParameterizedTest
    @EnumSource(Problem.class)
    void hasATextInBothLanguages(Problem problem) {
        String english = ProblemTexts.text(problem, "a", Locale.ENGLISH);
        String japanese = ProblemTexts.text(problem, "", Locale.JAPANESE);
        assertThat(english).isNotBlank().doesNotContain("{").matches("\\p{ASCII}*(“a”\\p{ASCII}*)?");
        assertThat(japanese).endsWith("。").doesNotContain("{").isNotEqualTo(english);
        assertThat(ProblemTexts.bundle(Locale.JAPANESE).keySet())
                .isEqualTo(ProblemTexts.bundle(Locale.ENGLISH).keySet());
    }
}
