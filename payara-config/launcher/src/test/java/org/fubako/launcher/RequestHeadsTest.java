package org.fubako.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadsTest {

    private static boolean isUnderstood(String address, String... fields) {
        return RequestHeads.isUnderstood("PUT " + address + " HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/%41",
                "/%e3%81%82",
                "/a%2Fb%2f",
                "/%00",
                "http://a/b",
                "HTTPS://a",
                "/a;b=c",
                "/a%3Bjsessionid=b",
                "/a?b=%zz",
                "/a?%"
            })
    void completeEscapesAreUnderstood(String address) {
        assertThat(isUnderstood(address, "Host: a")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%4", "/%zz", "/%4g", "/100%.txt", "/%41%", "/%%41", "/%+1", "/%?x", "/%4?1"})
    void brokenEscapesAreNot(String address) {
        assertThat(isUnderstood(address, "Host: a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a;jsessionid=b", "*", "a", "localhost:80", "ftp://a/b", "", "/a b"})
    void aTargetIsAPath(String target) {
        assertThat(isUnderstood(target, "Host: a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET / HTTP/2.0", "GET /", "GET / ", "GET / http/1.1", "GET  / HTTP/1.1", "GET / HTTP/1.1 "})
    void aRequestLineHasThreePartsAndAVersionThatIsSpoken(String line) {
        assertThat(RequestHeads.isUnderstood(line + "\r\nHost: a\r\n\r\n")).isFalse();
    }

    @Test
    void anAddressMayBeLong() {
        assertThat(isUnderstood("/" + "a%41".repeat(4_000), "Host: a")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host:", "host: ", "HOST:\t", "Host: :80", "Host::80"})
    void anEmptyHostIsNot(String field) {
        assertThat(isUnderstood("/", field)).isFalse();
    }

    @Test
    void aBodyHasALengthOrACodingInAnyOrderOfFields() {
        assertThat(isUnderstood("/", "Host: a", "Content-Length: 3")).isTrue();
        assertThat(isUnderstood("/", "Host: a", "Transfer-Encoding: chunked")).isTrue();
        assertThat(isUnderstood("/", "X-Note: Content-Length: Transfer-Encoding:", "transfer-encoding: chunked"))
                .isTrue();
        assertThat(isUnderstood("/", "content-length:3", "X: y", "TRANSFER-ENCODING: chunked"))
                .isFalse();
        assertThat(isUnderstood("/", "Transfer-Encoding: chunked", "Content-Length: 3"))
                .isFalse();
    }
}
