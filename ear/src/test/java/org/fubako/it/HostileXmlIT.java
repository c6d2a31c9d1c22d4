package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies of WebDAV that are broken, too much, or want the server to read something for them: on each method that takes one. */
@ExtendWith(SharedFubako.class)
class HostileXmlIT {

    private static final String ALICE = "alice@demo";
    private static final String DOCUMENT = "/dav/private/xml.txt";

    private final Fubako fubako;

    HostileXmlIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void make() throws Exception {
        assertThat(fubako.call(ALICE, "PUT", DOCUMENT, "x").statusCode()).isEqualTo(201);
    }

    @AfterEach
    void clear() throws Exception {
        assertThat(fubako.call(ALICE, "DELETE", DOCUMENT, "").statusCode()).isEqualTo(204);
    }

    /** Root element and what is inside of a right request. */
    private enum Taking {
        PROPFIND("propfind", "<D:prop><D:getetag/>%s</D:prop>"),
        PROPPATCH("propertyupdate", "<D:set><D:prop><x xmlns='urn:x'>1%s</x></D:prop></D:set>"),
        LOCK(
                "lockinfo",
                "<D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype><D:owner>%s</D:owner>");

        final String root;
        private final String content;

        Taking(String root, String content) {
            this.root = root;
            this.content = content;
        }

        String body(String prolog, String inside) {
            return prolog + "<D:" + root + " xmlns:D='DAV:'>" + content.formatted(inside) + "</D:" + root + ">";
        }
    }

    private HttpResponse<byte[]> send(Taking method, byte[] body) {
        return fubako.send(ALICE, method.name(), DOCUMENT, body, "Depth", "0", "Content-Type", "application/xml")
                .join();
    }

    private void requireRefused(Taking method, String name, byte[] body) throws Exception {
        HttpResponse<byte[]> answer = send(method, body);

        String said = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as("%s %s: %s", method, name, said).isIn(400, 413);
        assertThat(said).doesNotContain("root:", "Exception", "java", "woodstox", "127.0.0.1");
        assertThat(fubako.call(ALICE, "PROPFIND", DOCUMENT, "", "Depth", "0").body())
                .as("%s %s", method, name)
                .doesNotContain("urn:x", "activelock>");
    }

