package org.fubako.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestOriginTest {

    private static final Set<String> OWN = Set.of("https://files.example", "http://localhost:8080");

    @ParameterizedTest
    @CsvSource({
        "same-origin, , true",
        "none, , true",
        "same-site, , false",
        "cross-site, https://files.example, false",
        "same-origin, https://evil.example, true",
        ", https://files.example, true",
        ", https://FILES.example:443, true",
        ", http://localhost:8080, true",
        ", http://files.example, false",
        ", https://files.example.evil.example, false",
        ", null, false",
        ", , false"
    })
    void judgesWhatABrowserSendsWithACookie(String site, String origin, boolean allowed) {
        assertThat(RequestOrigin.isAllowed("POST", Optional.ofNullable(site), Optional.ofNullable(origin), OWN, false))
                .isEqualTo(allowed);
    }

    @Test
    void letsProgramsPassThatCarryTheirCredentials() {
        assertThat(RequestOrigin.isAllowed("PUT", Optional.empty(), Optional.empty(), OWN, true))
                .isTrue();
    }

    @Test
    void refusesForeignPagesEvenWithCredentialsThatTheBrowserRemembers() {
        assertThat(RequestOrigin.isAllowed("PUT", Optional.of("cross-site"), Optional.empty(), OWN, true))
                .isFalse();
        assertThat(RequestOrigin.isAllowed("PUT", Optional.empty(), Optional.of("https://evil.example"), OWN, true))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"})
    void doesNotAskReaders(String method) {
        assertThat(RequestOrigin.isAllowed(method, Optional.of("cross-site"), Optional.empty(), OWN, false))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "MOVE", "LOCK", "PROPPATCH", "get", "TRACE"})
    void asksEverybodyElse(String method) {
        assertThat(RequestOrigin.isAllowed(method, Optional.of("cross-site"), Optional.empty(), OWN, false))
                .isFalse();
    }
}
