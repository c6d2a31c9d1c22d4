package org.fubako.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.error.ProblemBody;
import org.junit.jupiter.api.Test;

class ApiTextTest {

    @Test
    void idsAreHexadecimal() {
        assertThat(ApiText.id(new UUID(1, 2))).isEqualTo("00000000000000010000000000000002");
    }

    @Test
    void timesHaveSecondsAndTheOffset() {
        Instant midnight = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(ApiText.time(midnight, ZoneId.of("Asia/Tokyo"))).isEqualTo("2026-01-01T09:00:00+09:00");
        assertThat(ApiText.time(midnight.plusNanos(1_500_000), ZoneId.of("Europe/Berlin")))
                .isEqualTo("2026-01-01T01:00:00.001+01:00");
    }

    @Test
    void idsGoThereAndBack() {
        UUID id = UUID.fromString("ffffffff-89ab-7def-8123-456789abcdef");

        assertThat(ApiText.uuid(ApiText.id(id))).contains(id);
        assertThat(Stream.of("", "x", id.toString(), ApiText.id(id).toUpperCase(Locale.ROOT), ApiText.id(id) + "0")
                        .map(ApiText::uuid))
                .allMatch(Optional::isEmpty);
    }

    @Test
    void constantsGoThereAndBack() {
        for (Role role : Role.values()) {
            assertThat(ApiText.constant(Role.class, ApiText.kebab(role))).contains(role);
        }
        assertThat(ApiText.constant(Role.class, "VIEW_LOGS")).isEmpty();
    }

    @Test
    void refusalsBecomeProblems() {
        ProblemBody body = ProblemBody.of(new Refusal(Problem.NAME_TAKEN, "a\"b"), Locale.ROOT);

        assertThat(body.type()).isEqualTo("urn:fubako:problem:name-taken");
        assertThat(body.title()).isEqualTo("Name taken");
        assertThat(body.status()).isEqualTo(409);
        assertThat(body.json()).contains("a\\\"b");
    }
}
