package org.fubako.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFormTest {

    private static final String HTTP = "HTTP/1.1";

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "localhost:8080", "files.example.jp", "127.0.0.1:80", "[::1]", "[::1]:8080", "a-b_c"
            })
    void ahostIsANameOrAnAddressWithAPort(String host) {
        assertThat(RequestForm.isHostRight(HTTP, List.of(host))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "a@b",
                "a:b",
                "a:65536",
                "a:123456",
                "[::1",
                "a?b",
                "a#b",
                "a,b",
                "a\\b",
                "あ"
            })
    void anythingElseIsNot(String host) {
        assertThat(RequestForm.isHostRight(HTTP, List.of(host))).isFalse();
    }

    @Test
    void thereIsOneHostAndOnlyOldClientsLeaveItOut() {
        assertThat(RequestForm.isHostRight(HTTP, List.of())).isFalse();
        assertThat(RequestForm.isHostRight("HTTP/1.0", List.of())).isTrue();
        assertThat(RequestForm.isHostRight(HTTP, List.of("a", "a"))).isFalse();
    }

    @Test
    void aBodyHasALengthOrIsChunked() {
        assertThat(RequestForm.isFramingRight(HTTP, List.of(), List.of())).isTrue();
        assertThat(RequestForm.isFramingRight(HTTP, List.of("3"), List.of())).isTrue();
        assertThat(RequestForm.isFramingRight(HTTP, List.of(), List.of("chunked")))
                .isTrue();
        assertThat(RequestForm.isFramingRight(HTTP, List.of(), List.of(" Chunked ")))
                .isTrue();
    }

    @Test
    void whatTwoServersCouldReadDifferentlyIsRefused() {
        assertThat(RequestForm.isFramingRight(HTTP, List.of("3"), List.of("chunked")))
                .isFalse();
        assertThat(RequestForm.isFramingRight(HTTP, List.of("3", "3"), List.of()))
                .isFalse();
        assertThat(RequestForm.isFramingRight(HTTP, List.of(), List.of("chunked", "chunked")))
                .isFalse();
        assertThat(RequestForm.isFramingRight(HTTP, List.of(), List.of("gzip, chunked")))
                .isFalse();
        assertThat(RequestForm.isFramingRight(HTTP, List.of(), List.of("identity")))
                .isFalse();
        assertThat(RequestForm.isFramingRight("HTTP/1.0", List.of(), List.of("chunked")))
                .isFalse();
    }
}
