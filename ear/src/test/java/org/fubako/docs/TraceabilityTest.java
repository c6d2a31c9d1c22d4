package org.fubako.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What the documents say is proved is proved by a test that is there, and is about something that was asked for. */
class TraceabilityTest {

    private static final Path ROOT = Path.of("..");
    private static final Set<String> TEST_ANNOTATIONS = Set.of("Test", "ParameterizedTest", "RepeatedTest", "Property");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST = Pattern.compile("([A-Z]\\w*)(?:\\.([a-z]\\w*))?|([a-z]\\w*)");
    private static final Pattern FEATURES_IN_NAME = Pattern.compile("^((?:[a-z]\\d\\d)+)(?=[A-Z])");

    /** A line of a table: what it is about, and what it names as proof. */
    private record Row(List<String> ids, List<String> tests) {}

    private static List<Row> rows(String document, Pattern id) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs").resolve(document))) {
            String[] cells = line.split("\\|");
            if (line.startsWith("|") && cells.length > 2 && !cells[1].isBlank() && !cells[1].contains("--")) {
                List<String> ids =
                        id.matcher(cells[1]).results().map(MatchResult::group).toList();
                String proof = String.join("|", Arrays.copyOfRange(cells, 2, cells.length));
                rows.add(new Row(
                        ids,
                        CODE.matcher(proof).results().map(code -> code.group(1)).toList()));
            }
        }
        // the heading
        return rows.subList(1, rows.size());
    }

    private static Set<String> known(String list) throws IOException {
        return new TreeSet<>(Files.readAllLines(Path.of("src/test/resources/docs", list)));
    }

    /** Methods by class, of all modules. */
    private static Map<String, Set<String>> tests() throws IOException {
        Map<String, Set<String>> tests = new TreeMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(ROOT)) {
            List<Path> java = sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/test/java/"))
                    .toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(java));
            for (Tree unit : task.parse()) {
                unit.accept(new Tests(tests), null);
            }
        }
        return tests;
    }

    private static final class Tests extends TreeScanner<Void, Void> {

        private final Map<String, Set<String>> tests;
        private String owner = "";

        Tests(Map<String, Set<String>> tests) {
            this.tests = tests;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (owner.isEmpty()) {
                owner = type.getSimpleName().toString();
            }
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            boolean isTest = method.getModifiers().getAnnotations().stream()
                    .anyMatch(each -> TEST_ANNOTATIONS.contains(
                            each.getAnnotationType().toString().replaceFirst(".*\\.", "")));
            if (isTest) {
                tests.computeIfAbsent(owner, name -> new TreeSet<>())
                        .add(method.getName().toString());
            }
            return super.visitMethod(method, nothing);
        }
    }

    private static boolean isThere(Map<String, Set<String>> tests, String named) {
        var parts = TEST.matcher(named);
        if (!parts.matches()) {
            return false;
        }
        if (parts.group(3) != null) {
            return tests.values().stream().anyMatch(methods -> methods.contains(parts.group(3)));
        }
        Set<String> methods = tests.getOrDefault(parts.group(1), Set.of());
        return !methods.isEmpty() && (parts.group(2) == null || methods.contains(parts.group(2)));
    }

    private static void requireProofs(List<Row> rows, Set<String> known) throws IOException {
        Map<String, Set<String>> tests = tests();

        assertThat(rows).isNotEmpty();
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.ids()).isNotEmpty().isSubsetOf(known);
            assertThat(row.tests()).as("what proves " + row.ids()).isNotEmpty().allSatisfy(test -> assertThat(
                            isThere(tests, test))
                    .as("the test " + test + " exists")
                    .isTrue());
        });
    }

    @Test
    void everyFeatureIsProvedByATestThatIsThere() throws IOException {
        requireProofs(rows("features.md", Pattern.compile("[A-Z]\\w+")), known("feature-ids.txt"));
    }

    @Test
    void everyControlIsProvedByATestThatIsThere() throws IOException {
        requireProofs(rows("controls.md", Pattern.compile("(?<=^\\s?)\\S+")), known("control-ids.txt"));
    }

    @Test
    void whatAnyDocumentNamesAsATestIsThere() throws IOException {
        Map<String, Set<String>> tests = tests();
        Set<String> named = new TreeSet<>();
        try (Stream<Path> documents = Files.walk(ROOT.resolve("docs"))) {
            for (Path document :
                    documents.filter(file -> file.toString().endsWith(".md")).toList()) {
                CODE.matcher(Files.readString(document))
                        .results()
                        .map(code -> code.group(1))
                        .filter(code -> code.matches("[A-Z]\\w*(IT|Test)\\.[a-z]\\w*"))
                        .forEach(named::add);
            }
        }

        assertThat(named).hasSizeGreaterThan(10).allSatisfy(test -> assertThat(isThere(tests, test))
                .as("the test " + test + " exists")
                .isTrue());
    }

    @Test
    void testsAreNamedAfterFeaturesThatWereAskedFor() throws IOException {
        Set<String> known = known("feature-ids.txt");
        Set<String> named = new TreeSet<>();
        for (Set<String> methods : tests().values()) {
            for (String method : methods) {
                FEATURES_IN_NAME
                        .matcher(method)
                        .results()
                        .flatMap(found -> Arrays.stream(found.group(1).split("(?<=\\G...)")))
                        .map(id -> id.toUpperCase(Locale.ROOT))
                        .forEach(named::add);
            }
        }

        assertThat(named).hasSizeGreaterThan(10).isSubsetOf(known);
    }
}
