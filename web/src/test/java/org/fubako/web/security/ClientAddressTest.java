package org.fubako.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    private final ClientAddress addresses =
            new ClientAddress(Optional.of("10.0.0.0/8, 127.0.0.1,2001:db8:1::/48, ::ffff:172.16.0.0/108"));

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 198.51.100.7, 198.51.100.7",
        "10.1.2.3, '198.51.100.7, 10.9.9.9', 198.51.100.7",
        "10.1.2.3, '192.0.2.66, 198.51.100.7', 198.51.100.7",
        "10.1.2.3, '10.0.0.5, 10.0.0.6', 10.0.0.5",
        "::ffff:10.1.2.3, 198.51.100.7, 198.51.100.7",
        "172.16.5.5, 198.51.100.7, 198.51.100.7",
        "2001:db8:1::9, 2001:db8:ffff::1, 2001:db8:ffff:0:0:0:0:1",
        "10.1.2.3, ::ffff:198.51.100.7, 198.51.100.7"
    })
    void walksFromTheNearestHopOutwards(String socket, String forwarded, String client) {
        assertThat(addresses.of(socket, forwarded)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({"198.51.100.7, 192.0.2.66", "192.168.1.1, 127.0.0.1", "11.0.0.1, 192.0.2.66"})
    void ignoresWhatAStrangerForges(String socket, String forwarded) {
        assertThat(addresses.of(socket, forwarded)).isEqualTo(socket);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "198.51.100.7,",
                "198.51.100.7:443",
                "[2001:db8::1]",
                "999.1.1.1",
                "1.2.3",
                ":::",
                "evil.example",
                "0x7f.1.1.1",
                "198.51.100.7, , 10.0.0.1"
            })
    void takesTheSocketWhenTheChainIsMalformed(String forwarded) {
        assertThat(addresses.of("10.1.2.3", forwarded)).isEqualTo("10.1.2.3");
    }

    @Test
    void trustsNobodyByDefault() {
        assertThat(new ClientAddress(Optional.empty()).of("127.0.0.1", "198.51.100.7"))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void dropsTheNameOfAnInterface() {
        assertThat(addresses.of("fe80:0:0:0:0:0:0:1%eth0", null)).isEqualTo("fe80:0:0:0:0:0:0:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "proxy.example", "10.0.0.0/-1", "::ffff:10.0.0.0/90"})
    void refusesToStartWithAMalformedRange(String range) {
        assertThatThrownBy(() -> new ClientAddress(Optional.of(range)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FUBAKO_TRUSTED_PROXIES");
    }
}
