package org.fubako.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreaTest {

    @ParameterizedTest
    @CsvSource({
        "/dav, DAV",
        "/dav/common/a.txt, DAV",
        "/davy, PORTAL",
        "/api/v1/me, API",
        "/signin, PUBLIC",
        "/signin/x, PORTAL",
        "/resources/a.css, PUBLIC",
        "/jakarta.faces.resource/a.js.xhtml, PUBLIC",
        "/health/ready, PUBLIC",
        "/logo/0123456789abcdef0123456789abcdef, PUBLIC",
        "/logo, PORTAL",
        "/health/secret, PORTAL",
        "/, PORTAL",
        "/files/common, PORTAL"
    })
    void decidesByTheAddress(String path, Area area) {
        assertThat(Area.of("GET", path, path)).isEqualTo(area);
    }

    @ParameterizedTest
    @CsvSource({"OPTIONS, /, DAV", "PROPFIND, /, DAV", "OPTIONS, /files, PORTAL", "POST, /, PORTAL"})
    void w01TheRootIsWebdavsForClientsThatWalkThere(String method, String path, Area area) {
        assertThat(Area.of(method, path, path)).isEqualTo(area);
    }

    @ParameterizedTest
    @CsvSource({
        "/resources/../files/common, /files/common, PORTAL",
        "/resources/..;/api/v1/me, /api/v1/me, API",
        "/signin.xhtml/../dav/x, /dav/x, DAV",
        "/%64av/common, /dav/common, DAV",
        "/resources/..;/x, /resources/../x, PORTAL",
        "/signin;x, /signin, PORTAL",
        "/%73ignin, /signin, PORTAL"
    })
    void opensNothingThatIsWrittenLikeSomethingOpen(String written, String mapped, Area area) {
        assertThat(Area.of("GET", written, mapped)).isEqualTo(area);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /admin/logs, true",
        "POST, /admin/spaces, true",
        "GET, /administrator, false",
        "GET, /api/v1/policies, true",
        "POST, /api/v1/policies/preview, true",
        "GET, /api/v1/logs/operations, true",
        "GET, /api/v1/spaces, false",
        "POST, /api/v1/spaces, true",
        "GET, /api/v1/spaces/1, true",
        "GET, /api/v1/me, false",
        "GET, /files/admin/logs, false",
        "GET, /dav/admin, false"
    })
    void r06KnowsWhatAdministers(String method, String mapped, boolean administers) {
        assertThat(Area.administers(method, mapped)).isEqualTo(administers);
    }
}
