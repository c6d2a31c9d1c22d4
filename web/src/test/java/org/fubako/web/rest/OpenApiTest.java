package org.fubako.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The document is written by hand, so this holds it to the resources. */
class OpenApiTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.fubako.web");

    private final JsonObject paths = document().getJsonObject("paths");

    @Test
    void everyCallOfTheResourcesIsDescribed() {
        Set<String> missing = new HashSet<>();
        for (JavaClass resource : CLASSES) {
            if (resource.isAnnotatedWith(Path.class)) {
                resource.getMethods().forEach(method -> addIfMissing(missing, resource, method));
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonObject document = document();
        Set<String> references = new HashSet<>();
        for (String part : document.toString().split("\"\\$ref\":\"#")) {
            if (part.startsWith("/components/")) {
                references.add(part.substring(0, part.indexOf('"')));
            }
        }

        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(document.getValue(reference))
                .isNotNull());
    }

    private void addIfMissing(Set<String> missing, JavaClass resource, JavaMethod method) {
        String address = address(resource, method);
        method.getAnnotations().stream()
                .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class))
                .map(annotation -> annotation.getRawType().getSimpleName().toLowerCase(Locale.ROOT))
                .filter(verb -> !described(address, verb))
                .forEach(verb -> missing.add(verb + " " + address));
    }

    private boolean described(String address, String verb) {
        return paths.containsKey(address) && paths.getJsonObject(address).containsKey(verb);
    }

    private static String address(JavaClass resource, JavaMethod method) {
        String inner = method.isAnnotatedWith(Path.class)
                ? "/" + method.getAnnotationOfType(Path.class).value()
                : "";
        String written = "/" + resource.getAnnotationOfType(Path.class).value() + inner;
        return written.replaceAll("\\{(\\w+)\\s*:.*\\}", "{$1}")
                .replaceAll("([^/])\\{", "$1/{")
                .replaceAll("/{2,}", "/");
    }

    private static JsonObject document() {
        try (JsonReader reader = Json.createReader(OpenApiTest.class.getResourceAsStream(OpenApiResource.DOCUMENT))) {
            return reader.readObject();
        }
    }
}
