package org.fubako.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    @Test
    void readsUtf8AndColonsInPasswords() {
        assertThat(BasicCredentials.parse("basic " + encoded("太郎@demo:pass:wörd", StandardCharsets.UTF_8)))
                .contains(new BasicCredentials("太郎@demo", "pass:wörd"));
    }

    @Test
    void leavesDomainsToTheSignIn() {
        assertThat(BasicCredentials.parse("Basic " + encoded("OFFICE\\alice@demo:x", StandardCharsets.UTF_8)))
                .contains(new BasicCredentials("OFFICE\\alice@demo", "x"));
    }

    @Test
    void w25TakesTheOlderEncodingForWhatIsNoUtf8() {
        assertThat(BasicCredentials.parse("Basic " + encoded("alice:wörd", StandardCharsets.ISO_8859_1)))
                .contains(new BasicCredentials("alice", "wörd"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !!!", "Basic YWxpY2U=", "Basic OnNlY3JldA==", "Digest x"})
    void findsNothingInWhatIsNotUnderstood(String header) {
        assertThat(BasicCredentials.parse(header)).isEmpty();
    }

    @Test
    void keepsThePasswordOutOfLogs() {
        assertThat(new BasicCredentials("alice", "secret").toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer    ", "Basic abc"})
    void takesAnEmptyBearerForNoCredentials(String header) {
        assertThat(BearerToken.parse(header)).isEmpty();
    }

    @Test
    void readsTokens() {
        assertThat(BearerToken.parse("bearer abc ")).isEqualTo(Optional.of("abc"));
    }

    private static String encoded(String text, Charset charset) {
        return Base64.getEncoder().encodeToString(text.getBytes(charset));
    }
}
