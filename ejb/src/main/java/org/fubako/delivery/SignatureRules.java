package org.fubako.delivery;

import java.util.Arrays;
import org.fubako.platform.PlainText;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** What signatures are like. Their lines become lines of a mail, and are as long at most. */
final class SignatureRules {

    private static final int LONGEST_LABEL = 60;
    private static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_LINE = 400;

    private SignatureRules() {}

    /**
     * Without spaces around it.
     *
     * @throws Refusal SIGNATURE_LABEL
     */
    static String label(String label) {
        String stripped = label.strip();
        if (stripped.isEmpty() || PlainText.length(stripped) > LONGEST_LABEL || PlainText.isUnprintable(stripped)) {
            throw new Refusal(Problem.SIGNATURE_LABEL, "");
        }
        return stripped;
    }

    /**
     * With line feeds at the ends of lines, and nothing empty at the end of all.
     *
     * @throws Refusal SIGNATURE_TEXT or SIGNATURE_LINE
     */
    static String text(String text) {
        String plain = text.replace("\r\n", "\n").replace('\r', '\n').stripTrailing();
        String printed = plain.replace('\n', ' ').replace('\t', ' ');
        if (plain.isEmpty() || PlainText.length(plain) > LONGEST_TEXT || PlainText.isUnprintable(printed)) {
            throw new Refusal(Problem.SIGNATURE_TEXT, "");
        }
        if (Arrays.stream(plain.split("\n")).anyMatch(line -> PlainText.length(line) > LONGEST_LINE)) {
            throw new Refusal(Problem.SIGNATURE_LINE, "");
        }
        return plain;
    }
}
