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
        out.write("<D:" + name + ">");
        return this;
    }

    XmlWriter close(String name) throws IOException {
        out.write("</D:" + name + ">");
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
        String namespace = property.namespace();
        String tag = tag(property);
        out.write("<" + tag);
        if (tag.startsWith("P:")) {
            out.write(" xmlns:P=\"" + escape(namespace) + "\"");
        }
        out.write(xml.isEmpty() ? "/>" : ">" + xml + "</" + tag + ">");
        return this;
    }

    void end(String root) throws IOException {
        close(root);
        out.flush();
    }

    private static String tag(PropertyName property) {
        if (property.namespace().isEmpty()) {
            return property.name();
        }
        return (property.namespace().equals(DavXml.DAV) ? "D:" : "P:") + property.name();
    }

    /** For texts and attributes. What XML 1.0 cannot carry becomes the replacement character. */
    static String escape(String text) {
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
