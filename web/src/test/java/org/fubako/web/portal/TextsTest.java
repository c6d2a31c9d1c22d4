package org.fubako.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fubako.audit.Action;
import org.fubako.caller.Surface;
import org.fubako.storage.AccessMode;
import org.fubako.storage.SpaceKind;
import org.fubako.web.rest.ApiText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Attr;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** All that the pages say stands in the message bundles, in each language, and nothing else stands there. */
class TextsTest {

    private static final Path SOURCES = Path.of("src/main");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}～／、。]");

    /** Attributes that people see or hear. */
    private static final Set<String> SAID = Set.of(
            "title",
            "alt",
            "placeholder",
            "aria-label",
            "label",
            "header",
            "headerText",
            "emptyMessage",
            "ariaRowLabel",
            "ariaHeaderText",
            "currentPageReportTemplate");

    /** The same in every language. */
    private static final Set<String> NAMES =
            Set.of("product", "language.en", "log.surface.dav", "log.surface.api", "unit.MiB", "unit.GiB");

    private static Set<String> keys(Locale locale) {
        return new TreeSet<>(Texts.bundle(locale).keySet());
    }

    private static Stream<Path> sources(String... endings) {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files
                    .filter(file -> Arrays.stream(endings)
                            .anyMatch(ending -> file.getFileName().toString().endsWith(ending)))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Stream<Path> pages() {
        return sources(".xhtml");
    }

    @Test
    void everyTextStandsInBothLanguages() throws IOException {
        assertThat(keys(Locale.JAPANESE)).isEqualTo(keys(Locale.ENGLISH));
        Set<String> written =
                Files.readAllLines(SOURCES.resolve("resources/fubako/web/messages_ja.properties")).stream()
                        .filter(line -> line.contains("="))
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(written).isEqualTo(keys(Locale.ENGLISH));
    }

    @Test
    void everyTextIsUsed() {
        String all = sources(".xhtml", ".java", ".js").map(TextsTest::read).collect(Collectors.joining("\n"));
        assertThat(keys(Locale.ENGLISH)).allSatisfy(key -> {
            String group = key.substring(0, key.lastIndexOf('.') + 1);
            boolean whole = all.contains("'" + key + "'") || all.contains("\"" + key + "\"");
            boolean composed =
                    !group.isEmpty() && (all.contains("'" + group + "'") || all.contains("\"" + group + "\""));
            assertThat(whole || composed).as(key).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyTextOfAPageExists(Path page) {
        List<String> used = Pattern.compile("text\\['([^']+)'\\]")
                .matcher(read(page))
                .results()
                .map(MatchResult::group)
                .map(use -> use.substring("text['".length(), use.length() - 2))
                .toList();
        assertThat(keys(Locale.ENGLISH)).containsAll(used);
    }

    @Test
    void everyTextOfABeanExists() {
        List<String> used = sources(".java")
                .map(TextsTest::read)
                .flatMap(code -> Pattern.compile("[tT]exts?(?:\\.current\\(\\)|\\(\\))?\\.get\\(\"([^\"]+[^.\"])\"")
                        .matcher(code)
                        .results())
                .map(found -> found.group(1))
                .toList();
        assertThat(used).isNotEmpty();
        assertThat(keys(Locale.ENGLISH)).containsAll(used);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void everyActionOfTheLogHasAWord(Action action) {
        assertThat(keys(Locale.ENGLISH)).contains("log.action." + action);
    }

    @ParameterizedTest
    @EnumSource(Surface.class)
    void everyDoorHasAWord(Surface surface) {
        assertThat(keys(Locale.ENGLISH)).contains("log.surface." + surface.label());
    }

    @ParameterizedTest
    @EnumSource(SpaceKind.class)
    void everyKindOfSpaceHasAWord(SpaceKind kind) {
        assertThat(keys(Locale.ENGLISH)).contains("space." + kind.segment());
        assertThat(!kind.named() || keys(Locale.ENGLISH).contains("spaces." + kind.segment()))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(AccessMode.class)
    void everyAccessModeHasAWord(AccessMode mode) {
        assertThat(keys(Locale.ENGLISH)).contains("rights.mode." + ApiText.kebab(mode));
    }

    @Test
    void japaneseIsJapaneseAndEnglishIsNot() {
        for (String key : keys(Locale.ENGLISH)) {
            String japanese = Texts.bundle(Locale.JAPANESE).getString(key);
            assertThat(NAMES.contains(key) || JAPANESE.matcher(japanese).find())
                    .as(key)
                    .isTrue();
            if (!Set.of("product.mark", "language.ja").contains(key)) {
                assertThat(Texts.bundle(Locale.ENGLISH).getString(key)).as(key).doesNotContainPattern(JAPANESE);
            }
        }
    }

    @Test
    void argumentsAreTheSameInBothLanguages() {
        for (String key : keys(Locale.ENGLISH)) {
            assertThat(arguments(key, Locale.JAPANESE)).as(key).isEqualTo(arguments(key, Locale.ENGLISH));
            assertThat(Texts.bundle(Locale.ENGLISH).getString(key)).as(key).doesNotContain("'");
        }
    }

    private static Set<String> arguments(String key, Locale locale) {
        String pattern = Texts.bundle(locale).getString(key);
        if (!pattern.contains("Record}")) { // that one is filled in by a component
            new MessageFormat(pattern, locale);
        }
        return Pattern.compile("\\{([A-Za-z0-9]+)")
                .matcher(pattern)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageHasNoTextOfItsOwn(Path page) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        List<String> own = new ArrayList<>();
        collect(factory.newDocumentBuilder().parse(page.toFile()), own);
        assertThat(own).isEmpty();
    }

    private static void collect(Node node, List<String> own) {
        if (node.getNodeType() == Node.TEXT_NODE) {
            note(node.getNodeValue(), own);
        }
        for (int i = 0; node.getAttributes() != null && i < node.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) node.getAttributes().item(i);
            boolean button =
                    attribute.getName().equals("value") && node.getNodeName().endsWith("utton");
            if (SAID.contains(attribute.getName()) || button) {
                note(attribute.getValue(), own);
            }
        }
        NodeList children = node.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            collect(children.item(i), own);
        }
    }

    private static void note(String text, List<String> own) {
        String rest = text.replaceAll("#\\{[^}]*\\}", "");
        if (LETTER.matcher(rest).find()) {
            own.add(text.strip());
        }
    }
}
