package org.fubako.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "first.last+tag@mail.example.co.jp", "x_y=z@1-2.example", "o'neil@example.ie"})
    void whatIsAnAddressIsKeptAsItIs(String text) {
        assertThat(MailAddress.parse(text))
                .hasValueSatisfying(address -> assertThat(address).hasToString(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@b.jp",
                "a@",
                "a",
                "a@b@c.jp",
                "a b@c.jp",
                ".a@b.jp",
                "a.@b.jp",
                "a..b@c.jp",
                "a@b..jp",
                "a@.jp",
                "a@b.",
                "a@-b.jp",
                "a@b-.jp",
                "a@[192.0.2.1]",
                "\"a b\"@c.jp",
                "<a@b.jp>",
                "a@b.jp>",
                "a@b.jp\r\nRCPT TO:<c@d.jp>",
                "a@b.jp\n",
                "a\u560d\u560a@b.jp",
                "a@\u00fc.jp",
                "a,b@c.jp",
                "a@b.jp,c@d.jp"
            })
    void whatIsNoneIsNot(String text) {
        assertThat(MailAddress.parse(text)).isEmpty();
        assertThatThrownBy(() -> new MailAddress(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itsPartsAreNotLongerThanTheProtocolHasThem() {
        assertThat(MailAddress.parse("x".repeat(64) + "@b.jp")).isPresent();
        assertThat(MailAddress.parse("x".repeat(65) + "@b.jp")).isEmpty();
        assertThat(MailAddress.parse("a@" + "x".repeat(63) + ".jp")).isPresent();
        assertThat(MailAddress.parse("a@" + "x".repeat(64) + ".jp")).isEmpty();
        assertThat(MailAddress.parse("a@" + "x.".repeat(126) + "y")).isEmpty();
    }
}
