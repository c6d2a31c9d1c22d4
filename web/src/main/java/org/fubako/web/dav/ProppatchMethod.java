package org.fubako.web.dav;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FileService;
import org.fubako.storage.PropertyChange;
import org.fubako.storage.PropertyName;

/** PROPPATCH (RFC 4918, section 9.2): all of it or nothing. */
@ApplicationScoped
class ProppatchMethod implements DavMethod {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_NAMESPACE = 1000;

    /** In bytes, with all namespaces declared. */
    private static final int LARGEST_VALUE = 65_535;

    @EJB
    FileService files;

    @Override
    public String verb() {
        return "PROPPATCH";
    }

    @Override
    public void handle(DavRequest request, HttpServletResponse response) throws IOException {
        List<PropertyChange> changes =
                changes(DavXml.read(request.http().getInputStream()).orElseThrow(DavXml::malformed));
        List<PropertyName> names =
                changes.stream().map(PropertyChange::property).distinct().toList();
        List<PropertyName> refused =
                names.stream().filter(ProppatchMethod::isProtected).toList();
        if (refused.isEmpty()) {
            files.changeProperties(request.caller(), request.path(), changes, request.conditions());
        } else {
            files.describe(request.caller(), request.path());
        }
        MultiStatus answer = MultiStatus.begin(response);
        answer.openResponse(
                request.href(request.path(), request.http().getRequestURI().endsWith("/")));
        if (refused.isEmpty()) {
            answer.changed(names, "200 OK", Optional.empty());
        } else {
            List<PropertyName> others =
                    names.stream().filter(name -> !refused.contains(name)).toList();
            answer.changed(refused, "403 Forbidden", Optional.of("cannot-modify-protected-property"));
            answer.changed(others, "424 Failed Dependency", Optional.empty());
        }
        answer.closeResponse();
        answer.end();
    }

    /** In the order of the document, which is the order in which they hold. */
    static List<PropertyChange> changes(XmlElement root) {
        if (!root.is("propertyupdate")) {
            throw DavXml.malformed();
        }
        List<PropertyChange> changes = new ArrayList<>();
        for (XmlElement instruction : root.children()) {
            boolean set = instruction.is("set");
            if (!set && !instruction.is("remove")) {
                continue;
            }
            for (XmlElement property :
                    instruction.child("prop").orElseThrow(DavXml::malformed).children()) {
                changes.add(change(property, set));
            }
        }
        if (changes.isEmpty()) {
            throw DavXml.malformed();
        }
        return changes;
    }

    static PropertyChange change(XmlElement property, boolean set) {
        PropertyName name = DavNames.of(property);
        Optional<String> value = set ? Optional.of(property.inner()) : Optional.empty();
        boolean tooLarge = name.name().length() > LONGEST_NAME
                || name.namespace().length() > LONGEST_NAMESPACE
                || value.filter(xml -> xml.getBytes(StandardCharsets.UTF_8).length > LARGEST_VALUE)
                        .isPresent();
        if (tooLarge) {
            throw new Refusal(Problem.BODY_TOO_LARGE, "");
        }
        return new PropertyChange(name, value);
    }

    static boolean isProtected(PropertyName name) {
        return LiveProperty.of(name).filter(LiveProperty::isProtected).isPresent();
    }
}
