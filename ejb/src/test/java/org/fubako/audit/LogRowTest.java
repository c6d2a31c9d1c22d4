package org.fubako.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogRowTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T14:59:59.999999Z, 2026-11-23",
        "2026-11-23T15:00:00Z,        2026-11-24",
        "2026-11-24T00:00:00Z,        2026-11-24",
        "2026-11-24T14:59:59Z,        2026-11-24",
        "2026-12-31T15:00:00Z,        2027-01-01"
    })
    void dayBeginsAtMidnightInTokyo(Instant at, String day) {
        assertThat(LogRow.dayOf(at)).hasToString(day);
    }

    @ParameterizedTest
    @CsvSource({
        "/common,             /common",
        "/common/a/b,         /common",
        "/private/a,          /private",
        "/group,              /group",
        "/group/sales,        /group/sales",
        "/group/sales/a/b,    /group/sales",
        "/project/tender/a,   /project/tender",
        "/,                   ''",
        "'',                  ''"
    })
    void spaceIsTheBeginningOfThePath(String path, String space) {
        assertThat(LogRow.spaceOf(path)).isEqualTo(space);
    }

    @Test
    void cutsWhatIsTooLongBetweenCharacters() {
        LogRow row = AuditFixture.row(LogEvent.of(AuditFixture.ALICE, Action.UPLOAD, "/common/" + "𠮷".repeat(2000)));

        assertThat(row.path().codePointCount(0, row.path().length())).isEqualTo(1000);
        assertThat(row.path()).endsWith("𠮷");
        assertThat(row.space()).isEqualTo("/common");
    }

    @Test
    void showsControlCharactersAndHalfCharactersAsReplaced() {
        LogRow row = AuditFixture.row(LogEvent.of(AuditFixture.ALICE, Action.UPLOAD, "/a\r\nb\uD800"));

        assertThat(row.path()).isEqualTo("/a\uFFFD\uFFFDb\uFFFD");
    }

    @Test
    void canonicalFormTellsNeighbouringFieldsApart() {
        LogEvent one =
                LogEvent.of(AuditFixture.ALICE, Action.MOVE, "/common/ab").to("c");
        LogEvent other =
                LogEvent.of(AuditFixture.ALICE, Action.MOVE, "/common/a").to("bc");

        assertThat(CanonicalForm.of(AuditFixture.row(one))).isNotEqualTo(CanonicalForm.of(AuditFixture.row(other)));
    }

    @Test
    void canonicalFormIsTheSameForTheSameRow() {
        LogEvent event = LogEvent.of(AuditFixture.ALICE, Action.DELETE, "/common/書類");

        assertThat(CanonicalForm.of(AuditFixture.row(event))).isEqualTo(CanonicalForm.of(AuditFixture.row(event)));
    }

    @Test
    void sealDependsOnTheKeyAndOnEveryByte() {
        LogRow row = AuditFixture.row(LogEvent.of(AuditFixture.ALICE, Action.DELETE, "/common/a"));
        LogRow changed = AuditFixture.row(LogEvent.of(AuditFixture.ALICE, Action.DELETE, "/common/b"));

        assertThat(seal(1).of(row)).hasSize(32).isEqualTo(seal(1).of(row));
        assertThat(seal(1).of(row)).isNotEqualTo(seal(2).of(row)).isNotEqualTo(seal(1).of(changed));
    }

    private static LogSeal seal(int key) {
        LogSeal seal = new LogSeal();
        seal.keys = label -> {
            byte[] bytes = new byte[32];
            Arrays.fill(bytes, (byte) (key + label.length()));
            return bytes;
        };
        seal.deriveKey();
        return seal;
    }

    @Test
    void readsBackTheTimeOfAColumn() {
        assertThat(LogTable.time("2026-11-24 03:00:00.000001")).isEqualTo(AuditFixture.NOW.plusNanos(1000));
    }
}
