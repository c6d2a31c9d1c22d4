package org.fubako.web.dav;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fubako.storage.FileService;
import org.fubako.storage.PropertyChange;
import org.fubako.storage.PropertyName;

/** PROPPATCH (RFC 4918, section 9.2): all of it or nothing. */
@ApplicationScoped
class ProppatchMethod implements DavMethod {

    @Inject
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
                changes.add(new PropertyChange(
                        DavNames.of(property), set ? Optional.of(property.inner()) : Optional.empty()));
            }
        }
        if (changes.isEmpty()) {
            throw DavXml.malformed();
        }
        return changes;
    }

    private static boolean isProtected(PropertyName name) {
        return LiveProperty.of(name).filter(LiveProperty::isProtected).isPresent();
    }
}
