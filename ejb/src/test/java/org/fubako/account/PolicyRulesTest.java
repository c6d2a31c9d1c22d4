package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Period;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.AddressArea;
import org.fubako.tenant.LinkPolicy;
import org.fubako.tenant.LinkPolicy.Confidential;
import org.fubako.tenant.LinkPolicy.Demand;
import org.fubako.tenant.PasswordPolicy;
import org.fubako.tenant.PasswordPolicy.Kind;
import org.fubako.tenant.PasswordPolicy.Style;
import org.fubako.tenant.Policies;
import org.fubako.tenant.SessionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRulesTest {

    private static Policies password(Style style, int shortest, boolean blocklist, int remembered) {
        return Policies.DEFAULT.password(
                before -> new PasswordPolicy(style, shortest, Set.of(), blocklist, Optional.empty(), remembered));
    }

    private static Policies sessions(int idle, int hours, int most) {
        return Policies.DEFAULT.sessions(before -> new SessionPolicy(Optional.of(idle), Optional.of(hours), most));
    }

    private static Policies inside(AddressArea area, String... ranges) {
        return Policies.DEFAULT.withAddresses(area, Policies.ranges(List.of(ranges)));
    }

    private static Problem refusal(Policies policies) {
        return catchThrowableOfType(Refusal.class, () -> PolicyRules.require(policies))
                .problem();
    }

    @Test
    void takesTheDefaults() {
        assertThatCode(() -> PolicyRules.require(Policies.DEFAULT)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "MODERN, 8, true, 0, ok",
        "MODERN, 64, true, 12, ok",
        "CLASSIC, 30, true, 0, ok",
        "MODERN, 15, false, 0, ok",
        "MODERN, 7, true, 0, POLICY_OUT_OF_RANGE",
        "MODERN, 65, true, 0, POLICY_OUT_OF_RANGE",
        "CLASSIC, 31, true, 0, POLICY_OUT_OF_RANGE",
        "MODERN, 15, true, 13, POLICY_OUT_OF_RANGE",
        "MODERN, 15, true, -1, POLICY_OUT_OF_RANGE",
        "MODERN, 14, false, 0, POLICY_BLOCKLIST_NEEDED"
    })
    void passwordsHaveLimits(Style style, int shortest, boolean blocklist, int remembered, String expected) {
        Policies policies = password(style, shortest, blocklist, remembered);
        if (expected.equals("ok")) {
            assertThatCode(() -> PolicyRules.require(policies)).doesNotThrowAnyException();
        } else {
            assertThat(refusal(policies)).isEqualTo(Problem.valueOf(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1D", "P99D", "P3M", "P99Y"})
    void lifetimesAreOneToNinetyNine(String lifetime) {
        assertThat(PasswordPolicy.lifetime(lifetime)).contains(Period.parse(lifetime));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P0D", "P100D", "P1W", "P1Y1M", "P-1D", "90", "PT1H", "P01D", "P1D ", "P１D"})
    void nothingElseIsALifetime(String lifetime) {
        assertThat(PasswordPolicy.lifetime(lifetime)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5, 1, 1, true",
        "720, 24, 20, true",
        "4, 1, 1, false",
        "721, 1, 1, false",
        "5, 0, 1, false",
        "5, 25, 1, false",
        "5, 1, 0, false",
        "5, 1, 21, false"
    })
    void sessionsHaveLimits(int idle, int hours, int most, boolean taken) {
        if (taken) {
            assertThatCode(() -> PolicyRules.require(sessions(idle, hours, most)))
                    .doesNotThrowAnyException();
        } else {
            assertThat(refusal(sessions(idle, hours, most))).isEqualTo(Problem.POLICY_OUT_OF_RANGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".ht*", ".dx*", "~$*", "Thumbs.db", "*.exe", "社外秘*", "a*b*c", ".*.swp"})
    void takesPatternsOfNames(String pattern) {
        assertThatCode(() -> PolicyRules.require(Policies.DEFAULT.withForbiddenNames(List.of(pattern))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "**", "*.*", ".", " a", "a ", "a,b", "a/b", "a\\b", "a?", "a\nb", "a\u202Eb", "a\u200Bb"
            })
    void refusesWhatIsNoPatternOrForbidsEverything(String pattern) {
        assertThat(refusal(Policies.DEFAULT.withForbiddenNames(List.of(pattern))))
                .isEqualTo(Problem.NAME_PATTERN_MALFORMED);
    }

    @Test
    void refusesMoreThanTheColumnsTake() {
        assertThat(refusal(Policies.DEFAULT.withForbiddenNames(Collections.nCopies(200, "a*bcd"))))
                .isEqualTo(Problem.POLICY_OUT_OF_RANGE);
        assertThat(refusal(inside(
                        AddressArea.DAV,
                        Collections.nCopies(200, "192.0.2.0/24").toArray(String[]::new))))
                .isEqualTo(Problem.POLICY_OUT_OF_RANGE);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.128/25, 192.0.2.255, true",
        "192.0.2.128/25, 192.0.3.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.0/24, ::ffff:192.0.2.9, true",
        "::ffff:192.0.2.0/120, 192.0.2.9, true",
        "2001:db8::/33, 2001:db8:7fff:ffff::1, true",
        "2001:db8::/33, 2001:db8:8000::, false",
        "0.0.0.0/0, 2001:db8::1, false",
        "0.0.0.0/0, unknown, false"
    })
    void whoeverChangesTheRangesStaysInside(String range, String address, boolean taken) {
        for (AddressArea area : List.of(AddressArea.PORTAL, AddressArea.ADMINISTRATION)) {
            Policies after = inside(area, range);
            if (taken) {
                assertThatCode(() -> PolicyRules.requireInside(Policies.DEFAULT, after, address))
                        .doesNotThrowAnyException();
            } else {
                assertThat(catchThrowableOfType(
                                        Refusal.class,
                                        () -> PolicyRules.requireInside(Policies.DEFAULT, after, address))
                                .problem())
                        .isEqualTo(Problem.ADDRESS_SHUTS_YOU_OUT);
            }
        }
        assertThatCode(() -> PolicyRules.requireInside(Policies.DEFAULT, inside(AddressArea.DAV, range), address))
                .doesNotThrowAnyException();
    }

    private static Policies links(int days, int downloads, int live, List<String> allowed) {
        return Policies.DEFAULT.links(before -> new LinkPolicy(
                days, downloads, Demand.NONE, Confidential.ALLOWED, Optional.of(live), allowed, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, true",
        "14, 1000, 2147483647, true",
        "0, 1, 1, false",
        "15, 1, 1, false",
        "1, 0, 1, false",
        "1, 1001, 1, false",
        "1, 1, 0, false"
    })
    void linksHaveLimits(int days, int downloads, int live, boolean taken) {
        Policies policies = links(days, downloads, live, List.of("example.jp"));
        if (taken) {
            assertThatCode(() -> PolicyRules.require(policies)).doesNotThrowAnyException();
        } else {
            assertThat(refusal(policies)).isEqualTo(Problem.POLICY_OUT_OF_RANGE);
        }
    }

    @Test
    void domainsAreAHundredAtMostAndInTheFormThatIsCompared() {
        List<String> hundred =
                IntStream.range(0, 100).mapToObj(each -> each + ".example").toList();
        List<String> more =
                Stream.concat(hundred.stream(), Stream.of("example.jp")).toList();

        assertThatCode(() -> PolicyRules.require(links(1, 1, 1, hundred))).doesNotThrowAnyException();
        assertThat(refusal(links(1, 1, 1, more))).isEqualTo(Problem.POLICY_OUT_OF_RANGE);
        assertThat(refusal(links(1, 1, 1, List.of("Example.jp")))).isEqualTo(Problem.POLICY_OUT_OF_RANGE);
        assertThat(refusal(links(1, 1, 1, List.of("a,b")))).isEqualTo(Problem.MAIL_DOMAIN_MALFORMED);
    }

    @Test
    void noMoreLinksThanTheContractHas() {
        Policies ten = links(1, 1, 10, List.of());
        assertThatCode(() -> PolicyRules.requireWithinContract(Policies.DEFAULT, ten, 10))
                .doesNotThrowAnyException();
        assertThat(catchThrowableOfType(
                                Refusal.class, () -> PolicyRules.requireWithinContract(Policies.DEFAULT, ten, 9))
                        .problem())
                .isEqualTo(Problem.LINKS_BEYOND_CONTRACT);
        assertThatCode(() -> PolicyRules.requireWithinContract(ten, ten, 9)).doesNotThrowAnyException();
    }

    @Test
    void whatIsTooLongForALineOfTheLogIsSaidPieceByPiece() {
        List<String> many = IntStream.range(0, 100)
                .mapToObj(each -> "department-" + each + ".example")
                .toList();
        Policies before = links(1, 1, 1, many);
        Policies after = before.links(links -> links(
                        1,
                        1,
                        1,
                        Stream.concat(many.stream().skip(1), Stream.of("example.jp"))
                                .toList())
                .links());

        assertThat(PolicyRules.lines(before, after))
                .containsExactly(
                        "links.allowedDomains: department-0.example → ", "links.allowedDomains:  → example.jp");
    }

    @Test
    void saysWhatWasAndWhatIs() {
        Policies after = password(Style.CLASSIC, 8, true, 0)
                .password(before -> new PasswordPolicy(
                        before.style(), 8, Set.of(Kind.DIGIT, Kind.LOWER), true, Optional.of(Period.ofDays(90)), 0))
                .withAddresses(AddressArea.PORTAL, Policies.ranges(List.of("192.0.2.0/24")));

        assertThat(PolicyRules.differences(Policies.DEFAULT, after).entrySet())
                .extracting(Object::toString)
                .containsExactly(
                        "password.style=modern → classic",
                        "password.shortest=15 → 8",
                        "password.kinds= → lower,digit",
                        "password.lifetime= → P90D",
                        "addresses.portal= → 192.0.2.0/24");
    }
}
