package org.fubako.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawPathTest {

    @ParameterizedTest
    @CsvSource({
        "/dav, /",
        "/dav/, /",
        "/dav/common, /common",
        "/dav/common/, /common",
        "/dav/common/a+b, /common/a+b",
        "/dav/common/a%2Bb, /common/a+b",
        "/dav/common/a%20b, /common/a b",
        "/dav/common/a%3Bb, /common/a;b",
        "/dav/common/a;b=c, /common/a;b=c",
        "/dav/common/;jsessionid=1, /common/;jsessionid=1",
        "/dav/common/100%25, /common/100%",
        "/dav/common/a%252Fb, /common/a%2Fb",
        "/dav/common/%252e%252e, /common/%2e%2e",
        "/dav/common/%E6%97%A5%E6%9C%AC.txt, /common/日本.txt",
        "/dav/common/%e6%97%a5, /common/日",
        "/dav/common/日本, /common/日本",
        "/dav/common/%F0%9F%98%80, /common/😀",
        "/dav/common/😀, /common/😀",
        "/dav/common/%E3%81%8B%E3%82%99, /common/が",
        "/dav/common/a%3Fb, /common/a?b",
        "/dav/common/a%23b, /common/a#b",
        "/dav/common/a:b@c!$&*()=, /common/a:b@c!$&*()=",
        "/dav/common/..., /common/...",
        "/dav/common/.hidden, /common/.hidden",
        "/dav/common/..a, /common/..a",
        "/dav/dav/dav, /dav/dav",
    })
    void reads(String raw, String path) {
        assertThat(RawPath.parse(raw, "/dav")).hasToString(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/other",
                "/davx",
                "/d%61v/common",
                "/DAV/common",
                "common",
                "/dav//",
                "/dav//common",
                "/dav/common//a",
                "/dav/common/a//",
                "/dav/common/.",
                "/dav/common/..",
                "/dav/../etc",
                "/dav/common/../../x",
                "/dav/common/%2e",
                "/dav/common/%2e%2e",
                "/dav/common/.%2E/x",
                "/dav/%2e%2e/api",
                "/dav/common/a%2Fb",
                "/dav/common/a%2fb",
                "/dav/common%2F..%2Fx",
                "/dav/common/a%5Cb",
                "/dav/common/a\\b",
                "/dav/common/a%00",
                "/dav/common/a%00.txt",
                "/dav/common/a%0D%0Ab",
                "/dav/common/a%09b",
                "/dav/common/a%7Fb",
                "/dav/common/a%C2%85b",
                "/dav/common/a\tb",
                "/dav/common/%",
                "/dav/common/%4",
                "/dav/common/%zz",
                "/dav/common/%4g",
                "/dav/common/%u0041",
                "/dav/common/% 41",
                "/dav/common/%FF",
                "/dav/common/%80",
                "/dav/common/%C0%AF",
                "/dav/common/%C0%AE%C0%AE",
                "/dav/common/%E0%80%AF",
                "/dav/common/%ED%A0%80",
                "/dav/common/%F4%90%80%80",
                "/dav/common/%E6%97",
                "/dav/common/a?b",
                "/dav/common/a#b",
                "/dav/common/\uD800",
            })
    void refuses(String raw) {
        assertThatThrownBy(() -> RawPath.parse(raw, "/dav"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(Problem.PATH_MALFORMED));
    }

    @Test
    void refusesWhatIsTooLong() {
        String raw = "/dav/" + "abcdefghi/".repeat(91);
        assertThatThrownBy(() -> RawPath.parse(raw, "/dav"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(Problem.PATH_TOO_LONG));
    }

    @Test
    void writesWhatItReads() {
        FilePath path = new FilePath(List.of("common", "a b;c+d%?#&'~-._日😀"));
        String href = RawPath.href("/dav", path, true);
        assertThat(href).isEqualTo("/dav/common/a%20b%3Bc%2Bd%25%3F%23%26%27~-._%E6%97%A5%F0%9F%98%80/");
        assertThat(RawPath.parse(href, "/dav")).isEqualTo(path);
        assertThat(RawPath.href("/dav", FilePath.ROOT, true)).isEqualTo("/dav/");
    }
}
