package org.fubako.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fubako.caller.AddressRanges;
import org.fubako.mail.MailAddress;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.LinkPolicy;
import org.fubako.tenant.LinkPolicy.Confidential;
import org.fubako.tenant.LinkPolicy.Demand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkRulesTest {

    private static LinkPolicy policy(Demand demand) {
        return new LinkPolicy(
                7,
                3,
                demand,
                Confidential.FORBIDDEN,
                Optional.empty(),
                List.of("example.jp"),
                List.of("bad.example.jp"));
    }

    private static LinkTerms terms(int days, int downloads, String password, String... recipients) {
        return new LinkTerms(
                days,
                downloads,
                Optional.of(password).filter(text -> !text.isEmpty()),
                List.of(recipients).stream().map(MailAddress::new).toList(),
                new AddressRanges(List.of()));
    }

    private static Problem refusal(Demand demand, LinkTerms terms) {
        return catchThrowableOfType(Refusal.class, () -> LinkRules.require(policy(demand), terms))
                .problem();
    }

    @Test
    void h02h03WithinWhatTheTenantAllowsAllIsWell() {
        assertThatCode(() -> LinkRules.require(policy(Demand.NONE), terms(7, 3, "", "a@sub.example.jp")))
                .doesNotThrowAnyException();
        assertThat(refusal(Demand.NONE, terms(8, 1, ""))).isEqualTo(Problem.LINK_VALID_DAYS);
        assertThat(refusal(Demand.NONE, terms(0, 1, ""))).isEqualTo(Problem.LINK_VALID_DAYS);
        assertThat(refusal(Demand.NONE, terms(1, 4, ""))).isEqualTo(Problem.LINK_DOWNLOADS);
        assertThat(refusal(Demand.NONE, terms(1, 0, ""))).isEqualTo(Problem.LINK_DOWNLOADS);
        assertThat(refusal(Demand.NONE, terms(1, 1, "short"))).isEqualTo(Problem.RECIPIENT_PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, false, false, true",
        "PASSWORD, false, true, false",
        "PASSWORD, true, false, true",
        "CODE, true, false, false",
        "CODE, false, true, true",
        "EITHER, false, false, false",
        "EITHER, true, false, true",
        "EITHER, false, true, true"
    })
    void q07WhatTheTenantDemandsHasToBeThere(Demand demand, boolean password, boolean code, boolean met) {
        LinkTerms terms = code
                ? terms(1, 1, password ? "seven lamps" : "", "a@example.jp")
                : terms(1, 1, password ? "seven lamps" : "");

        if (met) {
            assertThatCode(() -> LinkRules.require(policy(demand), terms)).doesNotThrowAnyException();
        } else {
            assertThat(refusal(demand, terms)).isEqualTo(Problem.LINK_PROTECTION);
        }
    }

    @Test
    void q07CodesGoOnlyWhereTheTenantAllows() {
        assertThat(refusal(Demand.NONE, terms(1, 1, "", "a@example.com"))).isEqualTo(Problem.LINK_RECIPIENTS);
        assertThat(refusal(Demand.NONE, terms(1, 1, "", "a@notexample.jp"))).isEqualTo(Problem.LINK_RECIPIENTS);
        assertThat(refusal(Demand.NONE, terms(1, 1, "", "a@very.BAD.example.jp")))
                .isEqualTo(Problem.LINK_RECIPIENTS);
        String[] many =
                IntStream.range(0, 21).mapToObj(at -> at + "@example.jp").toArray(String[]::new);
        assertThat(refusal(Demand.NONE, terms(1, 1, "", many))).isEqualTo(Problem.LINK_RECIPIENTS);
    }

    @ParameterizedTest
    @CsvSource({
        "FORBIDDEN, false, false",
        "FORBIDDEN, true, false",
        "PROTECTED, false, false",
        "PROTECTED, true, true",
        "ALLOWED, false, true"
    })
    void p14ConfidentialDocumentsGoOutAsTheTenantSays(Confidential rule, boolean guarded, boolean admitted) {
        LinkPolicy policy = new LinkPolicy(7, 3, Demand.NONE, rule, Optional.empty(), List.of(), List.of());

        assertThat(LinkRules.admitsConfidential(policy, guarded)).isEqualTo(admitted);
    }

    @Test
    void oneAddressHoweverItIsSpelledIsOne() {
        assertThat(LinkRules.distinct(List.of(new MailAddress("A@Example.jp"), new MailAddress("a@example.jp"))))
                .containsExactly(new MailAddress("a@example.jp"));
    }
}
