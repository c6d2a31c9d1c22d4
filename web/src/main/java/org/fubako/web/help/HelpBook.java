package org.fubako.web.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.fubako.web.markdown.SafeMarkdown;

/**
 * The help in one language: the pages that its index names, and no others. They lie in docs/help, where they are read as they are, and
 * are packed with the program; links between them lead to the portal's addresses here.
 */
final class HelpBook {

    /** The page with which one begins. */
    static final String INDEX = "index";

    private static final String FOLDER = "/fubako/web/help/";
    private static final Pattern PAGE = Pattern.compile("([a-z-]+)\\.md");

    private final SafeMarkdown markdown;
    private final List<HelpChapter> chapters;
    private final Map<String, HelpPage> pages = new LinkedHashMap<>();

    /** @param root below which the portal's addresses of the pages lie */
    HelpBook(Locale language, String root) {
        markdown = new SafeMarkdown(address -> link(address, root));
        Node index = parse(language, INDEX);
        chapters = chapters(index);
        add(INDEX, index);
        chapters.stream()
                .flatMap(chapter -> chapter.entries().stream())
                .forEach(entry -> add(entry.name(), parse(language, entry.name())));
    }

    private static String link(String address, String root) {
        Matcher page = PAGE.matcher(address);
        return page.matches() ? root + page.group(1) : SafeMarkdown.webOnly(address);
    }

    private Node parse(Locale language, String name) {
        String file = FOLDER + language.getLanguage() + "/" + name + ".md";
        try (InputStream content = HelpBook.class.getResourceAsStream(file)) {
            if (content == null) {
                throw new IllegalStateException(file);
            }
            return markdown.parse(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String name, Node page) {
        pages.put(name, new HelpPage(name, words(page.getFirstChild()), markdown.render(page)));
    }

    private static List<HelpChapter> chapters(Node index) {
        List<HelpChapter> found = new ArrayList<>();
        index.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                if (heading.getLevel() == 2) {
                    found.add(new HelpChapter(words(heading), new ArrayList<>()));
                }
            }

            @Override
            public void visit(Link link) {
                Matcher page = PAGE.matcher(link.getDestination());
                if (page.matches() && !found.isEmpty()) {
                    found.get(found.size() - 1).entries().add(new HelpChapter.Entry(page.group(1), words(link)));
                }
            }
        });
        return found.stream()
                .map(chapter -> new HelpChapter(chapter.title(), List.copyOf(chapter.entries())))
                .toList();
    }

    private static String words(Node part) {
        StringBuilder words = new StringBuilder();
        part.accept(new AbstractVisitor() {
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

    List<HelpChapter> chapters() {
        return chapters;
    }

    Optional<HelpPage> page(String name) {
        return Optional.ofNullable(pages.get(name));
    }
}
