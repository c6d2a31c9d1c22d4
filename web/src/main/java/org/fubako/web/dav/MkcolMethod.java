package org.fubako.web.dav;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FileService;
import org.fubako.storage.PropertyChange;
import org.fubako.storage.PropertyName;

/** MKCOL (RFC 4918, section 9.3), with properties also (RFC 5689): the folder with all of them, or none. */
@ApplicationScoped
class MkcolMethod implements DavMethod {

    @EJB
    FileService files;

    @Override
    public String verb() {
        return "MKCOL";
    }

    @Override
    public void handle(DavRequest request, HttpServletResponse response) throws IOException {
        List<XmlElement> properties = properties(request);
        Optional<XmlElement> type = properties.stream()
                .filter(property -> property.is("resourcetype"))
                .findFirst();
        if (type.filter(kind -> !isPlainFolder(kind)).isPresent()) {
            DavErrors.write(response, HttpServletResponse.SC_FORBIDDEN, "valid-resourcetype");
            return;
        }
        List<PropertyName> refused = properties.stream()
                .filter(property -> !property.is("resourcetype"))
                .map(DavNames::of)
                .filter(ProppatchMethod::isProtected)
                .toList();
        if (!refused.isEmpty()) {
            DavErrors.write(response, HttpServletResponse.SC_FORBIDDEN, "cannot-modify-protected-property");
            return;
        }
        if (request.path().isRoot()) {
            throw new Refusal(Problem.NAME_TAKEN, "/");
        }
        List<PropertyChange> changes = properties.stream()
                .filter(property -> !property.is("resourcetype"))
                .map(property -> ProppatchMethod.change(property, true))
                .toList();
        files.createFolder(request.caller(), request.path(), "", changes, request.conditions());
        response.setStatus(HttpServletResponse.SC_CREATED);
    }

    private static List<XmlElement> properties(DavRequest request) throws IOException {
        if (!request.hasBody()) {
            return List.of();
        }
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.matches("(application|text)/xml\\s*(;.*)?")) {
            throw new Refusal(Problem.BODY_NOT_TAKEN, "MKCOL");
        }
        Optional<XmlElement> root = DavXml.read(request.http().getInputStream());
        if (root.filter(element -> !element.is("mkcol")).isPresent()) {
            throw new Refusal(Problem.BODY_NOT_TAKEN, "MKCOL");
        }
        List<XmlElement> properties = new ArrayList<>();
        root.stream()
                .flatMap(element -> element.children().stream())
                .filter(element -> element.is("set"))
                .forEach(set -> properties.addAll(
                        set.child("prop").orElseThrow(DavXml::malformed).children()));
        return properties;
    }

    private static boolean isPlainFolder(XmlElement type) {
        return type.children().size() == 1 && type.child("collection").isPresent();
    }
}
