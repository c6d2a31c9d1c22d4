package org.fubako.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeNameTest {

    @ParameterizedTest
    @CsvSource({
        ".ht*, .HTaccess, true",
        ".ht*, x.htaccess, false",
        "*.exe, setup.EXE, true",
        "*.exe, setup.exe.txt, false",
        "社外秘*, 社外秘の表.txt, true",
        "a*b*c, aXbYc, true",
        "a*b*c, abc, true",
        "a*b*c, acb, false",
        "a*ab, ab, false",
        "a*ab, aab, true",
        "*b*b*, xbxbx, true",
        "*b*b*, xbx, false",
        "Thumbs.db, thumbs.db, true",
        "a.c, abc, false"
    })
    void patternsForbidNames(String pattern, String name, boolean forbidden) {
        if (forbidden) {
            Refusal refusal = catchThrowableOfType(Refusal.class, () -> NodeName.of(name, List.of(pattern)));
            assertThat(refusal.problem()).isEqualTo(Problem.NAME_FORBIDDEN);
        } else {
            assertThatCode(() -> NodeName.of(name, List.of(pattern))).doesNotThrowAnyException();
        }
    }

    /** One tenant's pattern must not keep a server busy. */
    @Test
    void noPatternTakesLong() {
        String pattern = "a*".repeat(49) + "b";

        Assertions.assertTimeout(Duration.ofSeconds(5), () -> NodeName.of("a".repeat(255), List.of(pattern)));
    }
}
