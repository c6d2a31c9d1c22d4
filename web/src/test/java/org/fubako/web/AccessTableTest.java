package org.fubako.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing can be called of which docs/access.md does not say who may, and nothing is listed there that is gone. */
class AccessTableTest {

    private static final Path TABLE = Path.of("../docs/access.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\|$");
    private static final Set<String> METHODS = Set.of("get", "head", "put", "post", "delete", "patch");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.fubako.web");

    private static Set<String> listed(String chapter) throws IOException {
        String text =
                Files.readString(TABLE).split("\n## " + chapter + "\n", 2)[1].split("\n## ", 2)[0];
        Set<String> rows = new TreeSet<>();
        Matcher row = ROW.matcher(text);
        while (row.find()) {
            assertThat(rows.add(row.group(1).replaceAll("\\{[^}]*}", "*")))
                    .as(row.group(1))
                    .isTrue();
        }
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private static Stream<String> servletAddresses() {
        return CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(WebServlet.class))
                .map(type -> type.getAnnotationOfType(WebServlet.class))
                .flatMap(servlet ->
                        Stream.of(servlet.value(), servlet.urlPatterns()).flatMap(Stream::of));
    }

    /** The description is held to the resources by a test of its own. */
    @Test
    void ct55EveryCallOfTheApiSaysWhoMay() throws IOException {
        JsonObject paths;
        try (JsonReader reader =
                Json.createReader(Files.newBufferedReader(Path.of("src/main/resources/fubako/web/openapi.json")))) {
            paths = reader.readObject().getJsonObject("paths");
        }
        Set<String> described = new TreeSet<>();
        paths.forEach((path, calls) -> calls.asJsonObject().keySet().stream()
                .filter(METHODS::contains)
                .forEach(method ->
                        described.add(method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "*"))));

        assertThat(listed("REST")).isEqualTo(described);
    }

    @Test
    void ct55EveryMethodOfWebDavSaysWhoMay() throws IOException {
        Set<String> methods = CLASSES.stream()
                .filter(type -> type.getInterfaces().stream()
                        .anyMatch(one -> one.toErasure().getSimpleName().equals("DavMethod")))
                .map(type -> type.getSimpleName().replace("Method", "").toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());

        assertThat(listed("WebDAV")).isEqualTo(methods);
    }

    @Test
    void ct55EveryPageSaysWhoMay() throws IOException {
        Set<String> doors = Set.of("/api", "/dav", "/error");
        Set<String> pages = servletAddresses()
                .filter(address -> doors.stream().noneMatch(address::startsWith))
                .map(address -> address.isEmpty() ? "/" : address)
                .collect(Collectors.toCollection(TreeSet::new));
        // the folder above is the page of everything in it
        pages.removeIf(address -> pages.contains(address + "/*"));

        assertThat(listed("Portal")).isEqualTo(pages);
    }

    /** What answers below the API without being a resource there stands in the description too. */
    @Test
    void ct55EveryServletOfTheApiIsDescribed() throws IOException {
        Set<String> calls = listed("REST");
        List<JavaClass> servlets = CLASSES.stream()
                .filter(type -> type.isAssignableTo(HttpServlet.class) && type.isAnnotatedWith(WebServlet.class))
                .filter(type -> Stream.of(
                                type.getAnnotationOfType(WebServlet.class).urlPatterns())
                        .anyMatch(address -> address.startsWith("/api")))
                .toList();

        assertThat(servlets).hasSizeGreaterThan(2).allSatisfy(servlet -> {
            List<String> addresses = Stream.of(
                            servlet.getAnnotationOfType(WebServlet.class).urlPatterns())
                    .map(address -> address.replaceFirst("^/api/v1", ""))
                    .toList();
            Set<String> methods = servlet.getMethods().stream()
                    .filter(method -> method.getName().matches("do[A-Z][a-z]+"))
                    .map(method -> method.getName().substring(2).toUpperCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            assertThat(addresses).anyMatch(address -> calls.stream().anyMatch(call -> call.endsWith(" " + address)));
            assertThat(methods)
                    .allMatch(method -> addresses.stream().anyMatch(address -> calls.contains(method + " " + address)));
        });
    }
}
