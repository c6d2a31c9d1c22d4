package org.fubako.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedNameTest {

    @ParameterizedTest
    @CsvSource({
        "plan.pdf, 1, plan.pdf",
        "plan.pdf, 2, plan (2).pdf",
        "a.tar.gz, 3, a.tar (3).gz",
        "README, 2, README (2)",
        ".profile, 2, .profile (2)"
    })
    void q05ANumberComesBeforeTheEnding(String name, int number, String counted) {
        assertThat(CountedName.of(name, number)).isEqualTo(counted);
    }

    @Test
    void q05ItNeverGetsTooLong() {
        for (String name : new String[] {"😀".repeat(251) + ".pdf", "a." + "b".repeat(253), "x".repeat(255)}) {
            String counted = CountedName.of(name, 10_000);
            assertThat(counted.codePointCount(0, counted.length())).isLessThanOrEqualTo(NodeName.MAX_LENGTH);
            assertThat(counted).contains(" (10000)");
        }
    }
}
