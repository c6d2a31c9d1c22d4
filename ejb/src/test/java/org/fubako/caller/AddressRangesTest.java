package org.fubako.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.junit.jupiter.api.Test;

class AddressRangesTest {

    private static Problem problem(List<String> written) {
        return catchThrowableOfType(Refusal.class, () -> AddressRanges.parse(written))
                .problem();
    }

    @Test
    void noneIsEverywhere() {
        assertThat(AddressRanges.parse(List.of()).admit("192.0.2.1")).isTrue();
        assertThat(AddressRanges.stored("").admit("2001:db8::1")).isTrue();
    }

    @Test
    void whatIsInOneOfThemIsAdmitted() {
        AddressRanges ranges = AddressRanges.parse(List.of("192.0.2.0/24", " 2001:db8::/32 "));

        assertThat(List.of("192.0.2.255", "2001:db8::7", "::ffff:192.0.2.1")).allMatch(ranges::admit);
        assertThat(List.of("192.0.3.0", "2001:db9::", "", "localhost")).noneMatch(ranges::admit);
    }

    @Test
    void isStoredAndReadAgain() {
        AddressRanges ranges = AddressRanges.parse(List.of("192.0.2.0/24", "192.0.2.0/24", "2001:db8::/32"));

        assertThat(AddressRanges.stored(ranges.toString())).isEqualTo(ranges);
        assertThat(ranges.written()).hasSize(2);
    }

    @Test
    void whatIsNoneOrTooManyIsRefused() {
        assertThat(problem(List.of("office"))).isEqualTo(Problem.ADDRESS_RANGE_MALFORMED);
        assertThat(problem(Collections.nCopies(1, "192.0.2.0/33"))).isEqualTo(Problem.ADDRESS_RANGE_MALFORMED);
        List<String> many =
                IntStream.range(0, 256).mapToObj(at -> "192.0.2." + at).toList();
        assertThat(problem(many)).isEqualTo(Problem.ADDRESS_RANGE_MALFORMED);
    }

    /** What nobody can read must not become "everywhere". */
    @Test
    void whatIsDamagedAdmitsNobody() {
        assertThatThrownBy(() -> AddressRanges.stored("192.0.2")).isInstanceOf(IllegalStateException.class);
    }
}
