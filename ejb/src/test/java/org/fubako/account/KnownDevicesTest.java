package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.SettableClock;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.Hashes;
import org.fubako.platform.TenantId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownDevicesTest {

    private static final TenantId DEMO = new TenantId(new UUID(7, 1));
    private static final TenantId OTHER = new TenantId(new UUID(7, 2));

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final KnownDevices devices = new KnownDevices();

    @BeforeEach
    void wire() {
        devices.clock = clock;
        devices.keys = Hashes::sha256;
    }

    private static Caller caller(TenantId tenant, String name) {
        return new Caller(
                tenant,
                "demo",
                "FBK000005724",
                new UUID(8, 1),
                name,
                Set.of(),
                Set.of(),
                Surface.PORTAL,
                "192.0.2.7",
                ZoneOffset.UTC);
    }

    private Optional<String> find(TenantId tenant, String name, String kept) {
        return devices.find(tenant, LoginName.key(name), kept);
    }

    @Test
    void r07ABrowserIsKnownToTheAccountsThatHaveSignedInWithItOnly() {
        String kept = devices.remember(caller(DEMO, "alice"), "");
        kept = devices.remember(caller(DEMO, "bob"), kept);

        assertThat(find(DEMO, "alice", kept)).isPresent();
        assertThat(find(DEMO, "ALICE", kept)).isEqualTo(find(DEMO, "alice", kept));
        assertThat(find(DEMO, "bob", kept)).isPresent().isNotEqualTo(find(DEMO, "alice", kept));
        assertThat(find(DEMO, "carol", kept)).isEmpty();
        assertThat(find(OTHER, "alice", kept)).isEmpty();
    }

    @Test
    void r07ItSaysNothingToAnybodyElse() {
        String kept = devices.remember(caller(DEMO, "alice"), "");
        String second = devices.remember(caller(DEMO, "alice"), "");

        assertThat(kept).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(second);
        assertThat(new String(Base64.getUrlDecoder().decode(kept), StandardCharsets.ISO_8859_1))
                .doesNotContain("alice");
        devices.keys = label -> new byte[32];
        assertThat(find(DEMO, "alice", kept)).as("under another key").isEmpty();
    }

    @Test
    void r07TheSameBrowserStaysTheSameDeviceAndIsKnownForAYearAfterItsLastUse() {
        String kept = devices.remember(caller(DEMO, "alice"), "");
        Optional<String> device = find(DEMO, "alice", kept);
        clock.pass(Duration.ofDays(364));
        String renewed = devices.remember(caller(DEMO, "alice"), kept);
        assertThat(find(DEMO, "alice", renewed)).isEqualTo(device).isPresent();
        assertThat(renewed).hasSize(43);
        clock.pass(Duration.ofDays(2));

        assertThat(find(DEMO, "alice", kept)).isEmpty();
        assertThat(find(DEMO, "alice", renewed)).isEqualTo(device);
    }

    @Test
    void r07FivePeopleOfOneBrowserAreKnown() {
        String kept = "";
        for (String name : new String[] {"a", "b", "c", "d", "e", "f", "b"}) {
            kept = devices.remember(caller(DEMO, name), kept);
        }

        assertThat(kept.split("\\.")).hasSize(5);
        assertThat(find(DEMO, "a", kept)).isEmpty();
        assertThat(find(DEMO, "b", kept)).isPresent();
        assertThat(find(DEMO, "f", kept)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "AAAA.BBBB", "\u3042", "%00", "{}"})
    void r07WhatWasNeverWrittenIsNone(String kept) {
        assertThat(find(DEMO, "alice", kept)).isEmpty();
        assertThat(devices.remember(caller(DEMO, "alice"), kept)).hasSize(43);
    }

    @Test
    void r07NoLetterOfItMayBeAnother() {
        String kept = devices.remember(caller(DEMO, "alice"), "");
        for (int at = 0; at < kept.length(); at++) {
            char other = kept.charAt(at) == 'A' ? 'Q' : 'A';
            String forged = kept.substring(0, at) + other + kept.substring(at + 1);
            assertThat(find(DEMO, "alice", forged)).as("%d", at).isEmpty();
        }
        assertThat(find(DEMO, "alice", "A".repeat(43))).isEmpty();
        assertThat(find(DEMO, "alice", (kept + ".").repeat(6))).as("too long").isEmpty();
    }
}
