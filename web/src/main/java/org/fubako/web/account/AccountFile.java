package org.fubako.web.account;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.fubako.account.AccountLine;
import org.fubako.account.AccountView;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.http.SpreadsheetCell;

/**
 * A text with an account on each line, in five columns: name, mail address, groups, comment, password. Separated by tabs, or by commas as in
 * RFC 4180; which of them, the first line tells.
 */
final class AccountFile {

    /** In bytes. */
    static final int LARGEST = 10 << 20;

    /** As Windows writes Japanese. */
    static final Charset CP932 = Charset.forName("windows-31j");

    private static final CSVFormat CSV =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
    private static final CSVFormat TABS = CSVFormat.newFormat('\t')
            .builder()
            .setRecordSeparator("\r\n")
            .setIgnoreEmptyLines(true)
            .get();

    private AccountFile() {}

    /** The mark with which some programs begin UTF-8 does not count. */
    static List<AccountLine> read(byte[] file, Charset charset) {
        String text = decode(file, charset);
        return parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static String decode(byte[] file, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(Problem.FILE_NOT_TEXT, charset == CP932 ? "CP932" : charset.name(), e);
        }
    }

    static List<AccountLine> parse(String text) {
        boolean tabs = text.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .contains("\t");
        List<AccountLine> lines = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), tabs ? TABS : CSV)) {
            for (CSVRecord row : parser) {
                int number = (int) Math.min(Integer.MAX_VALUE, parser.getCurrentLineNumber());
                lines.add(new AccountLine(
                        number, row.stream().map(SpreadsheetCell::plain).toList()));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Refusal(Problem.FILE_NOT_TEXT, "CSV", e);
        }
        return lines;
    }

    /** What {@link #read} takes again. Without passwords, which nobody knows; an account that is there keeps its own then. */
    static String write(List<AccountView> accounts) {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, TABS)) {
            for (AccountView account : accounts) {
                printer.printRecord(
                        account.name(),
                        SpreadsheetCell.safe(account.mail().orElse("")),
                        String.join(",", account.groups()),
                        SpreadsheetCell.safe(account.comment()),
                        "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static Charset charset(String name) {
        return switch (name) {
            case "UTF-8" -> StandardCharsets.UTF_8;
            case "CP932" -> CP932;
            default -> throw new Refusal(Problem.REQUEST_MALFORMED, Refusal.shown(name));
        };
    }
}
