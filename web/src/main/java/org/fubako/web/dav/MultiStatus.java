package org.fubako.web.dav;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.fubako.storage.PropertyName;
import org.fubako.web.dav.LiveProperty.Source;
import org.fubako.web.http.RawPath;

/** An answer of many (RFC 4918, section 13), written as it grows: a folder of any size takes the memory of one line. */
final class MultiStatus {

    private static final int MULTI_STATUS = 207;
    private static final String OK = "HTTP/1.1 200 OK";
    private static final String NOT_FOUND = "HTTP/1.1 404 Not Found";

    private final XmlWriter xml;

    private MultiStatus(XmlWriter xml) {
        this.xml = xml;
    }

    static MultiStatus begin(HttpServletResponse response) throws IOException {
        response.setStatus(MULTI_STATUS);
        response.setContentType("application/xml; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        return new MultiStatus(new XmlWriter(response.getOutputStream()).begin("multistatus"));
    }

    void node(PropfindBody wanted, Source source, Map<PropertyName, String> dead) throws IOException {
        String href = RawPath.href(
                source.prefix(), source.node().path(), source.node().folder());
        xml.open("response").element("href", href);
        boolean namesOnly = wanted.kind() == PropfindBody.Kind.NAMES;
        xml.open("propstat").open("prop");
        Set<LiveProperty> there = EnumSet.noneOf(LiveProperty.class);
        for (LiveProperty live : wanted.live()) {
            Optional<String> value = live.value(source);
            if (value.isPresent()) {
                xml.property(live.property(), namesOnly ? "" : value.get());
                there.add(live);
            }
        }
        List<PropertyName> missing = missing(wanted, there, dead);
        for (Map.Entry<PropertyName, String> property : dead.entrySet()) {
            boolean shown = LiveProperty.of(property.getKey()).isEmpty()
                    && (wanted.kind() != PropfindBody.Kind.SOME
                            || wanted.names().contains(property.getKey()));
            if (shown) {
                xml.property(property.getKey(), namesOnly ? "" : property.getValue());
            }
        }
        xml.close("prop").element("status", OK).close("propstat");
        if (!missing.isEmpty()) {
            xml.open("propstat").open("prop");
            for (PropertyName name : missing) {
                xml.property(name, "");
            }
            xml.close("prop").element("status", NOT_FOUND).close("propstat");
        }
        xml.close("response");
    }

    /** One line for something that is no part of the tree: a folder, or what has a length. */
    void plain(String href, OptionalLong length) throws IOException {
        xml.open("response").element("href", href).open("propstat").open("prop");
        if (length.isPresent()) {
            xml.empty("resourcetype").element("getcontentlength", Long.toString(length.getAsLong()));
        } else {
            xml.open("resourcetype").empty("collection").close("resourcetype");
        }
        xml.close("prop").element("status", OK).close("propstat").close("response");
    }

    /** One line for a change of properties: names by what became of them. */
    void changed(List<PropertyName> names, String status, Optional<String> condition) throws IOException {
        if (names.isEmpty()) {
            return;
        }
        xml.open("propstat").open("prop");
        for (PropertyName name : names) {
            xml.property(name, "");
        }
        xml.close("prop").element("status", "HTTP/1.1 " + status);
        if (condition.isPresent()) {
            xml.open("error").empty(condition.get()).close("error");
        }
        xml.close("propstat");
    }

    void openResponse(String href) throws IOException {
        xml.open("response").element("href", href);
    }

    void closeResponse() throws IOException {
        xml.close("response");
    }

    void end() throws IOException {
        xml.end("multistatus");
    }

    private static List<PropertyName> missing(
            PropfindBody wanted, Set<LiveProperty> there, Map<PropertyName, String> dead) {
        List<PropertyName> missing = new ArrayList<>();
        for (PropertyName name : wanted.names()) {
            Optional<LiveProperty> live = LiveProperty.of(name);
            if (live.isPresent() ? !there.contains(live.get()) : !dead.containsKey(name)) {
                missing.add(name);
            }
        }
        return missing;
    }
}
