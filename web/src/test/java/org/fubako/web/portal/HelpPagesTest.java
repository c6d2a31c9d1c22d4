package org.fubako.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.fubako.account.AccountAdmin.BuiltIn;
import org.fubako.caller.Role;
import org.fubako.storage.AccessMode;
import org.fubako.storage.Operation;
import org.fubako.web.portal.PortalRoutes.Route;
import org.fubako.web.rest.ApiText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The help keeps pace with the screens. What is bold in it is a word of the screens, written as there; a call of the API is written as
 * code with its method, and is one that the API has.
 */
class HelpPagesTest {

    private static final Path HELP = Path.of("../docs/help");
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}。、]");
    private static final Pattern CALL = Pattern.compile("(GET|HEAD|PUT|POST|DELETE|PATCH) /api/v1(/[^? ]*).*");
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    /** A page in a language. */
    private record Page(Locale language, Path file) {

        Node content() {
            try {
                return PARSER.parse(Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        <T extends Node> List<T> all(Class<T> kind) {
            return descendants(content())
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        }

        @Override
        public String toString() {
            return HELP.relativize(file).toString();
        }
    }

    private static Stream<Node> descendants(Node node) {
        List<Node> found = new ArrayList<>();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            found.add(child);
            descendants(child).forEach(found::add);
        }
        return found.stream();
    }

    private static String words(Node node) {
        StringBuilder words = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }
        });
        return words.toString();
    }

    private static Set<String> names(Locale language) {
        try (Stream<Path> files = Files.list(HELP.resolve(language.getLanguage()))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Page> pages() {
        return Language.OFFERED.stream()
                .flatMap(language -> names(language).stream().map(name -> page(language, name)));
    }

    private static Page page(Locale language, String name) {
        return new Page(language, HELP.resolve(language.getLanguage()).resolve(name));
    }

    @ParameterizedTest
    @EnumSource(Route.class)
    void everyScreenHasAPageInEachLanguage(Route route) {
        if (route != Route.HELP) {
            assertThat(Language.OFFERED)
                    .allSatisfy(language -> assertThat(names(language)).contains(route.page() + ".md"));
        }
    }

    /** Whoever is not signed in yet is shown no help. */
    @Test
    void theScreensWithoutAFrameAreThoseThatAnybodySees() throws IOException {
        Set<Route> plain = EnumSet.noneOf(Route.class);
        for (Route route : Route.values()) {
            String page = Files.readString(Path.of("src/main/webapp/WEB-INF/pages/" + route.page() + ".xhtml"));
            if (!page.contains("template=\"/WEB-INF/templates/page.xhtml\"")) {
                plain.add(route);
            }
        }
        assertThat(plain).isEqualTo(EnumSet.of(Route.SIGN_IN, Route.CODE, Route.FORGOTTEN, Route.KEY));
    }

    @Test
    void theLanguagesHaveTheSamePagesWithTheSameHeadings() {
        assertThat(names(Locale.JAPANESE)).isEqualTo(names(Locale.ENGLISH));
        assertThat(names(Locale.ENGLISH)).allSatisfy(name -> assertThat(levels(Locale.JAPANESE, name))
                .as(name)
                .startsWith(1)
                .isEqualTo(levels(Locale.ENGLISH, name)));
    }

    private static List<Integer> levels(Locale language, String name) {
        return page(language, name).all(Heading.class).stream()
                .map(Heading::getLevel)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAPage(Page page) {
        assertThat(page.all(Link.class))
                .allSatisfy(link -> assertThat(names(page.language())).contains(link.getDestination()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theIndexNamesEachPageOnceByItsTitle(Page page) {
        String name = page.file().getFileName().toString();
        if (!name.equals("index.md")) {
            assertThat(page(page.language(), "index.md").all(Link.class).stream()
                            .filter(link -> link.getDestination().equals(name))
                            .map(HelpPagesTest::words))
                    .containsExactly(words(page.all(Heading.class).get(0)));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatIsBoldIsAWordOfTheScreens(Page page) {
        Set<String> words = Texts.bundle(page.language()).keySet().stream()
                .map(key -> Texts.bundle(page.language()).getString(key))
                .collect(Collectors.toSet());

        assertThat(page.all(StrongEmphasis.class).stream().map(HelpPagesTest::words))
                .isSubsetOf(words);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCallIsOneOfTheApi(Page page) {
        JsonObject paths = calls();
        assertThat(page.all(Code.class).stream()
                        .map(Code::getLiteral)
                        .map(CALL::matcher)
                        .filter(Matcher::matches))
                .allSatisfy(call -> assertThat(paths.getJsonObject(call.group(2)))
                        .as(call.group())
                        .isNotNull()
                        .containsKey(call.group(1).toLowerCase(Locale.ROOT)));
        assertThat(page.all(Code.class).stream().map(Code::getLiteral)).allSatisfy(code -> assertThat(
                        code.contains("/api/v1/") && !CALL.matcher(code).matches())
                .as(code)
                .isFalse());
    }

    private static JsonObject calls() {
        try (JsonReader reader =
                Json.createReader(HelpPagesTest.class.getResourceAsStream("/fubako/web/openapi.json"))) {
            return reader.readObject().getJsonObject("paths");
        }
    }

    static List<Locale> languages() {
        return Language.OFFERED;
    }

    /** Cells of the table rows that begin with a bold word. */
    private static List<List<String>> rows(Page page) {
        return page.all(TableRow.class).stream()
                .filter(row -> row.getFirstChild().getFirstChild() instanceof StrongEmphasis)
                .map(row -> {
                    List<String> cells = new ArrayList<>();
                    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
                        cells.add(words(cell));
                    }
                    return cells;
                })
                .toList();
    }

    private static String mark(boolean allowed) {
        return allowed ? "✓" : "–";
    }

    @ParameterizedTest
    @MethodSource("languages")
    void theTableOfRolesIsThatOfTheBuiltInGroups(Locale language) {
        Texts texts = new Texts(language);
        List<List<String>> rows = rows(page(language, "roles.md")).subList(0, Role.values().length);

        assertThat(rows).zipSatisfy(List.of(Role.values()), (row, role) -> {
            assertThat(row.get(0)).startsWith(texts.get("role." + role)).contains(texts.get("role.does." + role));
            assertThat(row.subList(1, row.size()))
                    .containsExactly(
                            mark(BuiltIn.MANAGERS.roles().contains(role)),
                            mark(BuiltIn.ADMINISTRATORS.roles().contains(role)),
                            mark(BuiltIn.USERS.roles().contains(role)));
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void theTableOfRightsIsThatOfTheModes(Locale language) {
        List<Set<Operation>> columns = List.of(
                EnumSet.of(Operation.LIST, Operation.DOWNLOAD, Operation.COPY_OUT),
                EnumSet.of(Operation.UPLOAD_FILE, Operation.CHANGE_FILE),
                EnumSet.of(Operation.CREATE_FOLDER, Operation.CHANGE_FOLDER),
                EnumSet.of(Operation.EDIT_COMMENT, Operation.CHANGE_ACTIONS));
        List<List<String>> expected = new ArrayList<>();
        for (AccessMode mode : AccessMode.values()) {
            List<String> row = new ArrayList<>(List.of(new Texts(language).get("rights.mode." + ApiText.kebab(mode))));
            for (Set<Operation> column : columns) {
                Set<Operation> allowed = mode.allowed();
                assertThat(allowed.containsAll(column))
                        .isEqualTo(column.stream().anyMatch(allowed::contains));
                row.add(mark(allowed.containsAll(column)));
            }
            expected.add(row);
        }

        assertThat(columns.stream().mapToInt(Set::size).sum()).isEqualTo(Operation.values().length);
        assertThat(rows(page(language, "roles.md"))).endsWith(expected.toArray(List[]::new));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void eachIsInItsLanguageAndTextOnly(Page page) {
        assertThat(page.all(Text.class)).isNotEmpty().noneMatch(text -> text.getLiteral()
                .contains("**"));
        boolean japanese = page.language().equals(Locale.JAPANESE);
        assertThat(page.all(org.commonmark.node.Paragraph.class).stream().map(HelpPagesTest::words))
                .allSatisfy(text ->
                        assertThat(JAPANESE.matcher(text).find()).as(text).isEqualTo(japanese));
        assertThat(descendants(page.content()))
                .noneMatch(node -> node instanceof org.commonmark.node.HtmlBlock
                        || node instanceof org.commonmark.node.HtmlInline
                        || node instanceof org.commonmark.node.Image);
        assertThat(page.all(FencedCodeBlock.class))
                .allSatisfy(example -> assertThat(example.getLiteral()).isNotBlank());
    }
}
