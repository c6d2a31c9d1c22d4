package org.fubako.web.http;

/** Texts in files that people open with a spreadsheet: none of them is a formula there (CWE-1236). */
public final class SpreadsheetCell {

    /** The full-width signs too: Japanese spreadsheets take them for the plain ones. */
    private static final String FORMULA_SIGNS = "=+-@\t\r\n\0＝＋－＠";

    private SpreadsheetCell() {}

    /** On one line, with an apostrophe before what would be a formula. */
    public static String safe(String text) {
        String oneLine = text.replaceAll("\\R", "⏎").replace('\0', '\uFFFD');
        return isFormula(text) ? "'" + oneLine : oneLine;
    }

    /** What {@link #safe} has put an apostrophe before, without it. */
    public static String plain(String cell) {
        return cell.startsWith("'") && isFormula(cell.substring(1)) ? cell.substring(1) : cell;
    }

    private static boolean isFormula(String text) {
        return !text.isEmpty() && FORMULA_SIGNS.indexOf(text.charAt(0)) >= 0;
    }
}