    static Stream<Arguments> declarations() {
        String lol = "<!DOCTYPE l [<!ENTITY l0 'lol'>"
                + Stream.iterate(1, n -> n < 10, n -> n + 1)
                        .map(n -> "<!ENTITY l" + n + " '" + ("&l" + (n - 1) + ";").repeat(10) + "'>")
                        .reduce("", String::concat)
                + "]>";
        return Stream.of(
                arguments("a type without anything", "<!DOCTYPE a>", ""),
                arguments("a type after a comment", "<!-- a --><!DOCTYPE a>", ""),
                arguments("a file", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", "&e;"),
                arguments("a file by a parameter", "<!DOCTYPE a [<!ENTITY % e SYSTEM 'file:///etc/passwd'>%e;]>", ""),
                arguments("a jar", "<!DOCTYPE a [<!ENTITY e SYSTEM 'jar:file:///x.jar!/y'>]>", "&e;"),
                arguments("a public type", "<!DOCTYPE a PUBLIC '-//W3C//DTD XHTML 1.0//EN' 'file:///etc/passwd'>", ""),
                arguments("a text of its own", "<!DOCTYPE a [<!ENTITY e 'text'>]>", "&e;"),
                arguments("a billion", lol, "&l9;"),
                arguments("a circle", "<!DOCTYPE a [<!ENTITY e '&f;'><!ENTITY f '&e;'>]>", "&e;"),
                arguments("an attribute by default", "<!DOCTYPE a [<!ATTLIST a b CDATA 'c'>]>", ""),
                arguments("a text that nobody has declared", "", "&e;"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("declarations")
    void w18NothingIsDeclaredInABody(String name, String prolog, String inside) throws Exception {
        for (Taking method : Taking.values()) {
            requireRefused(method, name, method.body(prolog, inside).getBytes(StandardCharsets.UTF_8));
            for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
                String declared = "<?xml version='1.0' encoding='UTF-16'?>" + prolog;
                requireRefused(
                        method,
                        name + ", " + charset,
                        method.body(declared, inside).getBytes(charset));
            }
        }
    }

    @Test
    void w18TheServerFetchesNothingThatABodyNames() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + listener.getLocalPort() + "/x.dtd";
            for (Taking method : Taking.values()) {
                for (String prolog : List.of(
                        "<!DOCTYPE a SYSTEM '" + address + "'>",
                        "<!DOCTYPE a [<!ENTITY % e SYSTEM '" + address + "'>%e;]>",
                        "<!DOCTYPE a [<!ENTITY e SYSTEM '" + address + "'>]>")) {
                    requireRefused(method, prolog, method.body(prolog, "").getBytes(StandardCharsets.UTF_8));
                }
            }
            String include = "<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='" + address + "'/>";
            String style = "<?xml-stylesheet href='" + address + "'?>";
            String schema = "<y xmlns:s='http://www.w3.org/2001/XMLSchema-instance' s:noNamespaceSchemaLocation='"
                    + address + "'/>";
            assertThat(send(
                                    Taking.PROPPATCH,
                                    Taking.PROPPATCH
                                            .body(style, include + schema)
                                            .getBytes())
                            .statusCode())
                    .isEqualTo(207);
            String kept =
                    fubako.call(ALICE, "PROPFIND", DOCUMENT, "", "Depth", "0").body();

            assertThat(kept).contains("XInclude").contains(address);
            listener.setSoTimeout(500);
            assertThat(accepted(listener)).isFalse();
        }
    }

    private static boolean accepted(ServerSocket listener) throws Exception {
        try {
            listener.accept().close();
            return true;
        } catch (SocketTimeoutException nobodyCame) {
            return false;
        }
    }

    static Stream<Arguments> breakages() {
        return Stream.of(
                arguments("an end that is missing", "<y>"),
                arguments("ends that cross", "<y><z></y></z>"),
                arguments("a prefix that nobody has bound", "<u:y/>"),
                arguments("an attribute that comes twice", "<y a='1' a='2'/>"),
                arguments(
                        "an attribute that comes twice by two prefixes", "<y xmlns:a='u' xmlns:b='u' a:c='' b:c=''/>"),
                arguments("an attribute without quotes", "<y a=1/>"),
                arguments("a namespace that is bound to nothing", "<y xmlns:a=''/>"),
                arguments("the prefix xml for something else", "<y xmlns:xml='urn:y'/>"),
                arguments("NUL by its number", "&#0;"),
                arguments("a control by its number", "&#x1;"),
                arguments("half of a pair by its number", "&#xD800;"),
                arguments("a number beyond all characters", "&#x110000;"),
                arguments("a control", "\u0001"),
                arguments("no character at all", "\uFFFF"),
                arguments("an angle in an attribute", "<y a='<'/>"),
                arguments("an end of CDATA", "]]>"),
                arguments("CDATA without end", "<![CDATA["),
                arguments("a comment with two hyphens", "<!-- -- -->"),
                arguments("an instruction named xml", "<?xml version='1.0'?>"),
                arguments("33 deep", "<y>".repeat(33) + "</y>".repeat(33)),
                arguments("10,000 deep", "<y>".repeat(5_000)),
                arguments("1,100 elements", "<y/>".repeat(1_100)),
                arguments("more than 64 KiB", " ".repeat(70_000)),
                arguments("more than 64 KiB in an attribute", "<y a='" + "a".repeat(70_000) + "'/>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakages")
    void w18WhatIsBrokenOrTooMuchIsRefused(String name, String inside) throws Exception {
        for (Taking method : Taking.values()) {
            requireRefused(method, name, method.body("", inside).getBytes(StandardCharsets.UTF_8));
        }
    }

    static Stream<Arguments> wholes() {
        return Stream.of(
                arguments("a text", "text".getBytes(StandardCharsets.UTF_8)),
                arguments("a blank", " ".getBytes(StandardCharsets.UTF_8)),
                arguments("a declaration only", "<?xml version='1.0'?>".getBytes(StandardCharsets.UTF_8)),
                arguments("two roots", "<D:propfind xmlns:D='DAV:'/><a/>".getBytes(StandardCharsets.UTF_8)),
                arguments("a strange root", "<a/>".getBytes(StandardCharsets.UTF_8)),
                arguments("a root of no namespace", "<propfind><prop/></propfind>".getBytes(StandardCharsets.UTF_8)),
                arguments(
                        "an unknown encoding",
                        "<?xml version='1.0' encoding='UTF-99'?><a/>".getBytes(StandardCharsets.UTF_8)),
                arguments(
                        "octets that are no UTF-8",
                        "<D:propfind xmlns:D='DAV:'>\u00FF</D:propfind>".getBytes(StandardCharsets.ISO_8859_1)),
                arguments("zeroes", new byte[100]),
                arguments("a picture", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}),
                arguments("JSON", "{\"a\": 1}".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholes")
    void w18WhatIsNotTheBodyOfTheMethodIsRefused(String name, byte[] body) throws Exception {
        for (Taking method : Taking.values()) {
            requireRefused(method, name, body);
        }
    }

    private static String setting(String property) {
        return "<D:propertyupdate xmlns:D='DAV:'><D:set><D:prop>" + property + "</D:prop></D:set></D:propertyupdate>";
    }

    static Stream<Arguments> tooMuchToKeep() {
        return Stream.of(
                arguments("a long namespace", "<y xmlns='urn:x" + "u".repeat(20_000) + "'/>"),
                arguments("a long name", "<" + "y".repeat(20_000) + " xmlns='urn:x'/>"),
                arguments(
                        "a value that grows when each element says its namespace",
                        "<y xmlns='urn:x' xmlns:l='urn:" + "u".repeat(996) + "'>" + "<l:a/>".repeat(900) + "</y>"),
                arguments("a value that grows when it is escaped", "<y xmlns='urn:x'>" + "\"".repeat(60_000) + "</y>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooMuchToKeep")
    void w18APropertyThatIsTooLongIsRefusedAndKeepsNothing(String name, String property) throws Exception {
        HttpResponse<String> answer = fubako.call(ALICE, "PROPPATCH", DOCUMENT, setting(property));

        assertThat(answer.statusCode()).as(answer.body()).isIn(207, 400, 413);
        assertThat(answer.body()).doesNotContain("HTTP/1.1 200").doesNotContain("Exception");
        assertThat(fubako.call(ALICE, "PROPFIND", DOCUMENT, "", "Depth", "0").body())
                .doesNotContain("urn:x");
    }

    @Test
    void w18APropertyThatIsAsLongAsABodyAllowsIsKeptWhole() throws Exception {
        String value = "あ".repeat(21_000);

        assertThat(fubako.call(ALICE, "PROPPATCH", DOCUMENT, setting("<y xmlns='urn:x'>" + value + "</y>"))
                        .body())
                .contains("HTTP/1.1 200");
        assertThat(fubako.call(ALICE, "PROPFIND", DOCUMENT, "", "Depth", "0").body())
                .contains(">" + value + "<");
    }
}
