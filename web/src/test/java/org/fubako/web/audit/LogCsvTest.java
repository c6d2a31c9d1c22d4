package org.fubako.web.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.fubako.audit.LogLine;
import org.fubako.web.http.SpreadsheetCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogCsvTest {

    @Test
    void spreadsheetsOpenIt() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LogCsv csv = new LogCsv(out);
        csv.print(line("/common/\"a\", b\r\nc.txt"));
        csv.finish();

        assertThat(out.toByteArray()).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(out.toString(StandardCharsets.UTF_8).substring(1))
                .isEqualTo("\"time\",\"service code\",\"client address\",\"account\",\"surface\",\"action\",\"space\","
                        + "\"path\",\"destination\",\"bytes\",\"milliseconds\",\"result\"\r\n"
                        + "\"2026-01-01T09:00:00+09:00\",\"FB-1\",\"::1\",\"alice\",\"api\",\"UPLOAD\",\"/common\","
                        + "\"/common/\"\"a\"\", b⏎c.txt\",\"\",\"5\",\"7\",\"ok\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", "－1"})
    void nothingBecomesAFormula(String text) {
        assertThat(SpreadsheetCell.safe(text)).startsWith("'").doesNotContain("\r", "\n", "\0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/common/=a", "a=b", "'a"})
    void leavesTheRestAsItIs(String text) {
        assertThat(SpreadsheetCell.safe(text)).isEqualTo(text);
    }

    @Test
    void fileNameTellsThePeriod() {
        assertThat(LogCsv.fileName(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31)))
                .isEqualTo("fubako-operations-2026-01-01_2026-01-31.csv");
    }

    @Test
    void aMillionLinesNeedNoMemory() throws IOException {
        CountingStream out = new CountingStream();
        LogCsv csv = new LogCsv(out);
        LogLine line = line("/common/a.txt");
        for (int i = 0; i < 1_000_000; i++) {
            csv.print(line);
        }
        csv.finish();

        assertThat(out.largest).isLessThanOrEqualTo(64 * 1024);
        assertThat(out.total).isGreaterThan(100_000_000);
    }

    private static LogLine line(String path) {
        OffsetDateTime time = OffsetDateTime.parse("2026-01-01T09:00:00+09:00");
        return new LogLine(time, "FB-1", "::1", "alice", "api", "UPLOAD", "/common", path, "", 5, 7, "ok");
    }

    private static final class CountingStream extends OutputStream {

        private long total;
        private int largest;

        @Override
        public void write(int octet) {
            total++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            total += length;
            largest = Math.max(largest, length);
        }
    }
}
