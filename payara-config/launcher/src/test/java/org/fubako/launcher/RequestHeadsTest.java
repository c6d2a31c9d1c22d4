package org.fubako.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadsTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/%41", "/%e3%81%82", "/a%2Fb%2f", "/%00", "*"})
    void completeEscapesAreWellFormed(String address) {
        assertThat(RequestHeads.isWellFormed(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%4", "/%zz", "/%4g", "/100%.txt", "/%41%", "/%%41", "/%٣١", "/%+1"})
    void brokenEscapesAreNot(String address) {
        assertThat(RequestHeads.isWellFormed(address)).isFalse();
    }
}
