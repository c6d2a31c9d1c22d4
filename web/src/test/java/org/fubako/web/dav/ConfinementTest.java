package org.fubako.web.dav;

import static org.assertj.core.api.Assertions.assertThat;

import org.fubako.storage.FilePath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfinementTest {

    private static final FilePath FOLDER = FilePath.parse("/common/Reports");

    @ParameterizedTest
    @ValueSource(strings = {"/common/Reports", "/common/Reports/a/b.txt", "/COMMON/reports/a"})
    void whatIsBelowIsWithin(String path) {
        assertThat(Confinement.isWithin(FOLDER, FilePath.parse(path))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/common", "/common/Reports2", "/common/a/Reports", "/private/Reports", "/uploads/a/b"})
    void whatIsAboveOrBesideIsNot(String path) {
        assertThat(Confinement.isWithin(FOLDER, FilePath.parse(path))).isFalse();
    }
}
