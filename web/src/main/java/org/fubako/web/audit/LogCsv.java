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
import org.fubako.web.http.SpreadsheetCell;

/**
 * The operation log as CSV that a spreadsheet opens rightly: UTF-8 with a byte order mark, CRLF, every field quoted. A
 * file name chosen by somebody must not become a formula on the desk of whoever reads the log.
 */
final class LogCsv {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

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
                SpreadsheetCell.safe(line.serviceCode()),
                SpreadsheetCell.safe(line.address()),
                SpreadsheetCell.safe(line.account()),
                SpreadsheetCell.safe(line.surface()),
                SpreadsheetCell.safe(line.action()),
                SpreadsheetCell.safe(line.space()),
                SpreadsheetCell.safe(line.path()),
                SpreadsheetCell.safe(line.destination()),
                line.bytes(),
                line.millis(),
                SpreadsheetCell.safe(line.result()));
    }

    /** Sends what is still buffered; the stream belongs to the server and stays open. */
    void finish() throws IOException {
        printer.flush();
    }
}
