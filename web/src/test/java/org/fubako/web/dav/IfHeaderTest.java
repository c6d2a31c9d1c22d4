package org.fubako.web.dav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.platform.Refusal;
import org.fubako.web.dav.IfHeader.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IfHeaderTest {

    private static final UUID HELD = UUID.fromString("0192f000-0000-7000-8000-000000000001");
    private static final String TOKEN = "<opaquelocktoken:" + HELD + ">";
    private static final String OTHER = "<opaquelocktoken:0192f000-0000-7000-8000-000000000002>";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(T)|true",
                "(T [\"e\"])|true",
                "(T [\"x\"])|false",
                "(T [W/\"e\"])|false",
                "(O)|false",
                "(Not O)|true",
                "(Not T)|false",
                "(O) (Not <DAV:no-lock>)|true",
                "(<opaquelocktoken:brokenx>) (Not <DAV:no-lock>)|true",
                "(<DAV:no-lock>)|false",
                "(T [\"x\"]) (Not <DAV:no-lock> [\"x\"])|false",
                "(T)(O)|true",
                "(not O [\"e\"])|true",
                "</dav/locked> (T)|true",
                "</dav/free> (T)|false",
                "</dav/free> (Not T)|true",
                "</dav/free> (T) </dav/locked> (T)|true",
                "</dav/free> (T) (O)|false",
            })
    void evaluates(String field, boolean holds) {
        assertThat(parsed(field).holds(IfHeaderTest::state)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "()",
                "(",
                "T",
                "(T",
                "(T))",
                "([])",
                "(<>)",
                "</dav/a>",
                "</dav/a> </dav/b> (T)",
                "(Not)",
                "(T) </dav/a> (T)",
                "(T) x",
                "([\"a])"
            })
    void refuses(String field) {
        assertThatThrownBy(() -> parsed(field)).isInstanceOf(Refusal.class);
    }

    @Test
    void lendsItsTokens() {
        assertThat(parsed("(T [\"x\"]) (Not O) (<DAV:no-lock>)").tokens()).containsExactly(HELD);
    }

    @Test
    void keepsBracketsInsideOfTags() {
        assertThat(IfHeader.parse("([\"a]b\"])")
                        .lists()
                        .get(0)
                        .conditions()
                        .get(0)
                        .value())
                .isEqualTo("\"a]b\"");
    }

    @Test
    void readsTokensAsTheyCome() {
        assertThat(LockTokens.parse(TOKEN)).contains(HELD);
        assertThat(LockTokens.parse("opaquelocktoken:" + HELD)).contains(HELD);
        assertThat(LockTokens.parse("<URN:UUID:" + HELD + ">")).contains(HELD);
        assertThat(LockTokens.parse(HELD + "x")).isEmpty();
        assertThat(LockTokens.parse("1-1-1-1-1")).isEmpty();
    }

    private static IfHeader parsed(String field) {
        return IfHeader.parse(field.replaceAll("\\bT\\b", TOKEN).replaceAll("\\bO\\b", OTHER));
    }

    private static State state(Optional<String> tag) {
        return tag.filter("/dav/free"::equals).isPresent() ? State.NOTHING : new State(Optional.of("e"), Set.of(HELD));
    }
}
