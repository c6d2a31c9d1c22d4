package org.fubako.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.fubako.platform.Hashes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitPassTest {

    private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");
    private static final UUID LINK = new UUID(1, 2);

    private final VisitPass passes = new VisitPass();

    @BeforeEach
    void begin() {
        passes.keys = label -> Hashes.sha256(label);
        passes.clock = Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Test
    void saysWhatWasProvedForItsLinkAndForAWhile() {
        String pass = passes.issue(LINK, "ivy@example.jp", NOW.plusSeconds(60));

        assertThat(passes.read(LINK, pass))
                .hasValueSatisfying(proof -> assertThat(proof.mail()).isEqualTo("ivy@example.jp"));
        assertThat(passes.read(new UUID(1, 3), pass)).isEmpty();
        passes.clock = Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC);
        assertThat(passes.read(LINK, pass)).isEmpty();
    }

    @Test
    void noByteOfItCanBeChanged() {
        String pass = passes.issue(LINK, "", NOW.plusSeconds(60));

        for (int at = 0; at < pass.length(); at++) {
            char other = pass.charAt(at) == 'A' ? 'B' : 'A';
            String changed = pass.substring(0, at) + other + pass.substring(at + 1);
            // the last letter of a text has bits that mean nothing
            boolean meant = at != pass.length() - 1 && at != pass.indexOf('.') - 1;
            assertThat(!meant || passes.read(LINK, changed).isEmpty())
                    .as(changed)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a", "a.b", "a.b.c", "ü.ü", "%%%.%%%", "MTow.MTow"})
    void whatIsNoneOfOursIsNothing(String pass) {
        assertThat(passes.read(LINK, pass)).isEmpty();
    }
}
