package org.fubako.web.dav;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.http.BoundedBody;

/** Reads request bodies. Whatever could make a parser work hard or look elsewhere is refused (RFC 4918, section 20.6). */
final class DavXml {

    static final String DAV = "DAV:";

    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ELEMENTS = 1000;

    private final Deque<XmlElement> open = new ArrayDeque<>();
    private Optional<XmlElement> root = Optional.empty();
    private int elements;

    private DavXml() {}

    /** The root element; empty when there is no body. */
    static Optional<XmlElement> read(InputStream body) {
        byte[] octets = BoundedBody.read(body, MAX_BYTES);
        return octets.length == 0 ? Optional.empty() : Optional.of(new DavXml().parse(octets));
    }

    private XmlElement parse(byte[] octets) {
        try {
            XMLStreamReader reader = reader(octets);
            while (reader.hasNext()) {
                take(reader.next(), reader);
            }
            return root.orElseThrow(DavXml::malformed);
        } catch (XMLStreamException e) {
            throw new Refusal(Problem.XML_MALFORMED, "", e);
        }
    }

    /** The one of the JDK: what hardens another one may be spelt otherwise. */
    private static XMLStreamReader reader(byte[] octets) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        return factory.createXMLStreamReader(new ByteArrayInputStream(octets));
    }

    private void take(int event, XMLStreamReader reader) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> start(reader);
            case XMLStreamConstants.END_ELEMENT -> open.pop();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text(reader);
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw malformed();
            default -> {
                // comments and processing instructions mean nothing here
            }
        }
    }

    private void start(XMLStreamReader reader) {
        elements++;
        if (elements > MAX_ELEMENTS || open.size() >= MAX_DEPTH) {
            throw malformed();
        }
        XmlElement element = new XmlElement(
                text(reader.getNamespaceURI()),
                reader.getLocalName(),
                text(reader.getPrefix()),
                declared(reader),
                attributes(reader),
                new ArrayList<>());
        if (open.isEmpty()) {
            root = Optional.of(element);
        } else {
            open.peek().content().add(element);
        }
        open.push(element);
    }

    private void text(XMLStreamReader reader) {
        if (!open.isEmpty()) {
            open.peek().content().add(reader.getText());
        }
    }

    /** A prefix cannot be undeclared (Namespaces in XML 1.0, section 5). */
    private static Map<String, String> declared(XMLStreamReader reader) {
        Map<String, String> declared = new HashMap<>();
        for (int at = 0; at < reader.getNamespaceCount(); at++) {
            String prefix = text(reader.getNamespacePrefix(at));
            String uri = text(reader.getNamespaceURI(at));
            if (uri.isEmpty() && !prefix.isEmpty()) {
                throw malformed();
            }
            declared.put(prefix, uri);
        }
        return declared;
    }

    private static List<XmlElement.Attribute> attributes(XMLStreamReader reader) {
        List<XmlElement.Attribute> attributes = new ArrayList<>();
        for (int at = 0; at < reader.getAttributeCount(); at++) {
            attributes.add(new XmlElement.Attribute(
                    text(reader.getAttributeNamespace(at)),
                    text(reader.getAttributePrefix(at)),
                    reader.getAttributeLocalName(at),
                    reader.getAttributeValue(at)));
        }
        return attributes;
    }

    private static String text(String nullable) {
        return Objects.requireNonNullElse(nullable, "");
    }

    static Refusal malformed() {
        return new Refusal(Problem.XML_MALFORMED, "");
    }
}
