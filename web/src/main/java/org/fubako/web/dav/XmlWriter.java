package org.fubako.web.dav;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.fubako.storage.PropertyName;

/**
 * Writes answers straight to the client. Not StAX's writer, because stored properties are XML already and it has no way to pass them
 * on. The namespace {@code DAV:} always has the prefix {@code D} (Windows knows no other) and there is never a default namespace.
 */
final class XmlWriter {

    private static final int BUFFER = 16 * 1024;

    /** The prefix for every namespace but {@code DAV:}, declared where it is used. */
    private static final String OTHER = "P:";

    private final Writer out;

    XmlWriter(OutputStream target) {
        out = new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8), BUFFER);
    }

    /** The declaration and the root element. */
    XmlWriter begin(String root) throws IOException {
        out.write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<D:" + root + " xmlns:D=\"DAV:\">");
        return this;
    }

    XmlWriter open(String name) throws IOException {
        out.write("<D:");
        out.write(name);
        out.write('>');
        return this;
    }

    XmlWriter close(String name) throws IOException {
        out.write("</D:");
        out.write(name);
        out.write('>');
        return this;
    }

    XmlWriter empty(String name) throws IOException {
        out.write("<D:" + name + "/>");
        return this;
    }

    XmlWriter element(String name, String text) throws IOException {
        return open(name).text(text).close(name);
    }

    XmlWriter text(String text) throws IOException {
        out.write(escape(text));
        return this;
    }

    /** A property of any namespace; {@code xml} is what is inside and complete in itself. */
    XmlWriter property(PropertyName property, String xml) throws IOException {
        String prefix = prefix(property);
        out.write('<');
        out.write(prefix);
        out.write(property.name());
        if (prefix.equals(OTHER)) {
            out.write(" xmlns:P=\"" + escape(property.namespace()) + "\"");
        }
        if (xml.isEmpty()) {
            out.write("/>");
            return this;
        }
        out.write('>');
        out.write(xml);
        out.write("</");
        out.write(prefix);
        out.write(property.name());
        out.write('>');
        return this;
    }

    void end(String root) throws IOException {
        close(root);
        out.flush();
    }

    private static String prefix(PropertyName property) {
        String namespace = property.namespace();
        return namespace.equals(DavXml.DAV) ? "D:" : namespace.isEmpty() ? "" : OTHER;
    }

    /** For texts and attributes. What XML 1.0 cannot carry becomes the replacement character. */
    static String escape(String text) {
        return isPlain(text) ? text : escaped(text);
    }

    /** Most names and values are; a loop, because lists of thousands come along here. */
    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (!isPlain(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char character) {
        return character >= 0x20
                && character < 0xD800
                && character != '&'
                && character != '<'
                && character != '>'
                && character != '"';
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\r' -> escaped.append("&#13;");
                case '\n', '\t' -> escaped.append((char) point);
                default -> escaped.appendCodePoint(carried(point) ? point : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean carried(int point) {
        return point >= 0x20 && point < 0xD800 || point >= 0xE000 && point != 0xFFFE && point != 0xFFFF;
    }
}
