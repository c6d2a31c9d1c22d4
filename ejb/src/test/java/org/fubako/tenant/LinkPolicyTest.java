package org.fubako.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.LinkPolicy.Confidential;
import org.fubako.tenant.LinkPolicy.Demand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkPolicyTest {

    @Test
    void domainsAreKeptAsTheNetworkKnowsThemAndOnce() {
        assertThat(LinkPolicy.domains(
                        List.of("Example.JP", " example.jp ", "日本.example", "ｅｘａｍｐｌｅ．ｊｐ", "xn--wgv71a.example", "jp")))
                .containsExactly("example.jp", "xn--wgv71a.example", "jp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "example.jp.",
                ".example.jp",
                "a..b",
                "*.example.jp",
                "@example.jp",
                "alice@example.jp",
                "a b.jp",
                "a,b.jp",
                "-a.jp",
                "a-.jp",
                "a_b.jp",
                "192.0.2.1",
                "[::1]",
                "example.jp\nexample.com",
                "example.jp:25",
                "a\u0000.jp",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.jp"
            })
    void nothingElseIsADomain(String written) {
        assertThat(catchThrowableOfType(Refusal.class, () -> LinkPolicy.domains(List.of(written)))
                        .problem())
                .isEqualTo(Problem.MAIL_DOMAIN_MALFORMED);
    }

    @Test
    void aDomainHas253Characters() {
        String label = "a".repeat(62) + ".";
        String longest = label.repeat(4) + "b";
        assertThat(LinkPolicy.domains(List.of(longest))).containsExactly(longest);
        assertThat(catchThrowableOfType(Refusal.class, () -> LinkPolicy.domains(List.of(longest + "b")))
                        .problem())
                .isEqualTo(Problem.MAIL_DOMAIN_MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "example.jp, true",
        "sales.example.jp, true",
        "students.example.jp, false",
        "a.students.example.jp, false",
        "notexample.jp, false",
        "example.com, false"
    })
    void aDomainStandsForThoseBelowItAndAForbiddenOneWins(String domain, boolean admitted) {
        LinkPolicy policy = new LinkPolicy(
                7,
                100,
                Demand.NONE,
                Confidential.FORBIDDEN,
                Optional.empty(),
                List.of("example.jp"),
                List.of("students.example.jp"));
        assertThat(policy.admitsDomain(domain)).isEqualTo(admitted);
        assertThat(LinkPolicy.DEFAULT.admitsDomain(domain)).isTrue();
    }
}
