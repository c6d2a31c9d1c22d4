package org.fubako.web.dav;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An element of a request body, small enough to be kept whole.
 *
 * @param content texts ({@link String}) and elements in document order
 * @param declared namespaces declared here, by prefix
 */
record XmlElement(
        String namespace,
        String name,
        String prefix,
        Map<String, String> declared,
        List<Attribute> attributes,
        List<Object> content) {

    record Attribute(String namespace, String prefix, String name, String value) {}

    boolean is(String localName) {
        return namespace.equals(DavXml.DAV) && name.equals(localName);
    }

    List<XmlElement> children() {
        return content.stream()
                .filter(XmlElement.class::isInstance)
                .map(XmlElement.class::cast)
                .toList();
    }

    /** The first child of this name in the namespace {@code DAV:}. */
    Optional<XmlElement> child(String localName) {
        return children().stream().filter(child -> child.is(localName)).findFirst();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        content.stream().filter(String.class::isInstance).forEach(text::append);
        return text.toString();
    }

    /** What is inside, as XML that needs nothing from outside: prefixes are kept (RFC 4918, section 4.3) and declared again. */
    String inner() {
        StringBuilder xml = new StringBuilder();
        Map<String, String> outside = new TreeMap<>(Map.of("", "", "xml", "http://www.w3.org/XML/1998/namespace"));
        content.forEach(part -> append(part, outside, xml));
        return xml.toString();
    }

    private static void append(Object part, Map<String, String> scope, StringBuilder xml) {
        if (part instanceof XmlElement element) {
            element.append(scope, xml);
        } else {
            xml.append(XmlWriter.escape((String) part));
        }
    }

    private void append(Map<String, String> outer, StringBuilder xml) {
        Map<String, String> scope = new TreeMap<>(outer);
        Map<String, String> added = new TreeMap<>();
        declared.forEach((prefixed, uri) -> declare(prefixed, uri, scope, added));
        declare(prefix, namespace, scope, added);
        attributes.stream()
                .filter(attribute -> !attribute.namespace().isEmpty())
                .forEach(attribute -> declare(attribute.prefix(), attribute.namespace(), scope, added));
        String tag = prefix.isEmpty() ? name : prefix + ":" + name;
        xml.append('<').append(tag);
        added.forEach((prefixed, uri) -> attribute(prefixed.isEmpty() ? "xmlns" : "xmlns:" + prefixed, uri, xml));
        for (Attribute attribute : attributes) {
            boolean plain = attribute.prefix().isEmpty();
            attribute(plain ? attribute.name() : attribute.prefix() + ":" + attribute.name(), attribute.value(), xml);
        }
        if (content.isEmpty()) {
            xml.append("/>");
            return;
        }
        xml.append('>');
        content.forEach(part -> append(part, scope, xml));
        xml.append("</").append(tag).append('>');
    }

    private static void declare(String prefix, String uri, Map<String, String> scope, Map<String, String> added) {
        if (!uri.equals(scope.put(prefix, uri))) {
            added.put(prefix, uri);
        }
    }

    private static void attribute(String name, String value, StringBuilder xml) {
        xml.append(' ')
                .append(name)
                .append("=\"")
                .append(XmlWriter.escape(value))
                .append('"');
    }
}
