package org.fubako.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"/files/common/a%20b?x=1&y=//z", "/admin/", "/"})
    void staysOnLocalAddresses(String address) {
        assertThat(LocalAddress.of(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "/\t/evil.example",
                "/a\r\nSet-Cookie: x=y",
                "files",
                "/signin?next=/"
            })
    void startsAtTheBeginningWhenItLeadsElsewhere(String address) {
        assertThat(LocalAddress.of(address)).isEqualTo("/");
    }

    @Test
    void remembersWhereSomebodyWantedToGo() {
        assertThat(LocalAddress.signInFor("/files/common?sort=name", false))
                .isEqualTo("/signin?next=%2Ffiles%2Fcommon%3Fsort%3Dname");
        assertThat(LocalAddress.signInFor("/", false)).isEqualTo("/signin");
        assertThat(LocalAddress.signInFor("/", true)).isEqualTo("/signin?expired");
        assertThat(LocalAddress.signInFor("/files/a", true)).isEqualTo("/signin?expired&next=%2Ffiles%2Fa");
    }

    @Test
    void writesThePolicyWithTheNonce() {
        assertThat(SecurityHeaders.pagePolicy("abc"))
                .contains("script-src 'self' 'nonce-abc';", "frame-ancestors 'none'", "default-src 'none'");
        assertThat(SecurityHeaders.pagePolicy(""))
                .contains("script-src 'self';", "media-src 'self';", "frame-src 'self';")
                .doesNotContain("nonce");
    }
}
