package org.fubako.web.http;

/** How a browser is told to save and not to show (RFC 6266), with a name in any script (RFC 8187). */
public final class ContentDisposition {

    private ContentDisposition() {}

    /** The plain {@code filename} holds nothing that could end it; newer clients read the other one. */
    public static String attachment(String name) {
        StringBuilder field = new StringBuilder("attachment; filename=\"");
        name.codePoints().forEach(point -> field.append(harmless(point) ? (char) point : '_'));
        field.append("\"; filename*=UTF-8''");
        RawPath.encode(name, field);
        return field.toString();
    }

    private static boolean harmless(int point) {
        return point < 0x80 && (Character.isLetterOrDigit(point) || " -._()+,=@".indexOf(point) >= 0);
    }
}
