package org.fubako.platform;

/** How texts that people send are counted, and which of their characters nobody could print. */
public final class PlainText {

    private PlainText() {}

    /** In characters as people count them, whatever their encoding. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Whether it has control characters, or half of a character. */
    public static boolean isUnprintable(String text) {
        return text.codePoints()
                .anyMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }
}
