package org.fubako.web.audit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.fubako.audit.LogLine;

/**
 * The operation log as CSV that a spreadsheet opens rightly: UTF-8 with a byte order mark, CRLF, every field quoted. A
 * file name chosen by somebody must not become a formula on the desk of whoever reads the log.
 */
final class LogCsv {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** The full-width signs too: Japanese spreadsheets take them for the plain ones. */
    private static final String FORMULA_SIGNS = "=+-@\t\r\n\0＝＋－＠";

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

    private final CSVPrinter printer;

    LogCsv(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(BYTE_ORDER_MARK);
        printer = new CSVPrinter(writer, FORMAT);
        printer.printRecord(
                "time",
                "service code",
                "client address",
                "account",
                "surface",
                "action",
                "space",
                "path",
                "destination",
                "bytes",
                "milliseconds",
                "result");
    }

    static String fileName(LocalDate from, LocalDate to) {
        return "fubako-operations-" + from + "_" + to + ".csv";
    }

    void print(LogLine line) throws IOException {
        printer.printRecord(
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(line.time()),
                safe(line.serviceCode()),
                safe(line.address()),
                safe(line.account()),
                safe(line.surface()),
                safe(line.action()),
                safe(line.space()),
                safe(line.path()),
                safe(line.destination()),
                line.bytes(),
                line.millis(),
                safe(line.result()));
    }

    /** Sends what is still buffered; the stream belongs to the server and stays open. */
    void finish() throws IOException {
        printer.flush();
    }

    static String safe(String text) {
        boolean formula = !text.isEmpty() && FORMULA_SIGNS.indexOf(text.charAt(0)) >= 0;
        String oneLine = text.replaceAll("\\R", "⏎").replace('\0', '\uFFFD');
        return formula ? "'" + oneLine : oneLine;
    }
}
