package org.fubako.web.http;

/** How a browser is told whether to save or to show (RFC 6266), with a name in any script (RFC 8187). */
public final class ContentDisposition {

    private ContentDisposition() {}

    /** To be saved under a name. */
    public static String attachment(String name) {
        return named("attachment", name);
    }

    /** To be shown, and saved under a name by whoever wants that. */
    static String inline(String name) {
        return named("inline", name);
    }

    /** The plain {@code filename} holds nothing that could end it; newer clients read the other one. */
    private static String named(String disposition, String name) {
        StringBuilder field = new StringBuilder(disposition).append("; filename=\"");
        name.codePoints().forEach(point -> field.append(harmless(point) ? (char) point : '_'));
        field.append("\"; filename*=UTF-8''");
        RawPath.encode(name, field);
        return field.toString();
    }

    private static boolean harmless(int point) {
        return point < 0x80 && (Character.isLetterOrDigit(point) || " -._()+,=@".indexOf(point) >= 0);
    }
}
